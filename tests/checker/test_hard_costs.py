"""Costs that are hard to check: a right gradient is never called wrong."""

from decimal import Decimal

import numpy as np
import pytest
from gradient_check import check_gradient


def verdicts(cost, gradient, x, **how):
    """Return what is said of a right gradient, and of one a tenth too long."""
    g = gradient(x)
    return tuple(check_gradient(cost, k * g, x, **how).verdict for k in (1, 1.1))


# Results that come late, or live in arrays that are used again


class Late:
    """A number that is computed when it is asked for, as on another device."""

    def __init__(self, x, there):
        self.x, self.there = x, there

    def item(self):
        return float(np.sum(self.there(self.x) ** 3))


@pytest.mark.parametrize("how", [{}, {"directions": 2}], ids=str)
def test_a_result_that_is_computed_when_it_is_asked_for_is_that_of_its_call(how):
    x = np.linspace(1, 2, 5)
    assert verdicts(lambda x: Late(x, np.copy), lambda x: 3 * x**2, x, **how) == (
        "right",
        "wrong",
    )


def test_a_cost_may_answer_in_an_array_that_it_uses_again():
    answer = np.zeros(1)

    def cost(x):
        answer[0] = np.sum(np.exp(x))
        return answer

    x = np.linspace(0, 1, 4)
    assert verdicts(cost, np.exp, x) == ("right", "wrong")


def test_a_cost_may_keep_its_argument_and_compare_it_with_the_next():
    kept = {}

    def cost(x):  # Computes nothing again for what seems to be the same.
        if kept.get("x") is None or not np.array_equal(kept["x"], x):
            kept.update(x=x, J=float(np.sum(x**4)))
        return kept["J"]

    x = np.linspace(1, 2, 4)
    assert verdicts(cost, lambda x: 4 * x**3, x) == ("right", "wrong")


# Scales


@pytest.mark.parametrize("unit", [1e-21, 1e-12, 1e-6, 1e9, 1e15])
def test_parameters_may_be_in_any_units_and_in_several(unit):
    units = unit * np.array([1, 1e-3, 1e3])

    def cost(p):
        return np.sum(np.sin(p["a"] / units)) + np.sum(np.exp(p["b"]))

    def gradient(p):
        return {"a": np.cos(p["a"] / units) / units, "b": np.exp(p["b"])}

    p = {"a": units * [0.3, 0.7, 1.1], "b": np.array([0.1, 0.2])}
    assert check_gradient(cost, gradient, p).verdict == "right"
    wrong = gradient(p)
    wrong["a"] = 1.01 * wrong["a"]
    report = check_gradient(cost, wrong, p)
    assert [f.verdict for f in report.arrays] == ["wrong", "right"]


def test_a_time_of_1e9_seconds_turns_within_seconds():
    def cost(t):
        return 3 + np.sin(2 * np.pi * (t - 1.7e9) / 10)

    def gradient(t):
        return 2 * np.pi / 10 * np.cos(2 * np.pi * (t - 1.7e9) / 10)

    assert verdicts(cost, gradient, np.array(1.7e9 + 1.3)) == ("right", "wrong")


@pytest.mark.parametrize("scale", [1e-300, 1e-170, 1e170, 1e300])
def test_costs_may_be_of_any_size_and_wrong_ones_end_in_no_crash(scale):
    x = np.array([0.4, 1.2, 2.0])
    assert verdicts(
        lambda x: scale * np.sum(np.sin(x)), lambda x: scale * np.cos(x), x
    ) == ("right", "wrong")


# Few digits


def test_float32_hidden_in_the_cost_is_found():
    x = np.random.default_rng(0).normal(size=12)
    for inside in (np.float32, np.float16):
        said = verdicts(
            lambda x: float(np.sum(np.tanh(x.astype(inside)).astype(float))),
            lambda x: 1 - np.tanh(x) ** 2,
            x,
        )
        assert said[0] != "wrong"
        assert said[1] != "right"


def test_float32_weights_beside_float64_data_are_never_called_wrong():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        X, y = rng.normal(size=(30, 4)), rng.normal(size=30)
        stored = np.zeros(4, np.float32)

        def cost(w):
            stored[:] = w
            return 0.5 * np.mean((X @ stored - y) ** 2)

        report = check_gradient(
            cost, lambda w: X.T @ (X @ w - y) / 30, rng.normal(size=4)
        )
        assert report.verdict == "right"


def test_a_float64_penalty_beside_a_float32_cost_is_never_called_wrong():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        X = rng.normal(size=(20, 8)).astype(np.float32)

        def cost(w):
            fit = np.mean(np.tanh(X @ w.astype(np.float32)))
            return float(fit) + 1e-4 * float(w @ w)

        def gradient(w):
            slopes = 1 - np.tanh(X.astype(float) @ w) ** 2
            return X.T @ slopes / 20 + 2e-4 * w

        w = rng.normal(size=8)
        assert check_gradient(cost, gradient, w).verdict != "wrong"


