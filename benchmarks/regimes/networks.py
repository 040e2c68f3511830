"""Correct networks: of the lesson, and larger ones, as problems."""

import networks
import numpy as np
from network import NeuralNetwork, X, y

from .problem import Problem, regime

TANH = {"acts": ("tanh", "tanh")}
NETWORKS = {
    **{
        f"weights × {scale:g}": {"scale": scale}
        for scale in (1e-3, 1e-2, 0.1, 1, 3, 10, 100, 1e3)
    },
    "tanh, tanh": TANH,
    "sigmoid, sigmoid, weights × 10": {"acts": ("sigmoid", "sigmoid"), "scale": 10.0},
    "ReLU, ReLU": {"acts": ("relu", "relu")},
    "exactly on the kink of ReLU": {"dead": True},
    "float32": {"dtype": np.float32},
    "float32, tanh, tanh": {"dtype": np.float32, **TANH},
    "float32, weights × 10": {"dtype": np.float32, "scale": 10.0},
    "cost + 1e6": {"offset": 1e6},
    "batch norm: the gradient of a bias is zero": {"normed": True, **TANH},
}
LESSONS = {
    **{
        f"the lesson's, weights × {scale:g}": {"scale": scale}
        for scale in (1e-3, 1, 10, 100, 1e3)
    },
    "the lesson's, float32": {"dtype": np.float32},
    "the lesson's, near an optimum": {"descents": 2000},
}


class Network(networks.Network):
    """As large as that a regime takes no second."""

    sizes, m = (4, 5, 4, 3), 10


class Lesson:
    """The lesson's 2-3-1 network, with its weights in one vector."""

    def __init__(self, seed, scale=1.0, dtype=float, descents=0):
        rng = np.random.default_rng(seed)
        self.dtype = dtype
        self.parameters = (scale * rng.normal(size=9)).astype(dtype)
        for _ in range(descents):  # Downhill, to where the slopes vanish.
            self.parameters -= self.gradient(self.parameters)

    def cost(self, p):
        return self.dtype(NeuralNetwork(p).cost(X, y))

    def gradient(self, p):
        with np.errstate(over="ignore"):
            return NeuralNetwork(p).gradient(X, y).astype(self.dtype)

    def formula(self, p):
        """Return the cost in exact numbers."""
        W1, W2 = p[:6].reshape(2, 3), p[6:].reshape(3, 1)

        def sigmoid(z):  # No exponential of a complex number overflows here.
            return (1 + np.tanh(z / 2)) / 2

        return 0.5 * np.sum((y - sigmoid(sigmoid(X @ W1) @ W2)) ** 2)


def problem_of(net):
    """Return the problem that a network is; float32 agrees less closely."""
    p = net.parameters
    first = next(iter(p.values())) if isinstance(p, dict) else p
    return Problem(
        net.cost,
        net.gradient,
        p,
        getattr(net, "formula", None),
        agrees=1e-9 if first.dtype == float else 1e-3,
    )


for kind, named in (Network, NETWORKS), (Lesson, LESSONS):
    for name, options in named.items():
        regime(name)(
            lambda seed, kind=kind, options=options: problem_of(kind(seed, **options))
        )


@regime("all weights zero")
def with_zero_weights(seed):
    net = Network(seed)
    for a in net.parameters.values():
        a[...] = 0
    return problem_of(net)
