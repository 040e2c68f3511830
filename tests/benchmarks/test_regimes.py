"""The benchmark's regimes: problems whose gradient is right.

The oracle is the complex step of each problem's formula, which has the cost
in exact numbers: nothing is subtracted, so that it keeps all digits.
"""

import numpy as np
import pytest
from regimes import REGIMES

SMALLEST = 1e-200  # Of what a share of 1e-20 leaves a number with digits.


def by_name(arrays):
    return arrays if isinstance(arrays, dict) else {"": arrays}


def complex_slopes(problem, name, sign):
    """Return the slopes of one array, seen from above or from below."""
    formula = problem.formula or problem.cost
    whole = {
        n: np.array(a).astype(complex) for n, a in by_name(problem.parameters).items()
    }
    a = whole[name]
    size = np.abs(a.real).max() or 1.0
    slopes = np.zeros(a.size)
    for i in range(a.size):
        x = a.flat[i]
        share = 1e-8 if size < SMALLEST else 1e-20
        h = sign * share * (abs(x.real) or size)
        a.flat[i] = complex(x.real, h)
        J = formula(whole if name else a)
        slopes[i] = np.imag(J) / h * problem.worth
        a.flat[i] = x
    return slopes


def rounding(problem, a):
    """Return how much of the slopes may be rounding: a share of J / x."""
    J = abs(float(problem.cost(problem.parameters)))
    size = np.abs(np.asarray(a).astype(float)).max() or 1.0
    # Of a cost at the ends of the float range, neither part can be divided.
    return 1e-3 * problem.agrees * J / max(size, SMALLEST)


@pytest.mark.parametrize("seed", [0, 7])
@pytest.mark.parametrize("name", REGIMES)
def test_the_gradient_of_a_regime_is_that_of_its_formula(name, seed):
    with np.errstate(all="ignore"):
        problem = REGIMES[name].make(seed)
        gradient = by_name(problem.gradient(problem.parameters))
        assert gradient.keys() == by_name(problem.parameters).keys()
        for array, a in by_name(problem.parameters).items():
            g = np.asarray(gradient[array]).astype(float)
            assert g.shape == a.shape
            above, below = (complex_slopes(problem, array, s) for s in (1, -1))
            # On a kink, the slope of one of the sides is right.
            gap = np.minimum(abs(g.ravel() - above), abs(g.ravel() - below))
            allowed = problem.agrees * np.abs(above).max()
            assert gap.max() <= allowed + rounding(problem, a), array


@pytest.mark.parametrize("name", REGIMES)
def test_the_cost_of_a_regime_is_nearly_its_formula(name):
    with np.errstate(all="ignore"):
        regime = REGIMES[name]
        for seed in range(2):
            problem = regime.make(seed)
            p = problem.parameters
            J = float(problem.cost(p))
            assert np.isfinite(J)
            if problem.worth != 1 or problem.formula is None:
                continue
            wide = (
                {n: a.astype(complex) for n, a in p.items()}
                if isinstance(p, dict)
                else p.astype(complex)
            )
            exact = np.real(problem.formula(wide))
            # Constants that a regime adds are no part of the formula.
            added = 1e4 if "constant" in name else 0.0
            # Few digits inside, and noise, are what makes a regime hard.
            assert J - added == pytest.approx(exact, rel=0.05, abs=1e-2)


def costs_around(problem):
    """Return the cost at the parameters, and a tenth of their size away."""

    def moved(a):
        size = np.sqrt(np.mean(np.asarray(a, float) ** 2)) or 1.0
        v = np.random.default_rng(0).normal(size=np.shape(a))
        return (a + 0.1 * size * v).astype(np.asarray(a).dtype)

    p = problem.parameters
    away = {n: moved(a) for n, a in p.items()} if isinstance(p, dict) else moved(p)
    with np.errstate(all="ignore"):
        return float(problem.cost(p)), float(problem.cost(away))


def test_no_two_seeds_of_a_regime_are_the_same():
    for name, regime in REGIMES.items():
        first, second = (regime.make(seed) for seed in (0, 1))
        one, two = by_name(first.parameters), by_name(second.parameters)
        same = all(np.array_equal(one[n], two[n]) for n in one)
        assert not same or costs_around(first) != costs_around(second), name


def test_half_of_the_regimes_are_apart_and_there_are_enough():
    apart = [r for r in REGIMES.values() if r.apart]
    assert len(apart) >= 32
    assert len(REGIMES) >= 64
    assert 2 * len(apart) >= len(REGIMES) - 2
