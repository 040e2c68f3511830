"""The bugs: each is one change, and does what it is said to do."""

import inspect
import re
from functools import cache
from types import CodeType, FunctionType, ModuleType

import bug_zoo
import mlp
import network
import numpy as np
import pytest
from bug_zoo import (
    HELD_OUT,
    Bug,
    lesson_problem,
    mlp_problem,
    plant,
    problem,
    read_bugs,
)
from oracles import complex_slopes

BUGS = read_bugs()
UNTUNED = read_bugs(HELD_OUT)  # Nobody tuned a check on them.
ALL = [*BUGS, *UNTUNED]
MODULES = {"lesson": network, "mlp": mlp}
# Wrong, but not where the gradient was first called; see the tests below.
ELSEWHERE = "computed-once", "activations-of-the-call-before"
NOT_HERE = {*ELSEWHERE, "relu-mask-at-zero"}
OFF = 1e-12  # A larger relative error is no rounding.
every_bug = pytest.mark.parametrize("bug", ALL, ids=lambda bug: bug.name)
no_warnings = pytest.mark.filterwarnings("ignore::RuntimeWarning")


def named(name):
    return next(bug for bug in ALL if bug.name == name)


def make(bug, seed, **how):
    np.random.seed(seed)  # For the bug that draws from NumPy's own.
    return problem(bug, seed, **how)


def vector(g):
    return np.concatenate([g[name].ravel() for name in sorted(g)]).astype(float)


def gap(g, n):
    n = vector(n)
    return np.linalg.norm(vector(g) - n) / np.linalg.norm(n)


@cache
def errors(name, seed, **how):
    """Return how far the first gradient is off, and the second."""
    bug = named(name)
    fresh = make(bug, seed, **how)
    n = complex_slopes(fresh.cost, fresh.parameters)
    p = make(bug, seed, **how)
    return [gap(p.gradient(p.parameters), n) for _ in range(2)]


# The file


def test_there_are_at_least_60_bugs_and_a_dozen_of_them_are_held_out():
    assert len(BUGS) >= 60
    assert sum(bug.held_out for bug in BUGS) >= 12
    assert {bug.network for bug in BUGS if bug.held_out} == set(MODULES)


def test_40_more_bugs_of_both_networks_stand_apart_each_with_a_cause():
    assert len(UNTUNED) == 40
    assert {bug.network for bug in UNTUNED} == set(MODULES)
    assert all(bug.cause for bug in UNTUNED)
    # The gallery and its tables are of the others alone.
    assert not any(bug.held_out for bug in UNTUNED)


def test_names_are_unique_and_fit_for_addresses():
    names = [bug.name for bug in ALL]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


@every_bug
def test_every_bug_has_a_title_and_a_lesson(bug):
    assert bug.title
    assert not bug.title.endswith(".")
    assert bug.lesson.endswith(".")
    assert len(bug.lesson.split()) >= 4


@every_bug
def test_a_cause_is_a_regular_expression_and_only_a_wrong_gradient_has_one(bug):
    re.compile(bug.cause)
    assert bool(bug.cause) != (bug.together or bug.name == "relu-mask-at-zero")


@every_bug
def test_options_are_those_of_the_larger_network(bug):
    allowed = inspect.signature(mlp.MLP).parameters
    assert set(bug.options) <= set(allowed)
    assert not bug.options or bug.network == "mlp"


def what_it_does(bug):
    """Return the cost, and the gradients of two calls, from two starts."""
    found = []
    for seed in range(2):
        p = make(bug, seed)
        found.append([float(p.cost(p.parameters))])
        found += [vector(p.gradient(p.parameters)) for _ in range(2)]
    return np.concatenate(found)


@pytest.fixture(scope="module")
def effects():
    return {bug.name: what_it_does(named(bug.name)) for bug in ALL}


