"""Two trainings of the lesson's network: the wrong gradient is ahead, then behind."""

import numpy as np
from network import NeuralNetwork, X, y

from ..programs import names_of

page = names_of("learn/why_check.py", "two_gradients")
STEPS = 10_000

SIZE = 4.2, 2.9
DESCRIPTION = (
    "Two costs against the step, from 1 to 10,000, on logarithmic axes. They fall "
    "together, and one hides the other as far as a few thousand steps, where the "
    "first is a little lower. Then the second falls away below the first, and ends at "
    "a third of its cost."
)
CAPTION = (
    "The same two trainings, for 10,000 steps. Until a few thousand you could not tell "
    "one curve from the other."
)


def data() -> dict:
    """Return the cost of the first and the second gradient, step by step."""
    start = np.random.default_rng(0).standard_normal(9).round(1)
    steps = np.unique(np.geomspace(1, STEPS, 60).round().astype(int))
    return {"steps": steps} | {
        name: costs(page[name], start, steps) for name in ("first", "second")
    }


def costs(gradient, weights, steps):
    """Return the cost after each of these steps downhill."""
    found = []
    for step in range(1, max(steps) + 1):
        weights = weights - gradient(NeuralNetwork(weights))
        if step in steps:
            found.append(float(NeuralNetwork(weights).cost(X, y)))
    return found


def draw(axes, numbers):
    steps = numbers["steps"]
    for name, dash in (("first", (0, (4, 1.5))), ("second", "solid")):
        axes.plot(steps, numbers[name], "k", linestyle=dash)
        axes.text(steps[-1] * 1.12, numbers[name][-1], name, va="center")
    axes.loglog()
    axes.set_xlim(1, 4e4)
    ticks = [1, 10, 100, 1000, 10_000]
    axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.set_yticks([1e-2, 1e-3, 1e-4], ["0.01", "0.001", "0.0001"])
    axes.set_xlabel("step")
    axes.set_title("cost")


def table(numbers) -> list[list[str]]:
    """Return a row for each power of ten, or the step nearest to it."""
    rows = [["step", "first", "second"]]
    for at in (1, 10, 100, 1000, STEPS):
        k = int(np.abs(numbers["steps"] - at).argmin())
        row = [numbers["first"][k], numbers["second"][k]]
        rows.append([f"{numbers['steps'][k]:,}", *(f"{cost:.5f}" for cost in row)])
    return rows
