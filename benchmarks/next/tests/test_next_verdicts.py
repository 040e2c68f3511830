"""Right, wrong or cannot tell, also where a fixed threshold cries wolf."""

import numpy as np
import pytest
from gradient_check import CannotTell, check_gradient
from specimen import (
    EPS,
    check,
    cubes,
    every_way,
    lesson_cost,
    lesson_gradient,
    parameters,
)
from test_verdicts import flat_at_zero


@every_way
@pytest.mark.parametrize("dtype", EPS)
def test_a_right_gradient_is_called_right(how, dtype):
    options = how if "directions" in how else {"rtol": 0.05, **how}
    report = check(p=parameters(dtype=dtype), **options)
    assert report.verdict == "right"
    assert report
    assert report.ok is True
    assert report.raise_if_wrong() is None
    assert report.causes == []
    assert [f.verdict for f in report.arrays] == ["right"] * 3
    assert [f.name for f in report.arrays] == ["W", "b", "c"]
    assert not any(f.outside.any() or f.worst for f in report.arrays)


def test_where_noise_hides_the_slopes_it_cannot_tell_and_refuses_to_pass():
    report = check_gradient(
        lambda x: 1e16 + np.sum(x**2), lambda x: 2 * x, np.ones(3)
    )
    assert report.verdict == "cannot tell"
    assert report.ok is None
    with pytest.raises(CannotTell, match="cannot tell"):
        bool(report)
    with pytest.raises(CannotTell):
        report.raise_if_wrong()
    assert "noise" in report.causes[0]


def test_an_error_bar_is_six_deviations_of_a_slope_and_the_bound_holds_them():
    x = np.array([0.1, -5.0])
    report = check_gradient(lambda x: np.sum(x) + 1024, np.ones(2), x)
    (found,) = report.arrays
    h = report.step * np.maximum(np.abs(x), np.sqrt(np.mean(x**2)))
    bar = 6 / np.sqrt(2) * report.noise / h
    np.testing.assert_allclose(found.error_bar, bar, rtol=1e-3)
    gap = np.linalg.norm(found.analytic - found.numerical)
    size = np.linalg.norm(found.numerical)
    largest = (gap + np.linalg.norm(found.error_bar)) / size
    assert gap / size < found.resolution <= largest


def test_the_noise_is_never_taken_for_less_than_the_rounding_of_the_cost():
    report = check_gradient(lambda x: np.sum(x) + 1024, np.ones(4), np.ones(4))
    assert report.noise >= 1024 * 2.0**-53


def test_three_times_the_bound_is_seen_and_a_small_part_of_it_is_not():
    x = np.linspace(1, 2, 20)
    right = 3 * x**2
    seen = check_gradient(cubes, right, x).arrays[0].resolution
    assert 1e-12 < seen < 1e-9
    for seed in range(20):
        error = np.random.default_rng(seed).normal(size=20)
        error *= seen * np.linalg.norm(right) / np.linalg.norm(error)
        assert check_gradient(cubes, right + 3 * error, x).verdict == "wrong"
        assert check_gradient(cubes, right + error / 60, x).verdict == "right"


@pytest.mark.parametrize("how", [{}, {"sample": 4}], ids=str)
def test_with_rtol_a_smaller_error_counts_as_right_and_a_larger_as_wrong(how):
    assert check(lambda g, W: g * 1.001, **how).verdict == "wrong"
    assert check(lambda g, W: g * 1.009, rtol=0.01, **how).verdict == "right"
    assert check(lambda g, W: g * 1.011, rtol=0.01, **how).verdict == "wrong"


def test_a_longer_step_sees_below_the_noise_that_a_short_one_drowns_in():
    def offset(x):
        return 1e9 + np.sum(np.sin(x))

    x = np.linspace(0, 1, 5)
    assert check_gradient(offset, np.cos, x).verdict == "right"
    assert check_gradient(offset, np.cos, x).step > 1e-3
    assert check_gradient(offset, np.cos, x, step=1e-2).verdict == "right"


