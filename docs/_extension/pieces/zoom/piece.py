"""Zoom until it is straight: a curve, its tangent and a secant, ever closer.

A window shows the curve from x - h to x + h, with h from 1 to 1e-16. Both
axes shrink together, so the tangent looks the same in each. What JavaScript
draws, it computes as `value` does; all numbers that it says are from `data`.
"""

import math
import struct

import numpy as np

from ...marks import axis, dot, path, picture, text
from ...numbers import power, short
from ..form import FLOATS, choices

LABEL = "Zoom until it is straight"
CURVES = choices(
    "Curve",
    "f",
    {"square": "x²", "sigmoid": "sigmoid", "abs": "|x|"},
    {"abs": "|x|, the absolute value"},
)
CONTROLS = f"""
<p>Drag Zoom. How far must you go until the curve is a line? What comes after that?</p>
<label class=slider>Zoom <input type=range name=k min=0 max=16 value=0></label>
{CURVES}
{FLOATS}
<div class=live role=img></div>
<output class=rows aria-live=off></output>
"""
DESCRIPTION = (
    "Four windows on x² around 1.5, each with the tangent, and with the secant "
    "from the middle to the right edge. From 0.5 to 2.5 the curve bends away "
    "from the tangent, and the secant is steeper. In a window a tenth as wide "
    "the three nearly agree, and in one of a hundredth they are one line. From "
    "1.5 − 1e-15 to 1.5 + 1e-15 the curve is a staircase, and the secant is "
    "too steep."
)
CAPTION = (
    "Four windows on x²: a small square marks the next one. Soon the curve, its "
    "<span class=analytic>tangent</span> and the <span class=numerical>secant</span> "
    "from the middle to the right edge are one line. Far smaller, the curve is a "
    "staircase: a float64 has no numbers between."
)
SUMMARY = "The slopes, window by window"

WINDOWS = [(k, float(f"1e-{k}")) for k in range(17)]  # From x - h to x + h.
SIGMOID = 1 / (1 + math.exp(-1))
# Where each function is looked at, and its slope there.
POINTS = {
    "square": (1.5, 3.0),
    "sigmoid": (1.0, SIGMOID * (1 - SIGMOID)),
    "abs": (0.0, None),
}
TYPES = {"float64": float, "float32": np.float32}


def value(name, x, dtype=float):
    """Return the function at `x`, each operation rounded to `dtype`."""
    x = dtype(x)
    if name == "square":
        return x * x
    if name == "abs":
        return abs(x)
    return dtype(1) / (dtype(1) + dtype(math.exp(-x)))


def secant(name, h, dtype=float):
    """Return the slope from x to x + h, computed in `dtype`."""
    x, step = dtype(POINTS[name][0]), dtype(h)
    return (value(name, x + step, dtype) - value(name, x, dtype)) / step


def numbers_within(x, h, kind):
    """Return how many numbers of a type there are from x - h to x + h."""
    code, bits = {"float64": ("dq", 63), "float32": ("fi", 31)}[kind]

    def rank(number):
        """Return which number it is, counted from zero."""
        (n,) = struct.unpack(code[1], struct.pack(code[0], number))
        return n if n >= 0 else -(n + 2**bits)

    dtype = TYPES[kind]
    return rank(dtype(x) + dtype(h)) - rank(dtype(x) - dtype(h)) + 1


def counted(count):
    """Return how many: 2,049, or roughly, 9e15."""
    return f"{count:,}" if count < 1e5 else short(count, 1).replace("e+", "e")


def data():
    """Return the slopes of the tangents, and of the secants in all windows."""
    return {
        name: {
            "x": x,
            "slope": slope,
            **{
                kind: [
                    [str(secant(name, h, dtype)), counted(numbers_within(x, h, kind))]
                    for _, h in WINDOWS
                ]
                for kind, dtype in TYPES.items()
            },
        }
        for name, (x, slope) in POINTS.items()
    }


def table():
    """Return the headings and rows: the tangents, and a row for each window."""
    slopes = data()
    columns = [(name, kind) for name in ("square", "sigmoid") for kind in TYPES]
    titles = {"square": "x² at 1.5", "sigmoid": "sigmoid at 1"}
    headings = ["h", *(f"{titles[name]}, {kind}" for name, kind in columns)]
    rows = [
        [power(k), *(slopes[name][kind][k][0] for name, kind in columns)]
        for k, _ in WINDOWS
    ]
    return headings, [*rows, ["tangent", *(str(POINTS[n][1]) for n, _ in columns)]]


# A window of the still figure, and how much of what the tangent rises it shows.
SIZE, EDGE, TALL = 170, 8, 1.45


def svg():
    """Return four windows on x²."""
    return "".join(window(k) for k in (0, 1, 2, 15))


def window(k):
    x, slope = POINTS["square"]
    h = float(f"1e-{k}")
    across, up = axis(-1, 1, EDGE, SIZE - EDGE), axis(-TALL, TALL, SIZE, 0)

    def height(t):
        return up((value("square", x + t * h) - value("square", x)) / (slope * h))

    def line(steep, kind):
        return path([(across(t), up(steep * t)) for t in (-1.05, 1.05)], kind)

    corner = f'x="{across(-0.1):.1f}" y="{up(0.1 * TALL):.1f}"'
    inside = f'width="{across(0.1) - across(-0.1):.1f}" height="{SIZE / 10:.0f}"'
    labels = (
        text(across(-0.98), height(-1) - 6, "x²")
        + text(across(0.42), up(0.42) + 17, "tangent", "analytic")
        + text(across(-0.55), up(-0.75) + 17, "secant", "numerical")
    )
    steps = [n / 80 for n in range(-84, 85)]
    return picture(
        SIZE,
        SIZE + 20,
        f'<svg width="{SIZE}" height="{SIZE}"><rect width="{SIZE}" height="{SIZE}"/>',
        f'<rect class="next" {corner} {inside}/>' if k < 2 else "",
        path([(across(t), height(t)) for t in steps]),
        line(1, "analytic"),
        line(secant("square", h) / slope, "numerical"),
        dot(across(0), height(0), r=3),
        dot(across(1), height(1), r=3),
        labels if k == 0 else "",
        "</svg>",
        text(SIZE / 2, SIZE + 16, f"1.5 ± {power(k)}", anchor="middle"),
    )
