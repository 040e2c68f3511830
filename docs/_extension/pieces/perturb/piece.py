"""Push a weight: two costs give its slope, and nine weights the gradient.

The weights are those of the page. Python computes every cost; JavaScript takes
differences over 2 epsilon.
"""

import numpy as np
from network import NeuralNetwork, X, y
from numerical_gradient import numerical_gradient

from ...marks import dot, path, picture, text
from ...numbers import minus

PARAMETERS = np.random.default_rng(0).standard_normal(9).round(1)
WEIGHTS = [minus(f"{w:g}") for w in PARAMETERS]  # As they are shown.
EPSILONS = [1.0, 0.1, 0.01, 0.0001]
# In units of epsilon, where the plot shows the cost. The ends are measured.
PLACES = np.linspace(-1, 1, 9)


def cost(theta: np.ndarray) -> float:
    """Return the cost of the network whose weights are `theta`."""
    return NeuralNetwork(theta).cost(X, y)


def pushed(i: int, step: float) -> float:
    """Return the cost where weight `i` alone has moved by `step`."""
    theta = PARAMETERS.copy()
    theta[i] += step
    return cost(theta)


def backprop() -> np.ndarray:
    """Return the nine slopes from backprop."""
    return NeuralNetwork(PARAMETERS).gradient(X, y)


def slopes() -> np.ndarray:
    """Return the numerical gradients (9, 4): a column for each epsilon."""
    return np.column_stack([numerical_gradient(cost, PARAMETERS, e) for e in EPSILONS])


def costs(epsilon: float) -> list[list[float]]:
    """Return J(w - epsilon) and J(w + epsilon), a row for each weight."""
    return [[pushed(i, -epsilon), pushed(i, epsilon)] for i in range(9)]


def heights(epsilon: float) -> list[list[float]]:
    """Return how much the cost rises at PLACES, a row for each weight.

    The unit is epsilon times the steepest slope of the nine, so that the
    steepest curve runs from about 1 to about -1 whatever epsilon is.
    """
    unit = epsilon * np.abs(backprop()).max()
    middle = cost(PARAMETERS)
    return [
        [(pushed(i, p * epsilon) - middle) / unit for p in PLACES] for i in range(9)
    ]


def data() -> dict:
    """Return what the page needs to push any weight by any epsilon."""
    return {
        "weights": PARAMETERS.tolist(),
        "cost": float(cost(PARAMETERS)),
        "backprop": backprop().tolist(),
        "epsilons": EPSILONS,
        "costs": [costs(e) for e in EPSILONS],
        "heights": [np.round(heights(e), 3).tolist() for e in EPSILONS],
    }


EPSILON = 0.0001  # The page's; the first, 1, is what a plot can show.
FIRST = 6  # The weight that is pushed at first: its curve bends.

# The network. A weight has its name on its line, at the same part of the way
# for all lines of a layer. For W1 that is near the hidden units, where the lines
# are apart, and the inputs stand so that these names come out evenly.
WIDTH, HEIGHT, RADIUS = 352, 252, 14
INPUT, HIDDEN, OUTPUT = 22, 222, 332
UNITS = [36, 126, 216]
PART1, PART2 = 0.73, 0.5
APART = 0.25 * PART1 / (1 - PART1) * (UNITS[1] - UNITS[0])
PILL, TALL = 76, 26
INPUTS = [round(UNITS[1] - APART), round(UNITS[1] + APART)]
NAMES = ["sleep", "study"]


def lines():
    """Return x1, y1, x2, y2 of each weight's line, and where its name is."""
    first = [(INPUT, a, HIDDEN, b, PART1) for a in INPUTS for b in UNITS]
    second = [(HIDDEN, a, OUTPUT, UNITS[1], PART2) for a in UNITS]
    return [
        (a, b, c, d, round(a + t * (c - a)), round(b + t * (d - b)))
        for a, b, c, d, t in first + second
    ]


def ends(i):
    """Return between what weight `i` stands, in words."""
    if i < 6:
        return f"from {NAMES[i // 3]} to hidden unit {i % 3 + 1}"
    return f"from hidden unit {i - 5} to the score"


def network_svg():
    """Return the network, each weight with its name and its value."""
    paths = "".join(path([(a, b), (c, d)]) for a, b, c, d, *_ in lines())
    places = [(INPUT, y) for y in INPUTS] + [(HIDDEN, y) for y in UNITS]
    places.append((OUTPUT, UNITS[1]))
    units = "".join(dot(x, y, r=RADIUS) for x, y in places)
    labels = (
        text(INPUT, INPUTS[0] - 20, NAMES[0])
        + text(INPUT, INPUTS[1] + 28, NAMES[1])
        + text(OUTPUT, UNITS[1] + 28, "score")
    )
    weights = "".join(
        f'<rect x="{x - PILL // 2}" y="{y - TALL // 2}" width="{PILL}" height="{TALL}" '
        f'rx="{TALL // 2}"/>'
        + text(x, y + 4, f"<tspan>w{i}</tspan> <tspan>{WEIGHTS[i]}</tspan>")
        for i, (*_, x, y) in enumerate(lines())
    )
    return picture(WIDTH, HEIGHT, paths, units, labels, weights, kind="net")


# The plot of the cost against one weight: pixels for epsilon, and for the
# steepest slope's rise over it.
PLOT_WIDTH, PLOT_HEIGHT = 300, 200
MIDDLE, ACROSS, UP = (150, 96), 110, 50


