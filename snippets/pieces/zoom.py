"""Zoom until it is straight: a curve, its tangent and a secant, ever closer.

A window shows the curve from x - h to x + h, with h from 1 to 1e-16. Both
axes shrink together, so the tangent looks the same in each. What JavaScript
draws, it computes as `value` does; the slopes are those of `data`.
"""

import math

import numpy as np

LABEL = "Zoom until it is straight"
DESCRIPTION = (
    "Four windows on x² around 1.5, each with the tangent, and with the secant "
    "from the middle to the right edge. From 0.5 to 2.5 the curve bends away "
    "from the tangent, and the secant is steeper. In a window a tenth as wide "
    "the three nearly agree, and in one of a hundredth they are one line. In a "
    "window of 2e-15 the curve is a staircase, and the secant is too steep."
)
CAPTION = (
    "x² around 1.5. A small square is the next window. Zoomed in a hundred times, "
    "curve, <span class=numerical>secant</span> and <span class=analytic>tangent"
    "</span> are one line. Zoomed in too far, the curve is the staircase of the "
    "numbers that a float can hold."
)
CONTROLS = """
<p>How far must you zoom until the curve is a line? And then further?</p>
<label>Zoom <input type="range" name="k" min="0" max="16" value="0"></label>
<fieldset><legend>Curve</legend>
<label><input type="radio" name="f" value="square" checked> x²</label>
<label><input type="radio" name="f" value="sigmoid"> sigmoid</label>
<label><input type="radio" name="f" value="abs"> |x|</label>
</fieldset>
<fieldset><legend>Numbers</legend>
<label><input type="radio" name="type" value="float64" checked> float64</label>
<label><input type="radio" name="type" value="float32"> float32</label>
</fieldset>
<output></output>
"""
SUMMARY = "The slopes of the secants, as a table"

DIGITS = range(17)
# The point to zoom in on, and the slope there.
SIGMOID_1 = 1 / (1 + math.exp(-1))
POINTS = {
    "square": (1.5, 3.0),
    "sigmoid": (1.0, SIGMOID_1 * (1 - SIGMOID_1)),
    "abs": (0.0, None),
}
NAMES = {"square": "x² at 1.5", "sigmoid": "the sigmoid at 1", "abs": "|x| at 0"}
TYPES = {"float64": float, "float32": np.float32}


def value(name, x, dtype):
    """Return the function at `x`, each operation rounded to `dtype`."""
    x = dtype(x)
    if name == "square":
        return x * x
    if name == "abs":
        return abs(x)
    return dtype(1) / (dtype(1) + dtype(math.exp(-x)))


def secant(name, h, dtype, side=1):
    """Return the slope between x and x + h, or x - h, computed in `dtype`."""
    x, step = dtype(POINTS[name][0]), side * dtype(h)
    return (value(name, x + step, dtype) - value(name, x, dtype)) / step


def data():
    """Return the secants' slopes at all windows, and the points and tangents."""
    return {
        name: {
            "x": x,
            "slope": slope,
            **{
                kind: [str(secant(name, float(f"1e-{k}"), dtype)) for k in DIGITS]
                for kind, dtype in TYPES.items()
            },
        }
        for name, (x, slope) in POINTS.items()
    }


def table():
    """Return the headings, and a row for each window."""
    slopes = data()
    columns = [
        (f"{NAMES[name]}, {kind}", slopes[name][kind])
        for name in ("square", "sigmoid")
        for kind in TYPES
    ]
    headings = ["h", *(heading for heading, _ in columns)]
    rows = [
        [f"1e-{k}" if k else "1", *(column[k] for _, column in columns)] for k in DIGITS
    ]
    x, tangent = ["tangent"], {n: str(slope) for n, (_, slope) in POINTS.items()}
    return headings, [*rows, x + [tangent[n] for n in ("square", "sigmoid") for _ in TYPES]]


# The still figure: windows of WIDTH by HEIGHT, and a line of text below.
WIDTH, HEIGHT, TALLEST = 170, 170, 1.4


def svg():
    """Return four windows on x²."""
    return "".join(window(h, text) for h, text in
                   [(1, "± 1"), (0.1, "± 0.1"), (0.01, "± 0.01"), (1e-15, "± 1e-15")])


def window(h, text):
    """Return the window of half the width `h` on x²."""
    x, slope = POINTS["square"]
    rise = slope * h
    middle = value("square", x, float)

    def point(t, y):
        px = WIDTH / 2 * (1 + t)
        return f"{px:.1f} {HEIGHT / 2 * (1 - y / TALLEST):.1f}"

    columns = [k / WIDTH * 2 - 1 for k in range(WIDTH + 1)]
    curve = " ".join(
        point(t, (value("square", x + t * h, float) - middle) / rise) for t in columns
    )
    # Beyond the frame, the frame cuts it.
    steep = float(secant("square", h, float)) / slope
    inset, size = HEIGHT / 2 - HEIGHT / 20, HEIGHT / 10
    labels = ""
    if h == 1:
        labels = (
            f'<text x="136" y="56" class="analytic">tangent</text>'
            f'<text x="58" y="152" class="numerical">secant</text>'
        ).replace('x="136" y="56"', 'x="124" y="62"')
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT + 20}" aria-hidden="true">'
        f'<rect class="frame" width="{WIDTH}" height="{HEIGHT}"/>'
        f'<svg width="{WIDTH}" height="{HEIGHT}">'
        f'<rect class="next" x="{WIDTH / 2 - size / 2}" y="{inset}" width="{size}" height="{size}"/>'
        f'<path d="M{curve}"/>'
        f'<path class="analytic" d="M{point(-1, -1)} {point(1, 1)}"/>'
        f'<path class="numerical" d="M{point(-1, -steep)} {point(1, steep)}"/>'
        f"{labels}</svg>"
        f'<text x="{WIDTH / 2}" y="{HEIGHT + 15}" text-anchor="middle">1.5 {text}</text></svg>'
    )
