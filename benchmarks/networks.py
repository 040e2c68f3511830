"""Networks for the benchmarks: a correct gradient, or one with one bug."""

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

# What the bug does, in the words of whoever finds it. Where the layers are
# square, and as wide as the batch, NumPy does not complain.
BUGS = [
    "no bug",
    "sign of the error",
    "factor 2",
    "sum in the gradient, mean in the cost",
    "1/m twice",
    "last example skipped",
    "labels off by one",
    "softmax slope taken for the sigmoid's",
    "only the diagonal of the softmax",
    "slope of the 2nd activation missing",
    "slope of the 2nd activation: 1 - a",
    "slope of the 2nd activation: a for z",
    "slope of the 1st activation missing",
    "slope of the 1st activation: of the wrong layer",
    "z1 for a1 in dW2",
    "dW2 transposed",
    "dW2 raveled in column order",
    "W2 for W2.T in the backward pass",
    "a1 for a1.T in dW2",
    "bias: wrong axis",
    "bias: last example only",
    "bias: mean for sum",
    "bias: total for every unit",
    "b1 with the wrong sign",
    "dW1: last column zero",
    "dW1: last row zero",
    "dW1 never computed",
    "dW1 of a shuffled batch",
    "dW1 1 % too large",
    "weight decay missing",
    "weight decay missing in the last layer",
    "weight decay twice",
    "weight decay with the wrong sign",
    "weight decay divided by m",
    "weight decay on biases too",
    "clipped at 0.05",
    "one bias doubled",
    "one weight 1e-3 off",
    "one weight 1e-5 off",
    "smallest entry doubled",
    "integers for the biases",
    "updated W3 in the backward pass, rate 0.5",
    "updated W3 in the backward pass, rate 1e-3",
    "activations of the step before",
    "float32 delta",
    "float32 backward pass",
    "momentum leaks between calls",
    "gradient not set to zero between calls",
    "data centred in place by the gradient",
]


