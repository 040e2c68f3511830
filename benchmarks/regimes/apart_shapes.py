"""Apart: costs that turn, peak, cancel, bend, end or jitter nearby."""

import math

import numpy as np

from .models import heavy_tails, mixture, recurrent
from .problem import Problem, regime


@regime("large terms whose rounding grows with the parameters")
def rounding_grows(seed):
    """A polynomial by its coefficients: (x - 1)^4, near 1 and far from it."""
    x = 1 + 10.0 ** np.random.default_rng(seed).uniform(-1, 2, 5)

    def cost(p):
        return (p**4 - 4 * p**3 + 6 * p**2 - 4 * p + 1).sum()

    def gradient(p):
        return 4 * (p - 1) ** 3

    return Problem(cost, gradient, x, lambda p: ((p - 1) ** 4).sum())


@regime("a ripple of 1e-6 that turns within 1e-5")
def ripple(seed):
    rng = np.random.default_rng(seed)
    x, c = rng.normal(size=7), rng.normal(size=7)

    def cost(p):
        return (p**2 / 2 + 1e-6 * c * np.sin(1e5 * p)).sum()

    return Problem(cost, lambda p: p + 0.1 * c * np.cos(1e5 * p), x)


@regime("waves over 1e4 times the parameters")
def long_waves(seed):
    rng = np.random.default_rng(seed)
    x, shift = rng.normal(size=7), rng.uniform(0, 6, 7)

    def cost(p):
        return np.exp(np.cos(1e-4 * p + shift)).sum()

    def gradient(p):
        z = 1e-4 * p + shift
        return -1e-4 * np.sin(z) * np.exp(np.cos(z))

    return Problem(cost, gradient, x)


@regime("many frequencies at once, 1 to 1e6")
def many_frequencies(seed):
    rng = np.random.default_rng(seed)
    x, f = rng.normal(size=7), 10.0 ** rng.uniform(0, 6, 7)

    def cost(p):
        return (np.sin(f * p) / f).sum() + p.prod()

    def gradient(p):
        others = np.array([np.delete(p, i).prod() for i in range(7)])
        return np.cos(f * p) + others

    return Problem(cost, gradient, x)


@regime("Gaussian peaks of widths 1e-8 to 1")
def gaussian_peaks(seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(1, 2, 5)
    width = 10.0 ** rng.uniform(-8, 0, 5)
    top = x + width * rng.uniform(-1.5, 1.5, 5)

    def parts(p):
        u = (p - top) / width
        return u, np.exp(-(u**2) / 2)

    return Problem(
        lambda p: (width * parts(p)[1]).sum(),
        lambda p: -parts(p)[0] * parts(p)[1],
        x,
        agrees=1e-6,
    )


@regime("a variance as mean square less squared mean, at 1e4")
def variance(seed):
    x = 1e4 + np.random.default_rng(seed).normal(size=8)

    def cost(p):
        return (p**2).mean() - p.mean() ** 2

    return Problem(
        cost, lambda p: (p - p.mean()) / 4, x, lambda p: ((p - p.mean()) ** 2).mean()
    )


@regime("a simplex, with corners close by")
def simplex(seed):
    """Entropy, nan outside of the simplex."""
    rng = np.random.default_rng(seed)
    x = 10.0 ** rng.uniform(-7, 0, 5)
    x *= (1 - 1e-5) / x.sum()

    def formula(p):
        rest = 1 - p.sum()
        return (p * np.log(p)).sum() + rest * np.log(rest)

    def cost(p):
        if min(p.min(), 1 - p.sum()) <= 0:
            return np.nan
        return formula(p)

    return Problem(cost, lambda p: np.log(p) - np.log(1 - p.sum()), x, formula)


@regime("a barrier, infinite beyond")
def barrier(seed):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(6, 4))
    x = rng.normal(size=4)
    b = A @ x + 10.0 ** rng.uniform(-6, 0, 6)

    def formula(p):
        return (p**2).sum() / 2 - np.log(b - A @ p).sum()

    def cost(p):
        return formula(p) if (b - A @ p > 0).all() else np.inf

    return Problem(cost, lambda p: p + A.T @ (1 / (b - A @ p)), x, formula)


