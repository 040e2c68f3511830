"""Apart: costs that are rounded, printed, or computed in few digits."""

import ml_dtypes
import numpy as np

from .models import attention, counts, factors, heavy_tails, mixture, recurrent
from .problem import Problem, in_units, inside, regime, stored, with_cost


@regime("a recurrent network stored in float32")
def recurrent_float32(seed):
    return stored(recurrent(seed), np.float32, agrees=1e-3)


@regime("attention computed in float32")
def attention_float32(seed):
    return inside(attention(seed), np.float32, agrees=1e-3)


@regime("float32, with weights of 1e-4")
def small_float32(seed):
    return stored(in_units(factors(seed), 1e-4), np.float32, agrees=1e-3)


@regime("float32 parameters offset by 100")
def offset_float32(seed):
    base = in_units(factors(seed), 1.0, {"U": 100.0, "V": 0.0})
    return stored(base, np.float32, agrees=0.05)


@regime("float16 inside a regression")
def regression_float16(seed):
    return inside(heavy_tails(seed), np.float16, agrees=0.1)


@regime("bfloat16 for the errors, their mean in float64")
def residuals_bfloat16(seed):
    rng = np.random.default_rng(seed)
    X, t = rng.normal(size=(10, 4)), rng.normal(size=10)

    def cost(w):
        r = (X @ w - t).astype(ml_dtypes.bfloat16).astype(float)
        return (r**2).mean()

    return Problem(
        cost,
        lambda w: X.T @ (X @ w - t) / 5,
        rng.normal(size=4),
        lambda w: ((X @ w - t) ** 2).mean(),
    )


@regime("a cost stored in float32, computed in float64")
def cost_float32(seed):
    return with_cost(mixture(seed), np.float32)


@regime("a cost rounded to 4 decimals")
def four_decimals(seed):
    return with_cost(attention(seed), lambda J: round(float(J), 4))


@regime("a cost printed as %.6e")
def six_digits(seed):
    return with_cost(recurrent(seed), lambda J: float(f"{J:.6e}"))


@regime("a cost in whole cents")
def cents(seed):
    return with_cost(counts(seed), lambda J: float(np.floor(1e6 * J)), 1e6)


@regime("parameters rounded to float32 by the cost")
def rounds_parameters(seed):
    base = heavy_tails(seed)

    def cost(x):
        return base.cost({n: a.astype(np.float32).astype(float) for n, a in x.items()})

    p = {n: a.astype(np.float32).astype(float) for n, a in base.parameters.items()}
    return Problem(cost, base.gradient, p, base.cost)


@regime("slopes summed in another order each call")
def another_order(seed):
    """As a GPU adds: neither cost nor gradient is the same twice."""
    base = factors(seed)
    rng = np.random.default_rng(seed)

    def shaken(a, by):
        return a * (1 + by * rng.normal(size=np.shape(a)))

    return Problem(
        lambda x: float(shaken(base.cost(x), 1e-13)),
        lambda x: {n: shaken(g, 1e-13) for n, g in base.gradient(x).items()},
        base.parameters,
        base.cost,
    )