class Network:
    """8-16-16-5 with softmax, mean cross-entropy and weight decay."""

    sizes, m, decay = (8, 16, 16, 5), 16, 0.01

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
        self.decay, self.memory = dtype(self.decay), {}

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

    def gradient(self, p, bug="no bug"):
        lam, X, Y, m, wrong = self.decay, self.X, self.Y, self.m, bug.__eq__
        if wrong("data centred in place by the gradient"):
            X -= X.mean(axis=0)
        q = p
        if wrong("activations of the step before"):
            step = self.gradient(p)
            q = {name: p[name] + 0.5 * step[name] for name in p}
        z1, a1, z2, a2, z3 = self.forward(q)
        P = np.exp(z3)
        P /= P.sum(axis=1, keepdims=True)
        if wrong("labels off by one"):
            Y = np.roll(Y, 1, axis=1)
        d3 = (P - Y) / m
        if wrong("sign of the error"):
            d3 = -d3
        if wrong("factor 2"):
            d3 = 2 * d3
        if wrong("sum in the gradient, mean in the cost"):
            d3 = d3 * m
        if wrong("1/m twice"):
            d3 = d3 / m
        if wrong("last example skipped"):
            d3[-1] = 0
        if wrong("softmax slope taken for the sigmoid's"):
            d3 = d3 * P * (1 - P)
        if wrong("only the diagonal of the softmax"):
            d3 = -Y * (1 - P) / m
        if wrong("float32 delta"):
            d3 = d3.astype(np.float32).astype(float)
        g = {"W3": a2.T @ d3 + lam * p["W3"], "b3": d3.sum(axis=0)}
        W3 = p["W3"]
        for rate in "0.5", "1e-3":
            if wrong(f"updated W3 in the backward pass, rate {rate}"):
                W3 = W3 - float(rate) * g["W3"]
        s2 = ACTIVATIONS[self.acts[1]][1](z2, a2)
        if wrong("slope of the 2nd activation missing"):
            s2 = 1
        if wrong("slope of the 2nd activation: 1 - a"):
            s2 = 1 - a2
        if wrong("slope of the 2nd activation: a for z"):
            s2 = 1 - np.tanh(a2) ** 2
        d2 = d3 @ W3.T * s2
        if wrong("float32 backward pass"):
            d2 = d2.astype(np.float32)
        g["W2"], g["b2"] = a1.T @ d2 + lam * p["W2"], d2.sum(axis=0)
        if wrong("z1 for a1 in dW2"):
            g["W2"] = z1.T @ d2 + lam * p["W2"]
        if wrong("a1 for a1.T in dW2"):
            g["W2"] = a1 @ d2 + lam * p["W2"]
        for kind, b in {
            "wrong axis": d2.sum(axis=1),
            "last example only": d2[-1],
            "mean for sum": d2.mean(axis=0),
            "total for every unit": np.full_like(g["b2"], d2.sum()),
        }.items():
            if wrong(f"bias: {kind}"):
                g["b2"] = b
        s1 = ACTIVATIONS[self.acts[0]][1](z1, a1)
        if wrong("slope of the 1st activation missing"):
            s1 = 1
        if wrong("slope of the 1st activation: of the wrong layer"):
            s1 = ACTIVATIONS[self.acts[0]][1](z2, a2)
        flip = wrong("W2 for W2.T in the backward pass")
        d1 = d2 @ (p["W2"] if flip else p["W2"].T) * s1
        if self.normed:
            mean = (d1 * self.hat).mean(axis=0)
            d1 = (d1 - d1.mean(axis=0) - self.hat * mean) / self.spread
        Xs = X[::-1] if wrong("dW1 of a shuffled batch") else X
        g["W1"], g["b1"] = Xs.T @ d1 + lam * p["W1"], d1.sum(axis=0)
        g = {name: g[name].astype(p[name].dtype) for name in p}
        return self.spoil(p, g, bug)

    def spoil(self, p, g, bug):
        """Return the gradient with a bug that does not need the layers."""
        lam, wrong = self.decay, bug.__eq__
        W, b = ("W1", "W2", "W3"), ("b1", "b2", "b3")
        if wrong("dW2 transposed"):
            g["W2"] = g["W2"].T
        if wrong("dW2 raveled in column order"):
            g["W2"] = g["W2"].ravel("F").reshape(g["W2"].shape)
        if wrong("b1 with the wrong sign"):
            g["b1"] = -g["b1"]
        if wrong("dW1: last column zero"):
            g["W1"][:, -1] = 0
        if wrong("dW1: last row zero"):
            g["W1"][-1] = 0
        if wrong("dW1 never computed"):
            g["W1"] = np.zeros_like(g["W1"])
        if wrong("dW1 1 % too large"):
            g["W1"] = 1.01 * g["W1"]
        for kind, names, factor in [
            ("missing", W, -1), ("missing in the last layer", W[2:], -1),
            ("twice", W, 1), ("with the wrong sign", W, -2),
            ("divided by m", W, 1 / self.m - 1), ("on biases too", b, 1),
        ]:
            if wrong(f"weight decay {kind}"):
                g |= {name: g[name] + factor * lam * p[name] for name in names}
        if wrong("clipped at 0.05"):
            g = {name: np.clip(a, -0.05, 0.05) for name, a in g.items()}
        if wrong("one bias doubled"):
            g["b3"][-1] *= 2
        if wrong("one weight 1e-3 off"):
            g["W2"][2, 5] *= 1 + 1e-3
        if wrong("one weight 1e-5 off"):
            g["W2"][2, 5] *= 1 + 1e-5
        if wrong("smallest entry doubled"):
            small = np.where(g["W1"] == 0, np.inf, np.abs(g["W1"]))
            g["W1"].flat[np.argmin(small)] *= 2
        if wrong("integers for the biases"):
            g |= {name: g[name].astype(int) for name in b}
        if wrong("momentum leaks between calls"):
            g = {n: a + 0.9 * self.memory.get(n, 0) for n, a in g.items()}
            self.memory = g
        if wrong("gradient not set to zero between calls"):
            g = {n: a + self.memory.get(n, 0) for n, a in g.items()}
            self.memory = g
        return g
