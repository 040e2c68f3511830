# --8<-- [start:vector]
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
def slopes(epsilon):
    """Return the nine central differences."""
    numgrad = np.zeros(9)
    for i in range(9):
        kept = theta[i]
        theta[i] = kept + epsilon
        cost_plus = cost(theta)
        theta[i] = kept - epsilon
        cost_minus = cost(theta)
        theta[i] = kept
        numgrad[i] = (cost_plus - cost_minus) / (2 * epsilon)
    return numgrad


numgrad = slopes(1e-4)
print("weight    backprop   numerical")
for i in range(9):
    print(f"{i:6} {gradient[i]:11.8f} {numgrad[i]:11.8f}")
# --8<-- [end:every_weight]


# --8<-- [start:as_a_function]
print(np.array_equal(numerical_gradient(cost, parameters), numgrad))
# --8<-- [end:as_a_function]


# --8<-- [start:answer_epsilon]
def digits_that_agree(a, b):
    return int(-np.log10(np.abs(a - b).max() / np.abs(a).max()))


for epsilon in [1e-1, 1e-4, 3e-10]:
    print(f"{epsilon:.0e}  {digits_that_agree(gradient, slopes(epsilon))}")
# --8<-- [end:answer_epsilon]


# --8<-- [start:answer_put_back]
def never_put_back(epsilon):
    moved, numgrad = parameters.copy(), np.zeros(9)
    for i in range(9):
        moved[i] += epsilon
        cost_plus = cost(moved)
        moved[i] -= 2 * epsilon
        numgrad[i] = (cost_plus - cost(moved)) / (2 * epsilon)
    return numgrad


error = np.abs(never_put_back(1e-4) - gradient)
print(f"first slope off by {error[0]:.0e}")
print(f"last slope off by {error[8]:.0e}")
# --8<-- [end:answer_put_back]
