# --8<-- [start:one_kink]
import numpy as np
from gradient_check import check_gradient
from numerical_gradient import (
    central_difference,
    norm_ratio,
    numerical_gradient,
)


def relu(z):
    return np.maximum(z, 0.0)


print("step    slope at 0.00003")
for step in [1e-3, 1e-4, 1e-5, 1e-6]:
    print(f"{step:.0e} {central_difference(relu, 3e-5, step):8.3f}")
# --8<-- [end:one_kink]


# --8<-- [start:network]
rng = np.random.default_rng(0)
X = rng.standard_normal((100, 4))
y = rng.standard_normal((100, 1))


def unpack(theta):
    """Return W1 (4, 20), b1 (20,) and W2 (20, 1), from 120 numbers."""
    W1, b1, W2 = np.split(theta, [80, 100])
    return W1.reshape(4, 20), b1, W2.reshape(20, 1)


def hidden(theta):
    W1, b1, _ = unpack(theta)
    return X @ W1 + b1


def cost(theta):
    *_, W2 = unpack(theta)
    return 0.5 * np.mean((relu(hidden(theta)) @ W2 - y) ** 2)


def backprop(theta, slope):
    *_, W2 = unpack(theta)
    z = hidden(theta)
    delta2 = (relu(z) @ W2 - y) / len(y)
    delta1 = delta2 @ W2.T * slope(z)
    parts = X.T @ delta1, delta1.sum(axis=0), relu(z).T @ delta2
    return np.concatenate([part.ravel() for part in parts])


def gradient(theta):
    return backprop(theta, lambda z: z > 0)


# --8<-- [end:network]


# --8<-- [start:fails]
def draw(seed):
    return np.random.default_rng(seed).standard_normal(120)


theta = draw(14)
for step in [1e-3, 1e-4, 1e-5]:
    numgrad = numerical_gradient(cost, theta, step)
    ratio = norm_ratio(gradient(theta), numgrad)
    print(f"{step:.0e}  ratio {ratio:.0e}")
# --8<-- [end:fails]


# --8<-- [start:how_often]
def crosses(theta, i, step):
    """Return whether a unit turns on or off between the points."""
    move = step * (np.arange(120) == i)
    left, right = hidden(theta - move), hidden(theta + move)
    return np.any((left > 0) != (right > 0))


print("step    with a kink   ratio above 1e-7")
for step in [1e-2, 1e-3, 1e-4, 1e-5, 1e-6]:
    kinks, failed = 0, 0
    for seed in range(50):
        theta = draw(seed)
        numgrad = numerical_gradient(cost, theta, step)
        failed += norm_ratio(gradient(theta), numgrad) > 1e-7
        kinks += sum(crosses(theta, i, step) for i in range(120))
    print(f"{step:.0e} {kinks:5} of 6000 {failed:8} of 50")
# --8<-- [end:how_often]


# --8<-- [start:verdict]
def slope_forgotten(theta):
    return backprop(theta, np.ones_like)


for candidate in [gradient, slope_forgotten]:
    verdicts = [
        check_gradient(cost, candidate, draw(seed)).verdict
        for seed in range(50)
    ]
    for verdict in sorted(set(verdicts)):
        count = verdicts.count(verdict)
        print(f"{candidate.__name__}: {count} of 50 {verdict}")
# --8<-- [end:verdict]


# --8<-- [start:on_the_kink]
X[:50] = 0  # Half of the batch is padding,
theta = draw(0)
theta[80:100] = 0  # and the biases b1 start at zero.

numgrad = numerical_gradient(cost, theta, 1e-6)
print(f"ratio {norm_ratio(gradient(theta), numgrad):.0e}")
report = check_gradient(cost, gradient, theta)
print(report.verdict)
kinks = report.arrays[0].kinks.size
print("on a corner in ten entries or more:", kinks >= 10)
# --8<-- [end:on_the_kink]


# --8<-- [start:off_the_kink]
theta[80:100] = 0.1 * np.random.default_rng(1).standard_normal(20)
print(check_gradient(cost, gradient, theta).verdict)
# --8<-- [end:off_the_kink]


# --8<-- [start:answer_fewer_examples]
X, y = X[-10:], y[-10:]
kinks = 0
for seed in range(50):
    kinks += sum(crosses(draw(seed), i, 1e-3) for i in range(120))
print(f"{kinks} of 6000")
# --8<-- [end:answer_fewer_examples]


# --8<-- [start:answer_tanh]
relu = np.tanh


def tanh_gradient(theta):
    return backprop(theta, lambda z: 1 - np.tanh(z) ** 2)


for step in [1e-2, 1e-3, 1e-4]:
    numgrad = numerical_gradient(cost, draw(14), step)
    ratio = norm_ratio(tanh_gradient(draw(14)), numgrad)
    print(f"{step:.0e}  ratio {ratio:.0e}")
# --8<-- [end:answer_tanh]
