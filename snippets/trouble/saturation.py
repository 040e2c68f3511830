# --8<-- [start:fails]
import textwrap

import numpy as np
from gradient_check import check_gradient
from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def gradient(theta):
    return NeuralNetwork(theta).gradient(X, y)


def draw(seed, scale):
    return scale * np.random.default_rng(seed).standard_normal(9)


theta = draw(83, 30)
numgrad = numerical_gradient(cost, theta)
print("analytic numerical")
for i in [0, 3, 8]:
    print(f"{gradient(theta)[i]:8.0e} {numgrad[i]:9.0e}")
print(f"ratio {norm_ratio(gradient(theta), numgrad):.0e}")
# --8<-- [end:fails]


# --8<-- [start:spacing]
J = cost(theta)
print(f"cost               {J:.2f}")
print(f"next float after   {np.spacing(J):.0e} more")
print(f"over 2 epsilon     {np.spacing(J) / 2e-4:.0e}")
print(f"largest slope      {np.abs(gradient(theta)).max():.0e}")
# --8<-- [end:spacing]


# --8<-- [start:passes]
def allclose(gradient, numgrad):
    """Return what PyTorch's gradcheck decides, by default."""
    gap = np.abs(gradient - numgrad)
    return np.all(gap <= 1e-5 + 1e-3 * np.abs(numgrad))


print("of 100 draws  g fails  zeros pass  -g passes")
for scale in [1, 10, 30, 100]:
    failed = zeros = minus = 0
    for seed in range(100):
        theta = draw(seed, scale)
        g, n = gradient(theta), numerical_gradient(cost, theta)
        failed += not norm_ratio(g, n) <= 1e-7
        zeros += allclose(0 * g, n)
        minus += allclose(-g, n)
    print(f"weights x {scale:<3} {failed:7} {zeros:11} {minus:10}")
# --8<-- [end:passes]


# --8<-- [start:verdict]
def never_computed(theta):
    return 0 * gradient(theta)


theta = draw(83, 30)
for candidate in [gradient, never_computed]:
    report = check_gradient(cost, candidate, theta)
    print(f"{candidate.__name__}: {report.verdict}")
    print(textwrap.fill(report.causes[0], 44))
# --8<-- [end:verdict]


# --8<-- [start:never_mistaken]
for candidate in [gradient, never_computed]:
    print(candidate.__name__)
    for scale in [1, 10, 30, 100]:
        verdicts = [
            check_gradient(cost, candidate, draw(seed, scale)).verdict
            for seed in range(100)
        ]
        right, wrong = (verdicts.count(v) for v in ["right", "wrong"])
        print(f"weights x {scale:<3} {right:8} right {wrong:8} wrong")
# --8<-- [end:never_mistaken]


# --8<-- [start:smaller]
for candidate in [gradient, never_computed]:
    report = check_gradient(cost, candidate, theta / 30)
    print(f"{candidate.__name__}: {report.verdict}")
# --8<-- [end:smaller]


# --8<-- [start:answer_bound]
for scale in [1, 8, 15, 30]:
    report = check_gradient(cost, gradient, draw(83, scale))
    print(f"weights x {scale:<3} {report.verdict}", end="")
    if report.verdict == "right":
        digits = np.ceil(np.log10(report.arrays[0].resolution))
        print(f", within less than 1e{digits:.0f}", end="")
    print()
# --8<-- [end:answer_bound]


# --8<-- [start:answer_one_entry]
def first_entry_off(theta):
    broken = gradient(theta)
    broken[0] *= 1.1
    return broken


for scale in [10, 15, 20, 25, 30]:
    report = check_gradient(cost, first_entry_off, draw(83, scale))
    print(f"weights x {scale:<3} {report.verdict}")
# --8<-- [end:answer_one_entry]
