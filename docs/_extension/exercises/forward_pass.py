"""send three students through the network

The last line of the forward pass is missing.
"""

SOLUTION = {"y_hat = a2 @ W2": "z3 = a2 @ W2\ny_hat = sigmoid(z3)"}
MISS = {"y_hat = a2 @ W2": "y_hat = sigmoid(a2 @ W2)", "0.5 * ": ""}

# --8<-- [start:task]
import numpy as np
from network import X, sigmoid, y

weights = np.random.default_rng(0).standard_normal(9).round(1)
W1 = weights[:6].reshape(2, 3)
W2 = weights[6:].reshape(3, 1)

a2 = sigmoid(X @ W1)
y_hat = a2 @ W2
J = 0.5 * np.sum((y - y_hat) ** 2)
# --8<-- [end:task]

# --8<-- [start:check]
_w = np.random.default_rng(0).standard_normal(9).round(1)
_z3 = 1 / (1 + np.exp(-X @ _w[:6].reshape(2, 3))) @ _w[6:].reshape(3, 1)
_J = 0.5 * np.sum((y - 1 / (1 + np.exp(-_z3))) ** 2)
if np.shape(y_hat) != (3, 1):
    print(f"Not yet: y_hat has shape {np.shape(y_hat)}, and should have (3, 1).")
elif np.allclose(y_hat, _z3):
    print(
        f"Not yet: the first prediction is {y_hat[0, 0]:.2f}. That is still the "
        "weighted sum z3: nothing has squashed it."
    )
elif abs(J - _J) < 1e-9:
    print(f"Solved: J is {J:.4f}.")
else:
    print(f"Not yet: J is {J:.4f}, which is {J / _J:.3g} times what the page found.")
# --8<-- [end:check]
