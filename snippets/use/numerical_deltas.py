# --8<-- [start:check]
import numpy as np
from numerical_deltas import numerical_gradient_by_layers

rng = np.random.default_rng(0)
x = rng.standard_normal((20, 40))
labels = rng.integers(0, 10, 20)
W1, b1 = rng.standard_normal((40, 50)) / 6, np.zeros(50)
W2, b2 = rng.standard_normal((50, 10)) / 7, np.zeros(10)


def losses(z):
    """Return the cross-entropy of each example."""
    z = z - z.max(axis=1, keepdims=True)
    return np.log(np.exp(z).sum(axis=1)) - z[np.arange(20), labels]


layers = [(W1, b1, np.tanh), (W2, b2, None)]
(dJdW1, dJdb1), (dJdW2, dJdb2) = numerical_gradient_by_layers(
    layers, losses, x
)
print("dJdW1", dJdW1.shape, " dJdW2", dJdW2.shape)
# --8<-- [end:check]


# --8<-- [start:compare]
a2 = np.tanh(x @ W1 + b1)
scores = np.exp(a2 @ W2 + b2)
delta3 = scores / scores.sum(axis=1, keepdims=True)
delta3[np.arange(20), labels] -= 1
delta3 /= 20
delta2 = delta3 @ W2.T * (1 - a2**2)

for name, analytic, numerical in [
    ("dJdW1", x.T @ delta2, dJdW1),
    ("dJdb1", delta2.sum(axis=0), dJdb1),
    ("dJdW2", a2.T @ delta3, dJdW2),
    ("dJdb2", delta3.sum(axis=0), dJdb2),
]:
    difference = np.linalg.norm(analytic - numerical)
    ratio = difference / np.linalg.norm(analytic + numerical)
    print(f"{name}  below 1e-8: {ratio < 1e-8}")
# --8<-- [end:compare]


# --8<-- [start:count]
units = b1.size + b2.size
weights = sum(a.size for a in (W1, b1, W2, b2))
print(2 * units, "evaluations, not", 2 * weights)
# --8<-- [end:count]


# --8<-- [start:answer_twice]
for hidden in [50, 100]:
    units = hidden + 10
    weights = 40 * hidden + hidden + hidden * 10 + 10
    print(f"{hidden} hidden: {2 * units}, not {2 * weights}")
# --8<-- [end:answer_twice]
