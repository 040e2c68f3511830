"""The parts that decide, one by one: with numbers that were worked out by hand."""

from types import SimpleNamespace

import gradient_check as gc
import numpy as np
import pytest
from gradient_check import Leaf, Table, Walk, check_gradient, one_sided, read
from pytest import approx


def leaf(x, dtype=float, **options):
    x = np.array(x, float)
    return Leaf("W", x.shape, np.dtype(dtype), slice(0, x.size), x, 53, **options)


# Norms, units and steps


@pytest.mark.parametrize("scale", [1e-320, 1e-200, 1e-100, 1, 1e100, 1e200, 1e307])
def test_the_norm_is_that_of_numbers_of_any_size(scale):
    assert gc.norm(scale * np.array([3.0, -4.0])) == approx(5 * scale, rel=1e-3)
    assert gc.norm(scale * np.array([[3.0, 0], [0, -4.0]])) == approx(
        5 * scale, rel=1e-3
    )


def test_the_norm_of_nothing_is_zero_and_of_infinity_infinite():
    assert gc.norm([]) == gc.norm([0.0, 0.0]) == 0
    assert gc.norm([1.0, np.inf]) == np.inf


@pytest.mark.parametrize(
    "x, units",
    [
        ([3.0, -4.0], [5 / 2**0.5, 4]),  # The root mean square is 5 / sqrt(2).
        ([1.0, 1e-7], [1, 1e-7]),  # Less than 1e-5 of it has a unit of its own,
        ([1.0, 1e-4], [1, 0.5**0.5]),  # and more has not.
        ([1.0, 0.0], [1, 0.5**0.5]),
        ([0.0, 0.0], [1, 1]),
    ],
)
def test_the_unit_of_an_entry_is_its_size_or_the_usual_one(x, units):
    np.testing.assert_allclose(leaf(x).unit(), units, rtol=1e-7)
    for i, unit in enumerate(units):
        assert leaf(x).unit(i) == approx(unit)


def test_a_step_is_a_share_of_the_unit_and_ends_on_a_float():
    x = leaf([0.3, -4.0])
    h = x.steps(slice(None), 1e-3, 2.0)
    np.testing.assert_allclose(h, 2e-3 * x.unit(), rtol=1e-9)
    assert np.all((x.x + h) - x.x == h)
    assert np.all(x.x - (x.x - 2 * h) == 2 * h)


def test_a_step_that_is_asked_for_grows_with_parameters_above_one():
    x = leaf([0.25, 8.0], step=2.0**-10)
    assert x.steps(slice(None), 0.5).tolist() == [2.0**-10, 2.0**-7]
    assert float(x.steps(1, 0.5, 4.0)) == 2.0**-5


def test_no_step_is_shorter_than_the_spacing_of_the_floats():
    assert leaf([1.1]).on_grid(0, np.array(1e-30)) == 2.0**-52
    assert leaf([1.5]).on_grid(0, np.array(1e-30)) == 2.0**-23  # A float32.
    tiny = leaf([5e-324])
    assert tiny.on_grid(0, np.array(5e-324)) == 5e-324


@pytest.mark.parametrize(
    "x, digits",
    [([0.5, 0.1], 53), ([0.5, float(np.float32(0.1))], 24), ([0.0, 0.0], 53)],
)
def test_numbers_that_are_all_float32_are_moved_on_its_grid(x, digits):
    assert leaf(x).grid == digits


@pytest.mark.parametrize("digits, dtype", [(11, np.float16), (24, np.float32)])
def test_rounded_numbers_are_those_of_a_shorter_type(digits, dtype):
    x = np.random.default_rng(0).normal(size=50)
    assert np.array_equal(leaf(x).rounded(digits).x, x.astype(dtype))
    assert leaf(x).rounded(digits).digits == digits


def test_what_moves_is_a_new_array_and_only_where_it_should():
    x = leaf([1.0, 2.0, 3.0])
    assert x.moved(1, 0.5, 1).tolist() == [1, 2.5, 3]
    assert x.moved(slice(None), 2, np.array([1.0, 0, -1])).tolist() == [3, 2, 1]
    assert x.x.tolist() == [1, 2, 3]


# A look


def rises(f, h):
    return np.array([[f(-2 * s), f(-s), f(s), f(2 * s)] for s in h])


H = np.array([0.5, 1.0, 2.0])


