"""The whole numerical gradient of a layered network, from a few evaluations.

A weight moves the cost only through its layer's z. So the slopes with respect
to the z of a layer, its deltas, give those of all its weights.
"""

# --8<-- [start:numerical_delta]
from collections.abc import Callable, Sequence

import numpy as np

Layer = tuple[np.ndarray, np.ndarray, Callable | None]


def numerical_delta(
    losses_of: Callable, z: np.ndarray, h: float = 1e-5
) -> np.ndarray:
    """Return the slopes of the mean loss with respect to `z` (m, units).

    `losses_of(z)` is the loss of each of the m examples. No example sees
    the z of another: a column moves for all of them at once, and two
    evaluations give m slopes. (Batch norm mixes examples: not for it.)
    """
    delta = np.empty_like(z)
    for unit in range(z.shape[1]):
        move = np.zeros(z.shape[1])
        move[unit] = h
        delta[:, unit] = losses_of(z + move) - losses_of(z - move)
    return delta / (2 * h) / len(z)


# --8<-- [end:numerical_delta]


# --8<-- [start:forward]
def forward(x: np.ndarray, layers: Sequence[Layer]) -> np.ndarray:
    """Return what the layers make of inputs `x` (m, inputs).

    A layer is its weights (in, out), its biases (out,) and its activation;
    None stands for no activation.
    """
    for W, b, activation in layers:
        z = x @ W + b
        x = activation(z) if activation else z
    return x


# --8<-- [end:forward]


# --8<-- [start:numerical_gradient_by_layers]
def numerical_gradient_by_layers(
    layers: Sequence[Layer], losses: Callable, x: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return dJ/dW and dJ/db of each layer; J is the mean of the losses.

    Only the deltas are numerical, two evaluations a unit. From them to the
    weights is one exact step, dJ/dW = x.T @ delta, with x what comes in.
    """
    slopes = []
    for k, (W, b, activation) in enumerate(layers):

        def losses_of(z):
            a = activation(z) if activation else z
            return losses(forward(a, layers[k + 1 :]))

        delta = numerical_delta(losses_of, x @ W + b)
        slopes.append((x.T @ delta, delta.sum(axis=0)))
        x = forward(x, layers[k : k + 1])
    return slopes


# --8<-- [end:numerical_gradient_by_layers]
