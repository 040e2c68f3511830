# --8<-- [start:fit]
import textwrap

import numpy as np
from gradient_check import check_gradient
from numerical_gradient import norm_ratio, numerical_gradient

rng = np.random.default_rng(0)
X = rng.random((50, 2)) * [10, 6]
true_w = np.array([0.7, -0.2])
y = X @ true_w


def cost_on(X, y):
    """Return the cost of a linear model on these data, and its gradient."""

    def cost(w):
        return 0.5 * np.sum((X @ w - y) ** 2)

    def gradient(w):
        return X.T @ (X @ w - y)

    return cost, gradient


def fit(gradient, rate=0.0004):
    w = np.ones(2)
    for _ in range(5000):
        w = w - rate * gradient(w)
    return w


cost, gradient = cost_on(X, y)
print(check_gradient(cost, gradient, np.ones(2)).verdict)
print(fit(gradient).round(2))
# --8<-- [end:fit]


# --8<-- [start:wrong_data]
data = {
    "as they are": (X, y),
    "labels rolled": (X, np.roll(y, 1)),
    "columns swapped": (X[:, ::-1], y),
    "+ y, not - y": (X, -y),
}
for name, (X_used, y_used) in data.items():
    cost, gradient = cost_on(X_used, y_used)
    report = check_gradient(cost, gradient, np.ones(2))
    w = fit(gradient).round(2)
    print(f"{name:15}  {report.verdict}  {w}")
# --8<-- [end:wrong_data]


# --8<-- [start:scale]
largest = X.max(axis=0)
cost, gradient = cost_on(X / largest, y)
w = fit(gradient, rate=0.02)
print(check_gradient(cost, gradient, np.ones(2)).verdict)

X_new = np.array([[2.0, 3.0], [4.0, 1.0]])
own_largest = X_new.max(axis=0)
print("truth           ", (X_new @ true_w).round(2))
print("over old maximum", (X_new / largest @ w).round(2))
print("over its own    ", (X_new / own_largest @ w).round(2))
# --8<-- [end:scale]


# --8<-- [start:momentum]
cost, gradient = cost_on(X, y)


class Momentum:
    velocity = 0.0

    def step(self, w):
        self.velocity = 0.9 * self.velocity + gradient(w)
        return self.velocity


w = np.ones(2)
first_call = Momentum().step(w)
ratio = norm_ratio(first_call, numerical_gradient(cost, w))
print("first call passes:", ratio < 1e-8)

report = check_gradient(cost, Momentum().step, w)
print(report.verdict)
for cause in report.causes:
    print(textwrap.fill(cause, 44))
# --8<-- [end:momentum]


# --8<-- [start:branch]
def leaky_cost(w):
    z = X @ w
    return np.sum(np.where(z > 0, z, 0.1 * z))


def leaky_gradient(w):
    z = X @ w
    return X.T @ np.where(z > 0, 1, 0.01)


for w in np.array([1.0, 1.0]), np.array([1.0, -1.0]):
    report = check_gradient(leaky_cost, leaky_gradient, w)
    below = np.sum(X @ w < 0)
    print(f"{below:2} of 50 below 0: {report.verdict}")
# --8<-- [end:branch]


# --8<-- [start:answer_by_values]
w = np.ones(2)
print(check_gradient(cost, Momentum().step(w), w).verdict)
# --8<-- [end:answer_by_values]


# --8<-- [start:answer_other_branch]
def leaky_gradient(w):
    z = X @ w
    return X.T @ np.where(z > 0, 1.1, 0.1)


for w in np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]]):
    report = check_gradient(leaky_cost, leaky_gradient, w)
    below = np.sum(X @ w < 0)
    print(f"{below:2} of 50 below 0: {report.verdict}")
# --8<-- [end:answer_other_branch]
