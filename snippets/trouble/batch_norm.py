# --8<-- [start:layer]
import numpy as np
from gradient_check import check_gradient
from numerical_gradient import norm_ratio, numerical_gradient


def batch_norm(x):
    """Return y, each column with mean 0 and variance 1, and 1 / sd."""
    scale = 1 / np.sqrt(np.var(x, axis=0) + 1e-5)
    return (x - np.mean(x, axis=0)) * scale, scale


def backward(x, dy):
    """Return dJ/dx, given dJ/dy."""
    y, scale = batch_norm(x)
    through_mean = np.mean(dy, axis=0)
    through_scale = y * np.mean(dy * y, axis=0)
    return (dy - through_mean - through_scale) * scale


# --8<-- [end:layer]


# --8<-- [start:sum]
rng = np.random.default_rng(0)
x = rng.standard_normal((8, 3))


def total(x):
    y, scale = batch_norm(x)
    return np.sum(y)


def total_gradient(x):
    return backward(x, np.ones_like(x))


numgrad = numerical_gradient(total, x)
print(f"ratio {norm_ratio(total_gradient(x), numgrad):.1f}")
# --8<-- [end:sum]


# --8<-- [start:nothing]
y, scale = batch_norm(x)
sums = np.sum(y, axis=0)
print("sums of the columns of y are 0:", np.allclose(sums, 0))

gradient = total_gradient(x)
print("backprop below 1e-12:          ", np.all(abs(gradient) < 1e-12))
print("numerical below 1e-10:         ", np.all(abs(numgrad) < 1e-10))
# --8<-- [end:nothing]


# --8<-- [start:bug]
def as_constants(x, dy):
    """As if the mean and the scale did not depend on x."""
    y, scale = batch_norm(x)
    return dy * scale


def no_backward(x, dy):
    return np.zeros_like(x)


for layer in backward, as_constants, no_backward:
    ratio = norm_ratio(layer(x, np.ones_like(x)), numgrad)
    print(f"{layer.__name__:12} ratio {ratio:.1f}")
# --8<-- [end:bug]


# --8<-- [start:weighted]
weights = rng.standard_normal(x.shape)


def weighted(x):
    y, scale = batch_norm(x)
    return np.sum(weights * y)


numgrad = numerical_gradient(weighted, x)
for layer in backward, as_constants, no_backward:
    ratio = norm_ratio(layer(x, weights), numgrad)
    print(f"{layer.__name__:12} ratio {ratio:.0e}")
# --8<-- [end:weighted]


# --8<-- [start:verdicts]
def of_sum(x):
    return layer(x, np.ones_like(x))


def of_weighted(x):
    return layer(x, weights)


print(f"{'':12} sum          weighted sum")
for layer in backward, as_constants, no_backward:
    one = check_gradient(total, of_sum, x)
    two = check_gradient(weighted, of_weighted, x)
    print(f"{layer.__name__:12} {one.verdict:12} {two.verdict}")
# --8<-- [end:verdicts]


# --8<-- [start:modes]
saved_mean, saved_scale = 0.1, 1.2  # As if averaged in training.


def evaluated(x):
    return np.sum(weights * (x - saved_mean) * saved_scale)


def of_training(x):
    return backward(x, weights)


def of_evaluation(x):
    return weights * saved_scale


print(f"{'cost':12} of_training  of_evaluation")
for name, J in {"training": weighted, "evaluation": evaluated}.items():
    one = check_gradient(J, of_training, x)
    two = check_gradient(J, of_evaluation, x)
    print(f"{name:12} {one.verdict:12} {two.verdict}")
# --8<-- [end:modes]


# --8<-- [start:bias]
inputs = rng.standard_normal((8, 2))
parameters = {"W": rng.standard_normal((2, 3)), "b": np.ones(3)}


def cost(p):
    return weighted(inputs @ p["W"] + p["b"])


def gradient(p):
    dx = backward(inputs @ p["W"] + p["b"], weights)
    return {"W": inputs.T @ dx, "b": np.sum(dx, axis=0)}


report = check_gradient(cost, gradient, parameters)
for found in report.arrays:
    print(f"{found.name}: {found.verdict}")
# --8<-- [end:bias]


# --8<-- [start:answer_times_five]
def five_totals(x):
    return 5 * total(x)


numgrad = numerical_gradient(five_totals, x)
ratio = norm_ratio(backward(x, np.full_like(x, 5)), numgrad)
print(f"ratio {ratio:.1f}")
# --8<-- [end:answer_times_five]


# --8<-- [start:answer_learned_scale]
learned = np.array([0.5, 1.0, 2.0])  # Cost: np.sum(learned * y).
y, scale = batch_norm(x)
of_learned = np.sum(y, axis=0)
of_x = backward(x, learned * np.ones_like(x))
print("of the scale:", np.allclose(of_learned, 0))
print("of x:        ", np.allclose(of_x, 0))
# --8<-- [end:answer_learned_scale]
