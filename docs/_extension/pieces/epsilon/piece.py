"""Choose ε: how many digits of a slope are right, at steps from 1e-12 to 1.

Everything is computed here, as digits: the estimates by central differences, and
the slopes that they should be. JavaScript counts how many digits agree.
"""

import math
from os.path import commonprefix

import numpy as np
from network import NeuralNetwork, X, y

from ...marks import axis, path, picture, text
from ...numbers import minus, power
from ..form import FLOATS, choices

LABEL = "Choose ε"
CURVES = choices(
    "Slope of", "f", {"cube": "x³", "sin": "sin", "exp": "exp", "cost": "network"}
)
CONTROLS = f"""
<p>Where are the most digits right? Find it once in float64, and once in float32.</p>
<label class=slider>ε <input type=range name=k min=0 max=36 value=12></label>
{CURVES}
{FLOATS}
<div class=live role=img></div>
<output class=rows aria-live=off></output>
"""
DESCRIPTION = (
    "The slope of x³ at 5/7, by central differences. Left: the error against ε, "
    "on log scales. In float64 it falls from 1 at ε = 1 with the square of ε, to "
    "2e-11 at 1e-6, and rises again to 3e-5 at 1e-12, unevenly. In float32 it falls "
    "to 1e-5 at 2e-3. Right: the digits of the estimates in float64, of which none "
    "is right at ε = 1, ten are at 1e-5 and four at 1e-12."
)
CAPTION = (
    "The slope of x³ at 5/7, by central differences. It is 1.530612…, so that wrong "
    "digits stand out: 6.75 and 6.7499999 would share two. Over a large ε the curve "
    "bends; of a small one, the subtraction leaves the digits that were rounded. The "
    "best lies between. On the right, the estimates in float64: <b class=right>right "
    "digits</b>, then wrong ones."
)
SUMMARY = "The estimates, step by step"

# From 1e-12 to 1: 1, 2 and 5 of each power of ten.
STEPS = [f"{digit}e-{k}" for k in range(12, 0, -1) for digit in (1, 2, 5)] + ["1"]
TYPES = {"float64": (np.float64, 15), "float32": (np.float32, 9)}

THETA = np.random.default_rng(0).standard_normal(9).round(1)
WEIGHT = 6  # The first weight of the second layer.


def cost(weight):
    """Return the cost of the lesson's network, in the type of its `weight`."""
    dtype = type(weight)
    theta = THETA.astype(dtype)
    theta[WEIGHT] = weight
    return NeuralNetwork(theta).cost(X.astype(dtype), y.astype(dtype))


BACKPROP = NeuralNetwork(THETA).gradient(X, y)
# A function, where its slope is looked for, what that is, and its name.
FUNCTIONS = {
    "cube": (lambda x: x * x * x, 5 / 7, 75 / 49, "slope at 5/7"),
    "sin": (np.sin, 1, math.cos(1), "slope at 1"),
    "exp": (np.exp, 1, math.e, "slope at 1"),
    "cost": (cost, THETA[WEIGHT], BACKPROP[WEIGHT], "by backprop"),
}


def estimate(name, step, dtype):
    """Return the central difference, computed in `dtype`."""
    f, x, *_ = FUNCTIONS[name]
    x, step = dtype(x), dtype(step)
    return (f(x + step) - f(x - step)) / (2 * step)


def data():
    """Return the digits of the slopes, and of the estimates at all steps."""
    return {
        "steps": STEPS,
        **{
            name: {
                "slope": f"{slope:.15f}",
                "called": called,
                **{
                    kind: [f"{estimate(name, e, dtype):.{places}f}" for e in STEPS]
                    for kind, (dtype, places) in TYPES.items()
                },
            }
            for name, (_, _, slope, called) in FUNCTIONS.items()
        },
    }


def table():
    """Return the headings, and a row for each power of ten."""
    digits = data()
    # Of x³ alone: what exp leaves in its last digits depends on the processor.
    names = {"cube": "x³ at 5/7"}
    columns = [(name, kind) for name in names for kind in TYPES]
    headings = ["ε", *(f"{names[name]}, {kind}" for name, kind in columns)]
    rows = [
        [step, *(digits[name][kind][k] for name, kind in columns)]
        for k, step in reversed(list(enumerate(STEPS)))
        if step[0] == "1"
    ]
    return headings, [*rows, ["slope", *(digits[name]["slope"] for name, _ in columns)]]


# The still figure, two pictures of the same size.
WIDTH, HEIGHT, ROW = 340, 306, 22


def svg():
    """Return the V-curves of x³, and the digits of its slope in float64."""
    digits = data()["cube"]
    return "".join(
        picture(WIDTH, HEIGHT, marks) for marks in (curves(digits), hill(digits))
    )


def curves(digits):
    """Return the errors in both types against the step, on log scales."""
    across = axis(-12, 0, 44, WIDTH - 8)
    up = axis(-13, 1, HEIGHT - 40, 0)
    marks = ""
    for k in (0, 4, 8, 12):
        marks += path([(44, up(-k)), (WIDTH, up(-k))], "rule")
        marks += text(41, up(-k) + 4, power(k), "quiet", "end")
    for k in (0, 3, 6, 9, 12):
        marks += text(across(-k), HEIGHT - 22, power(k), "quiet", "middle")
    marks += text(WIDTH - 8, HEIGHT - 4, "ε", anchor="end")
    marks += text(41, 10, "error", anchor="end")
    for kind in TYPES:
        errors = [abs(float(e) - float(digits["slope"])) for e in digits[kind]]
        points = [
            (across(math.log10(float(e))), up(math.log10(max(error, 1e-13))))
            for e, error in zip(STEPS, errors)
        ]
        marks += path(points, "numerical")
    return (
        marks
        + text(across(-3.9), up(-1.7), "float32", "numerical")
        + text(across(-6.4), up(-11.4), "float64", "numerical", "end")
        + text(across(-11.6), up(-8.6), "rounding")
        + text(across(-0.1), up(-6.6), "truncation", anchor="end")
    )


def hill(digits):
    """Return the estimates as digits, the right ones on a mark."""
    shown = [step for step in reversed(STEPS) if step[0] == "1"]
    left, wide = 92, 9.6
    marks = ""
    for n, step in enumerate(shown):
        estimate = digits["float64"][STEPS.index(step)]
        y = ROW * n + 17
        right = len(commonprefix([estimate, digits["slope"]]))
        if right:
            marks += (
                f'<rect class="right" x="{left}" y="{y - 15}" '
                f'width="{wide * right:.1f}" height="20"/>'
            )
        marks += text(left - 18, y, minus(step), "quiet", "end") + text(
            left,
            y,
            f"{estimate[:right]}<tspan>{estimate[right:]}</tspan>",
            "digits",
            textLength=f"{wide * len(estimate):.1f}",
        )
    return marks
