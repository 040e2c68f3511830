# --8<-- [start:calls]
import textwrap

import numpy as np
from network import NeuralNetwork, X, y
from numerical_gradient import numerical_gradient

parameters = np.random.default_rng(0).standard_normal(9).round(1)


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


numgrad = numerical_gradient(cost, parameters)
print(numgrad.shape)
print(numgrad[:3].round(4))
# --8<-- [end:calls]


# --8<-- [start:integers]
whole = np.array([1, -2, 3])
moved = whole.copy()
moved[0] = moved[0] + 1e-4
print(moved)


def sum_of_squares(theta):
    return np.sum(theta**2)


try:
    numerical_gradient(sum_of_squares, whole)
except TypeError as error:
    print(textwrap.fill(str(error), 44))
# --8<-- [end:integers]


# --8<-- [start:bad_costs]
def square_root(theta):
    with np.errstate(invalid="ignore"):
        return np.sqrt(theta[0])


def errors_not_summed(theta):
    return (y - NeuralNetwork(theta).forward(X)[-1]) ** 2


def no_return(theta):
    NeuralNetwork(theta).cost(X, y)


for bad_cost, start in [
    (square_root, np.zeros(9)),
    (errors_not_summed, parameters),
    (no_return, parameters),
]:
    try:
        numerical_gradient(bad_cost, start)
    except (TypeError, ValueError) as error:
        print(bad_cost.__name__)
        print(textwrap.fill(str(error), 44))
# --8<-- [end:bad_costs]


# --8<-- [start:interrupted]
calls = []


def cost_that_fails(theta):
    calls.append(theta.copy())
    if len(calls) == 8:
        raise RuntimeError("the eighth call fails")
    return cost(theta)


before = parameters.tobytes()
try:
    numerical_gradient(cost_that_fails, parameters)
except RuntimeError as error:
    print(error)

print("what the cost was given: weight 3 is", calls[-1][3].round(4))
print("what we passed: weight 3 is", parameters[3])
print("every bit as before:", parameters.tobytes() == before)
# --8<-- [end:interrupted]


# --8<-- [start:answer_shape]
def of_a_matrix(W):
    return np.sum(W**3)


W = np.array([[1.0, 2.0], [3.0, 4.0]])
print(numerical_gradient(of_a_matrix, W).round(4))
# --8<-- [end:answer_shape]


# --8<-- [start:answer_lost]
try:
    numerical_gradient(of_a_matrix, W * 1e15)
except ValueError as error:
    print(textwrap.fill(str(error), 44))
# --8<-- [end:answer_lost]
