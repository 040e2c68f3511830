"""Apart: parameters and costs far from 1."""

import numpy as np

from .models import attention, counts, factors, heavy_tails, mixture, recurrent
from .problem import Problem, in_units, regime, with_cost


def units_like(base, seed, low, high):
    """Return a power of ten for every entry of every array."""
    rng = np.random.default_rng(seed + 1000)
    return {
        n: 10.0 ** rng.uniform(low, high, a.shape) for n, a in base.parameters.items()
    }


@regime("a recurrent network in units of 1e-9")
def recurrent_small(seed):
    return in_units(recurrent(seed), 1e-9)


@regime("attention in units of 1e6")
def attention_large(seed):
    return in_units(attention(seed), 1e6)


@regime("two factors, one 1e-6 and one 1e6")
def unbalanced(seed):
    return in_units(factors(seed), {"U": 1e-6, "V": 1e6})


@regime("each weight in a unit of its own, 1e-12 to 1e-3")
def own_small_units(seed):
    base = heavy_tails(seed)
    return in_units(base, units_like(base, seed, -12, -3))


@regime("each weight in a unit of its own, 1e2 to 1e12")
def own_large_units(seed):
    base = counts(seed)
    return in_units(base, units_like(base, seed, 2, 12))


@regime("means at 1e9 beside widths of 1")
def far_means(seed):
    return in_units(mixture(seed), 1.0, {"w": 0.0, "m": 1e9, "s": 0.0})


@regime("parameters offset by -1e5")
def shifted(seed):
    return in_units(recurrent(seed), 1.0, -1e5)


@regime("a physical law: masses, charges and lengths in SI units")
def physical(seed):
    """Energies of a charge and a dipole, squared, in kT."""
    rng = np.random.default_rng(seed)
    q = 1.6e-19 * rng.uniform(1, 3, 3)
    r = 1e-9 * rng.uniform(0.5, 3, 3)
    k, kT = 8.99e9, 4.1e-21

    def cost(p):
        E = k * p["q"] ** 2 / p["r"] / kT
        return np.log(1 + E).sum()

    def gradient(p):
        E = k * p["q"] ** 2 / p["r"] / kT
        return {"q": 2 * E / p["q"] / (1 + E), "r": -E / p["r"] / (1 + E)}

    return Problem(cost, gradient, {"q": q, "r": r})


@regime("half of the entries zero, the others 1e-7")
def zeros_and_small(seed):
    rng = np.random.default_rng(seed)
    x = 1e-7 * rng.normal(size=8)
    x[::2] = 0
    c = rng.normal(size=8)

    def cost(p):
        u = p / 1e-7
        return (c * np.sin(u) + u**2).sum()

    return Problem(cost, lambda p: (c * np.cos(p / 1e-7) + 2 * p / 1e-7) / 1e-7, x)


@regime("a likelihood of 1e-250, not its logarithm")
def product(seed):
    return with_cost(heavy_tails(seed), lambda J: J * 1e-250, 1e-250)


@regime("a cost of 1e200")
def large_cost(seed):
    return with_cost(attention(seed), lambda J: J * 1e200, 1e200)


@regime("a cost that is subnormal")
def subnormal_cost(seed):
    # The slopes keep about ten digits there.
    base = with_cost(factors(seed), lambda J: J * 1e-313, 1e-313)
    base.agrees = 1e-6
    return base


@regime("a cost that is near a constant of 1e4")
def with_constant(seed):
    return with_cost(recurrent(seed), lambda J: J + 1e4)


@regime("a sum over 1e8 examples, not a mean")
def summed(seed):
    return with_cost(mixture(seed), lambda J: 1e8 * J, 1e8)