@pytest.mark.parametrize("digits", [4, 6, 8])
def test_a_cost_that_is_rounded_or_printed_is_never_called_wrong(digits):
    for seed in range(10):
        x = np.random.default_rng(seed).normal(size=5)
        for few in (
            lambda J: round(float(J), digits),
            lambda J: float(f"{J:.{digits}g}"),
            lambda J: Decimal(f"{J:.{digits}f}"),
        ):
            said = verdicts(lambda x: few(np.sum(np.sin(x))), np.cos, x)
            assert said[0] != "wrong"
            assert said[1] != "right"


@pytest.mark.parametrize("draws", [100, 1000, 100_000])
def test_a_cost_that_counts_draws_is_a_staircase_and_says_so(draws):
    drawn = np.random.default_rng(0).random(draws)

    def cost(p):
        return np.mean(drawn < 1 / (1 + np.exp(-np.sum(p))))

    def gradient(p):
        s = 1 / (1 + np.exp(-np.sum(p)))
        return np.full(2, s * (1 - s))

    report = check_gradient(cost, gradient, np.array([0.3, -0.1]))
    assert report.verdict == "cannot tell"
    assert "sampled" in report.causes[0]


# Noise


def test_sums_taken_in_another_order_at_each_call_are_no_change():
    rng = np.random.default_rng(0)
    terms = rng.normal(size=(1000, 3))

    def gradient(x):
        order = rng.permutation(1000)
        return np.cumsum(terms[order] * x, axis=0)[-1]

    report = check_gradient(lambda x: np.sum(terms @ x**2) / 2, gradient, np.ones(3))
    assert report.verdict == "right"


def test_noise_that_few_entries_carry_is_found():
    for seed in range(10):
        rng = np.random.default_rng(seed)
        E, used = rng.normal(size=(300, 2)), rng.integers(0, 300, 20)
        c = rng.normal(size=(20, 2))
        g = np.zeros_like(E)
        np.add.at(g, used, np.cos(E[used]) * c)
        report = check_gradient(
            lambda E: float(np.sum((np.sin(E[used]) * c + 1e4) - 1e4)), g, E
        )
        assert report.verdict != "wrong"


def test_terms_that_cancel_are_called_wrong_once_in_twenty_networks_at_most():
    """It ought to be never: with logarithms rounded correctly, it is seed 1."""
    verdicts = []
    for seed in range(20):
        z = np.random.default_rng(seed).normal(size=40) / 30
        x = np.random.default_rng(seed + 99).normal(size=40)
        report = check_gradient(
            lambda x: np.sum(np.log(1 + z * x) - z * x),
            lambda x: z / (1 + z * x) - z,
            x,
        )
        verdicts.append(report.verdict)
    assert verdicts.count("wrong") <= 1


# Shapes


@pytest.mark.parametrize("frequency", [1e3, 1e5, 1e7])
def test_a_cost_that_turns_within_the_first_step_is_right(frequency):
    for seed in range(5):
        t = 10 + 10 * np.random.default_rng(seed).random(4)
        assert verdicts(
            lambda t: np.sum(np.sin(frequency * t)),
            lambda t: frequency * np.cos(frequency * t),
            t,
        ) == ("right", "wrong")


def test_a_peak_narrower_than_the_step_is_seen():
    x, w = np.array([0.5e-7, 0.7, 1.1]), 1e-7

    def cost(x):
        return np.exp(-((x[0] / w) ** 2)) + np.sum(np.sin(x[1:]))

    g = np.append(-2 * x[0] / w**2 * np.exp(-((x[0] / w) ** 2)), np.cos(x[1:]))
    assert check_gradient(cost, g, x).verdict == "right"
    report = check_gradient(cost, g * [0, 1, 1], x)
    assert report.verdict == "wrong"
    assert report.arrays[0].worst[0][0] == "parameters[0]"


def test_after_forty_wrong_entries_a_kink_is_still_no_wrong_one():
    x = np.append(np.ones(60), np.zeros(30))
    g = np.append(np.full(60, 3.0), np.full(30, 0.3))
    report = check_gradient(
        lambda x: np.sum(x[:60] ** 2) + np.sum(np.abs(x[60:])), g, x
    )
    assert report.verdict == "wrong"
    assert not report.arrays[0].outside[60:].any()


def test_a_bias_that_is_subtracted_again_is_flat():
    X = np.random.default_rng(0).normal(size=(9, 3))

    def cost(p):
        z = X @ p["W"] + p["b"]
        z = z - z.mean(axis=0)
        return np.sum(np.sin(z / np.sqrt(np.mean(z**2, axis=0) + 1e-5)) ** 3)

    p = {"W": np.eye(3) + 0.1, "b": np.array([0.1, -0.2, 0.3])}
    W = check_gradient(cost, {"W": p["W"], "b": np.zeros(3)}, p)
    (of_b,) = [f for f in W.arrays if f.name == "b"]
    assert of_b.verdict == "right" and of_b.flat
    wrong = check_gradient(cost, {"W": p["W"], "b": np.full(3, 0.1)}, p)
    assert wrong.arrays[1].verdict == "wrong"