@regime("angles, whose cosine may not pass 1")
def angles(seed):
    rng = np.random.default_rng(seed)
    x = (1 - 10.0 ** rng.uniform(-7, -0.5, 5)) * rng.choice([-1, 1], 5)

    def cost(p):
        return sum(math.acos(a) ** 2 for a in p.tolist())

    return Problem(
        cost,
        lambda p: -2 * np.arccos(p) / np.sqrt((1 - p) * (1 + p)),
        x,
        lambda p: (np.arccos(p) ** 2).sum(),
        agrees=1e-7,
    )


@regime("at the edge of a power's domain")
def edge_of_power(seed):
    """x^2.5 ends at 0, where two of the entries are."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(0.5, 2, 5)
    x[:2] = 0
    c = rng.normal(size=5)

    def cost(p):
        with np.errstate(invalid="ignore"):
            return (p**2.5 + c * p).sum()

    return Problem(cost, lambda p: 2.5 * p**1.5 + c, x)


@regime("an embedding summed with counts, most rows unused")
def bag(seed):
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, 5, 7)
    E, t = 0.01 * rng.normal(size=(25, 2)), rng.normal(size=2)

    def cost(p):
        return ((np.tanh(p["E"][rows].sum(axis=0)) - t) ** 2).sum()

    def gradient(p):
        a = np.tanh(p["E"][rows].sum(axis=0))
        g = np.zeros_like(p["E"])
        np.add.at(g, rows, 2 * (a - t) * (1 - a**2))
        return {"E": g}

    return Problem(cost, gradient, {"E": E})


@regime("leaky ReLUs, some units near their kinks")
def leaky(seed):
    rng = np.random.default_rng(seed)
    X, t = rng.normal(size=(6, 3)), rng.normal(size=6)
    W, v = rng.normal(size=(3, 4)), rng.normal(size=4)
    # One example is within 1e-9 to 1e-4 of the kink of each unit.
    b = -(X[:4] * W.T).sum(axis=1) + 10.0 ** rng.uniform(-9, -4, 4)

    def cost(p):
        z = X @ p["W"] + p["b"]
        r = np.where(z > 0, z, 0.1 * z) @ p["v"] - t
        return (r**2).sum() / 12

    def gradient(p):
        z = X @ p["W"] + p["b"]
        a = np.where(z > 0, z, 0.1 * z)
        d = (a @ p["v"] - t) / 6
        back = np.outer(d, p["v"]) * np.where(z > 0, 1, 0.1)
        return {"W": X.T @ back, "b": back.sum(axis=0), "v": a.T @ d}

    return Problem(cost, gradient, {"W": W, "b": b, "v": v})


@regime("a lasso, half of its weights exactly zero")
def lasso(seed):
    """The slope of |x| at 0 is taken from the right."""
    rng = np.random.default_rng(seed)
    X, t = rng.normal(size=(10, 6)), rng.normal(size=10)
    w = rng.normal(size=6)
    w[::2] = 0

    def cost(p):
        r = X @ p - t
        return (r**2).sum() / 20 + 0.1 * np.where(p < 0, -p, p).sum()

    def gradient(p):
        return X.T @ (X @ p - t) / 10 + 0.1 * np.where(p < 0, -1, 1)

    return Problem(cost, gradient, w)


@regime("the largest of four, two of them equal")
def largest(seed):
    """The slope is that of the first of the two."""
    rng = np.random.default_rng(seed)
    x = np.round(rng.normal(size=(3, 4)), 3)
    for row in x:
        first, second = np.sort(rng.permutation(4)[:2])
        row[first] = row[second] = row.max() + 0.5

    def cost(p):
        return p.max(axis=1).sum() + (p**2).sum() / 2

    def gradient(p):
        g = p.copy()
        g[np.arange(3), p.argmax(axis=1)] += 1
        return g

    return Problem(cost, gradient, x)


@regime("dropout with a fixed mask")
def dropout(seed):
    base = recurrent(seed)

    def masked(p):
        rng = np.random.default_rng(7)
        return {n: a * (rng.random(a.shape) < 0.7) / 0.7 for n, a in p.items()}

    def gradient(p):
        rng, g = np.random.default_rng(7), base.gradient(masked(p))
        return {n: g[n] * (rng.random(a.shape) < 0.7) / 0.7 for n, a in p.items()}

    return Problem(lambda p: base.cost(masked(p)), gradient, base.parameters)


@regime("an expectation over 30 fixed draws")
def expectation(seed):
    """As a variational bound: means and log-widths, drawn through."""
    rng = np.random.default_rng(seed)
    e = np.random.default_rng(11).normal(size=(30, 3))
    c = rng.normal(size=3)

    def cost(p):
        z = p["m"] + np.exp(p["s"]) * e
        return np.cos(z + c).sum() / 30 - p["s"].sum()

    def gradient(p):
        z = p["m"] + np.exp(p["s"]) * e
        d = -np.sin(z + c) / 30
        return {"m": d.sum(axis=0), "s": (d * e).sum(axis=0) * np.exp(p["s"]) - 1}

    return Problem(
        cost, gradient, {"m": rng.normal(size=3), "s": 0.5 * rng.normal(size=3)}
    )


@regime("a key's bias before softmax: no slope at all")
def key_bias(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(4, 3))
    q, T = rng.normal(size=(4, 2)), rng.normal(size=4)
    K = rng.normal(size=(3, 2))

    def parts(p):
        S = q @ (X @ p["K"] + p["b"]).T
        E = np.exp(S - S.max(axis=1, keepdims=True))
        A = E / E.sum(axis=1, keepdims=True)
        return A, A @ T - T

    def cost(p):
        return (parts(p)[1] ** 2).sum() / 2

    def gradient(p):
        A, d = parts(p)
        dA = np.outer(d, T)
        dS = A * (dA - (dA * A).sum(axis=1, keepdims=True))
        dk = dS.T @ q
        return {"K": X.T @ dk, "b": dk.sum(axis=0)}

    return Problem(cost, gradient, {"K": K, "b": rng.normal(size=2)})


@regime("robust errors, most of them far out in the tails")
def far_tails(seed):
    base = heavy_tails(seed)
    base.parameters["w"] *= 1e4
    return base


@regime("two Gaussians almost on top of each other")
def same_gaussians(seed):
    base = mixture(seed)
    p = base.parameters
    p["m"][1], p["s"][1] = p["m"][0] + 1e-8, p["s"][0] + 1e-8
    return base


@regime("an equation solved to 1e-7", exact=False)
def kepler(seed):
    """Kepler's, by halving; the gradient is that of the exact root."""
    rng = np.random.default_rng(seed)
    e = rng.uniform(0.1, 0.9, 3)
    m = rng.uniform(0.5, 2.5, 3)

    def solve(p, halvings):
        low, high = 0 * p, 0 * p + math.pi
        for _ in range(halvings):
            middle = (low + high) / 2
            over = middle - e * np.sin(middle) > p
            low = np.where(over, low, middle)
            high = np.where(over, middle, high)
        return (low + high) / 2

    def gradient(p):
        E = solve(p, 60)
        return 2 * E / (1 - e * np.cos(E))

    def formula(p):
        E = p + 0j
        for _ in range(60):  # Newton's way, in complex numbers.
            E = E - (E - e * np.sin(E) - p) / (1 - e * np.cos(E))
        return (E**2).sum()

    return Problem(lambda p: (solve(p, 25) ** 2).sum(), gradient, m, formula)
