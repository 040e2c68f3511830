# --8<-- [start:root]
import numpy as np
from gradient_check import check_gradient


def root(a, tolerance):
    """Solve x + exp(x) = a, by halving an interval that holds x."""
    low, high = -3.0, 3.0
    while high - low > tolerance:
        x = (low + high) / 2
        if x + np.exp(x) < a:
            low = x
        else:
            high = x
    return (low + high) / 2


def cost_with(tolerance):
    return lambda a: 0.5 * (root(a, tolerance) - 1) ** 2


def gradient(a):
    x = root(a, 1e-14)
    return (x - 1) / (1 + np.exp(x))


# --8<-- [end:root]


# --8<-- [start:tolerance]
exact = gradient(2.0)
print("tolerance  step 1e-6  step 1e-2")
for tolerance in [1e-3, 1e-6, 1e-13]:
    cost = cost_with(tolerance)
    row = f"{tolerance:9.0e}"
    for step in [1e-6, 1e-2]:
        slope = (cost(2 + step) - cost(2 - step)) / (2 * step)
        off = abs(slope / exact - 1)
        row += f"  {'right' if off < 1e-3 else 'wrong':>9}"
    print(row)
# --8<-- [end:tolerance]


# --8<-- [start:check]
report = check_gradient(cost_with(1e-13), gradient, 2.0)
print(report.verdict)
# --8<-- [end:check]


# --8<-- [start:sampled]
def sampled(a, rng):
    return np.mean((a * rng.standard_normal(100) - 1) ** 2)


def sampled_gradient(a):
    z = np.random.default_rng(0).standard_normal(100)
    return np.mean(2 * (a * z - 1) * z)


rng = np.random.default_rng(0)
loose = check_gradient(lambda a: sampled(a, rng), sampled_gradient, 0.7)
fixed = check_gradient(
    lambda a: sampled(a, np.random.default_rng(0)), sampled_gradient, 0.7
)
print("new samples at each call:", loose.verdict)
print("the same samples:", fixed.verdict)
# --8<-- [end:sampled]


# --8<-- [start:answer_other]
def euler(k, steps):
    """Return y at time 1 of y' = -k y, y(0) = 1, by Euler's method."""
    return (1 - k / steps) ** steps


def continuous(k):
    return -np.exp(-k)


def discrete(k, steps):
    return -((1 - k / steps) ** (steps - 1))


for name, slope in [
    ("continuous", continuous),
    ("discrete", lambda k: discrete(k, 50)),
]:
    print(name, check_gradient(lambda k: euler(k, 50), slope, 1.0).verdict)
# --8<-- [end:answer_other]