def test_the_slope_across_h_and_what_bends():
    cubic = rises(lambda t: 5 * t + 7 * t**2 + 3 * t**3, H)
    assert gc.slopes(H, cubic) == approx(5 + 3 * H**2)
    assert gc.fourth_difference(cubic) == approx(0)
    # The slope across 2h is 5 + 12 h**2: the bar has twice the difference.
    assert gc.bends(H, cubic) == approx(2 * 9 * H**2)
    quartic = rises(lambda t: t**4, H)
    assert gc.fourth_difference(quartic) == approx(24 * H**4)
    assert gc.bends(H, quartic) == approx(24 * H**4 / (2 * H))


def test_the_bar_is_six_deviations_of_noise_or_what_bends():
    line = Table(H, rises(lambda t: t, H), 0.01)
    assert line.bar == approx(6 / 2**0.5 * 0.01 / H)
    bent = Table(H, rises(lambda t: t + t**3, H), 0.01)
    assert bent.bar == approx(np.maximum(6 / 2**0.5 * 0.01 / H, 6 * H**2))


def test_noise_that_a_short_step_shows_is_in_the_longer_ones_too():
    rows = rises(lambda t: t, H)
    rows[0] += [0, 0.7, 0, 0]  # The fourth difference is 4 * 0.7.
    table = Table(H, rows, 0.01)
    assert table.noise == approx(2.8 / 70**0.5)
    rows = rises(lambda t: t, H)
    rows[2] += [0, 0.7, 0, 0]
    assert Table(H, rows, 0.01).noise == approx([0.01, 0.01, 2.8 / 70**0.5])


def test_the_first_step_at_which_a_cost_moves_shows_a_stair_of_unknown_height():
    rows = np.array([[0.0, 0, 0, 0], [0, 0, 0, 3], [-3, 0, 3, 6]])
    table = Table(H, rows, 0.01)
    assert table.noise[1] >= 3 / 2
    assert table.bar[0] == np.inf  # What stays as it is shows nothing,
    still = Table(H, np.zeros((3, 4)), 0.01)
    assert np.isfinite(still.bar).all()  # unless it never moves at all.


def test_where_there_is_no_cost_the_bar_is_infinite():
    rows = rises(lambda t: t, H)
    rows[1, 3] = np.nan
    rows[2, 0] = np.inf
    assert np.isinf(Table(H, rows, 0.01).bar).tolist() == [False, True, True]


def test_three_equal_bars_in_a_row_are_a_kink_in_all_longer_steps():
    h = gc.RUNG ** np.arange(-4.0, 1)
    rows = rises(abs, h)  # Its bars are all alike.
    rows[4] = 0, 0, 0, 1e-9  # By chance, the last one is better.
    bar = Table(h, rows, 1e-12).bar
    assert bar[4] == approx(bar[0], rel=0.01)
    smooth = rises(lambda t: t + t**3, h)
    assert Table(h, smooth, 1e-12).bar[4] == approx(6 * h[4] ** 2)


def test_a_long_step_that_a_shorter_one_contradicts_is_passed_over():
    h = np.array([1e-3, 1e-1, 10.0])
    rows = rises(lambda t: t, h)
    rows[2] = [-60, -30, 30, 60]  # A line as well, of another slope.
    table = Table(h, rows, 1e-9)
    assert table.slope == approx([1, 1, 3])
    assert table.passed.tolist() == [False, False, True]


def test_each_side_of_a_kink_has_a_slope_of_its_own():
    h = np.array([1e-3, 1e-2, 1e-1])
    rows = rises(lambda t: 3 * t + 0.5 * t**2 if t > 0 else -t + t**2, h)
    (left, left_bar), (right, right_bar) = one_sided(Table(h, rows, 1e-12), 1e-12)
    assert (left, right) == approx((-1, 3), abs=1e-9)
    assert max(left_bar, right_bar) < 1e-6
    rows[:, :2] = np.nan
    sides = one_sided(Table(h, rows, 1e-12), 1e-12)
    assert np.isnan(sides[0]).all()
    assert sides[1, 0] == approx(3)
    assert np.isnan(one_sided(Table(h[:1], rows[:1], 0), 0)).all()


# The verdict on one slope


def sine(h, noise=0.0, seed=0):
    rng = np.random.default_rng(seed)
    rows = rises(lambda t: np.sin(1 + t) - np.sin(1), h)
    return Table(h, rows + noise * rng.normal(size=rows.shape), noise or 1e-16)


STEPS = 10.0 ** np.arange(-7, 0)


