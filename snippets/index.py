# --8<-- [start:check]
import numpy as np
from numerical_gradient import norm_ratio, numerical_gradient

X = np.array([[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]])
y = np.array([0.75, 0.82, 0.93])


def cost(w):
    return 0.5 * np.sum((np.tanh(X @ w) - y) ** 2)


def gradient(w):
    a = np.tanh(X @ w)
    return X.T @ ((a - y) * (1 - a))


w = np.array([0.2, 0.1])
ratio = norm_ratio(gradient(w), numerical_gradient(cost, w))
print(f"{ratio:.0e}")
# --8<-- [end:check]


# --8<-- [start:fix]
def gradient(w):
    a = np.tanh(X @ w)
    return X.T @ ((a - y) * (1 - a**2))


ratio = norm_ratio(gradient(w), numerical_gradient(cost, w))
print(f"{ratio:.0e}")
# --8<-- [end:fix]
