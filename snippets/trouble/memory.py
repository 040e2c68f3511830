# --8<-- [start:rnn]
import numpy as np
from gradient_check import check_gradient

x = np.array([0.5, -0.3, 0.8, 0.1, -0.6])
t = 0.7


def states(p, first=0.0):
    h = [first]
    for value in x:
        h.append(np.tanh(p["w"] * h[-1] + p["u"] * value))
    return h


def cost(p):
    return 0.5 * (states(p)[-1] - t) ** 2


def gradient(p, back=5):
    """Backprop through time, as many steps back as asked for."""
    h = states(p)
    delta, slopes = h[-1] - t, {"w": 0.0, "u": 0.0}
    for k in range(len(x), len(x) - back, -1):
        delta = delta * (1 - h[k] ** 2)
        slopes["w"] += delta * h[k - 1]
        slopes["u"] += delta * x[k - 1]
        delta = delta * p["w"]
    return slopes


p = {"w": 0.9, "u": 0.6}
print("all the way back:", check_gradient(cost, gradient, p).verdict)
# --8<-- [end:rnn]


# --8<-- [start:state]
class Carries:
    def __init__(self):
        self.h = 0.0

    def cost(self, p):
        self.h = states(p, self.h)[-1]
        return 0.5 * (self.h - t) ** 2


report = check_gradient(Carries().cost, gradient, p)
print(report.verdict)
# --8<-- [end:state]


# --8<-- [start:truncated]
report = check_gradient(cost, lambda p: gradient(p, back=2), p)
print("two steps back:", report.verdict)
# --8<-- [end:truncated]


# --8<-- [start:tied]
X = np.array([[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]])


def rebuilt(W):
    return 0.5 * np.sum((np.tanh(X @ W) @ W.T - X) ** 2)


def of_one_use(W):
    a = np.tanh(X @ W)
    return (a @ W.T - X).T @ a


def of_both_uses(W):
    a = np.tanh(X @ W)
    error = a @ W.T - X
    return error.T @ a + X.T @ (error @ W * (1 - a**2))


W = np.array([[0.4, -0.2, 0.7], [0.1, 0.5, -0.3]])
for g in [of_one_use, of_both_uses]:
    print(g.__name__, check_gradient(rebuilt, g, W).verdict)
# --8<-- [end:tied]


# --8<-- [start:answer_detach]
def cost_of_two_steps(p):
    """The state before the last two steps is data, and does not move."""
    h = fixed
    for value in x[-2:]:
        h = np.tanh(p["w"] * h + p["u"] * value)
    return 0.5 * (h - t) ** 2


fixed = states(p)[-3]
two_back = gradient(p, back=2)
print(check_gradient(cost_of_two_steps, two_back, p).verdict)
# --8<-- [end:answer_detach]
