"""The lesson's network, with the numbers that its first student gives."""

import numpy as np
from figures.diagram import group, line, picture, text
from network import NeuralNetwork, X, y

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
        f"hidden unit {j + 1} has {short(numbers['hidden'][j])}, by the "
        f"weights {short(w[0], 1)} from sleep and {short(w[1], 1)} from study"
        for j, w in enumerate(numbers["W1"].T)
    )
    to_output = ", ".join(short(w, 1) for w in numbers["W2"][:, 0])
    sleep, study = numbers["inputs"]
    return (
        "Two inputs, three hidden units and one output; a line joins each to "
        "each of the next layer. For the first student: sleep is "
        f"{short(sleep, 1)}, study is {short(study, 1)}; {to_hidden}. By the "
        f"weights {to_output} from the hidden units, the predicted score is "
        f"{short(numbers['predicted'])}."
    )


def short(number, digits=2) -> str:
    return f"{number:.{digits}f}".replace("-", "−")


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
                lines.append(line((x0, y0), (x1, y1)))
                x, y = x0 + at * (x1 - x0), y0 + at * (y1 - y0)
                weights.append(text(x, y, short(matrix[i, j], 1)))
    values = [*numbers["inputs"], *numbers["hidden"], numbers["predicted"]]
    digits = [1, 1, 2, 2, 2, 2]
    circles, inside = [], []
    for (x, y), value, d in zip([*inputs, *hidden, output], values, digits):
        circles.append(f'<circle cx="{x}" cy="{y}" r="{r}"/>')
        inside.append(text(x, y, short(value, d)))
    names = [
        text(left - r - 5, 52, "sleep", "end"),
        text(left - r - 5, 136, "study", "end"),
        text(right + r + 4, 94, "score", "start"),
        text(left, 196, "X"),
        text((left + middle) / 2, 196, "W1"),
        text(middle, 196, "a2"),
        text((middle + right) / 2, 196, "W2"),
        text(right, 196, "ŷ"),
    ]
    return picture(
        302,
        204,
        words(numbers),
        group(lines, stroke="currentColor", stroke_opacity=0.4),
        group(circles, class_="over", stroke="currentColor"),
        group(weights, class_="over", stroke_width=4),
        *inside,
        *names,
    )
