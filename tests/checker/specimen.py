"""A cost with a right gradient, which the tests spoil."""

from pathlib import Path

import gradient_check
import numpy as np
import pytest
from gradient_check import check_gradient
from network import NeuralNetwork, X, y

FILE = Path(gradient_check.__file__)
EPS = {np.float64: 2.0**-52, np.float32: 2.0**-23}
every_way = pytest.mark.parametrize(
    "how", [{}, {"sample": 4}, {"directions": 3}], ids=str
)


def cost(p):
    """Return a cost that no entry of W, b or c leaves in peace."""
    return np.sum(np.tanh(p["W"]) ** 3) + np.sum(np.exp(p["b"])) + p["c"] ** 2


def gradient(p):
    t = np.tanh(p["W"])
    return {"W": 3 * t**2 * (1 - t**2), "b": np.exp(p["b"]), "c": 2 * p["c"]}


def batched_cost(p):
    return (
        np.sum(np.tanh(p["W"]) ** 3, axis=(1, 2))
        + np.sum(np.exp(p["b"]), axis=1)
        + p["c"] ** 2
    )


def parameters(shape=(4, 4), dtype=float):
    rng = np.random.default_rng(0)
    return {
        "W": (0.5 + rng.random(shape)).astype(dtype),
        "b": rng.normal(size=4).astype(dtype),
        "c": np.array(1.5, dtype),
    }


def spoiled(change):
    """Return the gradient, with W's changed by a function of it and of W."""
    return lambda p: gradient(p) | {"W": change(gradient(p)["W"], p["W"])}


def check(change=lambda g, W: g, p=None, **how):
    return check_gradient(cost, spoiled(change), p or parameters(), **how)


def cubes(x):
    return np.sum(x**3)


def lesson_cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def lesson_gradient(theta):
    return NeuralNetwork(theta).gradient(X, y)


# The cost four times here, probed, and rounded twice; and at five moves of each
# array for its grain, at two for its step.
ELSEWHERE = 4 + 4 * 8 + 2
OF_AN_ARRAY = 5 + 2


def bends(*sizes):
    """Return how many costs show what the curve bends, array by array."""
    return 2 * sum(min(8, size, 3 + size // 100) for size in sizes)


class Keeps:
    """A cost that keeps what it is given, and fails at the nth call."""

    def __init__(self, n=None, error=None):
        self.n, self.error, self.seen = n, error, []

    def __call__(self, p):
        self.seen.append(p)
        if len(self.seen) == self.n:
            raise self.error
        return cost(p)
