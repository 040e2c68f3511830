"""What a regime gives, and how regimes are listed.

A regime is a function from a seed to a problem whose gradient is right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Arrays = dict[str, np.ndarray]


@dataclass
class Problem:
    """A cost, its right gradient, and where the two are compared.

    The formula is the cost in exact numbers, without what the regime adds to
    make it hard: it takes complex parameters, and a test gets the slopes from
    its complex step. It may leave out a factor: `worth` puts it back.
    """

    cost: Callable[[Any], Any]
    gradient: Callable[[Any], Any]
    parameters: Any
    formula: Callable[[Any], Any] | None = None
    worth: float = 1.0
    agrees: float = 1e-9  # How closely the gradient is the formula's.


@dataclass(frozen=True)
class Regime:
    """A kind of problem, with its name in the tables."""

    name: str
    make: Callable[[int], Problem]
    apart: bool  # Written without a look at the check, and never tuned on.
    exact: bool  # Is the gradient that of the cost as it is computed?


REGIMES: dict[str, Regime] = {}


def regime(name: str, exact: bool = True) -> Callable:
    """Return a decorator that lists a function from a seed to a problem."""

    def listed(make):
        if name in REGIMES:
            raise ValueError(f"There are two regimes {name!r}.")
        apart = ".apart_" in make.__module__
        REGIMES[name] = Regime(name, make, apart, exact)
        return make

    return listed


def in_units(base: Problem, units: Any, shifts: Any = 0.0) -> Problem:
    """Return the problem in other units: the parameter is unit·u + shift.

    Units and shifts are numbers or arrays, for all arrays or by name.
    """

    def of(given, name):
        return given[name] if isinstance(given, dict) else given

    def back(x):
        return {n: (a - of(shifts, n)) / of(units, n) for n, a in x.items()}

    def gradient(x):
        g = base.gradient(back(x))
        return {n: g[n] / of(units, n) for n in x}

    formula = base.formula or base.cost
    return Problem(
        lambda x: base.cost(back(x)),
        gradient,
        {n: a * of(units, n) + of(shifts, n) for n, a in base.parameters.items()},
        lambda x: formula(back(x)),
        agrees=base.agrees,
    )


def with_cost(base: Problem, change: Callable, factor: float = 1.0) -> Problem:
    """Return the problem with its cost changed, and its slopes by a factor.

    Parameters
    ----------
    change : function
        From the cost to what is returned instead.
    factor : float
        What that does to the slopes.
    """

    def gradient(x):
        g = base.gradient(x)
        if isinstance(g, dict):
            return {n: factor * a for n, a in g.items()}
        return factor * g

    return Problem(
        lambda x: change(base.cost(x)),
        gradient,
        base.parameters,
        base.formula or base.cost,
        factor,
        base.agrees,
    )


def stored(base: Problem, dtype: Any, agrees: float = 1e-4) -> Problem:
    """Return the problem with its parameters and gradient stored shorter."""

    def shorter(arrays):
        return {n: np.asarray(a).astype(dtype) for n, a in arrays.items()}

    return Problem(
        base.cost,
        lambda x: shorter(base.gradient(x)),
        shorter(base.parameters),
        base.formula or base.cost,
        base.worth,
        agrees,
    )


def inside(base: Problem, dtype: Any, agrees: float = 1e-4) -> Problem:
    """Return the problem computed in a shorter type, given float64.

    The base must compute in the type of its parameters.
    """

    def shorter(x):
        return {n: a.astype(dtype) for n, a in x.items()}

    def gradient(x):
        g = base.gradient(shorter(x))
        return {n: g[n].astype(float) for n in x}

    return Problem(
        lambda x: float(base.cost(shorter(x))),
        gradient,
        {n: a.astype(float) for n, a in base.parameters.items()},
        base.formula or base.cost,
        base.worth,
        agrees,
    )
