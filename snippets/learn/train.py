# --8<-- [start:check_first]
import numpy as np
from network import NeuralNetwork, X, sigmoid_prime, y
from numerical_gradient import norm_ratio, numerical_gradient

parameters = np.random.default_rng(0).standard_normal(9).round(1)


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def gradient(theta):
    return NeuralNetwork(theta).gradient(X, y)


numgrad = numerical_gradient(cost, parameters)
print(f"ratio {norm_ratio(gradient(parameters), numgrad):.0e}")
# --8<-- [end:check_first]


# --8<-- [start:one_step]
theta = parameters.copy()
print(f"{cost(theta):.6f}")
theta = theta - gradient(theta)
print(f"{cost(theta):.6f}")
# --8<-- [end:one_step]


# --8<-- [start:descend]
def descend(cost, gradient):
    """Return the weights after 10,000 steps, printing the cost of some."""
    theta = parameters.copy()
    for step in range(10_001):
        if step in (0, 1, 10, 100, 1000, 10_000):
            print(f"step {step:6}  cost {cost(theta):.6f}")
        theta = theta - gradient(theta)
    return theta


trained = descend(cost, gradient)
# --8<-- [end:descend]


# --8<-- [start:predictions]
def show_predictions(theta):
    y_hat = NeuralNetwork(theta).forward(X)[-1]
    print("before  after  target")
    before = NeuralNetwork(parameters).forward(X)[-1]
    for i in range(3):
        print(f"{before[i, 0]:6.2f} {y_hat[i, 0]:6.2f} {y[i, 0]:7.2f}")


show_predictions(trained)
# --8<-- [end:predictions]


# --8<-- [start:wrong_gradient]
def wrong_gradient(theta):
    network = NeuralNetwork(theta)
    z2, a2, z3, y_hat = network.forward(X)
    delta3 = -(y - y_hat) * sigmoid_prime(z3)
    dJdW1, dJdW2 = network.cost_gradients(X, y)
    dJdW2 = a2 @ delta3
    return np.concatenate([dJdW1.ravel(), dJdW2.ravel()])


print(f"ratio {norm_ratio(wrong_gradient(parameters), numgrad):.0e}")
wrongly_trained = descend(cost, wrong_gradient)
# --8<-- [end:wrong_gradient]


# --8<-- [start:wrong_cost]
shifted = np.roll(y, 1, axis=0)


def shifted_cost(theta):
    return NeuralNetwork(theta).cost(X, shifted)


def shifted_gradient(theta):
    return NeuralNetwork(theta).gradient(X, shifted)


shifted_numgrad = numerical_gradient(shifted_cost, parameters)
ratio = norm_ratio(shifted_gradient(parameters), shifted_numgrad)
print(f"ratio {ratio:.0e}")
show_predictions(descend(shifted_cost, shifted_gradient))
# --8<-- [end:wrong_cost]


# --8<-- [start:answer_rate]
for rate in [1, 10, 100]:
    theta = parameters.copy()
    for _ in range(1000):
        theta = theta - rate * gradient(theta)
    print(f"{rate:<4}  {cost(theta):.5f}")
# --8<-- [end:answer_rate]


# --8<-- [start:answer_trained]
ratio = norm_ratio(gradient(trained), numerical_gradient(cost, trained))
print(f"ratio {ratio:.0e}")
print(f"largest slope {np.abs(gradient(trained)).max():.0e}")
# --8<-- [end:answer_trained]
