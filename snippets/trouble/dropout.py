# --8<-- [start:network]
import textwrap

import numpy as np
from gradient_check import check_gradient
from network import X, y
from numerical_gradient import norm_ratio, numerical_gradient


def draw_mask(rng):
    """Return a 0 for a hidden value to drop, a 2 for one to keep."""
    return 2.0 * (rng.random((3, 3)) < 0.5)


def unpack(theta):
    return theta[:6].reshape(2, 3), theta[6:].reshape(3, 1)


def cost(theta, mask):
    W1, W2 = unpack(theta)
    y_hat = np.tanh(X @ W1) * mask @ W2
    return 0.5 * np.sum((y - y_hat) ** 2)


def gradient(theta, mask):
    W1, W2 = unpack(theta)
    a2 = np.tanh(X @ W1)
    delta3 = a2 * mask @ W2 - y
    delta2 = delta3 @ W2.T * mask * (1 - a2**2)
    dJdW1, dJdW2 = X.T @ delta2, (a2 * mask).T @ delta3
    return np.concatenate([dJdW1.ravel(), dJdW2.ravel()])


# --8<-- [end:network]


# --8<-- [start:fails]
rng = np.random.default_rng(0)


def cost_now(theta):
    return cost(theta, draw_mask(rng))


def gradient_now(theta):
    return gradient(theta, draw_mask(rng))


theta = np.random.default_rng(1).standard_normal(9)
g, n = gradient_now(theta), numerical_gradient(cost_now, theta)
print("analytic numerical")
for i in range(9):
    print(f"{g[i]:8.2f} {n[i]:9.0f}")
print(f"ratio {norm_ratio(g, n):.1f}")
# --8<-- [end:fails]


# --8<-- [start:same_weights]
for _ in range(4):
    print(f"{cost_now(theta):.2f}")
# --8<-- [end:same_weights]


# --8<-- [start:cannot_tell]
report = check_gradient(cost_now, gradient_now, theta)
print(report.verdict)
print(textwrap.fill(report.causes[0], 44))
# --8<-- [end:cannot_tell]


# --8<-- [start:reseed]
def reseeded(function, seed):
    """Return `function` of theta, with the same mask at every call."""

    def with_one_mask(theta):
        return function(theta, draw_mask(np.random.default_rng(seed)))

    return with_one_mask


for seed in range(3):
    J, dJ = reseeded(cost, seed), reseeded(gradient, seed)
    ratio = norm_ratio(dJ(theta), numerical_gradient(J, theta))
    report = check_gradient(J, dJ, theta)
    print(f"seed {seed}: ratio {ratio:.0e}, {report.verdict}")
# --8<-- [end:reseed]


# --8<-- [start:turned_off]
def mask_forgotten(theta, mask):
    W1, W2 = unpack(theta)
    a2 = np.tanh(X @ W1)
    delta3 = a2 * mask @ W2 - y
    delta2 = delta3 @ W2.T * (1 - a2**2)
    dJdW1, dJdW2 = X.T @ delta2, (a2 * mask).T @ delta3
    return np.concatenate([dJdW1.ravel(), dJdW2.ravel()])


def turned_off(function):
    return lambda theta: function(theta, np.ones((3, 3)))


J, dJ = turned_off(cost), turned_off(mask_forgotten)
report = check_gradient(J, dJ, theta)
print("dropout off:", report.verdict)

J, dJ = reseeded(cost, 0), reseeded(mask_forgotten, 0)
print("reseeded:   ", check_gradient(J, dJ, theta).verdict)
# --8<-- [end:turned_off]


# --8<-- [start:answer_two_seeds]
J, dJ = reseeded(cost, 0), reseeded(gradient, 1)
print(check_gradient(J, dJ, theta).verdict)
# --8<-- [end:answer_two_seeds]


# --8<-- [start:answer_one_mask]
mask = draw_mask(np.random.default_rng(0))
print("the same cost:", cost(theta, mask) == reseeded(cost, 0)(theta))


def fixed(function):
    return lambda theta: function(theta, mask)


print(check_gradient(fixed(cost), fixed(gradient), theta).verdict)
# --8<-- [end:answer_one_mask]
