"""The checks that people use, each as a number and the limit they quote.

Every check gets a problem of its own, and takes the numerical slopes first,
as the lecture does: what one call leaves behind, the next one finds.
"""

from collections.abc import Callable

import numpy as np
from bug_zoo import Problem
from gradient_check import check_gradient
from numpy.linalg import norm

# Name: what is measured, the largest value that passes, whose rule it is.
CHECKS = {
    "lecture, 1e-8": ("whole", 1e-8, "‖g − n‖ / ‖g + n‖, ε = 1e-4"),
    "lecture, 1e-7": ("whole", 1e-7, "the same"),
    "lecture, 1e-4": ("whole", 1e-4, "the same"),
    "each array, 1e-7": ("array", 1e-7, "the same ratio, array by array"),
    "CS231n, 1e-7": ("entry", 1e-7, "relative error of each entry, h = 1e-5"),
    "CS231n, 1e-4": ("entry", 1e-4, "the same"),
    "CS231n, 1e-2": ("entry", 1e-2, "the same"),
    "PyTorch": ("pytorch", 1, "gradcheck: 1e-5 + 1e-3 |n|, h = 1e-6, twice"),
    "SciPy, 1e-6": ("scipy", 1e-6, "check_grad: ‖g − n‖, forward, 1.5e-8"),
    "JAX": ("jax", 1, "check_grads: one direction, 1e-5 (float32: 2e-3)"),
    "1 direction": ("1 direction", 1e-6, "relative error along it"),
    "3 directions": ("3 directions", 1e-6, "the same, the worst of three"),
    "10 directions": ("10 directions", 1e-6, "the same, the worst of ten"),
    "Taylor slope": ("taylor", 0.1, "remainder falls slower than h^1.9"),
    "complex step": ("complex", 1e-10, "ratio array by array, h = 1e-20"),
    "check_gradient": ("verdict", 1, "every entry"),
    "check_gradient, 3 directions": ("verdict 3", 1, "along each array"),
}
VERDICTS = "right", "cannot tell", "wrong"


def as_vector(parameters: dict) -> np.ndarray:
    """Return a copy of all arrays, one behind the other."""
    return np.concatenate([np.ravel(a) for a in parameters.values()])


def as_arrays(x: np.ndarray, like: dict) -> dict:
    """Return the vector as arrays with the names and shapes of `like`."""
    ends = np.cumsum([a.size for a in like.values()])
    parts = np.split(x, ends[:-1])
    # Copies, or a cost that changes what it is given would change x.
    return {
        name: part.reshape(a.shape).copy()
        for (name, a), part in zip(like.items(), parts)
    }


class Flat:
    """A problem whose parameters are one vector."""

    def __init__(self, problem: Problem):
        self.problem, self.x = problem, as_vector(problem.parameters)
        sizes = [a.size for a in problem.parameters.values()]
        ends = np.cumsum([0, *sizes]).tolist()
        self.arrays = [slice(*ends[k : k + 2]) for k in range(len(sizes))]

    def cost(self, x):
        return self.problem.cost(as_arrays(x, self.problem.parameters))

    def gradient(self):
        x = as_arrays(self.x, self.problem.parameters)
        g = self.problem.gradient(x)
        return np.concatenate([np.ravel(g[name]) for name in x]).astype(float)

    def slope(self, v, h):
        """Return the central difference along v."""
        v = v.astype(self.x.dtype)
        plus, minus = self.cost(self.x + h * v), self.cost(self.x - h * v)
        return float(plus - minus) / (2 * h)

    def slopes(self, h, ahead=False):
        """Return the central, or the forward, difference of every entry."""
        n, x, here = np.empty(self.x.size), self.x.copy(), self.cost(self.x)
        for i in range(x.size):
            before = x[i]
            x[i] = before + h
            plus = self.cost(x)
            if not ahead:
                x[i] = before - h
            minus = here if ahead else self.cost(x)
            n[i] = float(plus - minus) / (h if ahead else 2 * h)
            x[i] = before
        return n

    def complex_slopes(self):
        dtype = np.result_type(self.x.dtype, np.complex64)
        n, x = np.empty(self.x.size), self.x.astype(dtype)
        for i in range(x.size):
            before = x[i]
            x[i] += 1e-20j
            n[i] = self.cost(x).imag / 1e-20
            x[i] = before
        return n


