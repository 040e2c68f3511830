# --8<-- [start:correct]
import textwrap

import numpy as np
from gradient_check import check_gradient
from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def gradient(theta):
    return NeuralNetwork(theta).gradient(X, y)


theta = np.random.default_rng(0).standard_normal(9).round(1)
g = gradient(theta)
n = numerical_gradient(cost, theta)
print(f"{norm_ratio(g, n):.0e}")
# --8<-- [end:correct]


# --8<-- [start:formulas]
norm = np.linalg.norm


def over_the_norms(g, n):
    return norm(g - n) / (norm(g) + norm(n))


def over_the_larger(g, n):
    return np.max(np.abs(g - n) / np.maximum(np.abs(g), np.abs(n)))


print("divided by   g + n   norms   larger  nothing")
for name, k in {
    "3 times": 3,
    "twice": 2,
    "half": 1 / 2,
    "zero": 0,
    "minus": -1,
}.items():
    print(
        f"{name:8} {norm_ratio(k * g, n):9.2g} {over_the_norms(k * g, n):7.2g}"
        f" {over_the_larger(k * g, n):8.2g} {norm(k * g - n):8.1g}"
    )
# --8<-- [end:formulas]


# --8<-- [start:nothing]
def rosen(x):
    return 100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2


def rosen_gradient(x):
    bend = x[1] - x[0] ** 2
    return np.array([-400 * x[0] * bend - 2 * (1 - x[0]), 200 * bend])


point, step = np.array([2.0, -1.0]), 2.0**-26
ahead = np.array([rosen(point + e) for e in step * np.eye(2)])
forward = (ahead - rosen(point)) / step
right = rosen_gradient(point)
print(f"{norm(right - forward):.2g} is what check_grad returns")
print(f"{over_the_norms(right, forward):.0e} divided by the norms")
# --8<-- [end:nothing]


# --8<-- [start:tiny]
left_out = gradient(np.zeros(9))
left_out[:6] = 0
at_zero = norm_ratio(left_out, numerical_gradient(cost, np.zeros(9)))
print(f"{at_zero:.0e} W1 left out, at weights of zero")


def scaled_cost(v):
    return 500 * v[0] ** 2 + 1e-6 * v[1]


small_flipped = np.array([1000.0, -1e-6])
ratio = norm_ratio(small_flipped, numerical_gradient(scaled_cost, np.ones(2)))
print(f"{ratio:.0e} a small entry negative")
print(f"{norm_ratio(g, g):.0f}     compared with itself")
# --8<-- [end:tiny]


# --8<-- [start:checkers]
def one_sided(cost, theta, epsilon):
    steps = epsilon * np.eye(theta.size)
    return np.array([cost(theta + e) - cost(theta) for e in steps]) / epsilon


def not_put_back(cost, theta, epsilon):
    theta, slopes = theta.copy(), []
    for i in range(theta.size):
        theta[i] += epsilon
        plus = cost(theta)
        theta[i] -= 2 * epsilon
        slopes.append((plus - cost(theta)) / (2 * epsilon))
    return np.array(slopes)


def offset_cost(theta):
    return cost(theta) + 1e6


def float32_cost(theta):
    return np.float32(cost(theta))


def penalised(theta):
    return gradient(theta) + 1e-5 * theta


def one_percent(theta):
    return gradient(theta) * np.array([1, 1, 1, 1, 1, 1, 1, 1, 1.01])


# --8<-- [end:checkers]


# --8<-- [start:moves]
def typical_ratio(gradient, check, cost, epsilon):
    """Return the median norm ratio, over 50 draws of the weights."""
    ratios = []
    for seed in range(50):
        theta = np.random.default_rng(seed).standard_normal(9)
        ratios.append(norm_ratio(gradient(theta), check(cost, theta, epsilon)))
    return np.median(ratios)


print("epsilon           1e-2   1e-4   1e-6")
for name, case in {
    "all is right": (gradient, numerical_gradient, cost),
    "one-sided": (gradient, one_sided, cost),
    "not put back": (gradient, not_put_back, cost),
    "cost + 1e6": (gradient, numerical_gradient, offset_cost),
    "cost in float32": (gradient, numerical_gradient, float32_cost),
    "penalty": (penalised, numerical_gradient, cost),
    "one entry by 1 %": (one_percent, numerical_gradient, cost),
}.items():
    ratios = [typical_ratio(*case, epsilon) for epsilon in [1e-2, 1e-4, 1e-6]]
    print(f"{name:16} " + " ".join(f"{ratio:6.0e}" for ratio in ratios))
# --8<-- [end:moves]


# --8<-- [start:third]
def steps_back_once(cost, theta, epsilon=1e-4):
    theta, slopes = theta.copy(), []
    for i in range(theta.size):
        theta[i] += epsilon
        plus = cost(theta)
        theta[i] -= epsilon
        slopes.append((plus - cost(theta)) / (2 * epsilon))
    return np.array(slopes)


print(f"{norm_ratio(2 * g, n):.3f} one 2 too many in the gradient")
print(f"{norm_ratio(g / 2, n):.3f} one lost")
ratio = norm_ratio(g, steps_back_once(cost, theta))
print(f"{ratio:.3f} back by one epsilon, divided by two")
# --8<-- [end:third]


# --8<-- [start:calibrate]
def cubes(theta):
    return np.sum(theta**3)


for checker in [numerical_gradient, steps_back_once]:
    factor = checker(cubes, theta) / (3 * theta**2)
    print(f"{checker.__name__}: {factor.mean():.2f} times the slope")
