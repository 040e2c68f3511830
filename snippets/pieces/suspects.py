"""Six gradients, five with a bug: their training, and what the check says."""

from dataclasses import dataclass
from functools import cache

import network
import numpy as np
from bug_zoo import Bug, plant, read_bugs
from numerical_gradient import norm_ratio, numerical_gradient

PARAMETERS = np.random.default_rng(0).standard_normal(9).round(1)
RATE, STEPS = 1.0, 1000
# A bug in each of the four lines of backprop, and one line twice. None is
# the correct gradient: whoever votes does not know where it stands.
SUSPECTS = {
    "A": "transpose-forgotten",
    "B": "sigmoid-slope-missing-at-the-output",
    "C": "last-row-dropped",
    "D": None,
    "E": "sign-in-one-layer",
    "F": "factor-two",
}


@dataclass(frozen=True)
class Suspect:
    """A gradient, and what is known of it."""

    letter: str
    bug: Bug | None
    curve: np.ndarray  # The cost before each step, and after the last.
    gradient: np.ndarray
    numgrad: np.ndarray
    ratio: float


def train(planted) -> np.ndarray:
    """Return the cost at step 0 to STEPS of plain gradient descent."""
    net = planted.NeuralNetwork(PARAMETERS)
    X, y = planted.X, planted.y
    curve = [net.cost(X, y)]
    for _ in range(STEPS):
        step = RATE * net.gradient(X, y)
        net.set_parameters(net.get_parameters() - step)
        curve.append(net.cost(X, y))
    return np.array(curve)


@cache
def suspects() -> list[Suspect]:
    """Return the six, in the order of their letters."""
    bugs = {bug.name: bug for bug in read_bugs()}
    return [
        suspect(letter, bugs[name] if name else None)
        for letter, name in SUSPECTS.items()
    ]


def suspect(letter: str, bug: Bug | None) -> Suspect:
    """Return the gradient with the bug, trained and checked."""
    planted = plant(bug, network)
    X, y = planted.X, planted.y

    def cost(theta: np.ndarray) -> float:
        return planted.NeuralNetwork(theta).cost(X, y)

    gradient = planted.NeuralNetwork(PARAMETERS).gradient(X, y)
    numgrad = numerical_gradient(cost, PARAMETERS)
    ratio = norm_ratio(gradient, numgrad)
    return Suspect(letter, bug, train(planted), gradient, numgrad, ratio)
