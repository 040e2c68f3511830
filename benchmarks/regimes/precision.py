"""Costs that are rounded, printed, or computed in few digits."""

import ml_dtypes
import numpy as np

from .models import decay_curve, factors, logistic, tanh_network
from .problem import Problem, inside, regime, stored, with_cost


@regime("float32 inside, given float64")
def float32_inside(seed):
    return inside(tanh_network(seed), np.float32)


@regime("float32 weights, float64 data")
def float32_weights(seed):
    base = tanh_network(seed)
    wide = Problem(
        lambda x: base.cost({n: a.astype(float) for n, a in x.items()}),
        lambda x: base.gradient({n: a.astype(float) for n, a in x.items()}),
        base.parameters,
        base.cost,
    )
    return stored(wide, np.float32)


@regime("float16 inside")
def float16_inside(seed):
    return inside(logistic(seed), np.float16, agrees=0.05)


@regime("bfloat16 between the layers", exact=False)
def bfloat16_between(seed):
    """Multiplications round what they take, and add in float32.

    The slopes by W2 are exact in the rounded activations, and the gradient
    has those of the others: they differ, and can be told.
    """
    base = tanh_network(seed)
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(8, 3)).astype(np.float32)
    Y = rng.normal(size=(8, 2)).astype(np.float32)

    def short(a):
        return a.astype(ml_dtypes.bfloat16).astype(np.float32)

    def cost(p):
        z = short(X) @ short(p["W1"]) + p["b1"].astype(np.float32)
        d = short(np.tanh(z)) @ short(p["W2"]) - Y
        return float((d**2).sum() / 16)

    return Problem(cost, base.gradient, base.parameters, base.cost)


@regime("a cost rounded to 6 decimals")
def rounded(seed):
    return with_cost(decay_curve(seed), lambda J: round(float(J), 6))


@regime("a cost printed with 8 digits")
def printed(seed):
    return with_cost(factors(seed), lambda J: float(f"{J:.8g}"))
