"""Six gradients, five with a bug: their training, and what the check says."""

import inspect
import math
from dataclasses import dataclass
from functools import cache
from html import escape

import network
import numpy as np
from bug_zoo import Bug, plant, read_bugs
from numerical_gradient import norm_ratio, numerical_gradient

from ...marks import axis, dot, group, path, picture, text
from ...numbers import minus, short

PARAMETERS = np.random.default_rng(0).standard_normal(9).round(1)
RATE, STEPS = 1.0, 1000
# A bug in each of the four lines of backprop, and one line twice. None is
# the correct gradient: whoever votes does not know where it stands.
SUSPECTS = {
    "A": "transpose-forgotten",
    "B": "sigmoid-slope-missing-at-the-output",
    "C": "last-row-dropped",
    "D": None,
    "E": "sign-in-one-layer",
    "F": "factor-two",
}


@dataclass(frozen=True)
class Suspect:
    """A gradient, and what is known of it."""

    letter: str
    bug: Bug | None
    curve: np.ndarray  # The cost before each step, and after the last.
    gradient: np.ndarray
    numgrad: np.ndarray
    ratio: float


def train(planted) -> np.ndarray:
    """Return the cost at step 0 to STEPS of plain gradient descent."""
    net = planted.NeuralNetwork(PARAMETERS)
    X, y = planted.X, planted.y
    curve = [net.cost(X, y)]
    for _ in range(STEPS):
        step = RATE * net.gradient(X, y)
        net.set_parameters(net.get_parameters() - step)
        curve.append(net.cost(X, y))
    return np.array(curve)


@cache
def suspects() -> list[Suspect]:
    """Return the six, in the order of their letters."""
    bugs = {bug.name: bug for bug in read_bugs()}
    return [
        suspect(letter, bugs[name] if name else None)
        for letter, name in SUSPECTS.items()
    ]


def suspect(letter: str, bug: Bug | None) -> Suspect:
    """Return the gradient with the bug, trained and checked."""
    planted = plant(bug, network)
    X, y = planted.X, planted.y

    def cost(theta: np.ndarray) -> float:
        return planted.NeuralNetwork(theta).cost(X, y)

    gradient = planted.NeuralNetwork(PARAMETERS).gradient(X, y)
    numgrad = numerical_gradient(cost, PARAMETERS)
    ratio = norm_ratio(gradient, numgrad)
    return Suspect(letter, bug, train(planted), gradient, numgrad, ratio)


LABEL = "Right or wrong?"
CAPTION = (
    "Six trainings from the same weights: the cost against the step, both on log "
    "scales. One of the six gradients is right. Which?"
)
SUMMARY = "The six answers"


def words(s):
    """Return a training curve in words."""
    start, end = s.curve[0], s.curve[-1]
    turns = f" to {s.curve.min():.4f}, and rises" if s.curve.min() < end else ""
    return f"{s.letter} falls from {start:.4f}{turns} to {end:.4f}."


DESCRIPTION = "Six training curves, of 1000 steps. " + " ".join(map(words, suspects()))

# A curve. Both axes are logarithmic and the same for all six; what rises above
# where it began leaves the frame.
WIDTH, HEIGHT = 170, 108
LEFT, RIGHT, TOP, BASE = 32, 120, 8, 100
HIGHEST, LOWEST = 0.2, 5e-5


def curve_svg(s):
    """Return the cost of a suspect against the step, and its two ends."""
    across = axis(0, 3, LEFT, RIGHT)
    up = axis(math.log(LOWEST), math.log(HIGHEST), BASE, TOP)

    def y(J):
        return round(up(math.log(J)))

    steps = sorted({round(10 ** (k / 16)) for k in range(49)})
    points = [(across(math.log10(step)), y(s.curve[step - 1])) for step in steps]
    start, end = s.curve[0], s.curve[-1]
    return picture(
        WIDTH,
        HEIGHT,
        path([(LEFT, TOP), (LEFT, BASE), (RIGHT, BASE)], "axis"),
        path(points, "cost", digits=0),
        text(LEFT - 4, y(start) + 4, cost(start), anchor="end"),
        text(RIGHT + 4, y(end) + 4, cost(end)),
    )


def cost(J):
    """Return a cost as the drawing has room for it."""
    places = 2 if J > 0.01 else 4 if J > 0.001 else 5
    return f"{J:.{places}f}".lstrip("0")


def svg():
    """Return the six curves, each under its letter."""
    return "".join(
        f'<div aria-hidden="true"><b>{s.letter}</b>{curve_svg(s)}</div>'
        for s in suspects()
    )


