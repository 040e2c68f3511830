"""The rules of others: what they measure, on costs that a hand can work out."""

import checks
import numpy as np
import pytest
from bug_zoo import Problem
from checks import CHECKS, FAMILIES, Flat, flags, measure
from gradient_check import CannotTell

rng_of = np.random.default_rng
# Where each limit comes from: the lecture and what others quote for its ratio;
# cs231n.github.io/neural-networks-3; the reference pages of gradcheck and of
# check_grad; default_gradient_tolerance in JAX's public_test_util.py.
LIMITS = {
    "lecture, 1e-8": 1e-8,
    "lecture, 1e-7": 1e-7,
    "lecture, 1e-4": 1e-4,
    "each array, 1e-7": 1e-7,
    "CS231n, 1e-7": 1e-7,
    "CS231n, 1e-4": 1e-4,
    "CS231n, 1e-2": 1e-2,
    "PyTorch": 1,
    "SciPy, 1e-6": 1e-6,
    "JAX": 1,
    "1 direction": 1e-6,
    "3 directions": 1e-6,
    "10 directions": 1e-6,
    "Taylor slope": 0.1,
    "complex step": 1e-10,
    "check_gradient": 1,
    "check_gradient, 3 directions": 1,
}


class Drawn:
    """A generator of random numbers that were chosen by hand."""

    def __init__(self, *rows):
        self.rows = np.array(rows, float)

    def normal(self, size):
        return self.rows.reshape(size)


def of_one(cost, gradient, *arrays):
    """Return a problem with arrays named a, b, ..."""
    names = "abc"[: len(arrays)]
    parameters = {q: np.array(a) for q, a in zip(names, arrays)}
    return Problem(cost, gradient, parameters, rate=0.1, steps=1)


def cube(x, factor=1.0, plus=0.0):
    """The cost x³: a central difference is 3x² + h², a forward one more."""
    return Flat(
        of_one(
            lambda p: (p["a"] ** 3).sum(),
            lambda p: {"a": factor * 3 * p["a"] ** 2 + plus},
            [float(x)],
        )
    )


def smooth(change=lambda g: g):
    """A cost without kinks, in two arrays."""

    def cost(p):
        return np.exp(p["a"]).sum() + np.sin(p["b"]).sum() + p["b"][0] * p["a"][0, 0]

    def gradient(p):
        g = {"a": np.exp(p["a"]), "b": np.cos(p["b"])}
        g["a"][0, 0] += p["b"][0]
        g["b"][0] += p["a"][0, 0]
        return change(g)

    return of_one(cost, gradient, [[0.3, -0.4], [0.1, 0.7]], [0.5, 1.1, -0.9])


def times(k):
    return lambda g: {q: k * a for q, a in g.items()}


def test_arrays_become_one_vector_and_come_back_as_copies_with_their_shapes():
    like = {"a": np.array([[1.0, 2.0], [3.0, 4.0]]), "b": np.array(5.0)}
    x = checks.as_vector(like)
    assert x.tolist() == [1, 2, 3, 4, 5]
    back = checks.as_arrays(x * 1j, like)
    assert list(back) == ["a", "b"]
    for name, a in like.items():
        np.testing.assert_array_equal(back[name], 1j * a)
        assert back[name].shape == a.shape
    again = checks.as_arrays(x, like)
    again["a"][:] = again["b"][...] = like["a"][0, 0] = 0
    assert x.tolist() == [1, 2, 3, 4, 5]


# All of them


def test_the_limits_are_those_that_their_sources_name():
    assert {name: limit for name, (_, limit, _) in CHECKS.items()} == LIMITS


@pytest.mark.parametrize("seed", range(5))
def test_every_check_passes_the_gradient_of_a_smooth_cost(seed):
    values, report = measure(smooth, seed)
    assert [name for name, flag in flags(values).items() if flag] == []
    assert report.verdict == "right"


