# --8<-- [start:network]
import textwrap

import numpy as np
from gradient_check import check_gradient

rng = np.random.default_rng(0)
X, Y = rng.standard_normal((6, 2)), rng.standard_normal((6, 3))
p = {"W": rng.standard_normal((2, 3)), "U": rng.standard_normal((3, 3))}


def states(p, h, X):
    """Return h, and the hidden state after each row of X."""
    hs = [h]
    for x in X:
        hs.append(np.tanh(x @ p["W"] + hs[-1] @ p["U"]))
    return np.array(hs)


def cost(p, h, X, Y):
    return np.sum((states(p, h, X)[1:] - Y) ** 2) / 2


def gradient(p, h, X, Y):
    hs, d = states(p, h, X), np.zeros(3)
    slopes = {name: np.zeros_like(p[name]) for name in p}
    for t in reversed(range(len(X))):
        d = (d @ p["U"].T + hs[t + 1] - Y[t]) * (1 - hs[t + 1] ** 2)
        slopes["W"] += np.outer(X[t], d)
        slopes["U"] += np.outer(hs[t], d)
    return slopes


# --8<-- [end:network]


# --8<-- [start:carried]
class Network:
    h = np.zeros(3)

    def cost(self, p):
        J = cost(p, self.h, X, Y)
        self.h = states(p, self.h, X)[-1]
        return J


network = Network()
first, second = network.cost(p), network.cost(p)
print(f"slope of nothing: {(second - first) / 2e-4:.0f}")
# --8<-- [end:carried]


# --8<-- [start:cannot_tell]
def check(name, cost, gradient, p):
    report = check_gradient(cost, gradient, p)
    print(f"{name}: {report.verdict}")
    for cause in report.causes:
        print(textwrap.fill(cause, 44))


zero = np.zeros(3)
check("carried", network.cost, lambda p: gradient(p, zero, X, Y), p)
# --8<-- [end:cannot_tell]


# --8<-- [start:handed]
def whole_cost(p):
    return cost(p, zero, X, Y)


check("from zero", whole_cost, lambda p: gradient(p, zero, X, Y), p)
# --8<-- [end:handed]


# --8<-- [start:truncated]
def truncated(p):
    """Backpropagate through three rows, and through the other three."""
    middle = states(p, zero, X[:3])[-1]
    first = gradient(p, zero, X[:3], Y[:3])
    last = gradient(p, middle, X[3:], Y[3:])
    return {name: first[name] + last[name] for name in p}


check("truncated", whole_cost, truncated, p)
# --8<-- [end:truncated]


# --8<-- [start:frozen]
middle = states(p, zero, X[:3])[-1]


def cut_cost(p):
    return cost(p, zero, X[:3], Y[:3]) + cost(p, middle, X[3:], Y[3:])


check("truncated, and the cost cut", cut_cost, truncated, p)
# --8<-- [end:frozen]


# --8<-- [start:tied]
def both(p):
    """Encode X, decode it, and return the cost and its slopes."""
    h = np.tanh(X @ p["enc"])
    r = h @ p["dec"].T - X
    enc = X.T @ (r @ p["dec"] * (1 - h**2))
    return np.sum(r**2) / 2, {"enc": enc, "dec": r.T @ h}


def summed(p):
    slopes = both(p)[1]
    return {name: slopes["enc"] + slopes["dec"] for name in p}


V = rng.standard_normal((2, 3))
check("two names", lambda p: both(p)[0], summed, {"enc": V, "dec": V})
# --8<-- [end:tied]


# --8<-- [start:one_name]
def tied_cost(V):
    return both({"enc": V, "dec": V})[0]


def last_one(V):
    return both({"enc": V, "dec": V})[1]["dec"]


check("the sum", tied_cost, lambda V: summed({"enc": V, "dec": V})["enc"], V)
check("the last one", tied_cost, last_one, V)
# --8<-- [end:one_name]


# --8<-- [start:answer_warm]
class Root:
    x = 1.0

    def cost(self, a):
        self.x = (self.x + a[0] / self.x) / 2
        return self.x


def slope(a):
    return 0.5 / np.sqrt(a)


check("warm start", Root().cost, slope, np.array([2.0]))
# --8<-- [end:answer_warm]


# --8<-- [start:answer_cache]
def cached(a):
    return np.sqrt(np.abs(np.round(a[0], 3)))


check("cached", cached, slope, np.array([2.0]))
# --8<-- [end:answer_cache]
