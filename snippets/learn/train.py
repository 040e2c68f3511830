# --8<-- [start:check_first]
import numpy as np

from network import NeuralNetwork, X, sigmoid_prime, y
from numerical_gradient import norm_ratio, numerical_gradient

parameters = np.random.default_rng(0).standard_normal(9).round(1)


def ratio(gradient_of, cost_of):
    numgrad = numerical_gradient(cost_of, parameters)
    return norm_ratio(gradient_of(parameters), numgrad)


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def gradient(theta):
    return NeuralNetwork(theta).gradient(X, y)


print(f"ratio {ratio(gradient, cost):.0e}")
# --8<-- [end:check_first]


# --8<-- [start:descend]
theta = parameters.copy()
for step in range(10_001):
    if step in [0, 1, 10, 100, 1000, 10_000]:
        print(f"step {step:6}  cost {cost(theta):.1e}")
    theta = theta - gradient(theta)

y_hat = NeuralNetwork(theta).forward(X)[-1]
for student in range(3):
    print(f"predicted {y_hat[student, 0]:.3f}, scored {y[student, 0]:.2f}")
# --8<-- [end:descend]


# --8<-- [start:wrong_gradient]
def wrong_gradient(theta):
    network = NeuralNetwork(theta)
    z2, a2, z3, y_hat = network.forward(X)
    delta3 = -(y - y_hat) * sigmoid_prime(z3)
    dJdW1, _ = network.cost_gradients(X, y)
    return np.concatenate([dJdW1.ravel(), (a2 @ delta3).ravel()])


print(f"ratio {ratio(wrong_gradient, cost):.0e}")

theta = parameters.copy()
for step in range(10_001):
    if step in [0, 1, 10, 100, 1000, 10_000]:
        print(f"step {step:6}  cost {cost(theta):.1e}")
    theta = theta - wrong_gradient(theta)
# --8<-- [end:wrong_gradient]


# --8<-- [start:wrong_cost]
mixed_up = np.roll(y, 1, axis=0)


def cost_mixed_up(theta):
    return NeuralNetwork(theta).cost(X, mixed_up)


def gradient_mixed_up(theta):
    return NeuralNetwork(theta).gradient(X, mixed_up)


print(f"ratio {ratio(gradient_mixed_up, cost_mixed_up):.0e}")

theta = parameters.copy()
for step in range(10_000):
    theta = theta - gradient_mixed_up(theta)

y_hat = NeuralNetwork(theta).forward(X)[-1]
for student in range(3):
    print(f"predicted {y_hat[student, 0]:.3f}, scored {y[student, 0]:.2f}")
# --8<-- [end:wrong_cost]
