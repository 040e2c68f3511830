"""The check that readers take home: its verdicts, causes, and manners."""

import ast
import hashlib
import subprocess
import sys
from collections import OrderedDict
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from statistics import NormalDist

import gradient_check
import mpmath
import numpy as np
import pytest
from gradient_check import CannotTell, WrongGradient, check_gradient
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from network import NeuralNetwork, X, y
from test_network import cost_in_50_digits

FILE = Path(gradient_check.__file__)
EPS = {np.float64: 2.0**-52, np.float32: 2.0**-23}
every_way = pytest.mark.parametrize(
    "how", [{}, {"sample": 4}, {"directions": 3}], ids=str
)


def cost(p):
    """Return a cost that no entry of W, b or c leaves in peace."""
    return np.sum(np.tanh(p["W"]) ** 3) + np.sum(np.exp(p["b"])) + p["c"] ** 2


def gradient(p):
    t = np.tanh(p["W"])
    return {"W": 3 * t**2 * (1 - t**2), "b": np.exp(p["b"]), "c": 2 * p["c"]}


def batched_cost(p):
    return (
        np.sum(np.tanh(p["W"]) ** 3, axis=(1, 2))
        + np.sum(np.exp(p["b"]), axis=1)
        + p["c"] ** 2
    )


def parameters(shape=(4, 4), dtype=float):
    rng = np.random.default_rng(0)
    return {
        "W": (0.5 + rng.random(shape)).astype(dtype),
        "b": rng.normal(size=4).astype(dtype),
        "c": np.array(1.5, dtype),
    }


def spoiled(change):
    """Return the gradient, with W's changed by a function of it and of W."""
    return lambda p: gradient(p) | {"W": change(gradient(p)["W"], p["W"])}


def check(change=lambda g, W: g, p=None, **how):
    return check_gradient(cost, spoiled(change), p or parameters(), **how)


def cubes(x):
    return np.sum(x**3)


def lesson_cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def lesson_gradient(theta):
    return NeuralNetwork(theta).gradient(X, y)


# Right, wrong, cannot tell


@every_way
@pytest.mark.parametrize("dtype", EPS)
def test_a_right_gradient_is_called_right(how, dtype):
    report = check(p=parameters(dtype=dtype), rtol=0.05, **how)
    assert report.verdict == "right"
    assert report
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
    report = check_gradient(
        lambda x: 1e12 + np.sum(x**2), lambda x: 2 * x, np.ones(3)
    )
    assert report.verdict == "cannot tell"
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


def test_an_error_bar_is_six_deviations_and_the_resolution_three_error_bars():
    x = np.array([0.1, -5.0])
    report = check_gradient(lambda x: np.sum(x) + 1024, np.ones(2), x)
    (found,) = report.arrays
    np.testing.assert_allclose(
        found.error_bar, 6 * report.noise / report.step / np.abs([1, 5])
    )
    # An error of two can hide behind the second look's, and noise may help.
    sharp = 3 * np.linalg.norm(found.error_bar) / np.linalg.norm(np.ones(2))
    assert found.resolution == pytest.approx(sharp)


def test_the_noise_is_never_taken_for_less_than_the_rounding_of_the_cost():
    report = check_gradient(lambda x: np.sum(x) + 1024, np.ones(4), np.ones(4))
    assert report.noise >= 1024 * 2.0**-52


def test_nor_for_less_than_the_rounding_of_the_parameters_does_to_it():
    x = np.full(4, 1e6)
    report = check_gradient(lambda x: np.sum(3 * (x - 1e6)), np.full(4, 3), x)
    assert report.noise >= 3e6 * 2.0**-52


def test_an_error_above_the_resolution_is_seen_and_a_small_one_is_not():
    x = np.linspace(1, 2, 20)
    right = 3 * x**2
    seen = check_gradient(cubes, right, x).arrays[0].resolution
    assert 1e-11 < seen < 1e-8
    for seed in range(20):
        error = np.random.default_rng(seed).normal(size=20)
        error *= seen * np.linalg.norm(right) / np.linalg.norm(error)
        assert check_gradient(cubes, right + error, x).verdict == "wrong"
        assert check_gradient(cubes, right + error / 60, x).verdict == "right"


def test_one_bad_entry_in_a_crowd_of_larger_ones_is_seen():
    x = np.append(np.full(999, 10.0), 1e-5)

    def flipped(x):
        return x * np.append(np.ones(999), -1) / 1e4

    (found,) = check_gradient(lambda x: x @ x / 2e4, flipped, x).arrays
    assert found.ratio < 1e-7
    assert found.verdict == "wrong"
    assert [name for name, *_ in found.worst] == ["parameters[999]"]


@every_way
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
    assert check_gradient(offset, np.cos, x).verdict == "cannot tell"
    assert check_gradient(offset, np.cos, x, step=1e-2).verdict == "right"
    assert check(step=1e-18).verdict == "cannot tell"


@pytest.mark.parametrize("dtype", EPS)
@pytest.mark.parametrize("inside", EPS)
def test_the_step_is_twice_the_cube_root_of_the_coarsest_floats_eps(
    dtype, inside
):
    def sines(x):  # A float64: nobody sees how it was computed.
        return float(np.sum(np.sin(x.astype(inside))))

    x = np.linspace(0.2, 0.5, 9, dtype=dtype)
    report = check_gradient(sines, np.cos, x, rtol=0.05)
    assert report.step == 2 * max(EPS[dtype], EPS[inside]) ** (1 / 3)
    assert report.verdict == "right"


def test_a_cost_is_not_taken_for_float32_for_what_it_is_far_away():
    def walled(x):  # Any infinity is a float32.
        return np.sum(np.sin(x)) if np.all(np.abs(x) < 0.01) else np.inf

    report = check_gradient(walled, np.cos, np.full(5, 1e-3))
    assert report.step == 2 * EPS[np.float64] ** (1 / 3)