@pytest.mark.parametrize("step", [1e-12, 1e-2, {"W": 1e-9, "c": 1e-3}])
def test_a_poor_step_is_left_where_a_slope_is_in_doubt(step):
    assert check(step=step).verdict == "right"
    assert check(lambda g, W: 1.1 * g, step=step).verdict == "wrong"


@pytest.mark.parametrize("dtype", EPS)
@pytest.mark.parametrize("inside", EPS)
def test_the_step_is_longer_for_float32_wherever_it_is_hidden(dtype, inside):
    def sines(x):  # A float64: nobody sees how it was computed.
        return float(np.sum(np.sin(x.astype(inside))))

    x = np.linspace(0.2, 0.5, 9, dtype=dtype)
    report = check_gradient(sines, np.cos, x)
    best = max(EPS[dtype], EPS[inside]) ** (1 / 3)
    assert best / 3 < report.step < 6 * best
    assert report.verdict == "right"


def test_a_cost_is_not_taken_for_coarse_for_what_it_is_far_away():
    def walled(x):
        return np.sum(np.sin(x)) if np.all(np.abs(x) < 0.01) else np.inf

    report = check_gradient(walled, np.cos, np.full(5, 1e-3))
    assert report.step < 10 * EPS[np.float64] ** (1 / 3)
    assert report.verdict == "right"


def test_at_an_optimum_a_right_gradient_is_never_wrong():
    for off in 0, 1e-14, 1e-12, 1e-10, 1e-8, 1e-6:
        x = np.array([1 + off, 2.0])
        report = check_gradient(
            lambda x: 3 + np.sum((x - [1, 2]) ** 2), lambda x: 2 * (x - [1, 2]),
            x,
        )
        assert report.verdict == ("right" if off > 1e-7 else "cannot tell")
        assert not report.arrays[0].kinks.size
        if off < 1e-7:
            assert report.causes[0].endswith(
                "saturated, dead, optimal, offset?"
            )


def test_kinks_that_cancel_in_one_look_are_seen_in_another():
    x, g, h = np.zeros(1), np.zeros(1), 2.0**-17
    report = check_gradient(lambda x: flat_at_zero(x, h), g, x, step=h)
    assert not report.arrays[0].outside.any()
    # It does not move where it is: that is flat, or a stair.
    assert report.verdict == "cannot tell"

    moves = []  # Of the first look along the direction, the last is the 4th.
    check_gradient(
        lambda x: moves.append(float(x[0])) or float(x[0]), g + 1, x,
        directions=1, step=h,
    )
    far = abs(moves[-1]) / 2
    report = check_gradient(
        lambda x: flat_at_zero(x, far), g, x, directions=1, step=h
    )
    assert far in np.abs(moves) and 2 * far in np.abs(moves)
    assert not report.arrays[0].outside.any()
    # It does not move where it is: that is flat, or a stair.
    assert report.verdict == "cannot tell"


def test_a_kink_is_told_from_noise_that_is_a_hundredth_of_it():
    report = check_gradient(
        lambda x: 1 + 1e-8 * (max(x[0], 0) + x[1]), np.array([3e-9, 1e-8]),
        np.array([0.0, 1.0]),
    )
    assert report.verdict == "cannot tell"
    assert "kink" in report.causes[0]


def on_a_kink(slope, **how):
    return check_gradient(
        lambda p: np.sum(np.maximum(p["r"], 0)) + np.sum(p["s"] ** 2),
        {"r": np.array([slope, 1, 1]), "s": np.full(2, 2)},
        {"r": np.array([0.0, 1.0, 2.0]), "s": np.ones(2)},
        **how,
    )


