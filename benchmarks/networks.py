"""A correct network for the benchmarks, in regimes that are hard to check."""

import numpy as np


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
    """8-16-16-5 with softmax, mean cross-entropy and weight decay."""

    sizes, m, decay = (8, 16, 16, 5), 16, 0.01

    def __init__(
        self,
        seed,
        acts=("relu", "tanh"),
        scale=1.0,
        dtype=float,
        offset=0.0,
        normed=False,
        dead=False,
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
