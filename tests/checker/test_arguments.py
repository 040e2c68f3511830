"""What the check is given: it is read, refused in one sentence, and put back."""

from collections import OrderedDict

import numpy as np
import pytest
from gradient_check import check_gradient
from specimen import Keeps, check, cost, every_way, gradient, parameters, spoiled

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
    assert check_gradient(
        lambda x: 3 * x[0] - x[1], np.array([3, -1]), np.array([0.1, 0.2])
    )


def test_a_cost_may_count_in_integers():
    report = check_gradient(lambda x: 7, np.zeros(2), np.ones(2))
    assert report.summary == "right: flat wherever we looked."


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
        (
            (np.sum, np.sign, np.array([1, 2])),
            {},
            TypeError,
            "parameters holds int64: pass floats, as in np.asarray(parameters, float).",
        ),
        (
            (np.sum, np.sign, {"W": np.array([None])}),
            {},
            TypeError,
            "W holds object: pass floats, as in np.asarray(W, float).",
        ),
        (
            (np.sum, np.array([1j]), np.ones(1)),
            {},
            TypeError,
            "The gradient of parameters holds complex128.",
        ),
        (
            (lambda x: x, np.sign, np.ones(3)),
            {},
            TypeError,
            "The cost is of shape (3,), not one real number: sum it up, or take "
            "its mean.",
        ),
        (
            (lambda x: 1j, np.sign, ONES),
            {},
            TypeError,
            "The cost is complex, not one real number: sum it up, or take its mean.",
        ),
        (
            (lambda x: None, np.sign, ONES),
            {},
            TypeError,
            "The cost is NoneType, not one real number: sum it up, or take its mean.",
        ),
        (
            (lambda x: (1.0, x), np.sign, ONES),
            {},
            TypeError,
            "The cost returns 2 things, not one number: if they are cost and "
            "gradient, pass gradient=True.",
        ),
        (
            (lambda x: 1.0, lambda x: None, ONES),
            {},
            TypeError,
            "The gradient returns None: add its return.",
        ),
        (
            (lambda x: 1.0, True, ONES),
            {},
            TypeError,
            "gradient=True: return a pair, (cost, gradient).",
        ),
        (
            (lambda x: 1.0, lambda x: (1.0, x), ONES),
            {},
            TypeError,
            "The gradient of parameters is a tuple of 2, not a NumPy array.",
        ),
        (
            (lambda p: 1.0, [None], [ONES]),
            {},
            ValueError,
            "There is nothing to check: all gradients are None.",
        ),
        (
            (lambda x: x, np.sign, np.ones(3)),
            {"batched": True},
            TypeError,
            "A batch of 2 costs has shape (2, 3): return one number for each.",
        ),
        (
            (np.sum, np.sign, np.ones(3)),
            {"batched": True},
            TypeError,
            "A batch of 2 costs has shape (): return one number for each.",
        ),
        (
            (lambda x: np.ones(3), np.sign, np.ones(3)),
            {"batched": True},
            TypeError,
            "A batch of 2 costs has shape (3,): return one number for each.",
        ),
        (
            (lambda p: 1.0, {"W": np.ones((3, 2))}, {"W": np.ones((2, 3))}),
            {},
            ValueError,
            "W has shape (2, 3), but its gradient (3, 2).",
        ),
        (
            (np.sum, np.ones((1, 3)), np.ones(3)),
            {},
            ValueError,
            "parameters has shape (3,), but its gradient (1, 3).",
        ),
        (
            (lambda p: 1.0, {"V": ONES}, {"W": ONES}),
            {},
            ValueError,
            "The gradient has V, and the parameters have W: give it the same "
            "containers and names.",
        ),
        (
            (lambda p: 1.0, [], [ONES]),
            {},
            ValueError,
            "The gradient has no array, and the parameters have [0]: give it the "
            "same containers and names.",
        ),
        (
            (np.sum, np.sign, {"W": np.array([[1, np.nan]])}),
            {},
            ValueError,
            "W[0, 1] is nan: there is no slope.",
        ),
        (
            (lambda x: np.nan, np.sign, ONES),
            {},
            ValueError,
            "The cost is nan at these parameters.",
        ),
        (
            (np.sum, np.sign, np.zeros((0, 3))),
            {},
            ValueError,
            "There is nothing to check: the arrays are empty.",
        ),
        (
            (np.sum, np.sign, {}),
            {},
            ValueError,
            "There is nothing to check: the arrays are empty.",
        ),
        (
            (np.sum, np.sign, ONES),
            {"step": -1e-4},
            ValueError,
            "step is -0.0001: it must be positive.",
        ),
        (
            (np.sum, np.sign, ONES),
            {"rtol": np.inf},
            ValueError,
            "rtol is inf: it must be positive.",
        ),
        (
            (np.sum, np.sign, ONES),
            {"directions": 0},
            ValueError,
            "directions is 0: it must be positive.",
        ),
        (
            (np.sum, np.sign, ONES),
            {"sample": 2.5},
            TypeError,
            "sample is 2.5: pass an integer.",
        ),
        (
            (np.sum, np.sign, ONES),
            {"directions": 2.0},
            TypeError,
            "directions is 2.0: pass an integer.",
        ),
        (
            (np.sum, np.sign, ONES),
            {"sample": 0},
            ValueError,
            "sample is 0: it must be positive.",
        ),
        (
            (np.sum, np.sign, ONES),
            {"sample": 1, "directions": 1},
            ValueError,
            "Choose sample= or directions=, not both.",
        ),
        (
            (np.sum, np.sign, ONES),
            {"sample": True},
            TypeError,
            "sample is True: pass an integer.",
        ),
        (
            (np.sum, np.sign, ONES),
            {"rtol": 0.1, "directions": 1},
            ValueError,
            "A few directions cannot tell how large an error is, as rtol asks: "
            "leave out rtol=, or choose sample= instead of directions=.",
        ),
        (
            (np.sum, np.sign, ONES),
            {"step": {"V": 1e-3}},
            ValueError,
            "step= names V, and the parameters are parameters.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_checked_gets_one_sentence(arguments, options, error, message):
    with pytest.raises(error) as caught:
        check_gradient(*arguments, **options)
    assert str(caught.value) == message


# What it leaves behind


@every_way
@pytest.mark.parametrize(
    "n, error",
    [
        (1, RuntimeError),
        (2, ValueError),
        (3, TypeError),
        (1, KeyboardInterrupt),
        (10, KeyboardInterrupt),
        (51, KeyboardInterrupt),
    ],
)
def test_an_exception_leaves_every_parameter_as_it_was(n, error, how):
    keeps, mine = Keeps(n, error), parameters()
    with pytest.raises(error):
        check_gradient(keeps, spoiled(lambda g, W: 2 * g), mine, **how)
    for name, array in parameters().items():
        assert mine[name].tobytes() == array.tobytes()


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

    with pytest.raises(ValueError, match="^The cost changes its parameters: "):
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


@every_way
def test_a_cost_that_keeps_its_parameters_keeps_them_as_they_were(how):
    keeps, then, mine = Keeps(), [], parameters()
    mine["W"][0, 0] = -0.0
    before = {name: a.tobytes() for name, a in mine.items()}

    def noted(p):
        then.append({name: a.tobytes() for name, a in p.items()})
        return keeps(p)

    check_gradient(noted, gradient, mine, **how)
    assert {name: a.tobytes() for name, a in mine.items()} == before
    assert len({p["W"].tobytes() for p in keeps.seen}) > 8
    for p, held in zip(keeps.seen, then, strict=True):
        assert {name: a.tobytes() for name, a in p.items()} == held
        assert not np.shares_memory(p["W"], mine["W"])