@pytest.mark.parametrize("slope", [0, 1])
def test_exactly_on_a_kink_the_slope_of_one_side_is_right_and_said(slope):
    report = on_a_kink(slope)
    assert [f.verdict for f in report.arrays] == ["right", "right"]
    assert report.arrays[0].kinks.tolist() == [0]
    assert "r is on a kink in 1 of 3 entries, such as r[0]" in str(report)


@pytest.mark.parametrize(
    "slope, how", [(0.5, {}), (0.3, {}), (0, {"directions": 3})], ids=str
)
def test_between_the_slopes_of_a_kink_there_is_nothing_to_be_told(slope, how):
    report = on_a_kink(slope, **how)
    assert [f.verdict for f in report.arrays] == ["cannot tell", "right"]
    where = "r along direction" if how else "r[0]"
    assert f"r: there is a kink or a sharp bend at {where}" in report.causes[0]
    assert report.summary == "cannot tell: the gradient of r is in doubt."


@pytest.mark.parametrize("slope", [-0.5, 1.5])
def test_outside_the_slopes_of_a_kink_it_is_never_right(slope):
    assert on_a_kink(slope).verdict != "right"


@every_way
def test_a_cost_of_zero_with_a_gradient_of_zero_is_flat(how):
    report = check_gradient(lambda x: 0.0, np.zeros_like, np.ones(9), **how)
    assert report.summary == "right: flat wherever we looked."
    assert not report.arrays[0].outside.any()


def test_saturated_units_are_cannot_tell_and_warn_of_nothing():
    theta = 1000 * np.random.default_rng(3).normal(size=9)
    with np.errstate(over="ignore"):
        g = lesson_gradient(theta)
    def quietly(theta):  # The cost runs under the settings of its caller.
        with np.errstate(over="ignore"):
            return lesson_cost(theta)

    report = check_gradient(quietly, g, theta)
    assert report.verdict == "cannot tell"


def test_where_the_cost_ends_nearby_a_closer_look_stays_inside():
    def log(x):
        return np.sum(np.log(x)) if np.all(x > 0) else np.nan

    for x in np.array([2.0, 1e-9]), np.full(9, 1e-9), np.array([2.0, 1e-5]):
        assert check_gradient(log, lambda x: 1 / x, x).verdict == "right"
        assert check_gradient(log, lambda x: 2 / x, x).verdict == "wrong"


def test_where_the_cost_is_nan_all_around_it_cannot_tell_and_says_where():
    def alone(x):
        return x[0] if x[1] == 1 else np.nan

    report = check_gradient(alone, np.array([1.0, 0.0]), np.ones(2))
    assert report.verdict == "cannot tell"
    assert report.causes == [
        "parameters: the cost is nan or infinite near parameters[1]."
    ]
    assert np.isfinite(report.noise)


SIZES = 1e6, 1e3, 1, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12
PLACES = [(size, 0) for size in SIZES] + [
    (1, offset) for offset in (1e2, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9)
]
CURVES = {
    "sine": (np.sin, np.cos),
    "attraction and repulsion": (
        lambda u: u**-12 - u**-6, lambda u: 6 * u**-7 - 12 * u**-13
    ),
    "decay": (lambda u: np.exp(-np.clip(u, -700, 700)), lambda u: -np.exp(-u)),
    "inverse": (lambda u: 1 / u, lambda u: -(u**-2)),
    "cube": (lambda u: u**3, lambda u: 3 * u**2),
}


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("size, offset", PLACES)
def test_a_right_gradient_is_right_at_any_size_and_offset(size, offset, curve):
    f, slope = CURVES[curve]
    x = offset + size * np.array([1.2, 1.4, 1.6])

    def cost(x):
        return np.sum(f((x - offset) / size))

    report = check_gradient(cost, slope((x - offset) / size) / size, x)
    assert report.verdict == "right"
    wrong = 1.01 * slope((x - offset) / size) / size
    assert check_gradient(cost, wrong, x).verdict == "wrong"
