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

slips = [first, inner_slope_left_out, order_mixed_up, six_of_nine_zero]
print("of 20 starts           fell  ended higher")
for slip in slips:
    after = [train(slip, w, 1000).cost(X, y) for w in starts]
    fell = np.sum(np.less(after, before))
    higher = np.sum(np.greater(after, right))
    print(f"{slip.__name__:22} {fell:4} {higher:13}")
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
