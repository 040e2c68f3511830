# --8<-- [start:correct]
import numpy as np
from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


parameters = np.random.default_rng(0).standard_normal(9).round(1)
gradient = NeuralNetwork(parameters).gradient(X, y)
numgrad = numerical_gradient(cost, parameters)
# --8<-- [end:correct]


# --8<-- [start:denominators]
def other_ratio(gradient, numgrad):
    """Return the norm of the difference, over the sum of the norms."""
    norm = np.linalg.norm
    return norm(gradient - numgrad) / (norm(gradient) + norm(numgrad))


print("            of the sum  of the norms")
for name, candidate in {
    "correct": gradient,
    "twice": 2 * gradient,
    "zero": 0 * gradient,
    "negative": -gradient,
    "nan": gradient * np.nan,
}.items():
    print(
        f"{name:9} {norm_ratio(candidate, numgrad):12.2g}"
        f" {other_ratio(candidate, numgrad):13.2g}"
    )
# --8<-- [end:denominators]


# --8<-- [start:answer_larger]
def entry_ratio(gradient, numgrad):
    """Return the largest ratio of any entry, as CS231n has it."""
    larger = np.maximum(abs(gradient), abs(numgrad))
    return np.max(abs(gradient - numgrad) / larger)


for name, candidate in {
    "correct": gradient,
    "twice": 2 * gradient,
    "negative": -gradient,
}.items():
    print(f"{name:9} {entry_ratio(candidate, numgrad):8.2g}")
# --8<-- [end:answer_larger]
