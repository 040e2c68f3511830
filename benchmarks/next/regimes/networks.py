"""Correct networks, in regimes where fixed thresholds fail."""

import numpy as np
from network import NeuralNetwork, X, y

from .problem import Problem, regime


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


# Each activation beside its slope, given z and a.
ACTIVATIONS = {
    "sigmoid": (sigmoid, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0).astype(z.dtype)),
}


class Network:
    """4-5-4-3 with softmax, mean cross-entropy and weight decay."""

    sizes, m, decay = (4, 5, 4, 3), 10, 0.01

    def __init__(
        self, seed, acts=("relu", "tanh"), scale=1.0, dtype=float, offset=0.0,
        normed=False, dead=False,
    ):
        rng = np.random.default_rng(seed)
        self.acts, self.offset, self.normed = acts, dtype(offset), normed
        d, c = self.sizes[0], self.sizes[-1]
        self.labels = np.arange(self.m) % c
        self.Y = np.eye(c)[self.labels].astype(dtype)
        X = 1.2 * rng.normal(size=(c, d))[self.labels]
        self.X = (X + 0.7 * rng.normal(size=(self.m, d))).astype(dtype)
        if dead:
            self.X[:3] = 0  # With zero biases, z1 is on the kink exactly.
        self.parameters = {}
        for k, (n, o) in enumerate(zip(self.sizes, self.sizes[1:]), 1):
            W, b = rng.normal(size=(n, o)) / n**0.5, 0.1 * rng.normal(size=o)
            self.parameters[f"W{k}"] = (scale * W).astype(dtype)
            self.parameters[f"b{k}"] = ((not dead) * scale * b).astype(dtype)
        self.decay = dtype(self.decay)

    def forward(self, p):
        z1 = self.X @ p["W1"] + p["b1"]
        self.hat, self.spread = z1, 1
        if self.normed:  # Batch norm, without its own parameters.
            z1 = z1 - z1.mean(axis=0)
            self.spread = np.sqrt((z1**2).mean(axis=0) + 1e-5)
            z1 = self.hat = z1 / self.spread
        a1 = ACTIVATIONS[self.acts[0]][0](z1)
        z2 = a1 @ p["W2"] + p["b2"]
        a2 = ACTIVATIONS[self.acts[1]][0](z2)
        z3 = a2 @ p["W3"] + p["b3"]
        return z1, a1, z2, a2, z3 - z3.max(axis=1, keepdims=True)

    def cost(self, p):
        z3 = self.forward(p)[-1]
        losses = np.log(np.exp(z3).sum(axis=1)) - (z3 * self.Y).sum(axis=1)
        weights = sum((p[f"W{k}"] ** 2).sum() for k in (1, 2, 3))
        return losses.mean() + self.decay * weights / 2 + self.offset

    def gradient(self, p):
        lam, acts = self.decay, self.acts
        z1, a1, z2, a2, z3 = self.forward(p)
        P = np.exp(z3)
        P /= P.sum(axis=1, keepdims=True)
        d3 = (P - self.Y) / self.m
        g = {"W3": a2.T @ d3 + lam * p["W3"], "b3": d3.sum(axis=0)}
        d2 = d3 @ p["W3"].T * ACTIVATIONS[acts[1]][1](z2, a2)
        g |= {"W2": a1.T @ d2 + lam * p["W2"], "b2": d2.sum(axis=0)}
        d1 = d2 @ p["W2"].T * ACTIVATIONS[acts[0]][1](z1, a1)
        if self.normed:
            mean = (d1 * self.hat).mean(axis=0)
            d1 = (d1 - d1.mean(axis=0) - self.hat * mean) / self.spread
        g |= {"W1": self.X.T @ d1 + lam * p["W1"], "b1": d1.sum(axis=0)}
        return {name: g[name].astype(p[name].dtype) for name in p}


class Lesson:
    """The lesson's 2-3-1 network, with its weights in one vector."""

    def __init__(self, seed, scale=1.0, dtype=float, descents=0):
        rng = np.random.default_rng(seed)
        self.dtype = dtype
        self.parameters = (scale * rng.normal(size=9)).astype(dtype)
        for _ in range(descents):  # Downhill, to where the slopes vanish.
            self.parameters -= self.gradient(self.parameters)

    def formula(self, p):
        with np.errstate(over="ignore"):
            return NeuralNetwork(p).cost(X, y)

    def cost(self, p):
        return self.dtype(self.formula(p))

    def gradient(self, p):
        with np.errstate(over="ignore"):
            return NeuralNetwork(p).gradient(X, y).astype(self.dtype)


def problem_of(net):
    """Return the problem that a network is; float32 agrees less closely."""
    formula = getattr(net, "formula", None)
    p = net.parameters
    first = next(iter(p.values())) if isinstance(p, dict) else p
    agrees = 1e-9 if first.dtype == float else 1e-3
    return Problem(net.cost, net.gradient, p, formula, agrees=agrees)


TANH = {"acts": ("tanh", "tanh")}
NETWORKS = {
    **{
        f"weights × {scale:g}": {"scale": scale}
        for scale in (1e-3, 1e-2, 0.1, 1, 3, 10, 100, 1e3)
    },
    "tanh, tanh": TANH,
    "sigmoid, sigmoid, weights × 10": {
        "acts": ("sigmoid", "sigmoid"), "scale": 10.0,
    },
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
for kind, named in (Network, NETWORKS), (Lesson, LESSONS):
    for name, options in named.items():
        regime(name)(
            lambda seed, kind=kind, options=options: problem_of(
                kind(seed, **options)
            )
        )


@regime("all weights zero")
def with_zero_weights(seed):
    net = Network(seed)
    for a in net.parameters.values():
        a[...] = 0
    return problem_of(net)
