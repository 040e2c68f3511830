"""The larger network, against oracles that share none of its code."""

import mlp
import mpmath
import numpy as np
import pytest
from mlp import MLP, SIZES, draw
from oracles import complex_slopes

OPTIONS = {
    "as it is": {},
    "no decay": {"decay": 0.0},
    "decay": {"decay": 0.3},
    "leak": {"leak": 0.1},
    "smoothing": {"smoothing": 0.1},
    "dropout": {"keep": 0.6},
    "all": {"decay": 0.2, "leak": 0.3, "smoothing": 0.4, "keep": 0.7},
}
SHAPES = {"W1": (6, 8), "b1": (8,), "W2": (8, 8), "b2": (8,), "W3": (8, 4), "b3": (4,)}
every_option = pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)


def cost_in_50_digits(X, labels, mask, p, decay=0.01, leak=0, smoothing=0, keep=1):
    """Return the cost by scalar sums in mpmath: an example, a unit at a time."""
    with mpmath.workdps(50):
        p = {name: as_mpf(a) for name, a in p.items()}
        X, leak, keep = as_mpf(X), mpmath.mpf(leak), mpmath.mpf(keep)
        total = mpmath.mpf(0)
        for x, label, kept in zip(X, labels, mask):
            a = []
            for z, survives in zip(layer(x, p["W1"], p["b1"]), kept):
                a.append((z if z > 0 else leak * z) / keep if survives else 0)
            a = [mpmath.tanh(z) for z in layer(a, p["W2"], p["b2"])]
            z = layer(a, p["W3"], p["b3"])
            chances = mpmath.fsum(map(mpmath.exp, z))
            for k in range(4):
                wanted = mpmath.mpf(smoothing) / 4
                wanted += 1 - mpmath.mpf(smoothing) if k == label else 0
                total -= wanted * mpmath.log(mpmath.exp(z[k]) / chances)
        weights = [w for name in ("W1", "W2", "W3") for row in p[name] for w in row]
        squares = mpmath.fsum(w * w for w in weights)
        return total / len(X) + mpmath.mpf(decay) / 2 * squares


def as_mpf(a):
    """Return the lists of an array, or of a list, with mpmath's numbers."""
    if np.ndim(a):
        return [as_mpf(b) for b in a]
    return a if isinstance(a, mpmath.mpf) else mpmath.mpf(float(a))


def layer(a, W, b):
    return [
        mpmath.fsum(a[i] * W[i][j] for i in range(len(a))) + b[j] for j in range(len(b))
    ]


@every_option
@pytest.mark.parametrize("seed", range(3))
def test_the_cost_agrees_with_50_digits_to_1e_14(seed, options):
    X, labels, p = draw(seed)
    net = MLP(X, labels, **options)
    exact = cost_in_50_digits(X, labels, net.mask, p, **options)
    assert abs(net.cost(p) / exact - 1) < 1e-14


@every_option
@pytest.mark.parametrize("seed", range(3))
def test_backprop_agrees_with_the_complex_step_to_1e_14(seed, options):
    X, labels, p = draw(seed)
    net = MLP(X, labels, **options)
    g, oracle = net.gradient(p), complex_slopes(net.cost, p)
    for name in p:
        gap = np.linalg.norm(g[name] - oracle[name])
        assert gap < 1e-14 * np.linalg.norm(oracle[name]), name


@pytest.mark.parametrize("name", SHAPES)
def test_backprop_agrees_with_a_difference_in_50_digits_to_1e_14(name):
    options = OPTIONS["all"]
    X, labels, p = draw(0)
    net = MLP(X, labels, **options)
    g, i = net.gradient(p)[name], (1,) * p[name].ndim
    with mpmath.workdps(50):
        h, costs = mpmath.mpf(10) ** -16, []
        for step in (h, -h):
            moved = p[name].astype(object)
            moved[i] = mpmath.mpf(float(moved[i])) + step
            q = p | {name: moved.tolist()}
            costs.append(cost_in_50_digits(X, labels, net.mask, q, **options))
        slope = (costs[0] - costs[1]) / (2 * h)
    # Beside the array's largest slope: a small one is a sum that cancels.
    assert abs(g[i] - slope) < 1e-14 * np.abs(g).max()


