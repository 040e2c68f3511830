# --8<-- [start:simplex]
import numpy as np
from gradient_check import check_gradient

counts = np.array([5.0, 3.0, 2.0])


def cost(p):
    """Minus the log-likelihood of probabilities that sum to 1."""
    return -counts @ np.log(p)


def projected_gradient(p):
    g = -counts / p
    return g - g.mean()  # along the simplex only


p = np.array([0.6, 0.3, 0.1])
print(check_gradient(cost, projected_gradient, p).verdict)
# --8<-- [end:simplex]


# --8<-- [start:logits]
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def cost_of_logits(z):
    return cost(softmax(z))


def gradient_of_logits(z):
    p = softmax(z)
    g = projected_gradient(p)
    return p * (g - p @ g)


print(check_gradient(cost_of_logits, gradient_of_logits, np.log(p)).verdict)
# --8<-- [end:logits]


# --8<-- [start:symmetric]
S = np.array([[2.0, 0.5], [0.5, 1.0]])


def log_det(S):
    return np.log(np.linalg.det(S))


def inverse(S):
    return np.linalg.inv(S).T


def from_three(x):
    return np.array([[x[0], x[1]], [x[1], x[2]]])


def gradient_of_three(x):
    G = inverse(from_three(x))
    return np.array([G[0, 0], G[0, 1] + G[1, 0], G[1, 1]])


def factor_forgotten(x):
    G = inverse(from_three(x))
    return np.array([G[0, 0], G[0, 1], G[1, 1]])


x = np.array([2.0, 0.5, 1.0])
print("four free entries", check_gradient(log_det, inverse, S).verdict)
for g in [gradient_of_three, factor_forgotten]:
    report = check_gradient(lambda x: log_det(from_three(x)), g, x)
    print(g.__name__, report.verdict)
# --8<-- [end:symmetric]


# --8<-- [start:answer_rotation]
points = np.array([[1.0, 0.2], [0.3, -0.8], [-0.5, 0.6]])
target = np.array([[0.9, 0.5], [0.5, -0.7], [-0.7, 0.4]])


def turned(a):
    return np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])


def cost_of_angle(a):
    return np.sum((points @ turned(a).T - target) ** 2)


def gradient_of_angle(a):
    G = 2 * (points @ turned(a).T - target).T @ points
    return np.sum(G * turned(a + np.pi / 2))  # dR/da


print(check_gradient(cost_of_angle, gradient_of_angle, 0.3).verdict)
# --8<-- [end:answer_rotation]
