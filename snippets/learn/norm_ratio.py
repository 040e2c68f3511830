# --8<-- [start:looks_alike]
import numpy as np
from network import NeuralNetwork, X, sigmoid_prime, y
from numerical_gradient import norm_ratio, numerical_gradient


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


parameters = np.random.default_rng(0).standard_normal(9).round(1)
gradient = NeuralNetwork(parameters).gradient(X, y)
numgrad = numerical_gradient(cost, parameters)
suspect = gradient + 1e-5 * parameters

print("gradient   suspect  numerical")
for i in range(9):
    print(f"{gradient[i]:8.3f} {suspect[i]:9.3f} {numgrad[i]:10.3f}")
# --8<-- [end:looks_alike]


# --8<-- [start:two_ratios]
print(f"gradient {norm_ratio(gradient, numgrad):.0e}")
print(f"suspect  {norm_ratio(suspect, numgrad):.0e}")
# --8<-- [end:two_ratios]


# --8<-- [start:thousand]
def ratio_at(seed, epsilon):
    """Return the ratio of the correct gradient at weights drawn anew."""
    theta = np.random.default_rng(seed).standard_normal(9)
    correct = NeuralNetwork(theta).gradient(X, y)
    return norm_ratio(correct, numerical_gradient(cost, theta, epsilon))


print("epsilon median 99th pct largest above 1e-8")
for epsilon in [1e-4, 1e-5]:
    ratios = np.array([ratio_at(seed, epsilon) for seed in range(1000)])
    print(
        f"{epsilon:7.0e} {np.median(ratios):6.0e}"
        f" {np.percentile(ratios, 99):8.0e} {ratios.max():7.0e}"
        f" {np.sum(ratios > 1e-8):10}"
    )
# --8<-- [end:thousand]


# --8<-- [start:by_epsilon]
print("epsilon  correct  suspect")
for exponent in range(-1, -11, -1):
    epsilon = 10.0**exponent
    middle = np.median([ratio_at(seed, epsilon) for seed in range(100)])
    at_suspect = norm_ratio(
        suspect, numerical_gradient(cost, parameters, epsilon)
    )
    print(f"{epsilon:7.0e} {middle:8.0e} {at_suspect:8.0e}")
# --8<-- [end:by_epsilon]


# --8<-- [start:wrong_gradients]
network = NeuralNetwork(parameters)
z2, a2, z3, y_hat = network.forward(X)
delta3 = -(y - y_hat) * sigmoid_prime(z3)
dJdW1, dJdW2 = network.cost_gradients(X, y)


def as_vector(dJdW1, dJdW2):
    return np.concatenate([dJdW1.ravel(), dJdW2.ravel()])


no_slope = X.T @ (delta3 @ network.W2.T)
one_flipped = gradient * np.array([1, 1, 1, 1, 1, 1, -1, 1, 1])

for name, wrong in {
    "minus sign lost in delta3": -gradient,
    "never computed": 0 * gradient,
    "slopes in the wrong order": gradient[::-1],
    "factor 2 lost, or one too many": 2 * gradient,
    "divided by the 3 examples": gradient / 3,
    "one entry of nine negative": one_flipped,
    "a2 instead of a2.T": as_vector(dJdW1, a2 @ delta3),
    "no sigmoid_prime in delta2": as_vector(no_slope, dJdW2),
    "a penalty that the cost lacks": suspect,
}.items():
    print(f"{norm_ratio(wrong, numgrad):<8.2g} {name}")
# --8<-- [end:wrong_gradients]


# --8<-- [start:blind]
def steep_and_flat(p):
    return 500 * p[0] ** 2 + 1e-6 * p[1]


p = np.ones(2)
flipped = np.array([1000.0, -1e-6])
ratio = norm_ratio(flipped, numerical_gradient(steep_and_flat, p))
print(f"small entry with the wrong sign: {ratio:.0e}")

zeros = np.zeros(9)
half = NeuralNetwork(zeros).gradient(X, y)
half[:6] = 0
ratio = norm_ratio(half, numerical_gradient(cost, zeros))
print(f"W1 left out, all weights zero: {ratio:.0e}")
# --8<-- [end:blind]


# --8<-- [start:answer_suspect]
for share in [1e-5, 1e-7, 1e-9, 1e-11]:
    ratio = norm_ratio(gradient + share * parameters, numgrad)
    print(f"{share:.0e}  {ratio:.0e}")
# --8<-- [end:answer_suspect]


# --8<-- [start:answer_smallest]
smallest = np.abs(gradient).argmin()
flipped = gradient.copy()
flipped[smallest] = -flipped[smallest]
print(f"{norm_ratio(flipped, numgrad):.2f}")
# --8<-- [end:answer_smallest]
