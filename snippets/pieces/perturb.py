"""Nine weights, each pushed to both sides: two costs give its slope."""

import numpy as np

from network import NeuralNetwork, X, y
from numerical_gradient import numerical_gradient

PARAMETERS = np.random.default_rng(0).standard_normal(9).round(1)
EPSILONS = [1.0, 0.1, 0.01, 0.0001]
# In units of epsilon, where the plot shows the cost. The ends are measured.
PLACES = np.linspace(-1, 1, 9)


def cost(theta: np.ndarray) -> float:
    """Return the cost of the network whose weights are `theta`."""
    return NeuralNetwork(theta).cost(X, y)


def pushed(i: int, step: float) -> float:
    """Return the cost where weight `i` alone has moved by `step`."""
    theta = PARAMETERS.copy()
    theta[i] += step
    return cost(theta)


def backprop() -> np.ndarray:
    """Return the nine slopes from backprop."""
    return NeuralNetwork(PARAMETERS).gradient(X, y)


def slopes() -> np.ndarray:
    """Return the numerical gradients (9, 4): a column for each epsilon."""
    return np.column_stack(
        [numerical_gradient(cost, PARAMETERS, e) for e in EPSILONS]
    )


def costs(epsilon: float) -> list[list[float]]:
    """Return J(w - epsilon) and J(w + epsilon), a row for each weight."""
    return [[pushed(i, -epsilon), pushed(i, epsilon)] for i in range(9)]


def heights(epsilon: float) -> list[list[float]]:
    """Return how much the cost rises at PLACES, a row for each weight.

    The unit is epsilon times the steepest slope of the nine, so that the
    steepest curve runs from about 1 to about -1 whatever epsilon is.
    """
    unit = epsilon * np.abs(backprop()).max()
    middle = cost(PARAMETERS)
    return [
        [(pushed(i, p * epsilon) - middle) / unit for p in PLACES]
        for i in range(9)
    ]


def data() -> dict:
    """Return what the page needs to push any weight by any epsilon."""
    return {
        "weights": PARAMETERS.tolist(),
        "cost": float(cost(PARAMETERS)),
        "backprop": backprop().tolist(),
        "epsilons": EPSILONS,
        "costs": [costs(e) for e in EPSILONS],
        "heights": [np.round(heights(e), 3).tolist() for e in EPSILONS],
    }


# What the drawing shows before anyone has moved anything.
FIRST, WIDEST = 6, 0

# The network. A weight is named on its line, at the same part of the way for
# all lines of a layer. The inputs stand so far apart that the names of W1
# come out evenly, in the order of the vector.
WIDTH, HEIGHT, RADIUS = 352, 252, 14
INPUT, HIDDEN, OUTPUT = 26, 204, 332
UNITS = [36, 126, 216]
PART1, PART2 = 0.37, 0.44
APART = 1.5 * PART1 / (1 - PART1) * (UNITS[1] - UNITS[0])
INPUTS = [UNITS[1] - APART, UNITS[1] + APART]
NAMES = ["sleep", "study"]


def lines() -> list[tuple[float, ...]]:
    """Return x1, y1, x2, y2 of each weight's line, and where its name is."""
    first = [(INPUT, a, HIDDEN, b, PART1) for a in INPUTS for b in UNITS]
    second = [(HIDDEN, a, OUTPUT, UNITS[1], PART2) for a in UNITS]
    return [
        (a, b, c, d, round(a + t * (c - a)), round(b + t * (d - b)))
        for a, b, c, d, t in first + second
    ]


# The plot: cost against one weight, whose range is a slider below it.
PLOT_WIDTH, PLOT_HEIGHT = 300, 196
CENTRE, REACH, UP = (150, 98), 110, 50


def at(place: float, height: float) -> tuple[float, float]:
    """Return where the plot shows a height at a place: x, y in pixels."""
    x, y = CENTRE
    return round(x + REACH * place, 1), round(y - UP * height, 1)


def curve(i: int, k: int) -> str:
    """Return the points of the cost for weight `i` and epsilon `k`."""
    found = zip(PLACES, heights(EPSILONS[k])[i])
    return " ".join(f"{x:g} {y:g}" for x, y in (at(*pair) for pair in found))


def tilt(i: int) -> float:
    """Return backprop's slope for weight `i`, the steepest being 1 or -1."""
    return backprop()[i] / np.abs(backprop()).max()


def digits(number: float) -> str:
    """Return a number with eight decimals and a true minus sign."""
    return f"{number:.8f}".replace("-", "\N{MINUS SIGN}")


def value(number: float) -> str:
    """Return a number in as few digits as it takes, with a true minus."""
    return f"{round(number, 8):.6g}".replace("-", "\N{MINUS SIGN}")


def ends(i: int) -> str:
    """Return between what weight `i` stands, in words."""
    if i < 6:
        return f"from {NAMES[i // 3]} to hidden unit {i % 3 + 1}"
    return f"from hidden unit {i - 5} to the score"
