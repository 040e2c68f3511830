"""Numerical deltas, against differences of single weights in 50 digits."""

import mpmath
import numpy as np
import pytest
from numerical_deltas import numerical_delta, numerical_gradient_by_layers

M, SIZES = 4, (3, 5, 2)


def network(seed):
    rng = np.random.default_rng(seed)
    activations = np.tanh, None
    layers = [
        (rng.normal(size=(n, out)), rng.normal(size=out), activation)
        for n, out, activation in zip(SIZES, SIZES[1:], activations)
    ]
    return layers, rng.normal(size=(M, SIZES[0]))


def losses(z):
    return np.log(np.exp(z).sum(axis=1)) - z[:, 0]


def mean_loss_in_50_digits(weights, x):
    """Return J by scalar sums in mpmath, from all weights in one list."""
    weights = iter(weights)
    W1 = [[next(weights) for _ in range(5)] for _ in range(3)]
    b1 = [next(weights) for _ in range(5)]
    W2 = [[next(weights) for _ in range(2)] for _ in range(5)]
    b2 = [next(weights) for _ in range(2)]
    total = mpmath.mpf(0)
    for row in x.tolist():
        a = [
            mpmath.tanh(b + sum(row[i] * W1[i][j] for i in range(3)))
            for j, b in enumerate(b1)
        ]
        z = [b + sum(a[j] * W2[j][k] for j in range(5)) for k, b in enumerate(b2)]
        total += mpmath.log(sum(map(mpmath.exp, z))) - z[0]
    return total / M


@pytest.mark.parametrize("seed", range(3))
def test_every_slope_agrees_with_50_digits(seed):
    layers, x = network(seed)
    arrays = [a for W, b, _ in layers for a in (W, b)]
    flat = np.concatenate([a.ravel() for a in arrays])
    slopes = numerical_gradient_by_layers(layers, losses, x)
    slopes = np.concatenate([g.ravel() for pair in slopes for g in pair])
    assert slopes.size == flat.size == 32
    with mpmath.workdps(50):
        h = mpmath.mpf(10) ** -16
        for i in range(flat.size):
            plus, minus = ([mpmath.mpf(float(t)) for t in flat] for _ in "+-")
            plus[i] += h
            minus[i] -= h
            rise = mean_loss_in_50_digits(plus, x)
            rise -= mean_loss_in_50_digits(minus, x)
            assert abs(slopes[i] - float(rise / (2 * h))) < 1e-9


def test_it_takes_two_evaluations_of_the_losses_for_each_unit():
    layers, x = network(0)
    calls = []

    def counted(z):
        calls.append(z)
        return losses(z)

    numerical_gradient_by_layers(layers, counted, x)
    assert len(calls) == 2 * sum(SIZES[1:])


def test_it_moves_nothing_that_it_is_given():
    z = np.ones((2, 3))
    numerical_delta(losses, z)
    np.testing.assert_array_equal(z, np.ones((2, 3)))
