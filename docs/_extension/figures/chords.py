"""The chord to one side and the chord to both, beside the tangent of x³."""

import numpy as np

AT, EPSILON = 1.0, 0.5
LEFT, RIGHT = 0.3, 1.75

SIZE = 4.2, 3.1
DESCRIPTION = (
    "The curve of x³ from 0.3 to 1.75, with its tangent at 1, whose slope is 3. A "
    "thin dashed chord goes from the point at 1 to the one at 1.5, and is clearly "
    "steeper: 4.75. A thick dashed chord goes from the point at 0.5 to the one at "
    "1.5, and runs almost parallel to the tangent: 3.25."
)
CAPTION = (
    "The slope at 1 is 3, by the solid line. The chord to one side tilts away from it. "
    "The chord between the two points beside it runs nearly parallel, because what it "
    "has too much on the right it has too little on the left."
)


def cube(x):
    return x**3


def data() -> dict:
    """Return the curve, and where each line goes through with which slope."""
    x = np.linspace(LEFT, RIGHT, 30)
    plus, minus = cube(AT + EPSILON), cube(AT - EPSILON)
    return {
        "x": x,
        "y": cube(x),
        "tangent": 3 * AT**2,
        "one-sided": (plus - cube(AT)) / EPSILON,
        "central": (plus - minus) / (2 * EPSILON),
    }


def draw(axes, numbers):
    axes.plot(numbers["x"], numbers["y"], "k", linewidth=0.8)

    def line(name, start, end, through, **style):
        slope = numbers[name]
        ends = np.array([start, end])
        values = cube(through) + slope * (ends - through)
        axes.plot(ends, values, **style)
        return ends[1], values[1], f"{name}, {slope:g}"

    for x, y, words, colour in (
        (*line("one-sided", AT, RIGHT, AT, color="k", dashes=(2, 1.5)), "k"),
        (*line("central", 0.4, RIGHT, 1.5, color="C1", dashes=(4, 1.5)), "C1"),
        (*line("tangent", 0.55, RIGHT, AT, color="C0"), "C0"),
    ):
        axes.text(x + 0.03, y, words, color=colour, va="center")
    for x in (AT - EPSILON, AT, AT + EPSILON):
        axes.plot(x, cube(x), "ko", markersize=4)
    axes.set_xlim(LEFT, 2.35)
    axes.set_ylim(-0.4, 5.2)
    axes.set_xticks([0.5, 1, 1.5], ["1 − ε", "1", "1 + ε"])
    axes.set_yticks([0, 2, 4])
    axes.set_title("x³")


def table(numbers) -> list[list[str]]:
    """Return the points, and the slope of each line."""
    points = [
        [f"x³ at {x:g}", f"{cube(x):g}"] for x in (AT - EPSILON, AT, AT + EPSILON)
    ]
    names = ("tangent", "one-sided", "central")
    slopes = [[f"slope, {name}", f"{numbers[name]:g}"] for name in names]
    return [["what", "number"], *points, *slopes]
