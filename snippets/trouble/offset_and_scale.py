# --8<-- [start:offset]
import textwrap

import numpy as np
from gradient_check import check_gradient
from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def gradient(theta):
    return NeuralNetwork(theta).gradient(X, y)


def plus(offset):
    return lambda theta: cost(theta) + offset


def median_ratio(cost, epsilon):
    ratios = []
    for seed in range(100):
        theta = np.random.default_rng(seed).standard_normal(9)
        numgrad = numerical_gradient(cost, theta, epsilon)
        ratios.append(norm_ratio(gradient(theta), numgrad))
    return np.median(ratios)


for offset in [0, 1, 1e3, 1e6]:
    ratio = median_ratio(plus(offset), 1e-4)
    print(f"cost + {offset:<9,.0f} {ratio:.0e}")
# --8<-- [end:offset]


# --8<-- [start:spacing]
print("cost  next float   over 2 epsilon")
for J in [0.1, 1.0, 1e3, 1e6]:
    gap = np.spacing(J)
    print(f"{J:.0e} {gap:.0e} more {gap / 2e-4:12.0e}")
# --8<-- [end:spacing]


# --8<-- [start:too_late]
def taken_off_again(theta):
    return (cost(theta) + 1e6) - 1e6


print(f"taken off again  {median_ratio(taken_off_again, 1e-4):.0e}")
print(f"never added      {median_ratio(cost, 1e-4):.0e}")
# --8<-- [end:too_late]


# --8<-- [start:larger_step]
print("epsilon  cost   cost + 1e6")
for epsilon in [1e-1, 1e-2, 1e-3, 1e-4]:
    near, far = (median_ratio(f, epsilon) for f in [cost, plus(1e6)])
    print(f"{epsilon:.0e}   {near:.0e} {far:8.0e}")
# --8<-- [end:larger_step]


# --8<-- [start:scale]
theta = np.random.default_rng(0).standard_normal(9)


def allclose(gradient, numgrad):
    """Return what PyTorch's gradcheck decides, by default."""
    gap = np.abs(gradient - numgrad)
    return np.all(gap <= 1e-5 + 1e-3 * np.abs(numgrad))


def times(factor):
    return lambda theta: factor * cost(theta)


print("factor norm of g - n   ratio    -g, allclose")
for factor in [1e-6, 1.0, 1e6]:
    g = factor * gradient(theta)
    n = numerical_gradient(times(factor), theta)
    print(
        f"{factor:.0e} {np.linalg.norm(g - n):11.0e}"
        f" {norm_ratio(g, n):10.0e}"
        f" {'passes' if allclose(-g, n) else 'fails':>12}"
    )
# --8<-- [end:scale]


# --8<-- [start:verdict]
def check(factor, offset, sign=1, rtol=None):
    def scaled_cost(theta):
        return factor * cost(theta) + offset

    def scaled_gradient(theta):
        return sign * factor * gradient(theta)

    return check_gradient(scaled_cost, scaled_gradient, theta, rtol=rtol)


print("factor offset  g      -g")
for factor, offset in [(1e-6, 0), (1e6, 0), (1, 1e6)]:
    right, minus = check(factor, offset), check(factor, offset, -1)
    verdicts = f"{right.verdict:>6} {minus.verdict:>6}"
    print(f"{factor:.0e} {offset:7.0e} {verdicts}")
# --8<-- [end:verdict]


# --8<-- [start:cannot_tell]
report = check(1, 1e6, rtol=1e-7)
print(report.verdict)
print(textwrap.fill(report.causes[0], 44))
# --8<-- [end:cannot_tell]


# --8<-- [start:answer_both]
g = 1e6 * gradient(theta)
n = numerical_gradient(lambda theta: 1e6 * cost(theta) + 1e6, theta)
print(f"1e6 * cost + 1e6  {norm_ratio(g, n):.0e}")
n = numerical_gradient(plus(1), theta)
print(f"cost + 1          {norm_ratio(gradient(theta), n):.0e}")
# --8<-- [end:answer_both]


# --8<-- [start:answer_bounds]
for offset in [1e6, 0]:
    within = check(1, offset).arrays[0].resolution
    digits = np.ceil(np.log10(within))
    print(f"cost + {offset:<9,.0f} less than 1e{digits:.0f}")
# --8<-- [end:answer_bounds]
