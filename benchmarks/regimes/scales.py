"""Parameters and costs far from 1."""

import numpy as np

from .models import decay_curve, factors, logistic, tanh_network
from .problem import Problem, in_units, regime, with_cost


@regime("all parameters about 1e-12")
def tiny(seed):
    return in_units(tanh_network(seed), 1e-12)


@regime("all parameters about 1e12")
def huge(seed):
    return in_units(tanh_network(seed), 1e12)


@regime("sizes from 1e-12 to 1e12 within an array")
def mixed(seed):
    units = 10.0 ** np.random.default_rng(seed).uniform(-12, 12, 6)
    return in_units(logistic(seed), {"w": units, "b": 1.0})


@regime("sizes 1e-9, 1e9 and 1e3 across arrays")
def across(seed):
    return in_units(tanh_network(seed), {"W1": 1e-9, "b1": 1e9, "W2": 1e3})


@regime("parameters offset by 1e9")
def offset(seed):
    return in_units(decay_curve(seed), 1.0, {"a": 0.0, "k": 1e9})


@regime("costs of 1e-300")
def tiny_cost(seed):
    return with_cost(factors(seed), lambda J: 1e-300 * J, 1e-300)


@regime("costs of 1e300")
def huge_cost(seed):
    return with_cost(factors(seed), lambda J: 1e300 * J, 1e300)


@regime("subnormal parameters")
def subnormal(seed):
    rng = np.random.default_rng(seed)
    x, c = 1e-310 * rng.uniform(0.5, 2, 5), rng.normal(size=5)

    # A cost of 1 would have slopes of 1e310, which overflow.
    def cost(p):
        u = p * 1e200 * 1e110
        return 1e-290 * (np.sin(u) + c * u**2).sum()

    def gradient(p):
        u = p * 1e200 * 1e110
        return 1e20 * (np.cos(u) + 2 * c * u)

    return Problem(cost, gradient, x, agrees=1e-8)
