"""The riddle of the home page: two trainings, one with a wrong gradient.

The curves and the ratios are rows of the bug zoo.
"""

from zoo_results import read

BUG = "sigmoid-slope-missing-at-the-output"

SIZE = 5.6, 2.7
DESCRIPTION = (
    "Two costs against the step of training, from 1 to 1,000. Both start at the same "
    "value and fall. A falls sooner and ends lower than B."
)


def data() -> dict:
    """Return the steps, the costs of A, which is wrong, and B, and their ratios."""
    wrong = next(row for row in read("bugs") if row["bug"] == BUG and "curve" in row)
    right = next(
        row
        for row in read("correct")
        if row["regime"] == "lesson" and row["seed"] == wrong["seed"]
    )
    return {
        "steps": [step + 1 for step in wrong["steps"]],
        "A": wrong["curve"],
        "B": wrong["correct curve"],
        "ratios": [wrong["values"]["whole"], right["values"]["whole"]],
    }


def draw(axes, numbers):
    """Draw both curves alike: nothing tells which is which."""
    steps = numbers["steps"]
    for name, dash, at, side in (
        ("A", (0, (5, 2)), 2, "right"),
        ("B", "solid", 6, "left"),
    ):
        axes.plot(steps, numbers[name], "k", linestyle=dash, linewidth=1.5)
        k = next(k for k, step in enumerate(steps) if step >= at)
        beside = steps[k] * (0.88 if side == "right" else 1.14)
        axes.text(beside, numbers[name][k], name, ha=side, fontsize=14)
    axes.set_xscale("log")
    axes.set_ylim(0)
    axes.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    axes.set_yticks([0, 0.02, 0.04])
    axes.set_xlabel("step")
    axes.set_ylabel("cost")
