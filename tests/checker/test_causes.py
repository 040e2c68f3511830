"""The causes that the check names, and what it leaves unsaid."""

import gradient_check
import numpy as np
import pytest
from gradient_check import check_gradient
from specimen import check, cost, cubes, every_way, gradient, parameters, spoiled


def cause_of(change, p=None, **how):
    """Return the likeliest cause for W, of an array with that alone wrong."""
    report = check(change, p, **how)
    assert [f.verdict for f in report.arrays] == ["wrong", "right", "right"]
    assert all(cause.startswith("W: ") for cause in report.causes)
    return report.causes[0].removeprefix("W: ")


@every_way
@pytest.mark.parametrize(
    "k, text",
    [
        (2, "2"),
        (0.5, "1/2"),
        (-1, "-1"),
        (32, "32"),
        (1 / 32, "1/32"),
        (-0.5, "-1/2"),
        (1.23456, "1.235"),
    ],
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
    [
        ((5, 6), np.s_[2], "2, :"),
        ((5, 6), np.s_[:, 3], ":, 3"),
        ((5, 6), np.s_[4, 1], "4, 1"),
        ((2, 3, 4), np.s_[:, :, 1], ":, :, 1"),
    ],
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
    report = check_gradient(lambda x: scale * cubes(x), 1.5 * scale * x**2, x)
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
    [
        ("W", "W: no other is wrong: look at the lines of this one."),
        ("b", "b: no other is wrong: look at the lines of this one."),
        ("Wb", "W, b: wrong, but right at c: look between, in the backward pass."),
        ("Wbc", "W, b, c: all are wrong: look at the start of the backward pass."),
    ],
)
def test_where_the_way_back_goes_wrong_is_named(where, text, how):
    def jumbled(p):
        return {
            name: g * np.linspace(2, 3, g.size).reshape(g.shape) if name in where else g
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


def test_one_array_under_two_names_is_named():
    X = np.random.default_rng(0).normal(size=(8, 4))
    W = np.random.default_rng(1).normal(size=(4, 3))

    def cost(p):
        return 0.5 * np.sum((np.tanh(X @ p["enc"]) @ p["dec"].T - X) ** 2)

    def shared(p):
        h = np.tanh(X @ p["enc"])
        r = h @ p["dec"].T - X
        both = r.T @ h + X.T @ ((r @ p["dec"]) * (1 - h * h))
        return {"enc": both, "dec": both}

    report = check_gradient(cost, shared, {"enc": W, "dec": W})
    assert report.causes[0] == (
        "enc, dec: the sum of the slopes of all of them: one array under several names?"
    )
    other = check_gradient(
        cost, lambda p: {q: 2 * g for q, g in shared(p).items()}, {"enc": W, "dec": W}
    )
    assert "several names" not in "".join(other.causes)


def test_the_way_back_ends_at_the_first_array_and_not_before_it():
    assert jumbled_arrays("cab", "ab") == []


def test_as_close_as_float32_stands_before_what_mends_so_little_as_well():
    x = np.linspace(1.01, 2, 9)  # A factor does, and weight decay.
    single = (2 * x * (1 + 1e-8)).astype(np.float32)
    report = check_gradient(lambda x: x @ x, single, x)
    assert report.causes[0] == f"parameters: {AS_FLOAT32}"


def test_no_place_is_named_where_none_explains_it_or_each_has_its_cause():
    def jumbled(p):
        g = gradient(p)
        jumbled = g["W"] * np.linspace(2, 3, 16).reshape(4, 4)
        return g | {"W": jumbled, "c": 2 * g["c"]}

    report = check_gradient(cost, jumbled, parameters())
    assert report.causes == ["c: 2 times what it should be."]
    report = check_gradient(
        cost,
        lambda p: {q: k * g for k, (q, g) in enumerate(gradient(p).items(), 2)},
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
        return cost(p) * (1 + 1e-3 * rng.normal())

    for change in (lambda g, W: g), (lambda g, W: -g):
        report = check_gradient(dropout, spoiled(change), parameters())
        assert report.verdict == "cannot tell"
        assert "changes between equal calls" in report.causes[0]
        assert report.arrays == []
        assert report.summary == ("cannot tell: calls that should be alike are not.")


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
        "zeroed, or does it remember its last call?"
    ]


@pytest.mark.parametrize("scale", [1e-20, 1, 1e9])
def test_by_how_much_equal_gradients_may_differ_goes_by_their_size(scale):
    def judged(change):
        calls = []

        def df(x):
            calls.append(1)
            return scale * x * (1 + change * len(calls))

        report = check_gradient(lambda x: scale * x @ x / 2, df, np.linspace(1, 2, 9))
        assert len(calls) == 2
        return "".join(report.causes)

    assert judged(1e-9) == ""  # It trembles, as parallel sums do.
    assert "changes between equal calls" in judged(1e-4)


def test_a_gradient_that_changes_the_data_is_wrong():
    data = np.array([1.0, 2.0, 4.0])

    def centred(w):
        data[...] -= data.mean()
        return 3 * w**2 * np.sum(data**3)

    report = check_gradient(lambda w: np.sum((data * w) ** 3), centred, np.array(1.5))
    assert report.verdict == "wrong"
    assert report.causes[0] == ("Calling the gradient changes the cost: its data?")


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


# Chain rules and constraints


X = np.array([0.8, 1.5, 2.0, 2.5])


def causes_of(gradient, x=X, cost=cubes):
    report = check_gradient(cost, gradient, x)
    assert report.verdict == "wrong"
    return [cause.removeprefix("parameters: ") for cause in report.causes]


@pytest.mark.parametrize(
    "change, cause",
    [
        (lambda x: x, "times the parameters: is it for their logarithm?"),
        (lambda x: 1 / x, "divided by the parameters: a chain rule?"),
        (np.exp, "times the exponential of the parameters: a chain rule?"),
    ],
)
def test_a_chain_rule_too_many_is_named_and_not_for_one_that_is_nearly_so(
    change, cause
):
    # Of x**3 the slope over x is a multiple of x: take another cost.
    def cost(x):
        return np.sum(np.sin(x))

    assert causes_of(np.cos(X) * change(X), cost=cost)[0] == cause
    nearly = np.cos(X) * change(X) * [1, 1, 1, 1.01]
    assert cause not in causes_of(nearly, cost=cost)


def test_a_gradient_on_a_sphere_is_named():
    g = 3 * X**2
    across = g - (g @ X) / (X @ X) * X
    assert causes_of(across)[0] == "across the parameters: projected on a sphere?"
    assert "across" not in "".join(causes_of(across + [0, 0, 0, 0.01]))


def test_a_gradient_whose_entries_sum_to_zero_is_named():
    g = 3 * X**2
    assert causes_of(g - g.mean())[0] == (
        "off by the same in every entry: projected, for parameters whose sum is fixed?"
    )
    assert "every entry" not in "".join(causes_of(g - g.mean() + [0, 0, 0, 0.1]))


@pytest.mark.parametrize("axis, name", [(1, "row"), (0, "column")])
def test_a_constant_and_a_factor_for_each_row_or_column_are_named(axis, name):
    W = np.random.default_rng(0).random((4, 5)) + 0.5
    g = 3 * W**2
    centred = causes_of(g - g.mean(axis=axis, keepdims=True), W)
    assert centred[0].startswith(f"off by the same all along a {name}: projected")
    offset = 3 * g.mean(axis=axis, keepdims=True) * np.ones_like(g)
    assert causes_of(g + offset, W)[0].startswith(f"off by the same all along a {name}")
    shape = (4, 1) if axis else (1, 5)
    factors = np.linspace(1.5, 3, max(shape)).reshape(shape)
    assert causes_of(factors * g, W) == [f"a factor of its own in every {name}."]
    factors = factors + 0.01 * np.eye(4, 5)
    assert causes_of(factors * g, W) == []


def test_the_symmetric_part_of_the_slopes_is_named():
    W = np.random.default_rng(0).random((3, 3)) + 0.5
    g = 3 * W**2
    cause = "the mean of the slopes and of their transpose"
    assert causes_of((g + g.T) / 2, W)[0].startswith(cause)
    off = (g + g.T) / 2 + 0.01 * np.eye(3)
    assert cause not in "".join(causes_of(off, W))


def test_zeros_in_some_entries_are_never_computed_and_not_clipped():
    x = np.linspace(1, 2, 9)
    g = 3 * x**2
    g[[1, 4, 5]] = 0
    assert causes_of(g, x) == ["all wrong entries are 0: never computed, or masked?"]


def test_the_same_in_every_entry_is_summed_over_too_much():
    x = np.linspace(-1, 2, 9)
    total = float(np.sum(3 * x**2))
    assert "the same in every entry: summed over too much?" in causes_of(
        np.full(9, total), x
    )


@pytest.mark.parametrize("share, digits", [(7e-6, "1e-05"), (7e-9, "1e-08")])
def test_how_closely_the_two_agree_is_said_where_nothing_explains_it(share, digits):
    x = np.linspace(1, 2, 30)
    off = np.random.default_rng(0).normal(size=30)
    g = 3 * x**2
    off *= share * np.linalg.norm(g) / np.linalg.norm(off)
    (cause, *_) = causes_of(g + off, x)
    assert cause.startswith(f"it agrees to {digits}: ")
    assert "solver or a table in the cost? Tighten its tolerance" in cause
    assert ("float32" in cause) == (share == 7e-9)


def test_a_difference_of_one_percent_is_no_agreement():
    x = np.linspace(1, 2, 30)
    off = np.random.default_rng(0).normal(size=30)
    assert "agrees" not in "".join(causes_of(3 * x**2 * (1 + 0.01 * off), x))


def test_halfway_between_the_two_slopes_of_a_kink_is_cannot_tell_or_named():
    x = np.array([0.0, 1.0, 2.0, 0.0])
    report = check_gradient(
        lambda x: np.sum(np.maximum(x, 0)), np.array([0.5, 1, 1, 0.5]), x
    )
    assert report.verdict == "cannot tell"
    assert "kink" in report.causes[0]


# A factor that leaves the gap


@pytest.mark.parametrize("size", [1e4, 1e8])
def test_no_factor_is_named_that_no_entry_has(size):
    x = np.linspace(0.5, 2, 6)
    g = 3 * x**2
    g[2] = size
    assert causes_of(g, x) == ["only [2] is wrong."]
    wild = size * np.random.default_rng(3).normal(size=6)
    assert not any(" times what" in cause for cause in causes_of(wild, x))


def test_what_remembers_its_last_call_is_no_dropout_alone():
    state = {"h": 0.0}

    def cost(x):
        state["h"] = 0.5 * state["h"] + np.sum(x)
        return state["h"]

    report = check_gradient(cost, np.ones(3), np.ones(3))
    assert report.verdict == "cannot tell"
    assert "does it remember its last call?" in report.causes[0]


def test_what_cannot_be_told_is_not_called_right():
    a = np.array([1.0, 1.2, 0.7, 0.3])
    p = {"W1": a, "b1": a, "W2": np.zeros(3), "b2": np.ones(3)}
    report = check_gradient(
        lambda p: (
            np.sum(p["W1"] ** 3)
            + np.sum(p["b1"] ** 3)
            + np.sum(np.abs(p["W2"]))
            + np.sum(p["b2"] ** 2)
        ),
        lambda p: {
            "W1": 3 * p["W1"] ** 2 * [1, 2, 4, 3],
            "b1": 3 * p["b1"] ** 2 * [1, 2, 4, 3],
            "W2": np.full(3, 0.3),
            "b2": 2 * p["b2"],
        },
        p,
    )
    assert report.arrays[2].verdict == "cannot tell"
    assert not any("right at" in cause for cause in report.causes)


def test_an_entry_that_could_be_as_wrong_keeps_another_from_being_the_only_one():
    x = np.array([2.0, 0.0, 3.0])
    report = check_gradient(
        lambda x: x[0] ** 2 + abs(x[1]) + x[2] ** 2, np.array([5, 0.3, 6]), x
    )
    assert report.verdict == "wrong"
    assert not any("only" in cause for cause in report.causes)


def test_a_cause_that_fails_costs_no_verdict_and_no_other_cause(monkeypatch):
    def fails(found):
        raise ZeroDivisionError

    monkeypatch.setattr(
        gradient_check, "WRONG_BECAUSE", [fails, *gradient_check.WRONG_BECAUSE, fails]
    )
    assert causes_of(6 * X**2) == ["2 times what it should be."]
