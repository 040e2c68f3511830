# --8<-- [start:two_gradients]
import numpy as np
from network import NeuralNetwork, X, sigmoid_prime, y


def first(network):
    z2, a2, z3, y_hat = network.forward(X)
    delta3 = -(y - y_hat) * sigmoid_prime(z3)
    delta2 = delta3 @ network.W2.T * sigmoid_prime(a2)
    return as_vector(X.T @ delta2, a2.T @ delta3)


def second(network):
    z2, a2, z3, y_hat = network.forward(X)
    delta3 = -(y - y_hat) * sigmoid_prime(z3)
    delta2 = delta3 @ network.W2.T * sigmoid_prime(z2)
    return as_vector(X.T @ delta2, a2.T @ delta3)


def as_vector(dJdW1, dJdW2):
    return np.concatenate([dJdW1.ravel(), dJdW2.ravel()])


# --8<-- [end:two_gradients]


# --8<-- [start:train]
def train(gradient, weights, steps):
    """Return the network after so many steps downhill."""
    for _ in range(steps):
        weights = weights - gradient(NeuralNetwork(weights))
    return NeuralNetwork(weights)


start = np.random.default_rng(0).standard_normal(9).round(1)

print("steps     first   second")
for steps in [0, 1, 10, 100, 1000]:
    costs = [
        train(gradient, start, steps).cost(X, y)
        for gradient in [first, second]
    ]
    print(f"{steps:<6} {costs[0]:8.5f} {costs[1]:8.5f}")
# --8<-- [end:train]


# --8<-- [start:ten_thousand]
for gradient in [first, second]:
    cost = train(gradient, start, 10_000).cost(X, y)
    print(f"{gradient.__name__:6} {cost:8.5f}")
# --8<-- [end:ten_thousand]


# --8<-- [start:bugs]
def inner_slope_left_out(network):
    z2, a2, z3, y_hat = network.forward(X)
    delta3 = -(y - y_hat) * sigmoid_prime(z3)
    delta2 = delta3 @ network.W2.T
    return as_vector(X.T @ delta2, a2.T @ delta3)


def order_mixed_up(network):
    dJdW1, dJdW2 = network.cost_gradients(X, y)
    return as_vector(dJdW1.T, dJdW2)


def six_of_nine_zero(network):
    dJdW1, dJdW2 = network.cost_gradients(X, y)
    return as_vector(0 * dJdW1, dJdW2)


starts = [np.random.default_rng(s).standard_normal(9) for s in range(20)]
right = [train(second, w, 1000).cost(X, y) for w in starts]
before = [NeuralNetwork(w).cost(X, y) for w in starts]

bugs = [first, inner_slope_left_out, order_mixed_up, six_of_nine_zero]
print("of 20 starts          cost   ended higher")
print("                      fell   than right")
for bug in bugs:
    after = [train(bug, w, 1000).cost(X, y) for w in starts]
    fell = np.sum(np.less(after, before))
    higher = np.sum(np.greater(after, right))
    print(f"{bug.__name__:22} {fell:2} {higher:8}")
# --8<-- [end:bugs]


# --8<-- [start:verdict]
from numerical_gradient import norm_ratio, numerical_gradient


def cost(weights):
    return NeuralNetwork(weights).cost(X, y)


numgrad = numerical_gradient(cost, start)
for gradient in [first, second]:
    ratio = norm_ratio(gradient(NeuralNetwork(start)), numgrad)
    print(f"{gradient.__name__:6} {ratio:.0e}")
# --8<-- [end:verdict]


# --8<-- [start:answer_seeds]
ahead = 0
for seed in range(20):
    draw = np.random.default_rng(seed).standard_normal(9).round(1)
    costs = [train(g, draw, 1000).cost(X, y) for g in [first, second]]
    ahead += costs[0] < costs[1]
print(f"the wrong one is ahead at {ahead} of 20")
# --8<-- [end:answer_seeds]


# --8<-- [start:answer_plant]
def no_minus(network):
    return -second(network)


def twice_in_w1(network):
    return second(network) * np.array([2] * 6 + [1] * 3)


for bug in [second, no_minus, twice_in_w1]:
    cost_after = train(bug, start, 1000).cost(X, y)
    ratio = norm_ratio(bug(NeuralNetwork(start)), numgrad)
    print(f"{bug.__name__:12} {cost_after:8.5f} {ratio:6.0e}")
# --8<-- [end:answer_plant]
