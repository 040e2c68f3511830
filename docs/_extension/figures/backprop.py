"""What backprop takes from where, with the shape of each matrix."""

import numpy as np

from ..marks import arrow, group, label, picture
from ..programs import names_of

CALCULATED = "forward", "delta3", "djdw2", "delta2", "djdw1"
CAPTION = (
    "The row from X to J is the way forward. Blue and thick is the way back, "
    "from J to the two gradients, and thin is what it takes along. Down a "
    "column the shapes repeat: delta has that of the sums z, a gradient that "
    "of its weights."
)
COLUMNS = {"X": 20, "z2": 83, "a2": 142, "z3": 198, "y_hat": 248, "J": 290}
ROWS = {"weights": 17, "forward": 77, "deltas": 139, "gradients": 201}
PLACES = {
    "W1": ("z2", "weights"),
    "W2": ("z3", "weights"),
    "X": ("X", "forward"),
    "z2": ("z2", "forward"),
    "a2": ("a2", "forward"),
    "z3": ("z3", "forward"),
    "y_hat": ("y_hat", "forward"),
    "delta2": ("z2", "deltas"),
    "delta3": ("z3", "deltas"),
    "dJdW1": ("z2", "gradients"),
    "dJdW2": ("z3", "gradients"),
}
FORWARD = "X z2", "z2 a2", "a2 z3", "z3 y_hat", "W1 z2", "W2 z3"
BACKWARD = "delta3 delta2", "delta2 dJdW1", "delta3 dJdW2"
TAKEN = "z2 delta2", "z3 delta3", "X dJdW1", "a2 dJdW2"


def data() -> dict:
    """Return the shape of each matrix that the page's program computes."""
    names = names_of("learn/backprop.py", *CALCULATED)
    return {name: np.shape(names[name]) for name in PLACES}


def words(shapes) -> str:
    """Return the figure, for who cannot see it."""
    shape = {name: f"{name} {value}" for name, value in shapes.items()}
    return (
        f"Forward: {shape['X']} and {shape['W1']} give {shape['z2']}, that "
        f"gives {shape['a2']}, and with {shape['W2']} {shape['z3']}, then "
        f"{shape['y_hat']}, then J, one number. Backward: J, y_hat and z3 "
        f"give {shape['delta3']}. delta3 and a2 give {shape['dJdW2']}. "
        f"delta3, W2 and z2 give {shape['delta2']}. delta2 and X give "
        f"{shape['dJdW1']}."
    )


def svg(shapes) -> str:
    at = {name: (COLUMNS[column], ROWS[row]) for name, (column, row) in PLACES.items()}
    at["J"] = COLUMNS["J"], ROWS["forward"]
    ink: list[str] = []
    blue: list[str] = []
    for name, (x, y) in at.items():
        marks = blue if name.startswith(("delta", "dJ")) else ink
        marks.append(label(x, y - 6, name.replace("y_hat", "ŷ")))
        if name != "J":
            marks.append(label(x, y + 7, "({}, {})".format(*shapes[name])))
    (x, y), (end, low) = at["J"], at["delta3"]
    from_the_cost = [(x, y + 8), (x, low), (end + 21, low)]
    (x, y), (end, low) = at["W2"], at["delta2"]
    around = [(x - 16, y), (113, y), (113, low - 7), (end + 21, low - 7)]
    labels = [
        label(50, 194, "X.T"),
        label(162, 194, "a2.T"),
        label(117, 38, "W2.T", "start"),
        label(87, 109, "σ′", "start"),
        label(202, 109, "σ′", "start"),
    ]
    return picture(
        302,
        218,
        group(
            [between(at, pair) for pair in TAKEN] + [arrow(*around)],
            fill="none",
            stroke="currentColor",
            stroke_opacity=0.5,
            stroke_width=0.7,
        ),
        group(
            [between(at, pair) for pair in (*FORWARD, "y_hat J")],
            fill="none",
            stroke="currentColor",
        ),
        group(
            [between(at, pair) for pair in BACKWARD] + [arrow(*from_the_cost)],
            fill="none",
            stroke="var(--analytic)",
            stroke_width=1.4,
        ),
        *ink,
        group(labels, opacity=0.75),
        group(blue, "analytic"),
        description=words(shapes),
        fill="currentColor",
        font_size=10,
    )


def between(at, pair) -> str:
    """Return the arrow from one matrix to another: across, down, or both."""
    (x0, y0), (x1, y1) = (at[name] for name in pair.split())
    half_width = {"y_hat": 16, "J": 6}.get(pair.split()[1], 17)
    if y0 == y1:
        side = 1 if x1 > x0 else -1
        start = 21 if pair.startswith("delta") else 17
        end = 21 if pair.startswith("delta") else half_width
        return arrow((x0 + side * start, y0), (x1 - side * end, y1))
    if x0 == x1:
        return arrow((x0, y0 + 14), (x1, y1 - 14))
    return arrow((x0, y0 + 14), (x0, y1), (x1 - 21, y1))