@pytest.mark.parametrize("bug", UNTUNED, ids=lambda bug: bug.name)
@no_warnings
def test_a_held_out_bug_repeats_no_other_by_its_text_or_by_its_effect(bug, effects):
    mine = effects[bug.name]
    for other in ALL:
        if other.name == bug.name:
            continue
        assert (other.old, other.new) != (bug.old, bug.new)
        theirs = effects[other.name]
        if mine.shape == theirs.shape:
            assert not np.allclose(mine, theirs, rtol=1e-9, atol=0, equal_nan=True)


# Planting


@every_bug
def test_what_a_bug_changes_stands_once_and_nothing_else_changes(bug, monkeypatch):
    compiled = []

    def spy(source, *args):
        compiled.append(source)
        return compile(source, *args)

    monkeypatch.setattr(bug_zoo, "compile", spy, raising=False)
    plant(bug, MODULES[bug.network])
    before, after = inspect.getsource(MODULES[bug.network]).split(bug.old)
    assert compiled == [before + bug.new + after]
    assert bug.new != bug.old


def content(code):
    """Return what a function computes, but not on which line it stands."""
    inner = [content(c) for c in code.co_consts if type(c) is CodeType]
    consts = [repr(c) for c in code.co_consts if type(c) is not CodeType]
    return code.co_code, consts, code.co_names, code.co_varnames, inner


def functions(module):
    found = {}
    for name, value in vars(module).items():
        if type(value) is FunctionType:
            found[name] = content(value.__code__)
        elif isinstance(value, type):
            for method, f in vars(value).items():
                if type(f) is FunctionType:
                    found[f"{name}.{method}"] = content(f.__code__)
    return found


@every_bug
def test_a_bug_changes_one_function_or_one_array_of_the_data(bug):
    module = MODULES[bug.network]
    planted = plant(bug, module)
    right, wrong = functions(module), functions(planted)
    assert list(right) == list(wrong)
    changed = [name for name in right if right[name] != wrong[name]]
    for name, value in vars(module).items():
        if isinstance(value, np.ndarray):
            if not np.array_equal(value, vars(planted)[name]):
                changed.append(name)
    assert len(changed) == 1


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES)
def test_without_a_bug_the_module_comes_as_it_is_and_anew(module):
    planted = plant(None, module)
    assert functions(planted) == functions(module)
    assert planted is not module
    assert isinstance(planted, ModuleType)
    assert planted.__name__ == module.__name__


def test_planting_a_bug_leaves_the_module_and_the_next_one_alone():
    before = network.X.copy()
    planted = plant(named("inputs-not-scaled"), network)
    planted.X[:] = 0
    np.testing.assert_array_equal(network.X, before)
    np.testing.assert_array_equal(plant(None, network).X, before)


@pytest.mark.parametrize("old, count", [("no such line", 0), ("self.W2", 4)])
def test_a_bug_whose_text_is_not_there_once_is_refused(old, count):
    with pytest.raises(ValueError) as error:
        plant(Bug("a-bug", "A bug", "lesson", old, "", ""), network)
    assert str(error.value) == (
        f"a-bug changes what stands {count} times in network.py: name a line "
        "that is there once."
    )


# Problems


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("of", [lesson_problem, mlp_problem])
def test_a_correct_problem_has_the_gradient_of_its_cost(of, seed):
    p = of(None, seed)
    n = complex_slopes(p.cost, p.parameters)
    for _ in range(2):
        assert gap(p.gradient(p.parameters), n) < 1e-14


@every_bug
def test_beside_every_bug_stands_the_correct_network_with_its_options(bug):
    assert max(errors(bug.name, 0, correct=True)) < 1e-14
    right, wrong = make(bug, 0, correct=True), make(bug, 0)
    assert right.parameters.keys() == wrong.parameters.keys()
    for name, a in right.parameters.items():
        np.testing.assert_array_equal(a, wrong.parameters[name])
    assert (right.rate, right.steps) == (wrong.rate, wrong.steps)


