# --8<-- [start:fit]
import numpy as np
from gradient_check import check_gradient
from network import sigmoid
from numerical_gradient import norm_ratio, numerical_gradient

rng = np.random.default_rng(0)
X = rng.standard_normal((20, 3))
y = (X[:, 0] + rng.standard_normal(20) > 0) * 1.0


def cost(w, X=X, y=y):
    z = X @ w
    return np.sum(np.logaddexp(0, z) - y * z)


def gradient(w, X=X, y=y):
    return X.T @ (sigmoid(X @ w) - y)


def newton_step(w):
    s = sigmoid(X @ w)
    curvature = X.T @ (X * (s * (1 - s)).reshape(-1, 1))
    return np.linalg.solve(curvature, gradient(w))


# --8<-- [end:fit]


# --8<-- [start:naive]
points = [np.array([0.0, 0.5, 0.0])]
for _ in range(7):
    points.append(points[-1] - newton_step(points[-1]))

print("step   length  ratio")
for step, w in enumerate(points[:7]):
    length = np.linalg.norm(gradient(w))
    ratio = norm_ratio(gradient(w), numerical_gradient(cost, w))
    print(f"{step}  {length:.0e}  {ratio:.0e}")
# --8<-- [end:naive]


# --8<-- [start:floor]
w = points[7]
print("backprop below 1e-13:", np.all(abs(gradient(w)) < 1e-13))
print("epsilon  numerical  ratio")
for epsilon in 1e-2, 1e-3, 1e-4:
    numgrad = numerical_gradient(cost, w, epsilon)
    ratio = norm_ratio(gradient(w), numgrad)
    length = np.linalg.norm(numgrad)
    print(f"{epsilon:7.0e}  {length:9.0e}  {ratio:.1f}")
# --8<-- [end:floor]


# --8<-- [start:verdicts]
def doubled(w):
    return 2 * gradient(w)


print("step  correct      doubled")
for step, w in enumerate(points):
    correct = check_gradient(cost, gradient, w)
    wrong = check_gradient(cost, doubled, w)
    print(f"{step}  {correct.verdict:11}  {wrong.verdict}")
# --8<-- [end:verdicts]


# --8<-- [start:elsewhere]
trained = points[-1]


def cost_of_five(w):
    return cost(w, X[:5], y[:5])


def gradient_of_five(w):
    return gradient(w, X[:5], y[:5])


def doubled_of_five(w):
    return 2 * gradient_of_five(w)


for g in gradient_of_five, doubled_of_five:
    report = check_gradient(cost_of_five, g, trained)
    print("five examples:", report.verdict)

aside = trained + 0.1 * rng.standard_normal(3)
for g in gradient, doubled:
    report = check_gradient(cost, g, aside)
    print("a step aside: ", report.verdict)
# --8<-- [end:elsewhere]


# --8<-- [start:answer_further_away]
w = np.array([0.0, 0.0, 2.0])
print("step  ratio")
for step in range(8):
    ratio = norm_ratio(gradient(w), numerical_gradient(cost, w))
    print(f"{step}  {'above' if ratio > 1e-8 else 'below'} 1e-8")
    w = w - newton_step(w)
# --8<-- [end:answer_further_away]


# --8<-- [start:answer_how_far_aside]
noise = np.random.default_rng(1).standard_normal(3)
print("aside  correct      doubled")
for distance in 1e-2, 1e-4, 1e-6, 1e-11:
    w = trained + distance * noise
    correct = check_gradient(cost, gradient, w)
    wrong = check_gradient(cost, doubled, w)
    print(f"{distance:.0e}  {correct.verdict:11}  {wrong.verdict}")
# --8<-- [end:answer_how_far_aside]
