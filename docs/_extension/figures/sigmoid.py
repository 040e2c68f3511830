"""The sigmoid, and its slope: largest in the middle, and nearly nothing at the ends."""

import numpy as np
from network import sigmoid, sigmoid_prime

SIZE = 4.2, 2.6
DESCRIPTION = (
    "Two curves for z from -7 to 7. The sigmoid rises from nearly 0 over 0.5 at z = 0 "
    "to nearly 1, in the shape of an S. Its slope is a hill: 0.25 at z = 0, and nearly "
    "0 from 5 on to either side."
)
CAPTION = (
    "The sigmoid turns any sum into a number between 0 and 1. Its slope is a quarter "
    "at most, and far out it is nearly nothing."
)


def data() -> dict:
    """Return the sigmoid and its slope at places from -7 to 7."""
    z = np.linspace(-7, 7, 57)
    return {"z": z, "sigmoid": sigmoid(z), "slope": sigmoid_prime(z)}


def draw(axes, numbers):
    axes.plot(numbers["z"], numbers["sigmoid"], "k")
    axes.plot(numbers["z"], numbers["slope"], "C0")
    axes.text(2.3, 0.8, "sigmoid")
    axes.text(1.9, 0.2, "its slope", color="C0")
    axes.set_xticks([-5, 0, 5], ["−5", "0", "5"])
    axes.set_yticks([0, 0.25, 0.5, 1], ["0", "0.25", "0.5", "1"])
    axes.set_ylim(0, 1.05)
    axes.set_xlabel("z")


def table(numbers) -> list[list[str]]:
    """Return a few of the values."""
    rows = [["z", "sigmoid", "slope"]]
    for k in range(8, 57, 10):
        values = numbers["sigmoid"][k], numbers["slope"][k]
        rows.append([f"{numbers['z'][k]:g}", *(f"{value:.3f}" for value in values)])
    return rows