@pytest.mark.parametrize("of", [lesson_problem, mlp_problem])
def test_a_problem_shares_nothing_with_the_next_one(of):
    first = of(None, 0)
    cost = first.cost(first.parameters)
    for a in first.parameters.values():
        a[:] = 0
    second = of(None, 0)
    assert second.cost(second.parameters) == cost
    assert second.cost(of(None, 1).parameters) != cost


@pytest.mark.parametrize("of", [lesson_problem, mlp_problem])
def test_scale_multiplies_the_weights_and_dtype_is_that_of_the_cost(of):
    small, large = of(None, 0), of(None, 0, scale=10.0)
    narrow = of(None, 0, dtype=np.float32)
    for name, a in small.parameters.items():
        np.testing.assert_array_equal(large.parameters[name], 10 * a)
        assert narrow.parameters[name].dtype == np.float32
    assert narrow.cost(narrow.parameters).dtype == np.float32
    for g in narrow.gradient(narrow.parameters).values():
        assert g.dtype == np.float32


@pytest.mark.parametrize(
    "options", [{"leak": 0.1}, {"smoothing": 0.1}, {"keep": 0.8}, {"decay": 0}], ids=str
)
def test_options_reach_the_network(options):
    p, plain = mlp_problem(None, 0, **options), mlp_problem(None, 0)
    X, labels, parameters = mlp.draw(0)
    cost = mlp.MLP(X, labels, **options).cost(parameters)
    assert p.cost(p.parameters) == cost != plain.cost(plain.parameters)


@pytest.mark.parametrize("of", [lesson_problem, mlp_problem])
@pytest.mark.parametrize("seed", range(3))
def test_training_as_it_is_meant_lowers_the_cost_of_the_correct_network(of, seed):
    p = of(None, seed)
    start, x = p.cost(p.parameters), dict(p.parameters)
    for _ in range(p.steps):
        g = p.gradient(x)
        x = {name: x[name] - p.rate * g[name] for name in x}
    assert p.cost(x) < start / 2


# Bugs


@every_bug
@no_warnings
def test_a_bug_is_seen_where_it_is_said_to_be_seen(bug):
    off = [max(errors(bug.name, seed)) > OFF for seed in range(3)]
    if bug.together or bug.name in NOT_HERE:
        assert not any(off)
    else:  # A dead unit, or a short gradient, can hide it.
        assert sum(off) >= 2


@pytest.mark.parametrize("bug", [b for b in BUGS if b.together], ids=lambda b: b.name)
def test_a_bug_in_cost_and_gradient_alike_has_another_cost(bug):
    right, wrong = make(bug, 0, correct=True), make(bug, 0)
    x = dict(wrong.parameters)
    for _ in range(10):
        g = wrong.gradient(x)
        x = {name: x[name] - wrong.rate * g[name] for name in x}
    assert abs(wrong.cost(x) / right.cost(x) - 1) > 1e-3


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_remembers_the_first_call_is_wrong_after_a_step_of_training(name):
    p = make(named(name), 0)
    x, g = p.parameters, p.gradient(p.parameters)
    x = {q: x[q] - p.rate * g[q] for q in x}
    n = complex_slopes(make(named(name), 0).cost, x)
    assert gap(p.gradient(x), n) > 0.01


def test_the_mask_that_is_open_at_zero_differs_exactly_there():
    X, labels, p = mlp.draw(0)
    planted = plant(named("relu-mask-at-zero"), mlp)
    right, wrong = mlp.MLP(X, labels), planted.MLP(X, labels)
    assert gap(wrong.gradient(p), right.gradient(p)) == 0
    p["W1"][:, 2] = p["b1"][2] = 0
    assert gap(wrong.gradient(p), right.gradient(p)) > 0.01


@every_bug
@no_warnings
def test_only_what_keeps_something_is_right_at_first_and_wrong_then(bug):
    first, second = errors(bug.name, 0)
    later = first < OFF < second
    keeps = re.search(r"momentum|buffer-not|targets-changed|schedule-in", bug.name)
    assert later == bool(keeps)