# --8<-- [end:calibrate]


# --8<-- [start:half]
print(f"{norm_ratio(g / 3, n):.2f} a mean over the 3 examples, not a sum")
print(f"{norm_ratio(3 * g, n):.2f} a sum over the 3 examples, not a mean")
print(f"{over_the_larger(2 * g, n):.2f} a factor of 2, divided by the larger")
# --8<-- [end:half]


# --8<-- [start:factors]
print("factor           2    3   10   32  100 1000")
for name, divide in {
    "g + n": lambda k: (k - 1) / (k + 1),
    "the larger": lambda k: (k - 1) / k,
}.items():
    row = [divide(k) for k in [2, 3, 10, 32, 100, 1000]]
    print(f"{name:12}" + "".join(f"{ratio:5.2f}" for ratio in row))
# --8<-- [end:factors]


# --8<-- [start:one]
def in_integers(cost, theta, epsilon=1e-4):
    theta, slopes = theta.astype(int), []
    for i in range(theta.size):
        plus, minus = theta.copy(), theta.copy()
        plus[i], minus[i] = plus[i] + epsilon, minus[i] - epsilon
        slopes.append((cost(plus) - cost(minus)) / (2 * epsilon))
    return np.array(slopes)


def one_array_twice(cost, theta, epsilon=1e-4):
    slopes = []
    for i in range(theta.size):
        plus = minus = theta.copy()
        plus[i] += epsilon
        minus[i] -= epsilon
        slopes.append((cost(plus) - cost(minus)) / (2 * epsilon))
    return np.array(slopes)


print(f"{norm_ratio(0 * g, n):.2f} the gradient is zero")
print(f"{norm_ratio(1000 * g, n):.2f} the gradient is 1000 times too large")
whole = np.array([1, 0, -2, 1, 0, 1, -1, 2, 1])
for checker in [in_integers, one_array_twice]:
    ratio = norm_ratio(gradient(whole + 0.0), checker(cost, whole + 0.0))
    print(f"{ratio:.2f} {checker.__name__}")
still = norm_ratio(g, numerical_gradient(lambda theta: cost(whole), theta))
print(f"{still:.2f} the cost does not use what it is given")
# --8<-- [end:one]


# --8<-- [start:above_one]
def exchanged(cost, theta, epsilon=1e-4):
    steps = epsilon * np.eye(theta.size)
    slopes = [cost(theta - e) - cost(theta + e) for e in steps]
    return np.array(slopes) / (2 * epsilon)


lost = norm_ratio(-g, n)
print(lost > 1e6, "above a million: every sign is wrong")
lost = norm_ratio(g, exchanged(cost, theta))
print(lost > 1e6, "above a million: two costs exchanged")
mostly = g * np.array([-1, -1, -1, 1, 1, -1, -1, -1, -1])
print(f"{norm_ratio(mostly, n):.1f}  seven of nine signs wrong")
# --8<-- [end:above_one]


# --8<-- [start:nan]
holed = g.copy()
holed[4] = np.nan
print(norm_ratio(0 * g, 0 * n), "both gradients are zero")
print(norm_ratio(holed, n), "nan at entry", np.flatnonzero(np.isnan(holed)))
with np.errstate(all="ignore"):
    e = np.exp(np.float64(710.0))
    print(e / (1 + e) ** 2, "overflow in the slope of a sigmoid")
    print(0 * np.log(np.float64(0.0)), "a 0 times log(0) in the cost")
# --8<-- [end:nan]


# --8<-- [start:between]
transposed = np.concatenate([g[:6].reshape(3, 2).T.ravel(), g[6:]])
one_flipped = g * np.array([1, 1, 1, 1, 1, 1, 1, 1, -1])
clipped = np.clip(g, -0.02, 0.02)
W1 = np.array([1, 1, 1, 1, 1, 1, 0, 0, 0])
for name, wrong in {
    "the slopes of W1 in another order": transposed,
    "W1 doubled": g + W1 * g,
    "W1 zero": g - W1 * g,
    "one sign of nine lost": one_flipped,
    "clipped to ±0.02": clipped,
}.items():
    print(f"{norm_ratio(wrong, n):.2f} {name}")
# --8<-- [end:between]


# --8<-- [start:causes]
for wrong in [
    2 * g,
    g / 3,
    0 * g,
    -g,
    holed,
    transposed,
    one_flipped,
    clipped,
    penalised(theta),
]:
    report = check_gradient(cost, wrong, theta)
    if not report:
        print(textwrap.fill(report.causes[0], 44, subsequent_indent="    "))
# --8<-- [end:causes]


# --8<-- [start:answer_two_bugs]
theirs = {"W1": 2 * g[:6], "W2": 3 * g[6:]}
together = np.concatenate(list(theirs.values()))
print(f"ratio {norm_ratio(together, n):.2f}")
report = check_gradient(
    lambda p: cost(np.concatenate([p["W1"], p["W2"]])),
    theirs,
    {"W1": theta[:6], "W2": theta[6:]},
)
print(*report.causes, sep="\n")
# --8<-- [end:answer_two_bugs]


# --8<-- [start:answer_own_checker]
for checker in [steps_back_once, one_array_twice, exchanged, in_integers]:
    slopes = checker(lambda theta: np.sum(theta**3), np.array([2.0]))
    print(f"{checker.__name__:15} {slopes[0] / 12:8.2f}")
# --8<-- [end:answer_own_checker]