def test_backprop_agrees_with_the_complex_step_for_another_number_of_examples():
    rng = np.random.default_rng(0)
    net = MLP(rng.normal(size=(5, 6)), np.array([3, 1, 1, 0, 2]), **OPTIONS["all"])
    p = draw(1)[2]
    g, oracle = net.gradient(p), complex_slopes(net.cost, p)
    for name in p:
        np.testing.assert_allclose(g[name], oracle[name], rtol=0, atol=1e-15)


def test_the_shapes_are_those_of_the_sizes():
    X, labels, p = draw(0)
    net = MLP(X, labels)
    assert X.shape == (8, 6)
    assert labels.shape == (8,)
    assert {name: a.shape for name, a in p.items()} == SHAPES
    assert {name: a.shape for name, a in net.gradient(p).items()} == SHAPES
    assert list(net.gradient(p)) == list(p)
    assert [a.shape for a in net.forward(p)] == [(8, 8)] * 4 + [(8, 4)]


def test_the_probabilities_sum_to_1():
    X, labels, p = draw(0)
    *_, log_p = MLP(X, labels).forward(p)
    np.testing.assert_allclose(np.exp(log_p).sum(axis=1), 1, rtol=1e-15)


def test_large_weights_overflow_nowhere():
    X, labels, p = draw(0)
    net, large = MLP(X, labels), {name: 1e4 * a for name, a in p.items()}
    with np.errstate(all="raise", under="ignore"):
        assert np.isfinite(net.cost(large))
        assert all(np.isfinite(g).all() for g in net.gradient(large).values())


@every_option
def test_float32_stays_float32(options):
    X, labels, p = draw(0)
    narrow = {name: a.astype(np.float32) for name, a in p.items()}
    net = MLP(X.astype(np.float32), labels, **options)
    assert net.cost(narrow).dtype == np.float32
    assert [a.dtype for a in net.forward(narrow)] == [np.float32] * 5
    exact = MLP(X, labels, **options).gradient(p)
    for name, g in net.gradient(narrow).items():
        assert g.dtype == np.float32, name
        np.testing.assert_allclose(g, exact[name], rtol=1e-3, atol=1e-5)


def test_a_seed_draws_the_same_again_and_another_draws_another():
    X, labels, p = draw(3)
    again, same_labels, q = draw(3)
    np.testing.assert_array_equal(X, again)
    np.testing.assert_array_equal(labels, same_labels)
    other, _, r = draw(4)
    assert (X != other).all()
    for name in p:
        np.testing.assert_array_equal(p[name], q[name])
        assert (p[name] != r[name]).all()


def test_it_draws_nothing_from_numpys_own_generator():
    np.random.seed(0)
    before = np.random.get_state()[1].copy()
    X, labels, p = draw(0)
    MLP(X, labels, keep=0.5).gradient(p)
    np.testing.assert_array_equal(before, np.random.get_state()[1])


def test_every_class_has_an_example_and_no_two_shares_need_be_alike():
    assert np.bincount(draw(0)[1]).tolist() == [3, 2, 2, 1]


def test_dropout_keeps_about_its_share_and_the_same_units_each_time():
    X, labels, _ = draw(0)
    masks = [MLP(X, labels, keep=0.8).mask for _ in range(2)]
    np.testing.assert_array_equal(*masks)
    assert 0.7 < masks[0].mean() < 0.9
    assert MLP(X, labels).mask.all()


def test_neither_cost_nor_gradient_changes_what_it_is_given():
    X, labels, p = draw(0)
    net = MLP(X, labels, **OPTIONS["all"])
    first = net.cost(p), net.gradient(p)
    second = net.cost(p), net.gradient(p)
    assert first[0] == second[0]
    same_X, _, q = draw(0)
    np.testing.assert_array_equal(X, same_X)
    for name in p:
        np.testing.assert_array_equal(first[1][name], second[1][name])
        np.testing.assert_array_equal(p[name], q[name])


def test_the_batch_is_as_large_as_the_layers_are_wide():
    assert mlp.m == SIZES[1] == SIZES[2]
