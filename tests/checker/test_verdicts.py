"""Right, wrong or cannot tell, also where a fixed threshold cries wolf."""

import hashlib
from statistics import NormalDist

import mpmath
import numpy as np
import pytest
from gradient_check import CannotTell, WrongGradient, check_gradient
from oracles import cost_in_50_digits
from specimen import (
    EPS,
    check,
    cubes,
    every_way,
    lesson_cost,
    lesson_gradient,
    parameters,
)

# Right, wrong, cannot tell


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


@every_way
def test_a_wrong_gradient_is_called_wrong_and_only_where_it_is(how):
    report = check(lambda g, W: 1.001 * g, **how)
    assert report.verdict == "wrong"
    assert not report
    assert [f.verdict for f in report.arrays] == ["wrong", "right", "right"]
    with pytest.raises(WrongGradient, match="^\nwrong: the gradient of W"):
        report.raise_if_wrong()


def test_where_noise_hides_the_slopes_it_cannot_tell_and_refuses_to_pass():
    report = check_gradient(lambda x: 1e16 + np.sum(x**2), lambda x: 2 * x, np.ones(3))
    assert report.verdict == "cannot tell"
    assert report.ok is None
    with pytest.raises(CannotTell, match="cannot tell"):
        bool(report)
    with pytest.raises(CannotTell):
        report.raise_if_wrong()
    assert "noise" in report.causes[0]


@every_way
def test_an_empty_array_beside_others_hinders_nobody(how):
    report = check_gradient(
        lambda p: np.sum(p[0] ** 2) + np.sum(p[1]),
        lambda p: (2 * p[0], np.ones((0, 2))),
        (np.ones(9), np.ones((0, 2))),
        **how,
    )
    assert report.verdict == "right"
    assert "right: " in str(report)


@pytest.mark.parametrize("seed", range(10))
def test_the_slopes_lie_within_their_error_bars_of_50_digits(seed):
    theta = np.random.default_rng(seed).normal(size=9)
    (found,) = check_gradient(lesson_cost, lesson_gradient, theta).arrays
    with mpmath.workdps(50):
        h = mpmath.mpf(10) ** -16
        for i in range(9):
            plus, minus = ([mpmath.mpf(float(t)) for t in theta] for _ in "+-")
            plus[i] += h
            minus[i] -= h
            rise = cost_in_50_digits(plus) - cost_in_50_digits(minus)
            off = abs(found.numerical[i] - float(rise / (2 * h)))
            assert off < found.error_bar[i] < 1e-9


@pytest.mark.parametrize("scale", [1e-3, 1, 1e3])
def test_the_slopes_lie_within_their_error_bars_of_the_complex_step(scale):
    x = scale * np.random.default_rng(1).normal(size=50)

    def f(x):
        return np.sum(np.sin(x / scale) * np.exp(x / scale))

    oracle = np.array(
        [f(x + 1e-20j * scale * e).imag / 1e-20 / scale for e in np.eye(50)]
    )
    (found,) = check_gradient(f, oracle, x).arrays
    assert found.verdict == "right"
    assert np.all(np.abs(found.numerical - oracle) <= found.error_bar)


def noise_at(x):
    """Return a normal number: the same at the same place."""
    name = hashlib.blake2b(x.tobytes(), digest_size=4).digest()
    return NormalDist().inv_cdf((int.from_bytes(name) + 0.5) / 2**32)


def test_the_noise_that_it_measures_is_the_noise_that_is_there():
    def noisy(x):
        return np.sum(x**2) + 1e-6 * noise_at(x)

    seen = [
        check_gradient(noisy, lambda x: 2 * x, x, seed=seed).noise
        for seed, x in enumerate(np.linspace(1, 2, 8) + np.arange(300)[:, None])
    ]
    assert min(seen) > 0.1e-6
    # The lower median of eight, of differences that share their middle.
    numbers = np.random.default_rng(0).normal(size=(20_000, 8, 5))
    numbers[..., 2] = numbers[:, :1, 2]
    differences = np.sort(np.abs(numbers @ [1, -4, 6, -4, 1]))[:, 3]
    half = NormalDist().inv_cdf(0.75) * 70**0.5  # of them are below this.
    expected = 1e-6 * np.mean(differences) / half
    assert np.mean(seen) == pytest.approx(expected, rel=0.1)


