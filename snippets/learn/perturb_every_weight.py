# --8<-- [start:vector]
import textwrap

import numpy as np
from network import NeuralNetwork, X, y
from numerical_gradient import numerical_gradient

parameters = np.random.default_rng(0).standard_normal(9).round(1)
network = NeuralNetwork(parameters)

print("W1")
print(network.W1)
print("W2")
print(network.W2)
print("parameters")
print(network.get_parameters())
# --8<-- [end:vector]


# --8<-- [start:gradient]
gradient = network.gradient(X, y)

print(gradient.shape)
print(gradient.round(3))
# --8<-- [end:gradient]


# --8<-- [start:cost]
def cost(theta):
    """Return the cost of the network whose weights are `theta`."""
    return NeuralNetwork(theta).cost(X, y)


print(f"{cost(parameters):.6f}")
# --8<-- [end:cost]


# --8<-- [start:one_weight]
epsilon = 1e-4
theta = parameters.copy()
kept = theta[0]

theta[0] = kept + epsilon
cost_plus = cost(theta)
theta[0] = kept - epsilon
cost_minus = cost(theta)
theta[0] = kept
slope = (cost_plus - cost_minus) / (2 * epsilon)

print(f"cost at +epsilon  {cost_plus:.8f}")
print(f"cost at -epsilon  {cost_minus:.8f}")
print(f"slope             {slope:.8f}")
print(f"backprop          {gradient[0]:.8f}")
# --8<-- [end:one_weight]


# --8<-- [start:every_weight]
numgrad = np.zeros(9)
for i in range(9):
    kept = theta[i]
    theta[i] = kept + epsilon
    cost_plus = cost(theta)
    theta[i] = kept - epsilon
    cost_minus = cost(theta)
    theta[i] = kept
    numgrad[i] = (cost_plus - cost_minus) / (2 * epsilon)

print("weight    backprop   numerical")
for i in range(9):
    print(f"{i:6} {gradient[i]:11.8f} {numgrad[i]:11.8f}")
# --8<-- [end:every_weight]


# --8<-- [start:as_a_function]
print(np.array_equal(numerical_gradient(cost, parameters), numgrad))
# --8<-- [end:as_a_function]


# --8<-- [start:integers]
whole = np.array([1, -2, 3])
moved = whole.copy()
moved[0] = moved[0] + epsilon
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
