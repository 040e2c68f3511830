"""Secants of x², which turn into the tangent as their second point nears."""

import numpy as np

from ..programs import names_of

page = names_of("learn/derivative.py", "quotient")
f, slope_between = page["square"], page["slope_between"]
AT, STEPS = 1.5, [1.5, 1, 0.5]
LEFT, RIGHT = 1.1, 3.2

SIZE = 4.2, 3.2
DESCRIPTION = (
    "The curve of x² from 1.1 to 3.2, and straight lines through its point at "
    "1.5. Three dashed secants also go through a point further right: with a "
    "step of 1.5 the slope is 4.5, with 1 it is 4, with 0.5 it is 3.5. The "
    "shorter the step, the closer they lie to the solid tangent, whose slope "
    "is 3."
)
CAPTION = (
    "A dashed line, a <em>secant</em>, goes through the point at 1.5 and one "
    "further right. The closer the two, the closer it comes to the solid "
    "line, the <em>tangent</em>, which has the slope of the curve."
)


def data() -> dict:
    """Return the curve, the slope of each secant, and that of the tangent."""
    x = np.linspace(LEFT, RIGHT, 24)
    return {
        "x": x,
        "y": f(x),
        "secants": {h: slope_between(f, AT, h) for h in STEPS},
        "tangent": 2 * AT,
    }


def draw(axes, numbers):
    ends = np.array([LEFT, RIGHT])

    def line(slope, colour, **style):
        values = f(AT) + slope * (ends - AT)
        axes.plot(ends, values, colour, **style)
        label = f"{slope:.1f}"
        axes.text(RIGHT + 0.05, values[1], label, color=colour, va="center")

    axes.plot(numbers["x"], numbers["y"], "k", linewidth=0.8)
    for h, slope in numbers["secants"].items():
        line(slope, "C1", dashes=(4, 1.5))
        axes.plot(AT + h, f(AT + h), "C1o", markersize=4)
    line(numbers["tangent"], "C0")
    axes.text(RIGHT + 0.05, 10.9, "slope", va="center")
    axes.plot(AT, f(AT), "ko", markersize=4)
    axes.set_ylim(0, 11)
    axes.set_xticks([AT, *[AT + h for h in reversed(STEPS)]])
    axes.set_yticks([0, 5, 10], ["0", "5", "10"])
    axes.set_xlabel("x")
    axes.set_title("x²")


def table(numbers) -> list[list[str]]:
    """Return the slope of each line."""
    rows = [["line", "step", "slope"]]
    for h, slope in numbers["secants"].items():
        rows.append(["secant", f"{h}", f"{slope:.1f}"])
    return [*rows, ["tangent", "0", f"{numbers['tangent']:.1f}"]]