@pytest.mark.parametrize("k", [2, 0.5, -1, 0])
def test_every_check_flags_a_gradient_that_is_a_factor_off(k):
    values, report = measure(lambda: smooth(times(k)), 0)
    assert [name for name, flag in flags(values).items() if not flag] == []
    assert report.verdict == "wrong"


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("at", [("a", (0, 1)), ("b", 2)], ids=str)
def test_one_nan_or_inf_in_the_gradient_is_an_alarm_of_every_check(bad, at):
    def spoil(g):
        g[at[0]][at[1]] = bad
        return g

    values, _ = measure(lambda: smooth(spoil), 0)
    assert [name for name, flag in flags(values).items() if not flag] == []


@pytest.mark.parametrize("name", CHECKS)
def test_a_value_at_its_limit_passes_and_one_above_or_nan_is_an_alarm(name):
    def flag(value):
        return flags({what: value for what, _, _ in CHECKS.values()})[name]

    limit = CHECKS[name][1]
    assert not flag(limit)
    assert flag(np.nextafter(limit, 2))
    assert flag(np.nan)


def test_cannot_tell_is_no_alarm():
    def loud():
        p = smooth()
        cost = p.cost
        p.cost = lambda q: cost(q) + 1e12
        return p

    values, report = measure(loud, 0)
    assert report.verdict == "cannot tell"
    assert not flags(values)["check_gradient"]
    with pytest.raises(CannotTell):
        bool(report)


def test_every_check_has_its_value_and_every_value_its_check():
    values, _ = measure(smooth, 0)
    assert set(values) == {what for what, _, _ in CHECKS.values()}
    assert all(type(value) is float for value in values.values())
    assert all(rule for _, _, rule in CHECKS.values())


def test_a_seed_fixes_the_random_directions():
    first, second, other = (measure(smooth, seed)[0] for seed in (0, 0, 1))
    assert first == second
    assert first["jax"] != other["jax"]


def test_every_check_gets_a_problem_of_its_own_and_takes_the_slopes_first():
    calls = []

    def make():
        p, mine = smooth(), []
        calls.append(mine)
        cost, gradient = p.cost, p.gradient
        p.cost = lambda q: mine.append("cost") or cost(q)
        p.gradient = lambda q: mine.append("gradient") or gradient(q)
        return p

    measure(make, 0)
    assert len(calls) == len(FAMILIES) + 2
    for family, mine in zip(FAMILIES, calls):
        first = mine.index("gradient")
        assert set(mine[:first]) == {"cost"}
        assert set(mine[first:]) == {"gradient"}, family
        assert len(mine[first:]) == (2 if family is checks.pytorch else 1)


def test_what_one_call_leaves_behind_reaches_no_other_check():
    def make():
        count = iter(range(99))
        return smooth(lambda g: times(1.0 + next(count))(g))

    # The first gradient is right, and whoever calls once sees only that.
    flagged = {q for q, flag in flags(measure(make, 0)[0]).items() if flag}
    twice = {"PyTorch", "check_gradient", "check_gradient, 3 directions"}
    assert flagged == twice


def test_a_gradient_that_moves_its_parameters_moves_only_copies():
    p = smooth()
    gradient = p.gradient

    def moving(q):
        g = gradient(q)
        for a in q.values():
            a += 1
        return g

    p.gradient = moving
    flat = Flat(p)
    first, second = flat.gradient(), flat.gradient()
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(p.parameters["b"], [0.5, 1.1, -0.9])


def test_the_order_of_the_entries_is_that_of_the_parameters():
    right = Flat(smooth()).gradient()
    turned = Flat(smooth(lambda g: dict(reversed(g.items())))).gradient()
    np.testing.assert_array_equal(right, turned)
    assert Flat(smooth()).arrays == [slice(0, 4), slice(4, 7)]


# Slopes