# Where a fixed threshold cries wolf


def test_at_an_optimum_a_right_gradient_is_never_wrong():
    x = np.array([1 + 1e-12, 2.0])
    report = check_gradient(
        lambda x: 3 + np.sum((x - [1, 2]) ** 2), lambda x: 2 * (x - [1, 2]), x
    )
    assert report.verdict == "cannot tell"
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
    x, g = np.zeros(1), np.zeros(1)
    h = check_gradient(np.sum, g, x).step
    report = check_gradient(lambda x: flat_at_zero(x, h), g, x)
    assert not report.arrays[0].outside.any()

    moves = []  # Of the first look along the direction, the last is the 4th.
    check_gradient(
        lambda x: moves.append(float(x[0])) or float(x[0]), g + 1, x,
        directions=1,
    )
    h = abs(moves[-1]) / 2
    report = check_gradient(
        lambda x: flat_at_zero(x, h), g, x, directions=1
    )
    assert not report.arrays[0].outside.any()
    assert abs(report.arrays[0].numerical[0]) < 1e-6


def test_a_kink_is_told_from_noise_that_is_a_hundredth_of_it():
    report = check_gradient(
        lambda x: 1 + 1e-8 * (max(x[0], 0) + x[1]), np.array([0, 1e-8]),
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


@pytest.mark.parametrize("how", [{}, {"directions": 3}], ids=str)
@pytest.mark.parametrize("slope", [0, 1])
def test_exactly_on_a_kink_there_is_no_gradient_to_be_told(how, slope):
    report = check_gradient(
        lambda p: np.sum(np.maximum(p["r"], 0)) + np.sum(p["s"] ** 2),
        {"r": np.array([slope, 1, 1]), "s": np.full(2, 2)},
        {"r": np.array([0.0, 1.0, 2.0]), "s": np.ones(2)},
        **how,
    )
    assert [f.verdict for f in report.arrays] == ["cannot tell", "right"]
    where = "r along direction" if how else "r[0]"
    assert f"r: there is a kink or a sharp bend at {where}" in report.causes[0]
    assert report.summary == "cannot tell: the gradient of r is in doubt."


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


@every_way
def test_a_cost_of_zero_with_a_gradient_of_zero_is_not_wrong(how):
    report = check_gradient(lambda x: 0.0, np.zeros_like, np.ones(9), **how)
    assert report.verdict == "cannot tell"
    assert report.causes[0].endswith("saturated, dead, optimal, offset?")
    assert not report.arrays[0].outside.any()
    if not how:  # No entry was in doubt, and looked at again.
        assert report.evaluations == 2 * 9 + ELSEWHERE


def test_where_the_cost_is_zero_equal_calls_are_equal():
    x = np.array([1.0, -1.0])
    assert check_gradient(np.sum, np.ones_like, x).verdict == "right"


def test_saturated_units_are_cannot_tell_and_warn_of_nothing():
    theta = 1000 * np.random.default_rng(3).normal(size=9)
    with np.errstate(over="ignore"):
        g = lesson_gradient(theta)
    report = check_gradient(lesson_cost, g, theta)
    assert report.verdict == "cannot tell"


def test_a_cost_that_is_nan_nearby_is_cannot_tell_and_says_where():
    def log(x):
        return np.sum(np.log(x)) if np.all(x > 0) else np.nan

    x = np.array([2.0, 1e-9])
    report = check_gradient(log, lambda x: 1 / x, x)
    assert report.verdict == "cannot tell"
    assert report.causes == [
        "parameters: the cost is nan or infinite near parameters[1]."
    ]
    report = check_gradient(log, lambda x: 1 / x, np.full(9, 1e-9))
    assert report.verdict == "cannot tell"
    assert np.isfinite(report.noise)
    x = np.array([2.0, 1e-5])  # A closer look stays clear of zero.
    assert check_gradient(log, lambda x: 1 / x, x).verdict == "right"
    assert check_gradient(log, lambda x: 2 / x, x).verdict == "wrong"


# Likely causes


def cause_of(change, p=None, **how):
    """Return the likeliest cause for W, of an array with that alone wrong."""
    report = check(change, p, **how)
    assert [f.verdict for f in report.arrays] == ["wrong", "right", "right"]
    assert all(cause.startswith("W: ") for cause in report.causes)
    return report.causes[0].removeprefix("W: ")


@every_way
@pytest.mark.parametrize(
    "k, text",
    [(2, "2"), (0.5, "1/2"), (-1, "-1"), (32, "32"), (1 / 32, "1/32"),
     (-0.5, "-1/2"), (1.23456, "1.235")],
)
def test_a_constant_factor_is_named(k, text, how):
    cause = cause_of(lambda g, W: k * g, **how)
    assert cause == f"{text} times what it should be."


@every_way
@pytest.mark.parametrize("k", ["1.0001", "0.9996"])
def test_a_factor_near_one_is_not_called_one(k, how):
    assert cause_of(lambda g, W: float(k) * g, **how).startswith(k)


@every_way
def test_a_gradient_that_was_never_computed_is_named(how):
    cause = cause_of(lambda g, W: 0 * g, **how)
    assert cause == "the gradient is zero: was it ever computed?"


@pytest.mark.parametrize("shape", [(4, 4), (3, 5), (2, 3, 4)])
def test_another_order_is_named(shape):
    p = parameters(shape)
    for change in (
        lambda g, W: g.T.reshape(shape),
        lambda g, W: g.ravel()[::-1].reshape(shape),
    ):
        assert cause_of(change, p).startswith("the right values in another")


@pytest.mark.parametrize(
    "shape, where, text",
    [((5, 6), np.s_[2], "2, :"), ((5, 6), np.s_[:, 3], ":, 3"),
     ((5, 6), np.s_[4, 1], "4, 1"), ((2, 3, 4), np.s_[:, :, 1], ":, :, 1")],
)
def test_one_row_one_column_and_one_entry_are_named(shape, where, text):
    def change(g, W):
        g = g.copy()
        g[where] *= np.linspace(3, 4, g[where].size).reshape(g[where].shape)
        return g

    assert cause_of(change, parameters(shape)) == f"only [{text}] is wrong."


@pytest.mark.parametrize("where", [([0, 1], [3, 1]), ([0, 1], [1, 3])])
def test_entries_that_share_no_row_and_no_column_are_not_said_to(where):
    def change(g, W):
        g = g.copy()
        g[where] += [1, 2]
        return g

    report = check(change)
    assert report.arrays[0].outside.sum() == 2
    assert not any("only" in cause for cause in report.causes)


@pytest.mark.parametrize("how", [{}, {"sample": 4}], ids=str)
def test_weight_decay_is_named_with_its_lambda(how):
    start = "off by {} times the parameters: weight decay "
    cause = cause_of(lambda g, W: g + 0.01 * W, **how)
    assert cause == start.format(0.01) + "too much, or twice?"
    cause = cause_of(lambda g, W: g - 0.125 * W, **how)
    assert cause == start.format(-0.125) + "missing?"


def test_weight_decay_shows_in_two_entries_and_not_in_one():
    x = np.array([1.0, 2.0])
    report = check_gradient(cubes, 3 * x**2 + 0.01 * x, x)
    assert "weight decay too much" in report.causes[0]
    report = check_gradient(cubes, 3 * x[:1] ** 2 + 0.01 * x[:1], x[:1])
    assert report.causes == ["parameters: 1.003 times what it should be."]


@pytest.mark.parametrize("scale", [1e-20, 1, 1e20])
def test_what_is_likely_does_not_depend_on_the_scale(scale):
    x = np.linspace(1, 2, 9)
    report = check_gradient(
        lambda x: scale * cubes(x), 1.5 * scale * x**2, x
    )
    assert report.causes == ["parameters: 1/2 times what it should be."]


def test_a_factor_that_barely_shows_is_named():
    x = np.linspace(1, 2, 20)
    g = 3 * x**2
    bar = np.linalg.norm(check_gradient(cubes, g, x).arrays[0].error_bar)
    report = check_gradient(cubes, g * (1 + 10 * bar / np.linalg.norm(g)), x)
    assert report.causes[1].endswith(" times what it should be.")


def test_an_error_as_large_as_the_error_bars_is_not_explained_away():
    x = np.linspace(1, 2, 20)
    g = 3 * x**2
    g[7] += 4 * check_gradient(cubes, g, x).arrays[0].error_bar[7]
    report = check_gradient(cubes, g, x)
    assert report.causes[0] == "parameters: only [7] is wrong."


AS_FLOAT32 = "as close as float32: is some of the backward pass?"


def test_float32_in_the_backward_pass_is_named():
    assert cause_of(lambda g, W: g.astype(np.float32)) == AS_FLOAT32


@pytest.mark.parametrize("scale", [2.0**-20, 1, 2.0**20])
def test_it_is_named_at_any_scale_and_from_two_entries_on(scale):
    x = np.array([1.1, 1.7])
    g = scale * 3 * x**2

    def causes(g):
        return check_gradient(lambda x: scale * cubes(x), g, x).causes

    assert causes(g.astype(np.float32))[-1] == f"parameters: {AS_FLOAT32}"
    g[0] *= 1 + 1e-7
    assert causes(g) == ["parameters: only [0] is wrong."]


def test_all_of_one_row_is_not_only_one_row():
    p = parameters((1, 4))
    causes = check(lambda g, W: 2 * g, p).causes
    assert causes == ["W: 2 times what it should be."]


def test_arrays_with_the_same_cause_share_a_line():
    def doubled(p):
        return {name: 2 * g for name, g in gradient(p).items()}

    report = check_gradient(cost, doubled, parameters())
    assert report.causes[0] == "W, b, c: 2 times what it should be."


def test_a_gradient_left_clipped_is_named():
    cause = cause_of(lambda g, W: np.clip(g, -0.05, 0.05))
    assert cause == "all wrong entries are ±0.05: clipped?"


@every_way
@pytest.mark.parametrize(
    "where, text",
    [("W", "W: no other is wrong: look at the lines of this one."),
     ("b", "b: no other is wrong: look at the lines of this one."),
     ("Wb", "W, b: wrong, but right at c: look between, on the way back."),
     ("Wbc", "W, b, c: all are wrong: look where the way back begins.")],
)
def test_where_the_way_back_goes_wrong_is_named(where, text, how):
    def jumbled(p):
        return {
            name: g * np.linspace(2, 3, g.size).reshape(g.shape)
            if name in where else g
            for name, g in gradient(p).items()
        }

    report = check_gradient(cost, jumbled, parameters(), **how)
    assert report.causes[0] == text


def jumbled_arrays(names, wrong):
    """Return the causes for the squares of these arrays, some jumbled."""
    p = {name: np.linspace(1, 2, 4) for name in names}
    return check_gradient(
        lambda p: sum(a @ a for a in p.values()),
        lambda p: {
            name: 2 * a * ([2, 5, 3, 7] if name in wrong else 1)
            for name, a in p.items()
        },
        p,
    ).causes


def test_it_takes_two_arrays_for_a_way_back():
    assert jumbled_arrays("W", "W") == []
    assert jumbled_arrays("WV", "V") == [
        "V: no other is wrong: look at the lines of this one."
    ]


def test_the_way_back_ends_at_the_first_array_and_not_before_it():
    assert jumbled_arrays("cab", "ab") == []


def test_as_close_as_float32_stands_before_what_mends_so_little_as_well():
    x = np.linspace(1, 2, 9)  # A factor does, and weight decay.
    report = check_gradient(lambda x: x @ x, 2 * x * (1 + 1e-8), x)
    assert len(report.causes) == 3
    assert report.causes[0] == f"parameters: {AS_FLOAT32}"


def test_no_place_is_named_where_none_explains_it_or_each_has_its_cause():
    def jumbled(p):
        g = gradient(p)
        jumbled = g["W"] * np.linspace(2, 3, 16).reshape(4, 4)
        return g | {"W": jumbled, "c": 2 * g["c"]}

    report = check_gradient(cost, jumbled, parameters())
    assert report.causes == ["c: 2 times what it should be."]
    report = check_gradient(
        cost, lambda p: {q: k * g for k, (q, g) in enumerate(gradient(p).items(), 2)},
        parameters(),
    )
    assert report.causes == [
        f"{name}: {k} times what it should be." for k, name in enumerate("Wbc", 2)
    ]


@pytest.mark.parametrize("how", [{}, {"sample": 99}, {"directions": 3}])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_and_inf_are_named_with_their_place(bad, how):
    def change(g, W):
        g = g.copy()
        g[1, 2] = bad
        return g

    report = check(change, **how)
    assert report.verdict == "wrong"
    assert report.causes == [f"W: the gradient is {bad} at W[1, 2]."]
    assert report.arrays[0].worst[0][0] == "W[1, 2]"


@every_way
def test_a_cost_that_ignores_what_it_is_given_is_named(how):
    p = parameters()
    report = check_gradient(lambda _: cost(p), gradient, p, **how)
    assert report.verdict == "wrong"
    assert report.causes == [
        "W, b, c: the cost does not move: does it use what it is given?"
    ]


def test_a_cost_that_changes_between_identical_calls_is_never_judged():
    rng = np.random.default_rng(0)

    def dropout(p):
        return cost(p) * (1 + 1e-9 * rng.normal())

    for change in (lambda g, W: g), (lambda g, W: -g):
        report = check_gradient(dropout, spoiled(change), parameters())
        assert report.verdict == "cannot tell"
        assert "changes between equal calls" in report.causes[0]
        assert report.arrays == []
        assert report.summary == (
            "cannot tell: calls that should be alike are not."
        )


def test_a_cost_that_only_trembles_as_parallel_sums_do_can_be_right():
    rng = np.random.default_rng(0)

    def trembling(p):
        return cost(p) * (1 + 2.0**-52 * rng.integers(-2, 3))

    report = check_gradient(trembling, gradient, parameters())
    assert report.verdict == "right"


def momentum(p, kept={"W": 0}):
    kept["W"] = gradient(p)["W"] + 0.9 * kept["W"]
    return gradient(p) | kept


def own_buffer(p, buffer=np.zeros((4, 4))):
    buffer[...] += gradient(p)["W"]
    return gradient(p) | {"W": buffer}


def test_an_infinite_entry_does_not_hide_that_another_changes():
    calls = iter(range(9))

    def df(x):
        return np.array([np.inf, next(calls), 1.0])

    report = check_gradient(np.sum, df, np.ones(3))
    assert "changes between equal calls" in report.causes[0]


def test_directions_look_closer_until_the_verdict_is_clear():
    x = np.linspace(-1, 1, 50)  # In one look the bend is 2 % of the slope.
    for k in 1, 3:
        report = check_gradient(
            lambda x: np.sum(np.sin(3000 * x) + 9000 * x) / 3000,
            lambda x: np.cos(3000 * x) + 3,
            x,
            directions=k,
        )
        assert report.verdict == "right"


@pytest.mark.parametrize("impure", [momentum, own_buffer])
def test_a_gradient_that_changes_between_identical_calls_is_wrong(impure):
    report = check_gradient(cost, impure, parameters())
    assert report.verdict == "wrong"
    assert report.causes == [
        "W: the gradient changes between equal calls: momentum, a buffer not "
        "zeroed?"
    ]


@pytest.mark.parametrize("scale", [1e-20, 1, 1e9])
def test_by_how_much_equal_gradients_may_differ_goes_by_their_size(scale):
    def judged(change):
        calls = []

        def df(x):
            calls.append(1)
            return scale * x * (1 + change * len(calls))

        report = check_gradient(
            lambda x: scale * x @ x / 2, df, np.linspace(1, 2, 9)
        )
        assert len(calls) == 2
        return "".join(report.causes)

    assert judged(2.0**-52) == ""  # It trembles, as parallel sums do.
    assert "changes between equal calls" in judged(1e-9)


def test_a_gradient_that_changes_the_data_is_wrong():
    data = np.array([1.0, 2.0, 4.0])

    def centred(w):
        data[...] -= data.mean()
        return 3 * w**2 * np.sum(data**3)

    report = check_gradient(
        lambda w: np.sum((data * w) ** 3), centred, np.array(1.5)
    )
    assert report.verdict == "wrong"
    assert report.causes[0] == (
        "Calling the gradient changes the cost: its data?"
    )


def test_a_gradient_that_changes_the_parameters_is_wrong():
    def descends(p):
        g = gradient(p)
        p["W"] -= 0.1 * g["W"]
        return g

    mine = parameters()
    report = check_gradient(cost, descends, mine)
    assert report.verdict == "wrong"
    assert report.causes == ["Calling the gradient changes the parameters."]
    np.testing.assert_array_equal(mine["W"], parameters()["W"])


# What it is given


@pytest.mark.parametrize("kind", [list, tuple])
def test_a_list_or_a_tuple_comes_back_as_such_and_is_named_by_number(kind):
    def f(p):
        assert type(p) is kind
        return np.sum(p[0] ** 2) + p[1] ** 3

    def df(p):
        assert type(p) is kind
        return [2 * p[0], 2 * p[1] ** 2]

    report = check_gradient(f, df, kind([np.ones((2, 2)), np.array(2.0)]))
    assert [f.name for f in report.arrays] == ["[0]", "[1]"]
    assert [f.verdict for f in report.arrays] == ["right", "wrong"]
    assert [name for name, *_ in report.arrays[1].worst] == ["[1]"]


def test_a_dict_keeps_its_order_whatever_that_of_the_gradient():
    def backwards(p):
        return OrderedDict(reversed(gradient(p).items()))

    report = check_gradient(cost, backwards, parameters())
    assert report.verdict == "right"
    assert [f.name for f in report.arrays] == ["W", "b", "c"]


def test_the_gradient_may_be_given_as_values_even_integers():
    assert check_gradient(cost, gradient(parameters()), parameters())
    assert check_gradient(lambda x: 3 * x[0] - x[1], np.array([3, -1]),
                          np.array([0.1, 0.2]))


def test_a_cost_may_count_in_integers():
    report = check_gradient(lambda x: 7, np.zeros(2), np.ones(2))
    assert report.verdict == "cannot tell"


def test_arrays_of_float32_and_float64_may_be_mixed():
    p = parameters() | {"b": np.zeros(4, np.float32)}
    assert check(p=p, rtol=0.05).verdict == "right"


@pytest.mark.parametrize("order", ["F", "strided", "read-only"])
@pytest.mark.parametrize("how", [{}, {"directions": 2}, {"workers": map}])
def test_any_memory_layout_will_do(order, how):
    p = parameters((3, 5))
    if order == "F":
        p["W"] = np.asfortranarray(p["W"])
    elif order == "strided":
        p["W"] = np.repeat(p["W"], 2, axis=1)[:, ::2]
    else:
        p["W"].flags.writeable = False
    assert check(p=p, **how).verdict == "right"
    report = check(lambda g, W: np.asfortranarray(2 * g), p, **how)
    assert report.causes[0] == "W: 2 times what it should be."


ONES = np.ones(2)


@pytest.mark.parametrize(
    "arguments, options, error, message",
    [
        ((np.sum, np.sign, np.array([1, 2])), {}, TypeError,
         "parameters holds int64: pass floats."),
        ((np.sum, np.sign, {"W": np.array([None])}), {}, TypeError,
         "W holds object: pass floats."),
        ((np.sum, np.sign, np.array([1j])), {}, TypeError,
         "parameters holds complex128: pass floats."),
        ((np.sum, np.array([1j]), np.ones(1)), {}, TypeError,
         "The gradient of parameters holds complex128."),
        ((lambda x: x, np.sign, np.ones(3)), {}, TypeError,
         "The cost is float64 of shape (3,), not one real number."),
        ((lambda x: 1j, np.sign, ONES), {}, TypeError,
         "The cost is complex128 of shape (), not one real number."),
        ((lambda x: x, np.sign, np.ones(3)), {"batched": True}, TypeError,
         "The cost is float64 of shape (3,), not one real number."),
        ((np.sum, np.sign, np.ones(3)), {"batched": True}, TypeError,
         "A batch of 1 costs is ()."),
        ((lambda x: np.ones(3), np.sign, np.ones(3)), {"batched": True},
         TypeError, "A batch of 1 costs is (3,)."),
        ((lambda p: 1.0, {"W": np.ones((3, 2))}, {"W": np.ones((2, 3))}), {},
         ValueError, "W has shape (2, 3), but its gradient (3, 2)."),
        ((np.sum, np.ones((1, 3)), np.ones(3)), {}, ValueError,
         "parameters has shape (3,), but its gradient (1, 3)."),
        ((lambda p: 1.0, {"V": ONES}, {"W": ONES}), {}, ValueError,
         "The gradient has V, and the parameters have W."),
        ((lambda p: 1.0, [], [ONES]), {}, ValueError,
         "The gradient has no array, and the parameters have [0]."),
        ((np.sum, np.sign, {"W": np.array([[1, np.nan]])}), {}, ValueError,
         "W[0, 1] is nan: no slope there."),
        ((lambda x: np.nan, np.sign, ONES), {}, ValueError,
         "The cost is nan at these parameters."),
        ((np.sum, np.sign, np.zeros((0, 3))), {}, ValueError,
         "There is nothing to check: the arrays are empty."),
        ((np.sum, np.sign, {}), {}, ValueError,
         "There is nothing to check: the arrays are empty."),
        ((np.sum, np.sign, ONES), {"step": -1e-4}, ValueError,
         "step is -0.0001: it must be positive."),
        ((np.sum, np.sign, ONES), {"rtol": np.inf}, ValueError,
         "rtol is inf: it must be positive."),
        ((np.sum, np.sign, ONES), {"directions": 0}, ValueError,
         "directions is 0: it must be positive."),
        ((np.sum, np.sign, ONES), {"sample": 2.5}, TypeError,
         "sample is 2.5: it must be an integer."),
        ((np.sum, np.sign, ONES), {"directions": 2.0}, TypeError,
         "directions is 2.0: it must be an integer."),
        ((np.sum, np.sign, ONES), {"sample": 0}, ValueError,
         "sample is 0: it must be positive."),
        ((np.sum, np.sign, ONES), {"sample": 1, "directions": 1}, ValueError,
         "Choose sample= or directions=, not both."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_checked_gets_one_sentence(
    arguments, options, error, message
):
    with pytest.raises(error) as caught:
        check_gradient(*arguments, **options)
    assert str(caught.value) == message


# What it leaves behind


class Keeps:
    """A cost that keeps what it is given, and fails at the nth call."""

    def __init__(self, n=None, error=None):
        self.n, self.error, self.seen = n, error, []

    def __call__(self, p):
        self.seen.append(p)
        if len(self.seen) == self.n:
            raise self.error
        return cost(p)


@every_way
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
@pytest.mark.parametrize("n", [1, 4, 10, 40, 51])
def test_an_exception_leaves_every_parameter_as_it_was(n, error, how):
    keeps, mine = Keeps(n, error), parameters()
    with pytest.raises(error):
        check_gradient(keeps, spoiled(lambda g, W: 2 * g), mine, **how)
    for p in [mine, *keeps.seen]:
        for name, array in parameters().items():
            assert p[name].tobytes() == array.tobytes()


@every_way
def test_a_cost_that_keeps_its_parameters_keeps_them_unmoved(how):
    keeps, mine = Keeps(), parameters()
    mine["W"][0, 0] = -0.0
    before = {name: a.tobytes() for name, a in mine.items()}
    check_gradient(keeps, gradient, mine, **how)
    for p in [mine, *keeps.seen]:
        assert {name: a.tobytes() for name, a in p.items()} == before
        assert p is mine or not np.shares_memory(p["W"], mine["W"])


def test_the_cost_here_is_taken_at_the_very_parameters():
    seen, x = [], np.full(3, -0.0)

    def f(x):
        seen.append(x.tobytes())
        return 1.0

    check_gradient(f, np.zeros(3), x)
    assert seen[0] == x.tobytes()  # Minus zero is not zero.


@pytest.mark.parametrize("call", [1, 50])
def test_a_cost_that_changes_its_parameters_is_refused(call):
    calls, mine = [], parameters()

    def greedy(p):
        calls.append(1)
        p["c"][...] += len(calls) == call
        p["W"][...] += len(calls) == call
        return cost(p)

    with pytest.raises(ValueError, match="^The cost changes its parameters.$"):
        check_gradient(greedy, gradient, mine)
    np.testing.assert_array_equal(mine["W"], parameters()["W"])


def test_it_computes_nothing_at_random_that_a_seed_does_not_fix():
    for how in {}, {"sample": 3}, {"directions": 2}:
        one, two = check(**how), check(**how)
        assert str(one) == str(two)
    first, second = (check(sample=3, seed=s).arrays[0] for s in (0, 1))
    assert set(first.entries) != set(second.entries)
    default = check(sample=3).arrays[0]
    assert list(default.entries) == list(first.entries)


def test_options_are_given_by_their_names():
    with pytest.raises(TypeError, match="positional"):
        check_gradient(cost, gradient, parameters(), 0.05)
    assert check_gradient(
        cost=cost, gradient=gradient, parameters=parameters(), rtol=0.05
    )


# Size

ELSEWHERE = 3 + 1 + 4 * 8  # The cost thrice here, once anywhere, and probed.


def test_every_entry_takes_two_evaluations_and_a_few_for_the_noise():
    p = {"W": np.full((20, 50), 0.5), "b": np.ones(4), "c": np.array(1.0)}
    keeps = Keeps()
    report = check_gradient(keeps, gradient, p)
    assert report.evaluations == len(keeps.seen) == 2 * 1005 + ELSEWHERE


def test_a_sample_of_k_entries_takes_2k_evaluations_an_array():
    report = check(sample=4)
    assert report.evaluations == 2 * (4 + 4 + 1) + ELSEWHERE
    assert [f.analytic.size for f in report.arrays] == [4, 4, 1]
    assert len(set(check(sample=15).arrays[0].entries)) == 15
    assert check(sample=99).arrays[0].analytic.size == 16


def test_k_directions_take_4k_evaluations_an_array_of_any_size():
    assert check(directions=3).evaluations == 4 * 3 * 3 + ELSEWHERE


def test_an_array_that_is_wrong_all_over_is_not_looked_at_closer_all_over():
    p = parameters((30, 40))
    report = check(lambda g, W: 2 * g, p)
    assert report.arrays[0].outside.all()
    assert report.evaluations == 2 * 1205 + 40 * 20 + ELSEWHERE


@pytest.mark.parametrize("entry", [0, 7, 4095, 9999])
@pytest.mark.parametrize("k", [1, 3])
def test_where_a_direction_fails_the_wrong_entry_is_found(entry, k):
    x = np.linspace(1, 2, 10_000)
    wrong = 2 * x / x.size
    wrong[entry] *= 1.5
    report = check_gradient(
        lambda p: np.sum(p["b"]) + np.sum(p["x"] ** 2) / x.size,
        {"b": np.ones(3), "x": wrong}, {"b": np.ones(3), "x": x}, directions=k,
    )
    assert [f.verdict for f in report.arrays] == ["right", "wrong"]
    assert [name for name, *_ in report.arrays[1].worst] == [f"x[{entry}]"]
    assert f"x[{entry}]" in str(report)
    assert report.evaluations < 250


def test_the_resolution_of_directions_holds_for_99_errors_in_100():
    x = np.linspace(1, 2, 200)
    right = 3 * x**2
    for k in 1, 3:
        missed = 0
        for seed in range(200):
            how = {"directions": k, "seed": seed}
            seen = check_gradient(cubes, right, x, **how).arrays[0].resolution
            error = np.random.default_rng(seed).normal(size=200)
            error *= seen * np.linalg.norm(right) / np.linalg.norm(error)
            report = check_gradient(cubes, right + error, x, **how)
            missed += report.verdict != "wrong"
        assert missed <= 6


@pytest.mark.parametrize("k, share", [(1, 0.01253), (3, 0.2734)])
def test_all_k_directions_see_less_than_that_share_once_in_100_times(k, share):
    x = np.linspace(1, 2, 200)
    (found,) = check_gradient(cubes, 3 * x**2, x, directions=k).arrays
    sharp = 3 * found.error_bar.max() / np.linalg.norm(3 * x**2)
    assert found.resolution == pytest.approx(sharp / share, rel=1e-3)
    rng = np.random.default_rng(0)
    seen = np.abs(rng.normal(size=(100_000, k))).max(axis=1)
    assert np.mean(seen < share) == pytest.approx(0.01, rel=0.1)


@pytest.mark.parametrize("size", [0.1, 1e4])
def test_along_a_direction_parameters_move_in_proportion_to_their_size(size):
    moved = []

    def f(x):
        moved.append(np.sqrt(np.mean((x - size) ** 2)))
        return np.sum(x)

    x = np.full(400, size)
    report = check_gradient(f, np.ones(400), x, directions=1)
    assert 0.6 < moved[-2] / (max(1, size) * report.step) < 1.6


def test_float32_directions_are_as_exact_as_the_step_that_they_multiply():
    x = np.linspace(1, 2, 1000)
    for seed in range(20):
        report = check_gradient(
            cubes, 3 * x**2, x, directions=3, seed=seed, rtol=1e-6
        )
        assert report.verdict == "right"


def threads(n):
    return ThreadPoolExecutor(n)


@every_way
@pytest.mark.parametrize("bad", [1, 2])
@pytest.mark.parametrize(
    "many, pool",
    [(cost, threads), (cost, ProcessPoolExecutor),
     (batched_cost, None), (batched_cost, threads)],
)
def test_shared_out_or_batched_the_report_is_the_same(many, pool, bad, how):
    wrong = spoiled(lambda g, W: bad * g)
    alone = check_gradient(cost, wrong, parameters(), **how)
    options = {"batched": many is batched_cost, **how}
    if pool:
        with pool(2) as workers:
            shared = check_gradient(
                many, wrong, parameters(), workers=workers.map, **options
            )
    else:
        shared = check_gradient(many, wrong, parameters(), **options)
    assert shared.verdict == alone.verdict
    assert shared.causes == alone.causes
    assert shared.evaluations == alone.evaluations
    for f, g in zip(shared.arrays, alone.arrays):
        np.testing.assert_allclose(f.numerical, g.numerical, rtol=1e-8)


def test_a_batched_cost_gets_many_at_once():
    stacks = []

    def counted(p):
        stacks.append(len(p["c"]))
        return batched_cost(p)

    check_gradient(counted, gradient, parameters(), batched=True)
    assert stacks == [1, 1, 1, 1, 32, 32, 8, 2]


@pytest.mark.parametrize("size", [1000, 40_000, 100_000])
def test_a_batched_cost_of_large_arrays_gets_few_at_once(size):
    stacks = []

    def squares(x):
        stacks.append(len(x))
        return np.sum(x**2, axis=1)

    x = np.linspace(1, 2, size)
    how = {"sample": 64} if size == 1000 else {"directions": 1}
    report = check_gradient(squares, 2 * x, x, batched=True, **how)
    assert report.verdict == "right"
    assert 1 < max(stacks) <= max(2, 2**16 / size)  # Of 512 KiB, or a pair.


def test_workers_are_handed_several_tasks_at_a_time():
    tasks = []

    def workers(task, shares):
        tasks.append(len(shares))
        return map(task, shares)

    check(p=parameters((10, 10)), workers=workers)
    assert max(tasks) >= 8


def test_without_tqdm_or_without_a_terminal_nothing_is_printed(
    capsys, monkeypatch
):
    check()
    monkeypatch.setitem(sys.modules, "tqdm", None)
    check()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "how, total",
    [({}, 2 * 21), ({"sample": 3}, 2 * 7), ({"directions": 2}, 4 * 2 * 3)],
)
def test_with_tqdm_the_evaluations_are_counted(monkeypatch, how, total):
    class Bar:
        def __init__(self, **options):
            self.options, self.done, bars[:] = options, 0, [self]

        def __enter__(self):
            return self

        def __exit__(self, *exception):
            self.closed = True

        def update(self, n):
            self.done += n

    bars = []
    monkeypatch.setitem(sys.modules, "tqdm", type("", (), {"tqdm": Bar}))
    check(**how)
    (bar,) = bars
    assert bar.closed
    assert bar.options["total"] == bar.done == total
    assert bar.options["disable"] is None  # That is: only on a terminal.


# The report


def test_the_report_is_a_short_table_with_the_verdict_first():
    report = check(lambda g, W: np.where(np.eye(4), 2 * g, g))
    lines = str(report).splitlines()
    assert lines[0] == report.summary
    assert lines[0] == "wrong: the gradient of W is not that of the cost."
    assert lines.pop(1) == f"likely: {report.causes[0]}"
    assert lines[2].split("  ")[0] == "array"
    assert lines[3].startswith("W      (4, 4)  ")
    assert lines[3].endswith("4 of 16 entries  wrong")
    assert lines[4].endswith("0 of 4 entries   right")
    assert lines[7].startswith("entry")
    names = [line.split("  ")[0] for line in lines[8:11]]
    assert names == [name for name, *_ in report.arrays[0].worst]
    assert lines[-1] == f"{report.evaluations} evaluations of the cost"
    assert all(len(line) < 80 and line == line.rstrip() for line in lines)


def test_a_right_report_says_what_it_would_have_seen():
    report = check()
    lines = str(report).splitlines()
    seen = max(f.resolution for f in report.arrays)
    assert lines[0] == f"right: an error of {seen:.0e} would have been seen."
    assert len(lines) == 8


def test_of_a_sample_it_says_what_would_have_been_seen_there():
    assert check(sample=99).summary.endswith("would have been seen.")
    assert check(sample=16).summary.endswith("would have been seen.")
    assert check(sample=5).summary.endswith("would have been seen in the sample.")


def test_what_rtol_forgave_is_said_at_once():
    report = check(lambda g, W: g * np.where(np.arange(16).reshape(4, 4) < 3, 1.01, 1), rtol=0.1)
    assert report
    assert report.summary == "right within rtol, though 3 outside."


def test_long_sentences_are_folded():
    p = {f"the weights of layer {k}": np.ones(2) for k in range(1, 9)}
    report = check_gradient(
        lambda p: sum(np.sum(a**2) for a in p.values()),
        lambda p: {name: 3 * a for name, a in p.items()},
        p,
    )
    top = str(report).split("\n\n")[0].splitlines()
    assert max(map(len, top)) <= 79
    likely = [f"likely: {cause}" for cause in report.causes]
    assert " ".join(line.strip() for line in top) == " ".join([report.summary, *likely])


@pytest.mark.parametrize("columns, lines", [(79, 1), (80, 2)])
def test_a_sentence_of_79_columns_is_not_folded(columns, lines):
    name = "x" * (columns - len("likely: : 2 times what it should be."))
    x = np.array([0.5, 1.0])
    report = check_gradient(
        lambda p: np.sum(p[name] ** 3), lambda p: {name: 6 * p[name] ** 2}, {name: x}
    )
    top = str(report).split("\n\n")[0].splitlines()
    assert len(f"likely: {report.causes[0]}") == columns
    starts = [line.startswith("likely") for line in top]
    assert len(top) - starts.index(True) == lines


def test_the_worst_entries_come_first_with_what_they_were_compared_with():
    def change(g, W):
        g = g.copy()
        g[1, 1:] += [1, 3, 2]
        g[0, 0] += 1e-3
        return g

    worst = check(change).arrays[0].worst
    names = [name for name, *_ in worst]
    assert names == ["W[1, 2]", "W[1, 3]", "W[1, 1]"]
    right = gradient(parameters())["W"][1, 2]
    name, analytic, numerical, error_bar = worst[0]
    assert analytic == right + 3
    assert abs(numerical - right) < error_bar < 1e-7


def test_worst_is_neither_what_is_largest_nor_what_has_the_largest_factor():
    k = np.array([1000, 1, 0.001])
    g = k + [0.1, 3, 0.05]
    (found,) = check_gradient(lambda x: k @ x, g, np.ones(3)).arrays
    names = [name for name, *_ in found.worst]
    assert names == ["parameters[1]", "parameters[0]", "parameters[2]"]


def test_worst_is_what_lies_the_most_error_bars_away():
    x = np.array([0.5, 1e4])
    report = check_gradient(np.sum, np.array([2, 1.5]), x)
    names = [name for name, *_ in report.arrays[0].worst]
    assert names == ["parameters[1]", "parameters[0]"]


def test_the_ratio_is_the_lessons():
    report = check(lambda g, W: 3 * g)
    assert report.arrays[0].ratio == pytest.approx(0.5, rel=1e-9)
    report = check_gradient(lambda x: 1.0, np.zeros_like, np.ones(2))
    assert np.isnan(report.arrays[0].ratio)


def test_a_notebook_shows_the_report_with_its_signs_escaped():
    report = check()
    report.causes.append("1 < 2")
    shown = report._repr_html_()
    assert shown.startswith("<pre>right: ")
    assert "1 &lt; 2" in shown


# Any shapes, types and scales


@st.composite
def problems(draw):
    """A smooth cost of arrays of any shape and scale, and its gradient."""
    dtype = draw(st.sampled_from([np.float64, np.float32]))
    shape = st.lists(st.integers(0, 4), max_size=3).map(tuple)
    shapes = draw(st.lists(shape, min_size=1, max_size=3))
    assume(any(0 not in shape for shape in shapes))
    seed = draw(st.integers(0, 2**32 - 1))
    scale = 10.0 ** draw(st.integers(-6, 6))
    rng = np.random.default_rng(seed)
    arrays = [rng.normal(size=s).astype(dtype) for s in shapes]
    factors = [(scale * rng.normal(size=s)).astype(dtype) for s in shapes]

    def f(p):
        return sum(np.sum(k * np.sin(x)) for k, x in zip(factors, p))

    def df(p):
        return [k * np.cos(x) for k, x in zip(factors, p)]

    return f, df, arrays, seed


@settings(max_examples=150, deadline=None, derandomize=True)
@given(problems(), st.sampled_from([{}, {"sample": 2}, {"directions": 2}]))
def test_no_right_gradient_is_called_wrong(problem, how):
    f, df, arrays, seed = problem
    report = check_gradient(f, df, arrays, seed=seed, **how)
    assert report.verdict != "wrong"
    assert [f.shape for f in report.arrays] == [a.shape for a in arrays]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(problems(), st.sampled_from([{}, {"directions": 2}]), st.data())
def test_no_wrong_gradient_is_called_right(problem, how, data):
    f, df, arrays, seed = problem
    which = [i for i, a in enumerate(arrays) if a.size]
    bad = data.draw(st.sampled_from(which))
    g = df(arrays)
    size = np.linalg.norm(g[bad])
    assume(size > 0)
    g[bad] = g[bad] + np.asarray(0.1 * size, arrays[bad].dtype)
    report = check_gradient(f, g, arrays, seed=seed, **how)
    assert report.verdict != "right"


# The file


def test_the_file_needs_python_and_numpy_and_nothing_else():
    used = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name)
        for node in ast.walk(ast.parse(FILE.read_text()))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    roots = {name.split(".")[0] for name in used}
    assert roots - set(sys.stdlib_module_names) == {"numpy", "tqdm"}


def test_the_file_works_alone_in_an_empty_folder(tmp_path):
    (tmp_path / FILE.name).write_text(FILE.read_text())
    code = (
        "import numpy as np\n"
        "from gradient_check import check_gradient\n"
        "f = lambda x: (x**2).sum()\n"
        "print(check_gradient(f, lambda x: 2 * x, np.ones(3)).verdict)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path, capture_output=True, text=True,
    )
    assert (done.stdout, done.stderr) == ("right\n", "")
