# --8<-- [start:never_computed]
import numpy as np
from gradient_check import check_gradient
from network import NeuralNetwork, X, sigmoid_prime, y
from numerical_gradient import norm_ratio, numerical_gradient


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def first_layer_missing(theta):
    gradient = NeuralNetwork(theta).gradient(X, y)
    gradient[:6] = 0
    return gradient


zeros = np.zeros(9)
numgrad = numerical_gradient(cost, zeros)
ratio = norm_ratio(first_layer_missing(zeros), numgrad)
print(f"ratio {ratio:.0e}")
# --8<-- [end:never_computed]


# --8<-- [start:why]
print(numgrad[:6].round(12))
print(numgrad[6:].round(4))
# --8<-- [end:why]


# --8<-- [start:three_bugs]
def cost_with_decay(theta):
    return cost(theta) + 0.01 * np.sum(theta**2) / 2


def decay_missing(theta):
    return NeuralNetwork(theta).gradient(X, y)


def units_swapped(theta):
    network = NeuralNetwork(theta)
    z2, a2, z3, y_hat = network.forward(X)
    delta3 = -(y - y_hat) * sigmoid_prime(z3)
    dJdW2 = a2.T @ delta3
    delta2 = delta3 @ network.W2[::-1].T * sigmoid_prime(z2)
    dJdW1 = X.T @ delta2
    return np.concatenate([dJdW1.ravel(), dJdW2.ravel()])


starts = {
    "zeros": zeros,
    "equal": np.full(9, 0.5),
    "random": np.random.default_rng(0).standard_normal(9),
}
bugs = [
    (first_layer_missing, cost),
    (decay_missing, cost_with_decay),
    (units_swapped, cost),
]
print(f"{'':19}" + "".join(f"{start:>8}" for start in starts))
for bug, its_cost in bugs:
    row = f"{bug.__name__:19}"
    for theta in starts.values():
        numgrad = numerical_gradient(its_cost, theta)
        row += f"{norm_ratio(bug(theta), numgrad):8.0e}"
    print(row)
# --8<-- [end:three_bugs]


# --8<-- [start:verdict]
def by_layer(theta):
    W1, W2 = theta[:6].reshape(2, 3), theta[6:].reshape(3, 1)
    return {"W1": W1, "W2": W2}


def one_vector(p):
    return np.concatenate([p["W1"].ravel(), p["W2"].ravel()])


def report_on(bug, its_cost, theta):
    def cost_of(p):
        return its_cost(one_vector(p))

    def gradient_of(p):
        return by_layer(bug(one_vector(p)))

    return check_gradient(cost_of, gradient_of, by_layer(theta))


for start, theta in starts.items():
    print(start)
    for bug, its_cost in bugs:
        verdict = report_on(bug, its_cost, theta).verdict
        print(f"  {bug.__name__:20} {verdict}")
# --8<-- [end:verdict]


# --8<-- [start:by_name]
report = report_on(first_layer_missing, cost, zeros)
for found in report.arrays:
    print(f"{found.name:11} {found.verdict}")
report = check_gradient(cost, first_layer_missing, zeros)
print(f"one vector  {report.verdict}")
# --8<-- [end:by_name]


# --8<-- [start:answer_only_w2]
def ratios_of(theta):
    for bug, its_cost in bugs:
        numgrad = numerical_gradient(its_cost, theta)
        ratio = norm_ratio(bug(theta), numgrad)
        print(f"{bug.__name__:19}{ratio:8.0e}")


random_W1 = starts["random"][:6]
ratios_of(np.concatenate([random_W1, np.zeros(3)]))
# --8<-- [end:answer_only_w2]


# --8<-- [start:answer_equal_w2]
ratios_of(np.concatenate([random_W1, np.full(3, 0.5)]))
# --8<-- [end:answer_equal_w2]
