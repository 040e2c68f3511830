"""Costs that turn, peak, cancel, bend, end or jitter near the parameters."""

import math
import zlib

import numpy as np

from .models import tanh_network
from .problem import Problem, regime


def jitter(arrays) -> float:
    """Return a number from -1/2 to 1/2 that any change makes another."""
    return zlib.crc32(b"".join(a.tobytes() for a in arrays)) / 2**32 - 0.5


@regime("noise that grows with the parameters")
def growing_noise(seed):
    x = np.random.default_rng(seed).normal(size=5) * 10

    def formula(p):
        return (p**2).sum() / 2

    def cost(p):
        return formula(p) + 1e-8 * (p**2).sum() * jitter([p])

    return Problem(cost, lambda p: p.copy(), x, formula)


@regime("turns within 1e-7 of the parameters")
def fine_turns(seed):
    rng = np.random.default_rng(seed)
    x, c = rng.normal(size=6), rng.normal(size=6)

    def cost(p):
        return (c * np.sin(1e7 * p)).sum() / 1e7 + (p**2).sum() / 2

    return Problem(cost, lambda p: c * np.cos(1e7 * p) + p, x)


@regime("turns over 1e7 times the parameters")
def coarse_turns(seed):
    rng = np.random.default_rng(seed)
    x, c = rng.normal(size=6), rng.normal(size=6)
    shift = rng.uniform(0, 6, 6)

    def cost(p):
        return (c * np.sin(1e-7 * p + shift)).sum()

    return Problem(cost, lambda p: 1e-7 * c * np.cos(1e-7 * p + shift), x)


@regime("peaks 1e-6 wide")
def peaks(seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(1, 2, 5)
    top = x + 1e-6 * rng.uniform(0.3, 1, 5)

    def parts(p):
        u = (p - top) / 1e-6
        return u, 1 / (1 + u**2)

    return Problem(
        lambda p: parts(p)[1].sum(),
        lambda p: -2 * parts(p)[0] * parts(p)[1] ** 2 / 1e-6,
        x,
        agrees=1e-8,
    )


@regime("cancels nine of its digits")
def cancels(seed):
    x = np.random.default_rng(seed).normal(size=6)

    def cost(p):
        return ((1e4 + p) ** 2 - 1e8 - 2e4 * p).sum() / 2

    return Problem(cost, lambda p: p.copy(), x, agrees=1e-6)


@regime("a logarithm, 1e-8 from where it ends")
def near_log(seed):
    rng = np.random.default_rng(seed)
    edge = rng.uniform(1, 2, 5)
    x = edge + 10.0 ** rng.uniform(-8, 0, 5)

    def cost(p):
        with np.errstate(invalid="ignore", divide="ignore"):
            return (p**2 / 2 - np.log(p - edge)).sum()

    return Problem(cost, lambda p: p - 1 / (p - edge), x)


@regime("raises an error a step away")
def raises(seed):
    rng = np.random.default_rng(seed)
    x = 10.0 ** rng.uniform(-9, 0, 4)
    edge = x * rng.uniform(0.99, 0.9999, 4)

    def cost(p):
        return sum(math.sqrt(a - e) for a, e in zip(p.tolist(), edge))

    return Problem(
        cost, lambda p: 0.5 / np.sqrt(p - edge), x, lambda p: np.sqrt(p - edge).sum()
    )


@regime("an embedding of which four rows are used")
def embedding(seed):
    rng = np.random.default_rng(seed)
    rows = rng.choice(20, 4, replace=False)
    E, w = rng.normal(size=(20, 2)), rng.normal(size=2)

    def cost(p):
        return (np.tanh(p["E"][rows]) @ p["w"] ** 2).sum()

    def gradient(p):
        a = np.tanh(p["E"][rows])
        g = np.zeros((20, 2))
        g[rows] = (1 - a**2) * p["w"] ** 2
        return {"E": g, "w": 2 * p["w"] * a.sum(axis=0)}

    return Problem(cost, gradient, {"E": E, "w": w})


@regime("absolute values 1e-7 from their kinks")
def near_kinks(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=8)
    kink = x + 10.0 ** rng.uniform(-7, -3, 8) * rng.choice([-1, 1], 8)
    kink[4:] = 0

    def cost(p):
        d = p - kink
        return (np.where(d.real < 0, -d, d) + p**2).sum()

    return Problem(cost, lambda p: np.sign(p - kink) + 2 * p, x)


@regime("exactly on the kink of a hinge")
def on_kinks(seed):
    rng = np.random.default_rng(seed)
    x = np.round(rng.normal(size=6), 2)
    kink = x.copy()
    kink[2:] -= rng.choice([-1, 1], 4)

    def cost(p):
        d = p - kink
        return (np.where(d > 0, d, 0 * d) + p**2 / 2).sum()

    return Problem(cost, lambda p: (p > kink) + p, x)


@regime("sampled, with a fixed seed")
def sampled(seed):
    base = tanh_network(seed)

    def moved(p):
        rng = np.random.default_rng(0)
        return {n: a + 0.1 * rng.normal(size=a.shape) for n, a in p.items()}

    return Problem(
        lambda p: base.cost(moved(p)),
        lambda p: base.gradient(moved(p)),
        base.parameters,
    )


@regime("a fixed point, stopped at 1e-5", exact=False)
def fixed_point(seed):
    """The gradient is that of the limit, which the cost does not reach."""
    rng = np.random.default_rng(seed)
    x, A = rng.normal(size=4), 0.3 * rng.normal(size=(4, 4))

    def solve(p, tolerance):
        z = 0 * p
        for _ in range(200):
            new = np.tanh(A @ z + p)
            if np.abs(new - z).max() <= tolerance:
                break
            z = new
        return new

    # Of the limit: z = tanh(A z + p), so dz = D (A dz + dp).
    def gradient(p):
        z = solve(p, 0)
        D = np.diag(1 - z**2)
        return D @ np.linalg.solve(np.eye(4) - A.T @ D, z)

    return Problem(
        lambda p: (solve(p, 1e-5) ** 2).sum() / 2,
        gradient,
        x,
        lambda p: (solve(p, -1) ** 2).sum() / 2,
    )
