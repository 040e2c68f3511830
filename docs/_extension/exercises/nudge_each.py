"""put each weight back

A loop moves one weight after another, and leaves each where it was moved to.
"""

SOLUTION = {
    "        slopes[i] = (": "        theta[i] = weights[i]\n        slopes[i] = ("
}
MISS = {
    "weights.copy()": "weights",
    "theta[i] = weights[i] +": "kept = theta[i]\n        theta[i] = kept +",
    "weights[i] -": "kept -",
}

# --8<-- [start:task]
import numpy as np


def numerical_gradient(cost, weights, epsilon=1e-4):
    theta = weights.copy()
    slopes = np.zeros(len(theta))
    for i in range(len(theta)):
        theta[i] = weights[i] + epsilon
        cost_plus = cost(theta)
        theta[i] = weights[i] - epsilon
        cost_minus = cost(theta)
        slopes[i] = (cost_plus - cost_minus) / (2 * epsilon)
    return slopes


# --8<-- [end:task]

# --8<-- [start:check]
_w = np.array([1.0, 2.0, 3.0])
_found = numerical_gradient(lambda w: w[0] * w[1] * w[2], _w)
_error = np.abs(_found - [6, 3, 2]).max()
if not np.array_equal(_w, [1, 2, 3]):
    print(
        f"Not yet: your loop has changed the weights of its caller, from 1, 2, 3 "
        f"to {_w[0]:g}, {_w[1]:g}, {_w[2]:g}. Move a copy, and put each one back."
    )
elif _error < 1e-8:
    print("Solved: for w0 w1 w2 at 1, 2, 3 the slopes are 6, 3 and 2.")
else:
    _worst = int(np.abs(_found - [6, 3, 2]).argmax())
    print(
        f"Not yet: for w0 w1 w2 at 1, 2, 3 your slopes are off by up to "
        f"{_error:.0e}, at w{_worst}. The first slope is right. What is different "
        "when the loop comes to the next weight?"
    )
# --8<-- [end:check]