def ratio(g, n):
    return norm(g - n) / norm(g + n)


def lecture(flat, rng):
    n = flat.slopes(1e-4)
    g = flat.gradient()
    ratios = [ratio(g[a], n[a]) for a in flat.arrays]
    return {"whole": ratio(g, n), "array": np.max(ratios)}


def cs231n(flat, rng):
    n = flat.slopes(1e-5)
    g = flat.gradient()
    errors = np.abs(g - n) / np.maximum(np.abs(g), np.abs(n))
    return {"entry": np.max(errors[(g != 0) | (n != 0)], initial=0)}


def pytorch(flat, rng):
    n = flat.slopes(1e-6)
    g, again = flat.gradient(), flat.gradient()
    excess = np.abs(g - n) / (1e-5 + 1e-3 * np.abs(n))
    return {"pytorch": np.max(np.where(g == again, excess, np.inf))}


def scipy(flat, rng):
    n = flat.slopes(np.finfo(float).eps ** 0.5, ahead=True)
    return {"scipy": norm(flat.gradient() - n)}


def jax(flat, rng):
    v = rng.normal(size=flat.x.size)
    n = flat.slope(v, 1e-4)
    tolerance = 2e-3 if flat.x.dtype == np.float32 else 1e-5
    gap = abs(flat.gradient() @ v - n)
    return {"jax": gap / (tolerance * (1 + abs(n)))}


def directions(flat, rng):
    vs = rng.normal(size=(10, flat.x.size))
    vs /= norm(vs, axis=1, keepdims=True)
    n = np.array([flat.slope(v, 1e-5) for v in vs])
    a = vs @ flat.gradient()
    errors = np.abs(a - n) / (np.abs(a) + np.abs(n))
    ways = {"1 direction": 1, "3 directions": 3, "10 directions": 10}
    return {name: np.max(errors[:k]) for name, k in ways.items()}


def taylor(flat, rng):
    """How far the remainder's order, over three halvings, is below 2."""
    v = rng.normal(size=flat.x.size)
    v = (v / norm(v)).astype(flat.x.dtype)
    h = 0.01 / 2 ** np.arange(4)
    costs = [flat.cost(flat.x + step * v) for step in h.tolist()]
    rises = np.array(costs, float) - float(flat.cost(flat.x))
    rest = np.abs(rises - h * (flat.gradient() @ v))
    return {"taylor": 2 - np.min(np.log2(rest[:-1] / rest[1:]))}


def complex_step(flat, rng):
    n = flat.complex_slopes()
    g = flat.gradient()
    arrays = [a for a in flat.arrays if g[a].any() or n[a].any()]
    return {"complex": np.max([ratio(g[a], n[a]) for a in arrays], initial=0)}


FAMILIES = (lecture, cs231n, pytorch, scipy, jax, directions, taylor, complex_step)


def measure(make: Callable[[], Problem], seed: int) -> tuple[dict, object]:
    """Return each measured value, and the report of check_gradient."""
    values = {}
    with np.errstate(all="ignore"):
        for family in FAMILIES:
            rng = np.random.default_rng([seed, 1])
            values |= family(Flat(make()), rng)
    for name, how in ("verdict 3", {"directions": 3}), ("verdict", {}):
        p = make()
        report = check_gradient(p.cost, p.gradient, p.parameters, **how)
        values[name] = VERDICTS.index(report.verdict)
    return {name: float(value) for name, value in values.items()}, report


def flags(values: dict) -> dict[str, bool]:
    """Return which checks call the gradient wrong. Nan is an alarm."""
    return {
        name: not values[what] <= limit for name, (what, limit, _) in CHECKS.items()
    }
