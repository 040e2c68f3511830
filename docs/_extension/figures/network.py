"""The lesson's network, with the numbers that its first student gives."""

import numpy as np
from network import NeuralNetwork, X, y

from ..marks import dot, group, label, path, picture
from ..numbers import minus

CAPTION = (
    "A circle holds a number of the first student: what goes in, the three "
    "hidden units, the predicted score. A line is a weight: six make W1, "
    "three make W2, and all students share them."
)


def data() -> dict:
    """Return the weights and what the first student makes of them."""
    weights = np.random.default_rng(0).standard_normal(9).round(1)
    network = NeuralNetwork(weights)
    _, a2, _, y_hat = network.forward(X)
    return {
        "inputs": X[0],
        "W1": network.W1,
        "hidden": a2[0],
        "W2": network.W2,
        "predicted": y_hat[0, 0],
        "scored": y[0, 0],
    }


def words(numbers) -> str:
    """Return the figure, for who cannot see it."""
    to_hidden = "; ".join(
        f"hidden unit {j + 1} has {rounded(numbers['hidden'][j])}, by the "
        f"weights {rounded(w[0], 1)} from sleep and {rounded(w[1], 1)} from study"
        for j, w in enumerate(numbers["W1"].T)
    )
    to_output = ", ".join(rounded(w, 1) for w in numbers["W2"][:, 0])
    sleep, study = numbers["inputs"]
    return (
        "Two inputs, three hidden units and one output; a line joins each to "
        "each of the next layer. For the first student: sleep is "
        f"{rounded(sleep, 1)}, study is {rounded(study, 1)}; {to_hidden}. By the "
        f"weights {to_output} from the hidden units, the predicted score is "
        f"{rounded(numbers['predicted'])}."
    )


def rounded(number, digits=2) -> str:
    return minus(f"{number:.{digits}f}")


def svg(numbers) -> str:
    left, middle, right, r = 52, 158, 256, 15
    inputs = [(left, 52), (left, 136)]
    hidden = [(middle, 26), (middle, 94), (middle, 162)]
    output = (right, 94)
    lines, weights = [], []
    for starts, ends, matrix, at in (
        (inputs, hidden, numbers["W1"], 0.27),
        (hidden, [output], numbers["W2"], 0.4),
    ):
        for i, (x0, y0) in enumerate(starts):
            for j, (x1, y1) in enumerate(ends):
                lines.append(path([(x0, y0), (x1, y1)]))
                x, y = x0 + at * (x1 - x0), y0 + at * (y1 - y0)
                weights.append(label(x, y, rounded(matrix[i, j], 1)))
    values = [*numbers["inputs"], *numbers["hidden"], numbers["predicted"]]
    digits = [1, 1, 2, 2, 2, 2]
    circles, inside = [], []
    for (x, y), value, d in zip([*inputs, *hidden, output], values, digits):
        circles.append(dot(x, y, r=r))
        inside.append(label(x, y, rounded(value, d)))
    names = [
        label(left - r - 5, 52, "sleep", "end"),
        label(left - r - 5, 136, "study", "end"),
        label(right + r + 4, 94, "score", "start"),
        label(left, 196, "X"),
        label((left + middle) / 2, 196, "W1"),
        label(middle, 196, "a2"),
        label((middle + right) / 2, 196, "W2"),
        label(right, 196, "ŷ"),
    ]
    return picture(
        302,
        204,
        group(lines, stroke="currentColor", stroke_opacity=0.4),
        group(circles, "over", stroke="currentColor"),
        group(weights, "over", stroke_width=4),
        *inside,
        *names,
        description=words(numbers),
        fill="currentColor",
        font_size=10,
    )
