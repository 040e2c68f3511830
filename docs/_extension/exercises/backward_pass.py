"""find the line that is wrong

One of five lines of a backward pass takes the slope of the sigmoid at the wrong place.
"""

SOLUTION = {"sigmoid_prime(a2)": "sigmoid_prime(z2)"}
MISS = {
    "sigmoid_prime(a2)": "sigmoid_prime(z2)",
    "sigmoid_prime(z3)": "sigmoid_prime(y_hat)",
}

# --8<-- [start:task]
import numpy as np
from network import NeuralNetwork, X, sigmoid_prime, y


def gradient(network):
    z2, a2, z3, y_hat = network.forward(X)
    delta3 = -(y - y_hat) * sigmoid_prime(z3)
    dJdW2 = a2.T @ delta3
    delta2 = delta3 @ network.W2.T * sigmoid_prime(a2)
    dJdW1 = X.T @ delta2
    return np.concatenate([dJdW1.ravel(), dJdW2.ravel()])


# --8<-- [end:task]

# --8<-- [start:check]
from numerical_gradient import norm_ratio, numerical_gradient

_w = np.random.default_rng(0).standard_normal(9).round(1)
_n = numerical_gradient(lambda w: NeuralNetwork(w).cost(X, y), _w)
_g = gradient(NeuralNetwork(_w))
_ratio = norm_ratio(_g, _n)
_off = [
    name
    for name, part in [("W1", slice(6)), ("W2", slice(6, 9))]
    if not norm_ratio(_g[part], _n[part]) < 1e-7
]
if _ratio < 1e-7:
    print(f"Solved: the number is {_ratio:.0e}, so all nine slopes agree.")
elif _off == ["W1"]:
    print(
        f"Not yet: the number is {_ratio:.0e}. The slopes of W2 agree and those "
        "of W1 do not, so look at the lines that only W1 uses."
    )
else:
    print(
        f"Not yet: the number is {_ratio:.0e}, and the slopes of "
        f"{' and '.join(_off)} differ. What W1 and W2 share is delta3."
    )
# --8<-- [end:check]
