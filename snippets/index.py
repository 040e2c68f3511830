# --8<-- [start:check]
import numpy as np
from gradient_check import check_gradient

X = np.array([[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]])
y = np.array([0.75, 0.82, 0.93])


def cost(w):
    return 0.5 * np.sum((np.tanh(X @ w) - y) ** 2)


def gradient(w):
    a = np.tanh(X @ w)
    return X.T @ ((a - y) * (1 - a))


w = np.array([0.2, 0.1])
report = check_gradient(cost, gradient, w)
print(report.verdict)
# --8<-- [end:check]


# --8<-- [start:fix]
def gradient(w):
    a = np.tanh(X @ w)
    return X.T @ ((a - y) * (1 - a**2))


print(check_gradient(cost, gradient, w).verdict)
# --8<-- [end:fix]
