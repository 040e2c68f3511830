"""walk downhill

The step goes along the gradient, not against it.
"""

SOLUTION = {"weights + ": "weights - "}
MISS = {"weights + ": "weights - 1000 * "}

# --8<-- [start:task]
import numpy as np
from network import NeuralNetwork, X, y

weights = np.random.default_rng(0).standard_normal(9).round(1)
for _ in range(100):
    weights = weights + NeuralNetwork(weights).gradient(X, y)
# --8<-- [end:task]

# --8<-- [start:check]
_start = np.random.default_rng(0).standard_normal(9).round(1)
_before, _after = (NeuralNetwork(w).cost(X, y) for w in (_start, weights))
if _after < 0.02:
    print(f"Solved: the cost fell from {_before:.4f} to {_after:.4f}.")
elif _after > _before and np.abs(weights).max() < 50:
    print(
        f"Not yet: the cost rose from {_before:.4f} to {_after:.4f}. The gradient "
        "points uphill."
    )
else:
    print(
        f"Not yet: the cost went from {_before:.4f} to {_after:.4f}, and the "
        f"largest weight is {np.abs(weights).max():.2g}. Are the steps too long?"
    )
# --8<-- [end:check]
