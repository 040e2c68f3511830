# --8<-- [start:simplex]
import textwrap

import numpy as np
from gradient_check import check_gradient

variance = np.array([4.0, 1.0, 9.0])
p = np.array([0.2, 0.3, 0.5])


def risk(p):
    return np.sum(variance * p**2) / 2


def projected(p):
    g = variance * p
    return g - np.mean(g)


def check(name, cost, gradient, x):
    report = check_gradient(cost, gradient, x)
    print(f"{name}: {report.verdict}")
    for cause in report.causes:
        print(textwrap.fill(cause, 44))


check("shares", risk, projected, p)
# --8<-- [end:simplex]


# --8<-- [start:logits]
def softmax(q):
    return np.exp(q) / np.sum(np.exp(q))


def logit_gradient(q):
    p = softmax(q)
    g = projected(p)
    return p * (g - p @ g)


check("logits", lambda q: risk(softmax(q)), logit_gradient, np.log(p))
# --8<-- [end:logits]


# --8<-- [start:log]
y = np.array([1.0, 1.2, 2.0])


def likelihood(s):
    return np.sum(np.log(s**2) + (y / s) ** 2) / 2


def for_the_log(s):
    return 1 - (y / s) ** 2


s = np.array([0.8, 1.5, 2.5])
check("sigma", likelihood, for_the_log, s)
check("log", lambda q: likelihood(np.exp(q)), for_the_log(s), np.log(s))
# --8<-- [end:log]


# --8<-- [start:symmetric]
K = np.cov(np.random.default_rng(0).standard_normal((3, 40)))


def logdet(K):
    return 2 * np.sum(np.log(np.diag(np.linalg.cholesky(K))))


check("as it is", logdet, np.linalg.inv, K)
check("mirrored", lambda K: logdet((K + K.T) / 2), np.linalg.inv, K)
# --8<-- [end:symmetric]


# --8<-- [start:triangle]
rows, columns = np.tril_indices(3)
lower = K[rows, columns]


def full(v):
    K = np.zeros((3, 3))
    K[rows, columns] = K[columns, rows] = v
    return K


def once(v):
    return np.linalg.inv(full(v))[rows, columns]


def twice(v):
    return once(v) * np.where(rows == columns, 1, 2)


for gradient in [once, twice]:
    check(gradient.__name__, lambda v: logdet(full(v)), gradient, lower)
# --8<-- [end:triangle]


# --8<-- [start:rotation]
target = np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]])


def distance(R):
    return np.sum((R - target) ** 2) / 2


def turn(w):
    """Return the rotation about w, by its length."""
    t = np.linalg.norm(w) / np.pi
    S = np.cross(np.eye(3), w)
    return np.eye(3) + np.sinc(t) * S + np.sinc(t / 2) ** 2 / 2 * S @ S


def along(R):
    """Return the slopes as R turns about its own three axes."""
    M = R.T @ (R - target)
    return (M - M.T)[[2, 0, 1], [1, 2, 0]]


R = turn(np.array([0.3, 0.5, -0.7]))
check("turns", lambda w: distance(R @ turn(w)), along(R), np.zeros(3))
# --8<-- [end:rotation]


# --8<-- [start:answer_factor]
def from_factor(v):
    L = np.zeros((3, 3))
    L[rows, columns] = v
    return L @ L.T


L = np.linalg.cholesky(K)
slopes = (2 * np.linalg.inv(K) @ L)[rows, columns]
check("L", lambda v: logdet(from_factor(v)), slopes, L[rows, columns])
# --8<-- [end:answer_factor]


# --8<-- [start:answer_sphere]
v = np.array([0.5, 0.5, 0.1, 0.7])


def wave(v):
    return np.sum(np.sin(v))


def tangent(v):
    return np.cos(v) - v * (v @ np.cos(v))


check("sphere", wave, tangent, v)
check("divided", lambda v: wave(v / np.linalg.norm(v)), tangent, v)
# --8<-- [end:answer_sphere]
