"""The V-curve of one slope, as the check walks along it to both sides."""

import numpy as np
from gradient_check import check_gradient

OFF = 1 + 1e-6  # How far off the wrong gradient is: by a millionth.
W = np.array([0.3])
SIZE = 4.2, 3.4
DESCRIPTION = (
    "Gap and error bar of one slope against the step, from 2e-8 to 10, on "
    "logarithmic axes. The error bar falls from both sides to 1e-9 at a step "
    "of 1e-7. The gap of the right gradient stays below it from 3e-3 down. "
    "The gap of the gradient that is off by a millionth falls with the step, "
    "and then stays at 5e-7, hundreds of times above the lowest bar. At steps "
    "from 0.01 on, bars and gaps are all between 0.1 and 1."
)
CAPTION = (
    "The slope of sin w + sin(300 w) / 300 at w = 0.3, at each step that the "
    "check took. It began at 8e-6, and went both ways. A longer step bends "
    "over the ripple, and a shorter one meets noise. Only the gap of the "
    "wrong gradient survives down to the shortest bar. The longest steps do "
    "not count, since shorter ones contradict them."
)


def cost(w):
    return np.sum(np.sin(w) + np.sin(300 * w) / 300)


def gradient(w):
    return np.cos(w) + np.cos(300 * w)


def data() -> dict:
    """Return steps, error bars, and the gaps of a right and a wrong slope."""
    report = check_gradient(cost, lambda w: OFF * gradient(w), W)
    look = report.arrays[0].looks[0]
    right = gradient(W)[0]
    return {
        "verdicts": {
            "right": check_gradient(cost, gradient, W).verdict,
            "off by a millionth": report.verdict,
        },
        "first": report.step * abs(W[0]),
        "steps": look.h,
        "bars": look.bar,
        "gaps": {
            "right": np.abs(look.slope - right),
            "off by a millionth": np.abs(look.slope - OFF * right),
        },
    }


def draw(axes, numbers):
    steps, gaps = numbers["steps"], numbers["gaps"]
    axes.plot(steps, gaps["off by a millionth"], "ko-", markersize=3)
    axes.plot(steps, gaps["right"], "C0o-", markersize=3)
    axes.plot(steps, numbers["bars"], "C1", dashes=(4, 1.5))
    axes.loglog()
    axes.set_xlim(1e-8, 20)
    axes.set_ylim(1e-12, 9)
    axes.set_xticks([1e-7, 1e-5, 1e-3, 1e-1], ["1e-7", "1e-5", "1e-3", "1e-1"])
    axes.set_yticks(
        [1e-12, 1e-9, 1e-6, 1e-3, 1], ["1e-12", "1e-9", "1e-6", "1e-3", "1"]
    )
    axes.set_xlabel("step")
    axes.set_title("gap between the two slopes, and error bar")
    axes.text(2e-8, 8e-6, "off by a millionth")
    axes.text(1.3e-6, 5e-10, "right", color="C0")
    axes.text(1.5e-5, 4e-3, "error bar", color="C1", ha="right")


def table(numbers) -> list[list[str]]:
    """Return the numbers that are drawn: a heading, and a row per step."""
    rows = [["step", "error bar", *numbers["gaps"]]]
    for i, step in enumerate(numbers["steps"]):
        gaps = [f"{gap[i]:.0e}" for gap in numbers["gaps"].values()]
        rows.append([f"{step:.0e}", f"{numbers['bars'][i]:.0e}", *gaps])
    return rows
