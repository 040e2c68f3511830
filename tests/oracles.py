"""Second ways to a cost and to its slopes, which share no code with the programs."""

import mpmath
import numpy as np
from network import X, y


def cost_in_50_digits(theta):
    """Return the cost of the lesson's network: scalar sums in mpmath, no NumPy."""
    with mpmath.workdps(50):
        total = mpmath.mpf(0)
        for hours, (target,) in zip(X.tolist(), y.tolist()):
            z3 = mpmath.mpf(0)
            for unit in range(3):
                z2 = hours[0] * theta[unit] + hours[1] * theta[3 + unit]
                z3 += theta[6 + unit] / (1 + mpmath.exp(-z2))
            total += (target - 1 / (1 + mpmath.exp(-z3))) ** 2
        return total / 2


def complex_slopes(cost, p):
    """Return each slope of the cost, from a step along the imaginary axis."""
    slopes = {}
    for name, a in p.items():
        slopes[name] = np.empty(a.shape)
        for i in np.ndindex(a.shape):
            moved = a.astype(complex)
            moved[i] += 1e-20j
            slopes[name][i] = cost(p | {name: moved}).imag / 1e-20
    return slopes