def pairs_svg(s):
    """Return the nine slopes of a suspect beside the numerical ones."""
    every = np.concatenate([s.gradient, s.numgrad])
    top, bottom = every.max(), every.min()
    zero = 8 + 96 * top / (top - bottom)

    def stem(x, slope, kind):
        y = zero - 96 * slope / (top - bottom)
        return path([(x, zero), (x, y)], kind) + dot(x, y, kind, r=3.5)

    pairs = list(enumerate(zip(s.gradient, s.numgrad)))
    said = "; ".join(minus(f"w{i}: {a:.4f} and {b:.4f}") for i, (a, b) in pairs)
    marks = [path([(0, zero), (330, zero)], "axis")]
    for i, (a, b) in pairs:
        marks += [
            stem(14 + 36 * i, a, "analytic"),
            stem(26 + 36 * i, b, "numerical"),
            text(20 + 36 * i, 130, f"w{i}", anchor="middle"),
        ]
    return picture(
        330,
        132,
        group(marks, aria_hidden="true"),
        description=f"The slopes from backprop, and the numerical ones. {said}.",
        kind="stems",
    )


def ratio(s):
    """Return the ratio as the page writes it: 0.067, 2e-10."""
    return minus(short(s.ratio, 2 if s.ratio > 1e-3 else 1))


def four_lines():
    """Return the lines of backprop, as network.py has them."""
    source = inspect.getsource(network.NeuralNetwork.cost_gradients)
    lines = [line.strip() for line in source.splitlines()]
    names = "delta3", "dJdW2", "delta2", "dJdW1"
    return [line for line in lines if line.startswith(tuple(f"{n} =" for n in names))]


def diff(s):
    """Return the four lines, the changed one as it was and as it came out."""
    out = ""
    for line in four_lines():
        if s.bug is None or line != s.bug.old:
            out += f"  {escape(line)}\n"
            continue
        new = [text.strip() for text in s.bug.new.splitlines()]
        if line in new:
            out += f"  {escape(line)}\n"
            new.remove(line)
        else:
            out += f"<del>- {escape(line)}\n</del>"
        out += "<ins>" + "".join(f"+ {escape(text)}\n" for text in new) + "</ins>"
    return f'<pre class="diff">{out}</pre>'


def answer(s):
    """Return what was changed, both gradients, and what the ratio says."""
    if s.bug is None:
        verdict = f"<b>{s.letter} is right.</b> These are the four lines of the lesson."
    else:
        title, lesson = (escape(t) for t in (s.bug.title, s.bug.lesson))
        link = f"../../zoo/gallery/#{s.bug.name}"
        verdict = f'<b>{s.letter} is wrong.</b> <a href="{link}">{title}</a>. {lesson}'
    found = "agree" if s.ratio < 1e-8 else "do not agree"
    return (
        f'<section data-letter="{s.letter}"><p>{verdict}</p>{diff(s)}{pairs_svg(s)}'
        '<p>The slopes from <span class="analytic">backprop</span> and the '
        f'<span class="numerical">numerical</span> ones {found}: the ratio is '
        f'<b class="number">{ratio(s)}</b>.</p></section>'
    )


def answers():
    """Return the six answers."""
    return f'<div class="answers">{"".join(map(answer, suspects()))}</div>'


def picks():
    """Return an input for each curve."""
    return "".join(
        f'<label><input type="radio" name="curve" value="{s.letter}"'
        f'{" checked" if s.letter == "A" else ""} aria-label="{s.letter}">'
        f'<b aria-hidden="true">{s.letter}</b><div></div></label>'
        for s in suspects()
    )


CONTROLS = f"""
<p>Six trainings from the same weights: the cost against the step, both on log scales.
One of the six gradients is right. Pick a curve, and vote.</p>
<fieldset><legend>Curve of the cost</legend>{picks()}</fieldset>
<div><div class="vote" role="group" aria-labelledby="vote">
<span id="vote" aria-hidden="true">The gradient of A is</span>
<button type="button" value="r">right</button>
<button type="button" value="w">wrong</button></div>
<input type="hidden" name="votes" value="------">
<output aria-live="off"></output>
<div class="answer"></div></div>
"""


def data():
    """Return how each training goes, which gradient is right, and the moral."""
    right = next(s for s in suspects() if s.bug is None)
    lower = sum(s.curve[-1] < right.curve[-1] for s in suspects())
    return {
        "words": [words(s) for s in suspects()],
        "ratios": [ratio(s) for s in suspects()],
        "right": right.letter,
        "lower": int(lower),
    }