@pytest.mark.parametrize("h", [1e-2, 1e-4])
def test_the_central_difference_of_x_cubed_is_3_x_squared_plus_h_squared(h):
    flat = cube(0.01)
    expected = 3e-4 + h**2
    np.testing.assert_allclose(flat.slopes(h), [expected], rtol=1e-9)
    np.testing.assert_allclose(flat.slope(np.ones(1), h), expected, rtol=1e-9)
    assert flat.x == [0.01]


@pytest.mark.parametrize("h", [1e-2, 1e-4])
def test_the_forward_difference_of_x_cubed_errs_by_3_x_h_plus_h_squared(h):
    expected = 3e-4 + 3 * 0.01 * h + h**2
    n = cube(0.01).slopes(h, ahead=True)
    np.testing.assert_allclose(n, [expected], rtol=1e-9)


def test_the_complex_step_of_x_cubed_is_3_x_squared_to_the_last_digit():
    np.testing.assert_allclose(cube(0.7).complex_slopes(), 3 * 0.7**2, rtol=3e-16)


def distances(family, x=0.25):
    """Return where a family evaluates the cost, as distances from x."""
    seen = []
    flat = Flat(
        of_one(
            lambda p: seen.append(p["a"][0] - x) or p["a"][0] ** 2,
            lambda p: {"a": 2 * p["a"]},
            [x],
        )
    )
    # All but JAX make their directions unit vectors.
    v = [1.0] if family is checks.jax else [3.0]
    family(flat, Drawn(*[v] * (10 if family is checks.directions else 1)))
    return sorted({complex(f"{d:.6g}") for d in seen if d}, key=lambda d: d.real)