def test_the_noise_of_one_parameter_is_measured_more_than_once():
    def noisy(x):
        return x**2 + 1e-6 * noise_at(x)

    for x in np.linspace(1, 2, 100):
        assert check_gradient(noisy, 2 * x, np.array(x)).noise > 0.1e-6


@pytest.mark.parametrize("sign", [1, -1])
def test_the_noise_is_measured_at_the_bottom_and_at_the_top_too(sign):
    def bowl(x):  # Every cost nearby is larger, and with a sign: smaller.
        return sign * (np.sum(x**2) + 1e-12 * noise_at(x))

    report = check_gradient(bowl, np.zeros(30), np.zeros(30))
    assert 0.1e-12 < report.noise < 1e-11


def test_the_noise_is_never_taken_for_less_than_the_rounding_of_the_cost():
    report = check_gradient(lambda x: np.sum(x) + 1024, np.ones(4), np.ones(4))
    assert report.noise >= 1024 * 2.0**-53


def test_one_bad_entry_in_a_crowd_of_larger_ones_is_seen():
    x = np.append(np.full(999, 10.0), 1e-5)

    def flipped(x):
        return x * np.append(np.ones(999), -1) / 1e4

    (found,) = check_gradient(lambda x: x @ x / 2e4, flipped, x).arrays
    assert found.ratio < 1e-7
    assert found.verdict == "wrong"
    assert [name for name, *_ in found.worst] == ["parameters[999]"]


@pytest.mark.parametrize("how", [{}, {"sample": 4}], ids=str)
def test_with_rtol_a_smaller_error_counts_as_right_and_a_larger_as_wrong(how):
    assert check(lambda g, W: g * 1.001, **how).verdict == "wrong"
    assert check(lambda g, W: g * 1.009, rtol=0.01, **how).verdict == "right"
    assert check(lambda g, W: g * 1.011, rtol=0.01, **how).verdict == "wrong"


def test_an_rtol_that_cannot_be_seen_is_cannot_tell_and_says_what_can():
    report = check(rtol=1e-14)
    assert report.verdict == "cannot tell"
    assert "in the cost hides errors of" in report.causes[0]
    assert check(rtol=1e-6).verdict == "right"


def test_a_longer_step_sees_below_the_noise_that_a_short_one_drowns_in():
    def offset(x):
        return 1e9 + np.sum(np.sin(x))

    x = np.linspace(0, 1, 5)
    assert check_gradient(offset, np.cos, x).verdict == "right"
    assert check_gradient(offset, np.cos, x).step > 1e-3
    assert check_gradient(offset, np.cos, x, step=1e-2).verdict == "right"


# Where a fixed threshold cries wolf


def test_at_an_optimum_a_right_gradient_is_never_wrong():
    for off in 0, 1e-14, 1e-12, 1e-10, 1e-8, 1e-6:
        x = np.array([1 + off, 2.0])
        report = check_gradient(
            lambda x: 3 + np.sum((x - [1, 2]) ** 2), lambda x: 2 * (x - [1, 2]), x
        )
        assert report.verdict == ("right" if off > 1e-7 else "cannot tell")
        assert not report.arrays[0].kinks.size
        if off < 1e-7:
            assert report.causes[0].endswith("saturated, dead, optimal, offset?")


@pytest.mark.parametrize("kink", [3e-6, -2e-6, 9e-6])
def test_a_kink_between_the_two_points_is_looked_at_more_closely(kink):
    def sizes(x):
        return np.sum(np.abs(x))

    x = np.array([kink, 1.0])
    assert check_gradient(sizes, np.sign, x).verdict == "right"
    wrong = -np.sign(x) * [1, -1]
    (found,) = check_gradient(sizes, wrong, x).arrays
    assert found.verdict == "wrong"
    assert found.outside.tolist() == [True, False]


