# --8<-- [start:setup]
import numpy as np
from gradient_check import check_gradient
from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def gradient(theta):
    return NeuralNetwork(theta).gradient(X, y)


weights = np.random.default_rng(0).standard_normal(9)
numgrad = numerical_gradient(cost, weights)
ratio = norm_ratio(gradient(weights), numgrad)
print(f"ratio {ratio:.0e}")
# --8<-- [end:setup]


# --8<-- [start:faulty]
def same_array_twice(cost, theta, epsilon=1e-4):
    theta = theta.copy()
    slopes = np.zeros(theta.size)
    for i in range(theta.size):
        plus = theta
        plus[i] += epsilon
        cost_plus = cost(plus)
        minus = theta  # The array that plus[i] has just moved.
        minus[i] -= epsilon
        cost_minus = cost(minus)
        slopes[i] = (cost_plus - cost_minus) / (2 * epsilon)
    return slopes


def one_sided(cost, theta, epsilon=1e-4):
    slopes = np.zeros(theta.size)
    for i in range(theta.size):
        plus = theta.copy()
        plus[i] += epsilon
        slopes[i] = (cost(plus) - cost(theta)) / epsilon
    return slopes


def one_sided_over_two(cost, theta, epsilon=1e-4):
    return one_sided(cost, theta, epsilon) / 2


def not_put_back(cost, theta, epsilon=1e-4):
    theta = theta.copy()
    slopes = np.zeros(theta.size)
    for i in range(theta.size):
        theta[i] += epsilon
        cost_plus = cost(theta)
        theta[i] -= 2 * epsilon
        cost_minus = cost(theta)
        slopes[i] = (cost_plus - cost_minus) / (2 * epsilon)
    return slopes


# --8<-- [end:faulty]


# --8<-- [start:fingerprints]
faulty = [same_array_twice, one_sided_over_two, not_put_back, one_sided]
for checker in faulty:
    ratio = norm_ratio(gradient(weights), checker(cost, weights))
    print(f"{checker.__name__:20} {ratio:#.2g}")
# --8<-- [end:fingerprints]


# --8<-- [start:whole]
def good_loop(cost, theta, epsilon=1e-4):
    theta = theta.copy()
    slopes = np.zeros(theta.size)
    for i in range(theta.size):
        kept = theta[i]
        theta[i] = kept + epsilon
        cost_plus = cost(theta)
        theta[i] = kept - epsilon
        cost_minus = cost(theta)
        theta[i] = kept
        slopes[i] = (cost_plus - cost_minus) / (2 * epsilon)
    return slopes


whole = np.array([1, -1, 2, 0, 1, -2, 1, -1, 1])
for theta in whole * 1.0, whole:
    slopes = good_loop(cost, theta)
    ratio = norm_ratio(gradient(theta), slopes)
    print(f"{theta.dtype}: ratio {ratio:.1g}")
    print(slopes[:4].round(3))
# --8<-- [end:whole]


# --8<-- [start:smaller]
print(f"{'epsilon':20}  1e-02  1e-03  1e-04")
for checker in (*faulty, numerical_gradient):
    row = f"{checker.__name__:20}"
    for epsilon in 1e-2, 1e-3, 1e-4:
        slopes = checker(cost, weights, epsilon)
        row += f"  {norm_ratio(gradient(weights), slopes):.0e}"
    print(row)
# --8<-- [end:smaller]


# --8<-- [start:known]
k = np.array([1.0, 2.0, 3.0, 4.0])
point = np.array([0.5, -1.0, 1.5, 1.0])


def cube_of_sum(x):
    return np.sum(k * x) ** 3


def its_gradient(x):
    return 3 * np.sum(k * x) ** 2 * k


def test(checker):
    slopes = checker(cube_of_sum, point)
    return norm_ratio(its_gradient(point), slopes)


for checker in (*faulty, numerical_gradient):
    print(f"{checker.__name__:20} {test(checker):.0e}")
# --8<-- [end:known]


# --8<-- [start:separate]
def sum_of_cubes(x):
    return np.sum(k * x**3)


for checker in not_put_back, numerical_gradient:
    slopes = checker(sum_of_cubes, point)
    ratio = norm_ratio(3 * k * point**2, slopes)
    print(f"{checker.__name__:20} {ratio:.0e}")
# --8<-- [end:separate]


# --8<-- [start:negative_control]
def one_entry_off(x):
    broken = its_gradient(x)
    broken[2] *= 1.001
    return broken


for candidate in its_gradient, one_entry_off:
    report = check_gradient(cube_of_sum, candidate, point)
    print(f"{candidate.__name__:15} {report.verdict}")
report = check_gradient(cost, gradient, weights)
print(f"{'the lesson':15} {report.verdict}")
# --8<-- [end:negative_control]


# --8<-- [start:integers]
try:
    check_gradient(cost, gradient, whole)
except TypeError as error:
    print(error)
# --8<-- [end:integers]


# --8<-- [start:answer_two_arrays]
def two_arrays(cost, theta, epsilon=1e-4):
    slopes = np.zeros(theta.size)
    for i in range(theta.size):
        plus = theta.copy()
        plus[i] += epsilon
        cost_plus = cost(plus)
        minus = theta.copy()
        minus[i] -= epsilon
        cost_minus = cost(minus)
        slopes[i] = (cost_plus - cost_minus) / (2 * epsilon)
    return slopes


ratio = norm_ratio(gradient(weights), two_arrays(cost, weights))
print(f"ratio {ratio:.0e}")
# --8<-- [end:answer_two_arrays]


# --8<-- [start:answer_two_bugs]
halved = gradient(weights) / 2
slopes = one_sided_over_two(cost, weights)
print(f"one_sided_over_two: {norm_ratio(halved, slopes):.0e}")

report = check_gradient(cost, lambda theta: gradient(theta) / 2, weights)
print(f"check_gradient:     {report.verdict}")
# --8<-- [end:answer_two_bugs]