@pytest.mark.parametrize(
    "family, steps",
    [
        (checks.lecture, [-1e-4, 1e-4]),
        (checks.cs231n, [-1e-5, 1e-5]),
        (checks.pytorch, [-1e-6, 1e-6]),
        (checks.scipy, [1.49012e-08]),
        (checks.jax, [-1e-4, 1e-4]),
        (checks.directions, [-1e-5, 1e-5]),
        (checks.taylor, [0.00125, 0.0025, 0.005, 0.01]),
        (checks.complex_step, [1e-20j]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_steps_as_far_as_its_source_says(family, steps):
    np.testing.assert_allclose(distances(family), steps, rtol=1e-5)


# The numbers, by hand


def test_the_lectures_ratio_of_x_cubed_is_h_squared_over_6_x_squared():
    h = 1e-4
    values = checks.lecture(cube(0.01), None)
    assert values["whole"] == pytest.approx(h**2 / (6e-4 + h**2), rel=1e-6)
    assert values["array"] == values["whole"]


def test_the_ratio_of_all_hides_what_that_of_each_array_shows():
    # Slopes of 3000 and of 3; the latter comes out as 6.
    flat = Flat(
        of_one(
            lambda p: 3000 * p["a"].sum() + 3 * p["b"].sum(),
            lambda p: {"a": [3000.0], "b": [6.0]},
            [0.0],
            [0.0],
        )
    )
    values = checks.lecture(flat, None)
    assert values["whole"] == pytest.approx(3 / np.hypot(6000, 9), rel=1e-9)
    assert values["array"] == pytest.approx(3 / 9, rel=1e-9)


def test_cs231ns_error_is_over_the_larger_of_the_two():
    h = 1e-5
    error = checks.cs231n(cube(0.01), None)["entry"]
    assert error == pytest.approx(h**2 / (3e-4 + h**2), rel=1e-6)
    assert checks.cs231n(cube(1, 4.0), None)["entry"] == pytest.approx(3 / 4)
    assert checks.cs231n(cube(1, 0.25), None)["entry"] == pytest.approx(3 / 4)
    assert checks.cs231n(cube(1, -1.0), None)["entry"] == pytest.approx(2)


def test_cs231n_passes_entries_where_both_slopes_are_zero():
    def dead(k):
        return Flat(of_one(lambda p: 0 * p["a"][0], lambda p: {"a": [k]}, [1.0]))

    with np.errstate(invalid="ignore"):
        assert checks.cs231n(dead(0.0), None)["entry"] == 0
    assert checks.cs231n(dead(1e-30), None)["entry"] == 1


def test_cs231ns_error_is_that_of_the_worst_entry():
    flat = Flat(
        of_one(
            lambda p: p["a"] @ [1.0, 10.0, 100.0],
            lambda p: {"a": [1.0, 12.5, 100.0]},
            [0.0, 0.0, 0.0],
        )
    )
    assert checks.cs231n(flat, None)["entry"] == pytest.approx(0.2, rel=1e-9)


@pytest.mark.parametrize("slope", [0.0, 3.0, -200.0])
@pytest.mark.parametrize("share", [0.5, 0.999, 1.001, -1.001])
def test_pytorch_allows_1e_5_and_a_thousandth_of_the_numerical_slope(slope, share):
    g = slope + share * (1e-5 + 1e-3 * abs(slope))
    flat = Flat(of_one(lambda p: slope * p["a"][0], lambda p: {"a": [g]}, [0.0]))
    measured = checks.pytorch(flat, None)["pytorch"]
    assert measured == pytest.approx(abs(share), rel=1e-6)
    assert (measured <= CHECKS["PyTorch"][1]) == (abs(share) < 1)


def test_pytorch_calls_twice_and_wants_the_same_to_the_last_digit():
    # "Backward is not reentrant", says gradcheck, whose nondet_tol is 0.
    second = iter([3.0, np.nextafter(3, 4)])
    flat = Flat(of_one(lambda p: 3 * p["a"][0], lambda p: {"a": [next(second)]}, [0.0]))
    assert checks.pytorch(flat, None)["pytorch"] == np.inf


def test_pytorchs_excess_of_x_cubed_is_h_squared_over_what_is_allowed():
    h = 1e-6
    expected = h**2 / (1e-5 + 1e-3 * (3e-4 + h**2))
    measured = checks.pytorch(cube(0.01), None)["pytorch"]
    assert measured == pytest.approx(expected, rel=1e-3)


def test_scipys_norm_of_cubes_is_3_h_times_that_of_x():
    flat = Flat(
        of_one(
            lambda p: (p["a"] ** 3).sum(),
            lambda p: {"a": 3 * p["a"] ** 2},
            [0.01, 0.02],
        )
    )
    expected = 3 * 2.0**-26 * np.hypot(0.01, 0.02)
    assert checks.scipy(flat, None)["scipy"] == pytest.approx(expected, rel=1e-3)


def test_scipys_norm_is_that_of_the_example_in_its_reference():
    # docs.scipy.org, check_grad: 2.9802322387695312e-08, of which most is the
    # rounding of a cost near 4, in units of 2⁻²⁵; how many is libm's affair.
    flat = Flat(
        of_one(
            lambda p: p["a"][0] ** 2 - 0.5 * p["a"][1] ** 3,
            lambda p: {"a": [2 * p["a"][0], -1.5 * p["a"][1] ** 2]},
            [1.5, -1.5],
        )
    )
    assert 2.0**-26 < checks.scipy(flat, None)["scipy"] < 2.0**-24


def test_scipys_norm_is_not_relative():
    flat = cube(0.0, plus=1e-7)
    assert checks.scipy(flat, None)["scipy"] == pytest.approx(1e-7, rel=1e-6)


@pytest.mark.parametrize(
    "dtype, tolerance, rel", [(np.float64, 1e-5, 1e-6), (np.float32, 2e-3, 1e-2)]
)
def test_jax_compares_along_one_direction_with_both_tolerances(dtype, tolerance, rel):
    # Along v = 2, the slope of 3x is 6; a gradient of 4 makes it 8.
    flat = Flat(
        of_one(lambda p: 3 * p["a"][0], lambda p: {"a": [4.0]}, np.array([0.0], dtype))
    )
    measured = checks.jax(flat, Drawn([2.0]))["jax"]
    assert measured == pytest.approx(2 / (tolerance + tolerance * 6), rel=rel)


def test_jaxs_direction_is_not_made_a_unit_one():
    h, v = 1e-4, 2.0
    expected = h**2 * v**3 / (1e-5 * (1 + 3e-4 * v + h**2 * v**3))
    measured = checks.jax(cube(0.01), Drawn([v]))["jax"]
    assert measured == pytest.approx(expected, rel=1e-6)


def test_of_several_directions_the_worst_counts():
    # The slopes are 1 and 1, and the second comes out as 2.
    def flat():
        return Flat(
            of_one(lambda p: p["a"].sum(), lambda p: {"a": [1.0, 2.0]}, [0.0, 0.0])
        )

    along = Drawn([3, 0], [1, 0], [4, 3], *[[1, 0]] * 6, [0, 2])
    values = checks.directions(flat(), along)
    assert values["1 direction"] < 1e-9
    assert values["3 directions"] == pytest.approx((10 - 7) / (10 + 7), rel=1e-9)
    assert values["10 directions"] == pytest.approx(1 / 3, rel=1e-9)


def test_the_remainder_of_a_right_gradient_falls_as_h_squared():
    # Of x², the remainder along v is h² exactly, of whatever length v is.
    flat = Flat(of_one(lambda p: p["a"][0] ** 2, lambda p: {"a": 2 * p["a"]}, [0.5]))
    assert abs(checks.taylor(flat, Drawn([7.0]))["taylor"]) < 1e-9


@pytest.mark.parametrize("k", [2.0, 0.0, -1.0])
def test_the_remainder_of_a_wrong_gradient_falls_as_h(k):
    # The slope 1 - k, h times, and a square beside it that hardly counts.
    flat = Flat(
        of_one(lambda p: p["a"][0] + 1e-6 * p["a"][0] ** 2, lambda p: {"a": [k]}, [0.0])
    )
    measured = checks.taylor(flat, Drawn([1.0]))["taylor"]
    assert measured == pytest.approx(1, abs=1e-6)


def test_the_slowest_of_three_halvings_counts():
    # |h² - h/400|: at h = 0.01, 0.005, 0.0025 and 0.00125. The third is zero.
    rest = np.abs(0.01 / 2 ** np.arange(4) * (0.01 / 2 ** np.arange(4) - 1 / 300))
    slopes = np.log2(rest[:-1] / rest[1:])
    flat = Flat(
        of_one(lambda p: p["a"][0] ** 2, lambda p: {"a": 2 * p["a"] + 1 / 300}, [0.0])
    )
    measured = checks.taylor(flat, Drawn([1.0]))["taylor"]
    assert measured == pytest.approx(2 - slopes.min(), rel=1e-6)


@pytest.mark.parametrize("d", [1e-3, 1e-9, -1e-6])
def test_the_complex_step_sees_a_relative_error_d_as_half_of_it(d):
    measured = checks.complex_step(cube(0.7, 1 + d), None)["complex"]
    assert measured == pytest.approx(abs(d) / (2 + d), rel=1e-5)


def test_the_complex_step_reports_the_worst_array_and_skips_dead_ones():
    flat = Flat(
        of_one(
            lambda p: 2 * p["a"].sum() + 1000 * p["b"].sum() + 0 * p["c"].sum(),
            lambda p: {"a": [6.0], "b": [1000.0], "c": [0.0]},
            [0.0],
            [0.0],
            [0.0],
        )
    )
    assert checks.complex_step(flat, None)["complex"] == pytest.approx(4 / 8)


def test_the_complex_step_takes_float32_as_it_is():
    p = of_one(
        lambda p: (p["a"] ** 3).sum(),
        lambda p: {"a": 3 * p["a"] ** 2},
        np.array([0.7], np.float32),
    )
    n = Flat(p).complex_slopes()
    np.testing.assert_allclose(n, 3 * np.float32(0.7) ** 2, rtol=1e-6)
