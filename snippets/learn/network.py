# --8<-- [start:data]
import textwrap

import numpy as np
from network import X, check_targets, sigmoid, y

print("X", X.shape)
print(X)
print("y", y.shape)
print(y)
# --8<-- [end:data]


# --8<-- [start:weights]
parameters = np.random.default_rng(0).standard_normal(9).round(1)
W1 = parameters[:6].reshape(2, 3)
W2 = parameters[6:].reshape(3, 1)

print("W1", W1.shape)
print(W1)
print("W2", W2.shape)
print(W2)
# --8<-- [end:weights]


# --8<-- [start:hidden_sums]
z2 = X @ W1

print("z2", z2.shape)
print(z2.round(3))
# --8<-- [end:hidden_sums]


# --8<-- [start:by_hand]
print(round(0.3 * 0.1 + 1.0 * 0.1, 3))
# --8<-- [end:by_hand]


# --8<-- [start:hidden_units]
a2 = sigmoid(z2)

print("a2", a2.shape)
print(a2.round(3))
# --8<-- [end:hidden_units]


# --8<-- [start:prediction]
z3 = a2 @ W2
y_hat = sigmoid(z3)

print("z3", z3.shape, "y_hat", y_hat.shape)
for student in range(3):
    print(f"predicted {y_hat[student, 0]:.2f}, scored {y[student, 0]:.2f}")
# --8<-- [end:prediction]


# --8<-- [start:cost]
J = 0.5 * np.sum((y - y_hat) ** 2)

print(f"J = {J:.4f}")
# --8<-- [end:cost]


# --8<-- [start:broadcast]
flat = np.array([0.75, 0.82, 0.93])

print("y - y_hat has shape", (y - y_hat).shape)
print("flat - y_hat has shape", (flat - y_hat).shape)
print(f"J = {0.5 * np.sum((flat - y_hat) ** 2):.4f}")
# --8<-- [end:broadcast]


# --8<-- [start:message]
try:
    check_targets(flat, y_hat)
except ValueError as error:
    print(textwrap.fill(str(error), 44))
# --8<-- [end:message]


# --8<-- [start:answer_by_hand]
print(round(1.0 * 0.6 + 0.4 * 0.4, 3), z2[2, 2].round(3))
# --8<-- [end:answer_by_hand]


# --8<-- [start:answer_slope]
for push in [0.1, 0.001]:
    pushed = W2.copy()
    pushed[0, 0] += push
    J_pushed = 0.5 * np.sum((y - sigmoid(a2 @ pushed)) ** 2)
    print(f"{push:5}  {(J_pushed - J) / push:.4f}")
# --8<-- [end:answer_slope]
