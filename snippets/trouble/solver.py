# --8<-- [start:solver]
import textwrap
from functools import partial

import numpy as np
from gradient_check import check_gradient


def solve(a, tol):
    """Return y(2), where y' = a[0] cos(y), y(0) = a[1]: by Heun's method."""
    t, y, h = 0.0, a[1], 0.1
    while t < 2:
        h = min(h, 2 - t)
        k = a[0] * np.cos(y)
        change = h / 2 * (a[0] * np.cos(y + h * k) - k)
        if abs(change) <= tol:
            t, y = t + h, y + h * k + change
        h *= np.clip(0.9 * np.sqrt(tol / (abs(change) + 1e-30)), 0.2, 2)
    return y


def true_gradient(a):
    y = 2 * np.arctan(np.tanh(a[0] + np.arctanh(np.tan(a[1] / 2))))
    return np.cos(y) * np.array([2, 1 / np.cos(a[1])])


a = np.array([0.8, 0.3])
# --8<-- [end:solver]


# --8<-- [start:tolerance]
def check(name, cost, gradient):
    report = check_gradient(cost, gradient, a)
    print(f"{name}: {report.verdict}, ratio {report.arrays[0].ratio:.7f}")


for tol in [1e-3, 1e-5, 1e-7]:
    check(f"{tol:.0e}", partial(solve, tol=tol), true_gradient)
# --8<-- [end:tolerance]


# --8<-- [start:forgive]
cost = partial(solve, tol=1e-5)
report = check_gradient(cost, true_gradient, a)
print(textwrap.fill(report.causes[0], 44))
print(check_gradient(cost, true_gradient, a, rtol=1e-4).summary)
# --8<-- [end:forgive]


# --8<-- [start:discrete]
def with_steps(a, n, part):
    """Take n equal steps, and return y (part 0) or its slopes (1)."""
    y, dy, h = a[1], np.array([0.0, 1.0]), 2 / n
    for _ in range(n):
        k = a[0] * np.cos(y)
        dk = [np.cos(y), 0] - a[0] * np.sin(y) * dy
        z, dz = y + h * k, dy + h * dk
        y = y + h / 2 * (k + a[0] * np.cos(z))
        dy = dy + h / 2 * (dk + [np.cos(z), 0] - a[0] * np.sin(z) * dz)
    return [y, dy][part]


for n in [10, 100]:
    cost, slopes = (partial(with_steps, n=n, part=part) for part in (0, 1))
    check(f"{n} steps, equation", cost, true_gradient)
    check(f"{n} steps, steps", cost, slopes)
# --8<-- [end:discrete]


# --8<-- [start:jump]
for rate in [0.732, 0.7332, 0.734]:
    low, high = (solve([rate + e, 0.3], 1e-2) for e in [-1e-4, 1e-4])
    print(f"at {rate:.4f}: slope {(high - low) / 2e-4:.2f}")
# --8<-- [end:jump]


# --8<-- [start:iteration]
def settle(a, tol):
    """Return the x that is 0.9 cos(a[0] x) + a[1], to a tolerance."""
    x = 0.0
    for _ in range(200):
        x, before = 0.9 * np.cos(a[0] * x) + a[1], x
        if abs(x - before) <= tol:
            break
    return x


def implicit(a):
    x = settle(a, 1e-15)
    s = 0.9 * np.sin(a[0] * x)
    return np.array([-s * x, 1]) / (1 + s * a[0])


for tol in [1e-4, 1e-8, 1e-12]:
    check(f"{tol:.0e}", partial(settle, tol=tol), implicit)
# --8<-- [end:iteration]


# --8<-- [start:sampling]
z = np.random.default_rng(0).standard_normal(10_000)


def mean_square(a):
    return np.mean((a[0] + a[1] * z) ** 2)


def of_these_draws(a):
    x = a[0] + a[1] * z
    return 2 * np.array([np.mean(x), np.mean(x * z)])


check("expectation", mean_square, lambda a: 2 * a)
check("these draws", mean_square, of_these_draws)
# --8<-- [end:sampling]


# --8<-- [start:counting]
def positive(a):
    return np.mean(a[0] + a[1] * z > 0)


report = check_gradient(positive, lambda a: 0 * a, a)
print(report.verdict)
print(textwrap.fill(report.causes[0], 44))
# --8<-- [end:counting]


# --8<-- [start:answer_table]
grid = np.linspace(0, 1, 101)


def table(a):
    return np.sum(np.interp(a, grid, np.sin(grid)))


def of_the_table(a):
    return 100 * np.diff(np.sin(grid))[np.searchsorted(grid, a) - 1]


a = np.array([0.8037, 0.3037])
check("function", table, np.cos)
check("table", table, of_the_table)
# --8<-- [end:answer_table]