def test_an_array_that_the_cost_never_reads_is_flat():
    report = check_gradient(
        lambda p: np.sum(p["w"] ** 2),
        lambda p: {"w": 2 * p["w"], "unused": np.zeros(4)},
        {"w": np.ones(3), "unused": np.ones(4)},
    )
    assert report.verdict == "right"
    assert "flat" in str(report)


@pytest.mark.parametrize("far", [0.5, 3.0])
def test_an_array_that_does_something_farther_off_is_not_flat(far):
    def cost(p):
        return np.sum(p["w"] ** 2) + np.sum(np.maximum(np.abs(p["b"]) - far, 0))

    p = {"w": np.ones(3), "b": np.zeros(5)}
    report = check_gradient(cost, {"w": 2 * p["w"], "b": np.zeros(5)}, p)
    assert report.arrays[1].verdict == "cannot tell"


def test_an_array_whose_gradient_is_not_zero_elsewhere_is_not_flat():
    def gradient(p):  # Zero here, by luck; the cost never reads b.
        return {"w": 2 * p["w"], "b": np.full(2, p["w"][0] - 1)}

    p = {"w": np.ones(3), "b": np.ones(2)}
    report = check_gradient(lambda p: np.sum(p["w"] ** 2), gradient, p)
    assert report.arrays[1].verdict == "cannot tell"


def test_where_nothing_moves_the_cost_no_array_is_told_from_another():
    report = check_gradient(
        lambda p: 1.5 + 0 * np.sum(p["w"]), {"w": np.full(2, 1e-3)}, {"w": np.ones(2)}
    )
    assert report.verdict == "wrong"


# Where there is no cost


@pytest.mark.parametrize("far", [1e-1, 1e-3, 1e-6])
def test_an_exception_a_step_away_is_no_cost_there(far):
    def cost(s):
        if np.any(s <= 0):
            raise ValueError("s must be positive")
        return float(np.sum(np.log(s)))

    s = far * np.array([1.0, 2.0])
    assert verdicts(cost, lambda s: 1 / s, s) == ("right", "wrong")


def test_an_exception_all_around_is_quoted():
    x = np.array([1.0, 2.0])

    def cost(p):
        if not np.array_equal(p, x):
            raise ArithmeticError("no convergence")
        return 1.0

    report = check_gradient(cost, np.ones(2), x)
    assert report.verdict == "cannot tell"
    assert "ArithmeticError: no convergence" in report.causes[0]


def test_a_barrier_that_is_infinite_beyond_is_taken_for_no_float32():
    def barrier(x):
        inside = np.all(np.abs(x - 1e-4) < 2e-4)
        return float(np.sum(x - np.log(x))) if inside else np.inf

    x = np.full(3, 1e-4)
    report = check_gradient(barrier, lambda x: 1 - 1 / x, x)
    assert report.verdict == "right"
    assert report.step < 1e-4


# Wrong gradients that once ended in a crash


@pytest.mark.parametrize("how", [{}, {"sample": 8}, {"directions": 3}], ids=str)
def test_slopes_in_the_wrong_place_are_wrong(how):
    x = np.linspace(0.5, 2, 8)
    report = check_gradient(lambda x: x[2] ** 2, np.eye(8)[5] * x[2], x, **how)
    assert report.verdict == "wrong"


def test_a_wrong_slope_beside_an_entry_with_no_cost_is_wrong():
    x = np.array([2.0, 1e-9, 3.0])
    with np.errstate(invalid="ignore", divide="ignore"):
        report = check_gradient(lambda x: np.sum(np.log(x)), lambda x: [2, 1, 1] / x, x)
    assert report.verdict == "wrong"
    assert report.arrays[0].worst[0][0] == "parameters[0]"


# The caller's own settings and pools


def test_the_cost_runs_under_the_callers_own_floating_point_settings():
    seen = set()

    def cost(x):
        seen.add(tuple(np.geterr().items()))
        return float(np.sum(x**2))

    with np.errstate(all="raise"):
        before = np.geterr()
        check_gradient(cost, lambda x: 2 * x, np.ones(2))
        assert np.geterr() == before
    assert seen == {tuple(before.items())}


def test_workers_may_finish_in_any_order():
    def backwards(task, shares):
        return [task(share) for share in reversed(list(shares))]

    x = np.linspace(1, 2, 40)
    for gradient, verdict in ((3 * x**2, "right"), (3.3 * x**2, "wrong")):
        report = check_gradient(lambda x: np.sum(x**3), gradient, x, workers=backwards)
        assert report.verdict == verdict
