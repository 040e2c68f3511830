# --8<-- [start:known_alarm]
import numpy as np
from gradient_check import check_gradient


def cost(w):
    return np.sum(w**2 + 1e-6 * np.sin(1e9 * w))


def smooth(w):
    return 2 * w


def rippled(w):
    return 2 * w + 1000 * np.cos(1e9 * w)


report = check_gradient(cost, rippled, np.array([0.5, -1.5, 2.5]))
print(report.verdict)
print("slopes of the check:", report.arrays[0].numerical.round(2))
# --8<-- [end:known_alarm]


# --8<-- [start:answer_ripple]
w = np.random.default_rng(0).standard_normal(3)
for gradient in [smooth, rippled]:
    print(f"{gradient.__name__}: {check_gradient(cost, gradient, w).summary}")
# --8<-- [end:answer_ripple]
