"""write the third equation

delta2 lacks the slope of the sigmoid.
"""

SOLUTION = {"network.W2.T": "network.W2.T * sigmoid_prime(z2)"}
MISS = {
    "network.W2.T": "network.W2.T * sigmoid_prime(z2)",
    "-(y - y_hat)": "(y - y_hat)",
}

# --8<-- [start:task]
import numpy as np
from network import NeuralNetwork, X, sigmoid_prime, y

network = NeuralNetwork(np.random.default_rng(0).standard_normal(9).round(1))
z2, a2, z3, y_hat = network.forward(X)

delta3 = -(y - y_hat) * sigmoid_prime(z3)
delta2 = delta3 @ network.W2.T
dJdW1 = X.T @ delta2
# --8<-- [end:task]

# --8<-- [start:check]
from numerical_gradient import numerical_gradient

_w = np.random.default_rng(0).standard_normal(9).round(1)
_n = numerical_gradient(lambda w: NeuralNetwork(w).cost(X, y), _w)[:6].reshape(2, 3)
if np.shape(dJdW1) != (2, 3):
    print(f"Not yet: dJdW1 has shape {np.shape(dJdW1)}, and W1 has (2, 3).")
elif np.allclose(dJdW1, _n, rtol=1e-6, atol=0):
    print("Solved: the six slopes of W1 are those that nudging finds.")
elif np.allclose(dJdW1, -_n, rtol=1e-6, atol=0):
    print("Not yet: the six slopes have the right size and the wrong sign.")
else:
    _first = dJdW1[0, 0] / _n[0, 0]
    print(
        f"Not yet: the first slope is {_first:.2g} times the one that nudging "
        "finds. A hidden unit hands on only a quarter of a change, or less: that "
        "is what the slope of its sigmoid does."
    )
# --8<-- [end:check]