def flat_at_zero(x, h):
    """Return x, but 0 near 0: at ±h and ±2h there are no kinks to be seen."""
    return float(np.interp(x, h * FLAT[0], h * FLAT[1])[0])


FLAT = np.array([[-9, -0.9, -0.6, 0.6, 0.9, 9], [-9, -0.9, 0, 0, 0.9, 9]])


def test_kinks_that_cancel_in_one_look_are_seen_in_another():
    x, g, h = np.zeros(1), np.zeros(1), 2.0**-17
    report = check_gradient(lambda x: flat_at_zero(x, h), g, x, step=h)
    assert not report.arrays[0].outside.any()
    # It does not move where it is: that is flat, or a stair.
    assert report.verdict == "cannot tell"

    moves = []  # Of the first look along the direction, the last is the 4th.
    check_gradient(
        lambda x: moves.append(float(x[0])) or float(x[0]),
        g + 1,
        x,
        directions=1,
        step=h,
    )
    far = abs(moves[-1]) / 2
    report = check_gradient(lambda x: flat_at_zero(x, far), g, x, directions=1, step=h)
    assert far in np.abs(moves) and 2 * far in np.abs(moves)
    assert not report.arrays[0].outside.any()
    # It does not move where it is: that is flat, or a stair.
    assert report.verdict == "cannot tell"


def test_a_kink_is_told_from_noise_that_is_a_hundredth_of_it():
    report = check_gradient(
        lambda x: 1 + 1e-8 * (max(x[0], 0) + x[1]),
        np.array([3e-9, 1e-8]),
        np.array([0.0, 1.0]),
    )
    assert report.verdict == "cannot tell"
    assert "kink" in report.causes[0]


def test_kinks_that_cancel_along_a_direction_are_seen_in_the_entry():
    signs = np.array([1, -1, 1, -1, 1, -1])
    x = np.append(np.zeros(6), np.ones(20))

    def relu(x):
        return signs @ np.maximum(x[:6], 0) + np.sum(x[6:] ** 2)

    for seed in range(30):
        report = check_gradient(relu, 2 * x, x, directions=3, seed=seed)
        assert report.verdict == "cannot tell"
        assert "kink" in report.causes[0]


def test_a_sharply_curved_cost_is_right_and_a_wrong_one_is_not_excused():
    x = np.array([0.5, 1.0])
    right = 2000 * np.cos(2000 * x)

    def sharp(x):
        return np.sum(np.sin(2000 * x))

    assert check_gradient(sharp, right, x).verdict == "right"
    assert check_gradient(sharp, 1.01 * right, x).verdict == "wrong"


def test_sharp_bends_along_a_direction_are_looked_at_more_closely():
    x = np.linspace(0.5e-2, 1e-2, 20)

    def sharp(x):
        return 1e-10 * np.sum(np.sin(1e4 * x) + 3e4 * x)

    right = 1e-6 * (np.cos(1e4 * x) + 3)
    for seed in range(5):
        report = check_gradient(sharp, right, x, directions=3, seed=seed)
        (found,) = report.arrays
        assert found.verdict != "wrong"
        assert np.all(found.error_bar <= 0.01 * np.abs(found.numerical))


def test_where_the_cost_is_zero_equal_calls_are_equal():
    x = np.array([1.0, -1.0])
    assert check_gradient(np.sum, np.ones_like, x).verdict == "right"


def test_saturated_units_are_cannot_tell_and_warn_of_nothing():
    theta = 1000 * np.random.default_rng(3).normal(size=9)
    with np.errstate(over="ignore"):
        g = lesson_gradient(theta)

    def quietly(theta):  # The cost runs under the settings of its caller.
        with np.errstate(over="ignore"):
            return lesson_cost(theta)

    report = check_gradient(quietly, g, theta)
    assert report.verdict == "cannot tell"


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
        lambda u: u**-12 - u**-6,
        lambda u: 6 * u**-7 - 12 * u**-13,
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