def test_inside_the_shortest_bar_is_right_and_outside_two_of_them_wrong():
    table, slope = sine(STEPS), np.cos(1)
    found = read(table, slope, 0.0, 1.0)
    assert not found.outside and not found.disputed
    assert found.slope == approx(slope, abs=1e-9)
    assert found.bar < 1e-9
    assert found.h == STEPS[np.argmin(table.bar)]
    wrong = read(table, slope + 1e-8, 0.0, 1.0)
    assert wrong.outside and wrong.g == slope + 1e-8
    assert read(table, slope + 1e-8, 2e-8, 1.0).outside is False  # Slack.


@pytest.mark.parametrize("g", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_outside(g):
    assert read(sine(STEPS), g, 0.0, 1.0).outside


def test_kinks_that_cancel_in_one_row_are_outvoted_by_the_next():
    table = sine(STEPS)
    rows = table.rises.copy()
    k = int(np.argmin(table.bar))
    rows[k] = STEPS[k] * np.array([-2.0, -1, 1, 2])  # A line of slope 1.
    odd = Table(STEPS, rows, 1e-16)
    found = read(odd, np.cos(1), 0.0, 1.0)
    assert not found.outside


def test_where_no_row_has_a_cost_nothing_is_outside_but_nan():
    rows = np.full((3, 4), np.nan)
    found = read(Table(H, rows, 1e-16), 1.0, 0.0, 1.0)
    assert not found.outside and found.bar == np.inf


# A walk


def walk(f, first, floor=1e-16):
    costs = []

    def evaluate(moves):
        costs.extend(moves)
        return np.array([f(distance * v) for _, _, distance, v in moves])

    job = SimpleNamespace(costs=evaluate, k=0, point=SimpleNamespace(here=0.0))
    w = Walk(job, 0, 1, floor, float)
    w.add([first])
    return w, costs


def test_a_walk_goes_to_shorter_steps_where_the_cost_bends():
    w, _ = walk(lambda t: np.sin(20 * t), 0.03)
    w.seek(1.0)
    best = w.table.h[np.argmin(w.table.bar)]
    assert 1e-8 < best < 1e-4
    assert w.table.slope[np.argmin(w.table.bar)] == approx(20, rel=1e-6)


def test_a_walk_goes_to_longer_steps_where_noise_is_the_bar_but_not_beyond_reach():
    w, _ = walk(lambda t: 3 * t, 1e-9, floor=1e-3)
    w.seek(1.0)
    assert 1 / gc.RUNG < w.table.h[-1] <= 1.0


def test_a_walk_takes_no_step_twice_and_not_more_than_so_many():
    w, costs = walk(lambda t: np.sin(t), 0.1)
    assert w.add([0.1]) is False
    assert w.add([0.2, 0.2, -1.0, 0.0])
    assert len(costs) == 4 * 2
    w.add(np.geomspace(1e-9, 1, 100))
    assert w.table.h.size == gc.MAX_LOOKS
    assert np.all(np.diff(w.table.h) > 0)


def test_before_anything_is_called_wrong_the_walk_goes_down_to_the_noise():
    w, _ = walk(lambda t: np.sin(t), 0.1, floor=1e-12)
    w.finish(1.0, 1e-4)
    # 48 deviations over the step are the gap: 5e-7 is the least step.
    assert 48e-12 / 1e-4 <= w.table.h[0] < 48e-12 / 1e-4 * gc.RUNG**1.01
    assert w.table.h[-1] > 1.0


# What is measured first


def test_the_grain_of_a_cost_is_found_for_each_array():
    def cost(p):
        return np.sum(np.sin(p["fine"])) + np.round(np.sum(p["coarse"]), 3)

    p = {"fine": np.array([0.3, 0.7]), "coarse": np.array([0.2, 0.4])}
    report = check_gradient(cost, {"fine": np.cos(p["fine"]), "coarse": np.ones(2)}, p)
    fine, coarse = report.arrays
    assert fine.resolution < 1e-8
    assert 1e-4 < coarse.resolution < 0.3


def test_the_bound_adds_gaps_noise_and_bends():
    job = SimpleNamespace(g=np.array([3.0, 4.0]))
    answers = gc.Answers(job, np.arange(2))
    answers.slope = np.array([3.0, 4.0]) - [0.03, 0.04]  # A gap of 0.05.
    answers.noise = np.array([0.006, 0.008])  # Its norm is 0.01,
    answers.bar = answers.noise + [0.3, 0.4]  # and that of bends 0.5.
    share = 1 / 6 + 5 / 6 / 2**0.5
    size = np.hypot(2.97, 3.96)
    assert answers.bound == approx((0.05 + share * 0.01 + 0.5) / size)
    answers.kinks = {0: 12.0}
    assert answers.bound == approx((0.05 + share * 0.01 + 0.5) / np.hypot(size, 12))
    answers.slope, answers.kinks = np.zeros(2), {}
    assert answers.bound == np.inf


@pytest.mark.parametrize("sigma", [1e-9, 1e-5])
def test_the_bars_of_a_glance_hold_what_the_curve_bends(sigma):
    x = np.linspace(0.2, 2, 9)  # A step of 1 % bends far more than noise does.
    report = check_gradient(
        lambda x: np.sum(np.sin(3 * x)), 3 * np.cos(3 * x), x, step=sigma**0.5
    )
    (found,) = report.arrays
    assert report.verdict == "right"
    true = 3 * np.cos(3 * x)
    assert np.all(np.abs(found.numerical - true) <= found.error_bar)
    gap = np.linalg.norm(found.numerical - true)
    assert gap / np.linalg.norm(true) <= found.resolution


@pytest.mark.parametrize("seed", range(5))
def test_an_error_as_large_as_the_bend_of_the_first_step_is_no_right_one(seed):
    x = np.random.default_rng(seed).normal(size=5)

    def cost(x):
        return np.sum(np.sin(10 * x))

    g = 10 * np.cos(10 * x)
    step = 1e-3
    bent = (np.sin(10 * (x + step)) - np.sin(10 * (x - step))) / (2 * step)
    report = check_gradient(cost, bent, x, step=step)
    error = np.linalg.norm(bent - g) / np.linalg.norm(g)
    assert report.verdict == "wrong" or report.arrays[0].resolution >= error


def test_a_side_is_not_read_from_a_row_that_a_shorter_one_contradicts():
    h = np.array([1e-4, 1e-3, 1e-2, 10.0, 100.0])
    rows = rises(lambda t: t if t > 0 else -t, h)
    for far in 3, 4:  # Smooth lines, which say 5 on both sides.
        rows[far] = h[far] * np.array([-10.0, -5, 5, 10])
    table = Table(h, rows, 1e-6)
    table.__dict__["passed"] = np.array([False, False, False, True, True])
    (left, _), (right, _) = one_sided(table, 1e-6)
    assert (left, right) == approx((-1, 1), abs=1e-2)


def test_a_measurement_compares_each_entry_with_its_own_slope():
    x = leaf([0.5, -1.0, 2.0, 3.0])

    def costs(moves):
        return np.array([np.sum(np.sin(x.moved(i, d, v))) for _, i, d, v in moves])

    costs.at_a_time = 3
    here = float(np.sum(np.sin(x.x)))
    g = np.cos(x.x) * [1, 1.01, 1, 0.9]
    job = SimpleNamespace(
        leaf=x,
        k=0,
        g=g,
        costs=costs,
        share=1e-4,
        slack=0.0,
        noise=1e-16,
        point=SimpleNamespace(here=here),
    )
    answers = gc.Answers(job, np.arange(4))
    answers.bar[:] = np.inf
    answers.measure(np.arange(4), 1.0)
    assert answers.outside.tolist() == [False, True, False, True]
    np.testing.assert_allclose(answers.slope, np.cos(x.x), atol=1e-7)
    assert np.all(answers.bar >= np.abs(answers.slope - np.cos(x.x)))
    assert np.all(answers.noise <= answers.bar)
    kept = answers.bar.copy()
    answers.measure(np.arange(4), 1e3)  # Worse: what is known is kept.
    np.testing.assert_array_equal(answers.bar, kept)


def test_halfway_on_many_kinks_every_entry_is_as_uncertain_as_its_sides():
    x = np.append(np.zeros(30), np.ones(10))
    g = np.append(np.full(30, 0.5), np.ones(10))
    report = check_gradient(lambda x: np.sum(np.maximum(x, 0)), g, x)
    (found,) = report.arrays
    assert report.verdict == "cannot tell"
    assert np.all(found.error_bar[:30] >= 0.4)
    assert np.all(found.error_bar[30:] < 0.1)


def test_what_an_array_does_only_here_keeps_it_from_being_flat():
    def cost(p):
        near = abs(p["w"][0] - 1) < 1e-3
        return np.sum(p["w"] ** 2) + near * np.sum(np.maximum(np.abs(p["b"]) - 0.5, 0))

    p = {"w": np.ones(2), "b": np.zeros(4)}
    report = check_gradient(cost, {"w": 2 * p["w"], "b": np.zeros(4)}, p)
    assert report.arrays[1].verdict == "cannot tell"
