# --8<-- [start:broken]
import textwrap

import numpy as np
from gradient_check import check_gradient
from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient


def cost(theta, decay):
    penalty = 0.5 * decay * np.sum(theta**2)
    return NeuralNetwork(theta).cost(X, y) + penalty


def gradient(theta, decay):
    return NeuralNetwork(theta).gradient(X, y) + decay * theta


def broken(theta, decay):
    data_term = NeuralNetwork(theta).gradient(X, y)
    data_term[:6] = 0  # W1 never learns from the data.
    return data_term + decay * theta


# --8<-- [end:broken]


# --8<-- [start:passes]
theta = np.random.default_rng(0).standard_normal(9)


def worst_entry(gradient, numgrad):
    """Return the largest relative error of an entry, as CS231n does."""
    gap = np.abs(gradient - numgrad)
    return np.max(gap / np.maximum(np.abs(gradient), np.abs(numgrad)))


def allclose(gradient, numgrad):
    """Return what PyTorch's gradcheck decides, by default."""
    gap = np.abs(gradient - numgrad)
    return np.all(gap <= 1e-5 + 1e-3 * np.abs(numgrad))


def cost_with(decay):
    return lambda theta: cost(theta, decay)


print("lambda  ratio  worst entry  allclose")
for decay in [0.0, 1.0, 1e2, 1e4, 1e6]:
    g = broken(theta, decay)
    n = numerical_gradient(cost_with(decay), theta)
    print(
        f"{decay:<7.0f} {norm_ratio(g, n):.0e} {worst_entry(g, n):9.0e}"
        f" {'passes' if allclose(g, n) else 'fails':>12}"
    )
# --8<-- [end:passes]


# --8<-- [start:shares]
print(f"data term  {np.linalg.norm(gradient(theta, 0)):8.2f}")
print(f"penalty    {np.linalg.norm(1e4 * theta):8.2f}")
# --8<-- [end:shares]


# --8<-- [start:saturated]
large = 30 * theta
print(f"data term  {np.linalg.norm(gradient(large, 0)):.0e}")
print(f"penalty    {np.linalg.norm(0.01 * large):.0e}")

g = broken(large, 0.01)
n = numerical_gradient(cost_with(0.01), large)
print(f"ratio      {norm_ratio(g, n):.0e}")
print(f"allclose   {'passes' if allclose(g, n) else 'fails'}")
# --8<-- [end:saturated]


# --8<-- [start:apart]
def data_cost(theta):
    return cost(theta, 0)


def penalty(theta):
    return cost(theta, 1e4) - cost(theta, 0)


for name, candidate in {"gradient": gradient, "broken": broken}.items():
    g = candidate(theta, 0)
    ratio = norm_ratio(g, numerical_gradient(data_cost, theta))
    print(f"{name:9} data term alone {ratio:.0e}")

    g = candidate(theta, 1e4) - candidate(theta, 0)
    ratio = norm_ratio(g, numerical_gradient(penalty, theta))
    print(f"{name:9} penalty alone   {ratio:.0e}")
# --8<-- [end:apart]


# --8<-- [start:verdict]
def check(candidate, decay):
    return check_gradient(
        lambda theta: cost(theta, decay),
        lambda theta: candidate(theta, decay),
        theta,
    )


print("lambda  gradient  broken")
for decay in [0.0, 1e4, 1e10]:
    right, wrong = check(gradient, decay), check(broken, decay)
    print(f"{decay:<7g} {right.verdict:9} {wrong.verdict}")
# --8<-- [end:verdict]


# --8<-- [start:answer_penalty_missing]
def penalty_missing(theta, decay):
    return NeuralNetwork(theta).gradient(X, y)


report = check(penalty_missing, 0.01)
print(report.verdict)
print(textwrap.fill(report.causes[0], 44))
# --8<-- [end:answer_penalty_missing]


# --8<-- [start:answer_which_lambda]
for decay in [100, 200, 300, 1000]:
    g = broken(theta, decay)
    n = numerical_gradient(cost_with(decay), theta)
    print(f"{decay:<5} {'passes' if allclose(g, n) else 'fails'}")
# --8<-- [end:answer_which_lambda]