def at(place, height):
    """Return where the plot shows a height at a place: x and y in pixels."""
    x, y = MIDDLE
    return round(x + ACROSS * place, 1), round(y - UP * height, 1)


def plot_svg():
    """Return the cost as weight FIRST moves by 1, its tangent and secant."""
    rise = heights(EPSILONS[0])[FIRST]
    tilt = backprop()[FIRST] / np.abs(backprop()).max()
    low, high = at(-1, rise[0]), at(1, rise[-1])
    costs_there = [digits(J) for J in costs(EPSILONS[0])[FIRST]]

    stops = [(-1, f"w{FIRST} − 1"), (0, f"w{FIRST}"), (1, f"w{FIRST} + 1")]
    return picture(
        PLOT_WIDTH,
        PLOT_HEIGHT,
        path([at(place, height) for place, height in zip(PLACES, rise)], "cost"),
        path([at(-1, -tilt), at(1, tilt)], "analytic"),
        path([low, high], "numerical"),
        dot(*low, "low"),
        dot(*high, "high"),
        dot(*at(0, 0), "here", r=5),
        text(low[0], low[1] - 12, costs_there[0], "low"),
        text(high[0], high[1] + 22, costs_there[1], "high"),
        text(MIDDLE[0] + 62, 12, f"cost against w{FIRST}", "quiet"),
        *(text(at(k, 0)[0], PLOT_HEIGHT - 4, words, "stop") for k, words in stops),
        kind="plot",
    )


def pairs_svg():
    """Return the nine pairs of slopes, as a table that is drawn."""
    rows = zip(backprop(), slopes()[:, EPSILONS.index(EPSILON)])
    marks = [
        text(140, 14, "backprop", "analytic"),
        text(236, 14, "numerical", "numerical"),
    ]
    for i, (a, b) in enumerate(rows):
        y = 38 + 24 * i
        marks += [
            text(0, y, f"w{i}", "name"),
            text(140, y, digits(a), "analytic"),
            text(236, y, digits(b), "numerical"),
        ]
    return picture(236, 236, *marks, kind="nine")


def digits(number):
    """Return a number with eight decimals, and a true minus sign."""
    return minus(f"{number:.8f}")


LABEL = "Push a weight"
DESCRIPTION = (
    "The network: two inputs, three hidden units, one score. "
    + " ".join(f"w{i}, {ends(i)}, is {w}." for i, w in enumerate(WEIGHTS))
    + f" Beside it the cost against w{FIRST}, which falls as the weight grows. The "
    "tangent, from backprop, and the line through the costs at 1 to either side "
    "are nearly parallel. Last, the nine slopes from backprop and the nine numerical "
    f"ones for a step of {EPSILON}: they agree to eight decimals."
)
CAPTION = (
    f"The network; the cost as w{FIRST} moves by 1 to either side, with the "
    "<span class=analytic>tangent</span> and the <span class=numerical>line through "
    "two costs</span>; and the nine slopes, the numerical ones with ε = 0.0001."
)
SUMMARY = "The slopes at every ε, as a table"


def weight_input(i, x, y):
    checked = " checked" if i == FIRST else ""
    return (
        f'<input type="radio" name="w" value="{i}"{checked} '
        f'aria-label="w{i}, {ends(i)}" '
        f'style="left:{100 * x / WIDTH:.2f}%;top:{100 * y / HEIGHT:.2f}%">'
    )


def epsilon_input(epsilon):
    checked = " checked" if epsilon == EPSILONS[0] else ""
    return (
        f'<label><input type="radio" name="epsilon" value="{epsilon:g}"{checked}>'
        f"{epsilon:g}</label>"
    )


def pair_row(i, slope):
    return f'<tr><th scope="row">w{i}</th><td>{digits(slope)}</td><td></td></tr>'


PUSH = '<input type="range" name="push" min="-1" max="1" value="0">'
WEIGHT_INPUTS = [weight_input(i, x, y) for i, (*_, x, y) in enumerate(lines())]
PAIRS = [pair_row(i, slope) for i, slope in enumerate(backprop())]
CONTROLS = f"""
<p>Pick a weight, and push it to both sides. Then try a smaller ε.</p>
<div class="perturb-net"><div></div><fieldset><legend>Weight</legend>
{"".join(WEIGHT_INPUTS)}
</fieldset></div>
<div class="perturb-push">
<label class="pusher">{PUSH}<span>Push w{FIRST}</span></label>
<fieldset><legend>by ε =</legend>
{"".join(map(epsilon_input, EPSILONS))}</fieldset>
<div role="img"></div>
<output aria-live="off"></output>
</div>
<div class="perturb-pairs"><table class="pairs" aria-label="The nine slopes">
<thead><tr><th scope="col">slope</th>
<th scope="col">backprop</th><th scope="col">numerical</th></tr></thead>
<tbody>{"".join(PAIRS)}</tbody></table>
<button type="button">Push the others, too</button>
<input type="hidden" name="done" value=""></div>
"""


def table():
    """Return the headings, and a row for each weight."""
    headings = ["weight", "backprop", *(f"ε = {e:g}" for e in EPSILONS)]
    rows = [
        [f"w{i}", digits(g), *map(digits, slopes()[i])]
        for i, g in enumerate(backprop())
    ]
    return headings, rows


def svg():
    """Return the network, the plot of a weight, and the nine pairs."""
    return f'<div class="perturb-still">{network_svg()}{plot_svg()}{pairs_svg()}</div>'
