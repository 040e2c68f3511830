# --8<-- [start:words]
import numpy as np
from gradient_check import check_gradient
from network import sigmoid
from numerical_gradient import norm_ratio, numerical_gradient

words = ["the", "film", "great", "sublime"]
rng = np.random.default_rng(0)
X = rng.poisson([3, 1, 0.3, 0], (2000, 4)) * 1.0
X[0] = [3, 1, 4, 1]
y = rng.integers(0, 2, 2000)
y[0] = 1
w = np.array([0.4, 0.2, 2.0, 3.0])


def cost(w):
    z = X @ w
    return np.sum(np.logaddexp(0, z) - y * z)


def gradient(w):
    return X.T @ (sigmoid(X @ w) - y)


for word, count in zip(words, X.sum(axis=0)):
    print(f"{word:8} {count:5.0f}")
# --8<-- [end:words]


# --8<-- [start:flipped]
def flipped(w):
    g = gradient(w)
    g[3] = -g[3]
    return g


numgrad = numerical_gradient(cost, w)
print(f"correct  {norm_ratio(gradient(w), numgrad):.0e}")
print(f"flipped  {norm_ratio(flipped(w), numgrad):.0e}")
# --8<-- [end:flipped]


# --8<-- [start:squares]
for word, slope in zip(words, flipped(w)):
    print(f"{word:8} {slope:8.0e}  squared {slope**2:.0e}")
# --8<-- [end:squares]


# --8<-- [start:per_entry]
def relative_error(g, n):
    return abs(g - n) / np.maximum(abs(g), abs(n))


errors = relative_error(gradient(w), numgrad)
print(f"correct: all below 1e-3: {np.all(errors < 1e-3)}")
print("flipped:")
errors = relative_error(flipped(w), numgrad)
for word, error in zip(words, errors):
    print(f"{word:8} {error:.0e}")
# --8<-- [end:per_entry]


# --8<-- [start:tolerance]
allowed = 1e-5 + 1e-3 * abs(numgrad)
print("passes:", np.all(abs(flipped(w) - numgrad) <= allowed))
# --8<-- [end:tolerance]


# --8<-- [start:verdict]
print(check_gradient(cost, gradient, w).verdict)

report = check_gradient(cost, flipped, w)
print(report.verdict)
print(report.causes[0])

name, analytic, numerical, error_bar = report.arrays[0].worst[0]
print(f"analytic  {analytic:6.0e}")
print(f"numerical {numerical:6.0e}")
print("over ten error bars:", abs(numerical) > 10 * error_bar)
# --8<-- [end:verdict]


# --8<-- [start:answer_another_entry]
for i, word in enumerate(words):
    g = gradient(w)
    g[i] = -g[i]
    print(f"{word:8} {norm_ratio(g, numgrad):.0e}")
# --8<-- [end:answer_another_entry]


# --8<-- [start:answer_easier]
X[0] = [3, 1, 8, 1]
report = check_gradient(cost, flipped, w)
found = report.arrays[0]
print(report.verdict)
print(f"slope          {abs(found.analytic[3]):.0e}")
print("below its bar:", abs(found.analytic[3]) < found.error_bar[3])
# --8<-- [end:answer_easier]
