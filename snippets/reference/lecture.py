"""What goes wrong in the lecture's code, and what happens here instead."""

# --8<-- [start:imports]
import textwrap

import numpy as np
from network import NeuralNetwork, X, sigmoid_prime, y
from numerical_gradient import (
    central_difference,
    norm_ratio,
    numerical_gradient,
)

# --8<-- [end:imports]


# --8<-- [start:builtin_sum]
y_hat = np.array([[0.24], [0.34], [0.35]])
J = 0.5 * sum((y - y_hat) ** 2)
print(J.shape)

numgrad = np.zeros(9)
try:
    numgrad[0] = J
except ValueError as error:
    print("ValueError:", error)
# --8<-- [end:builtin_sum]


# --8<-- [start:cost_of_shape_one]
def cost_of_shape_one(weights):
    *_, y_hat = NeuralNetwork(weights).forward(X)
    return 0.5 * sum((y - y_hat) ** 2)


weights = np.random.default_rng(5).standard_normal(9)
try:
    numerical_gradient(cost_of_shape_one, weights)
except TypeError as error:
    print(textwrap.fill(f"TypeError: {error}", 44))
# --8<-- [end:cost_of_shape_one]


# --8<-- [start:quadratic]
def square(x):
    return x**2


def cube(x):
    return x**3


for epsilon in (1, 0.5, 0.25):
    estimates = [central_difference(f, 1.5, epsilon) for f in (square, cube)]
    print(epsilon, *estimates)
# --8<-- [end:quadratic]


# --8<-- [start:overflow]
with np.errstate(over="ignore", invalid="ignore"):
    for z in (-354.0, -355.0, -709.0, -710.0):
        e = np.exp(-z)
        print(z, f"{e / (1 + e) ** 2:.1e}", f"{sigmoid_prime(z):.1e}")
# --8<-- [end:overflow]


# --8<-- [start:denominators]
grad = NeuralNetwork(weights).gradient(X, y)
flipped = -grad
difference = np.linalg.norm(flipped - grad)
sum_of_norms = np.linalg.norm(flipped) + np.linalg.norm(grad)

print("norm of the sum:", norm_ratio(flipped, grad))
print("sum of the norms:", round(difference / sum_of_norms, 12))
print("two zeros:", norm_ratio(np.zeros(9), np.zeros(9)))
# --8<-- [end:denominators]


# --8<-- [start:put_back]
def cost_that_raises(weights):
    if weights[4] != kept[4]:
        raise OverflowError("the fifth weight moved")
    return 0.0


kept = weights.copy()
try:
    numerical_gradient(cost_that_raises, weights)
except OverflowError as error:
    print("OverflowError:", error)
print("as they were:", np.array_equal(weights, kept))
# --8<-- [end:put_back]


# --8<-- [start:wrong_cost]
def cost(weights):
    return NeuralNetwork(weights).cost(X, 3 * y)


wrong = NeuralNetwork(weights).gradient(X, 3 * y)
numgrad = numerical_gradient(cost, weights, epsilon=1e-5)
print("passes:", norm_ratio(wrong, numgrad) < 1e-8)
# --8<-- [end:wrong_cost]
