"""The causes that the check names, and what it leaves unsaid."""

import numpy as np
import pytest
from gradient_check import check_gradient
from specimen import cost, every_way, gradient, parameters, spoiled
from test_causes import AS_FLOAT32, momentum, own_buffer


@every_way
@pytest.mark.parametrize(
    "where, text",
    [("W", "W: no other is wrong: look at the lines of this one."),
     ("b", "b: no other is wrong: look at the lines of this one."),
     ("Wb", "W, b: wrong, but right at c: look between, in the backward pass."),
     ("Wbc", "W, b, c: all are wrong: look at the start of the backward pass.")],
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


def test_as_close_as_float32_stands_before_what_mends_so_little_as_well():
    x = np.linspace(1.01, 2, 9)  # A factor does, and weight decay.
    single = (2 * x * (1 + 1e-8)).astype(np.float32)
    report = check_gradient(lambda x: x @ x, single, x)
    assert report.causes[0] == f"parameters: {AS_FLOAT32}"


def test_a_cost_that_changes_between_identical_calls_is_never_judged():
    rng = np.random.default_rng(0)

    def dropout(p):
        return cost(p) * (1 + 1e-3 * rng.normal())

    for change in (lambda g, W: g), (lambda g, W: -g):
        report = check_gradient(dropout, spoiled(change), parameters())
        assert report.verdict == "cannot tell"
        assert "changes between equal calls" in report.causes[0]
        assert report.arrays == []
        assert report.summary == (
            "cannot tell: calls that should be alike are not."
        )


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

        report = check_gradient(
            lambda x: scale * x @ x / 2, df, np.linspace(1, 2, 9)
        )
        assert len(calls) == 2
        return "".join(report.causes)

    assert judged(1e-9) == ""  # It trembles, as parallel sums do.
    assert "changes between equal calls" in judged(1e-4)
