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
    return trainings(
        first=lambda theta: page["first"](NeuralNetwork(theta)),
        second=lambda theta: page["second"](NeuralNetwork(theta)),
    )


def trainings(**gradients) -> dict:
    """Return some steps, and the costs after them, by each of the gradients."""
    steps = np.unique(np.geomspace(1, STEPS, 60).round().astype(int))
    return {"steps": steps} | {
        name: costs(gradient, steps) for name, gradient in gradients.items()
    }


def costs(gradient, steps):
    """Return the cost after each of these steps downhill, from the lesson's weights."""
    theta = np.random.default_rng(0).standard_normal(9).round(1)
    found = []
    for step in range(1, max(steps) + 1):
        theta = theta - gradient(theta)
        if step in steps:
            found.append(float(NeuralNetwork(theta).cost(X, y)))
    return found


def draw(axes, numbers):
    """Draw the first of the two curves dashed, and the second solid."""
    steps, names = numbers["steps"], [name for name in numbers if name != "steps"]
    for name, dash in zip(names, [(0, (4, 1.5)), "solid"], strict=True):
        axes.plot(steps, numbers[name], "k", linestyle=dash)
        axes.text(steps[-1] * 1.12, numbers[name][-1], name, va="center")
    axes.loglog()
    axes.set_xlim(1, 4e4)
    ticks = [1, 10, 100, 1000, 10_000]
    axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.set_yticks([1e-2, 1e-3, 1e-4, 1e-5], ["0.01", "0.001", "1e-4", "1e-5"])
    axes.set_ylim(min(map(min, (numbers[name] for name in names))) / 2, 0.1)
    axes.set_xlabel("step")
    axes.set_title("cost")


def table(numbers) -> list[list[str]]:
    """Return a row for each power of ten, or the step nearest to it."""
    names = [name for name in numbers if name != "steps"]
    rows = [["step", *names]]
    for at in (1, 10, 100, 1000, STEPS):
        k = int(np.abs(numbers["steps"] - at).argmin())
        row = [f"{numbers[name][k]:.6f}" for name in names]
        rows.append([f"{numbers['steps'][k]:,}", *row])
    return rows
