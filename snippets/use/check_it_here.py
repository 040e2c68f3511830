# --8<-- [start:one_array]
import numpy as np
from gradient_check import check_gradient

x = np.array([0.1, 0.4, 0.5, 0.8, 1.0])
t = np.array([1.2, 0.9, 1.1, 0.4, 0.5])


def cost(w):
    error = w[0] + w[1] * x - t
    return 0.5 * np.sum(error**2)


def gradient(w):
    error = w[0] + w[1] * x - t
    return np.array([np.mean(error), np.sum(error * x)])


w = np.array([0.7, -0.4])
print(check_gradient(cost, gradient, w))
# --8<-- [end:one_array]


# --8<-- [start:dictionary]
import numpy as np
from gradient_check import check_gradient

rng = np.random.default_rng(0)
X, t = rng.standard_normal((5, 2)), rng.standard_normal(5)


def cost(p):
    a = np.tanh(X @ p["W"] + p["b"])
    return 0.5 * np.sum((a @ p["v"] - t) ** 2)


def gradient(p):
    a = np.tanh(X @ p["W"] + p["b"])
    error = a @ p["v"] - t
    delta = np.outer(error, p["v"]) * (1 - a**2)
    return {"W": X.T @ delta, "b": delta.mean(axis=0), "v": a.T @ error}


parameters = {
    "W": rng.standard_normal((2, 3)),
    "b": rng.standard_normal(3),
    "v": rng.standard_normal(3),
}
print(check_gradient(cost, gradient, parameters))
# --8<-- [end:dictionary]


# --8<-- [start:class]
import numpy as np
from gradient_check import check_gradient


class Model:
    def __init__(self):
        self.W = np.array([[0.2, -0.5], [0.4, 0.1]])
        self.b = np.array([0.1, -0.2])

    def loss(self, X, Y):
        self.error = np.tanh(X @ self.W + self.b) - Y
        return 0.5 * np.sum(self.error**2)

    def backward(self, X, Y):
        self.loss(X, Y)
        a = self.error + Y
        delta = self.error * (1 - a)
        return {"W": X.T @ delta, "b": delta.sum(axis=0)}


X = np.array([[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]])
Y = np.array([[0.8, 0.1], [0.7, 0.3], [0.2, 0.9]])
model = Model()


def cost(p):
    model.W, model.b = p["W"], p["b"]
    return model.loss(X, Y)


def gradient(p):
    model.W, model.b = p["W"], p["b"]
    return model.backward(X, Y)


print(check_gradient(cost, gradient, {"W": model.W, "b": model.b}))
# --8<-- [end:class]


# --8<-- [start:layer]
import numpy as np
from gradient_check import check_gradient


def forward(x):
    """The softmax of each row."""
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def backward(x, upstream):
    s = forward(x)
    return s * (upstream - np.sum(upstream * s, axis=1, keepdims=True))


rng = np.random.default_rng(0)
x = rng.standard_normal((3, 4))
R = rng.standard_normal((3, 4))  # fixed weights, of the shape of the output

print(
    check_gradient(
        lambda x: np.sum(R * forward(x)), lambda x: backward(x, R), x
    )
)
# --8<-- [end:layer]


# --8<-- [start:likelihood]
import numpy as np
from gradient_check import check_gradient

data = np.array([1.2, 0.7, 2.9, 1.8, 2.2])


def cost(p):
    """Minus the log-likelihood of a normal distribution."""
    z = (data - p["mean"]) / np.exp(p["log_sd"])
    return np.sum(0.5 * z**2) + data.size * p["log_sd"]


def gradient(p):
    sd = np.exp(p["log_sd"])
    z = (data - p["mean"]) / sd
    return {"mean": -np.sum(z) / sd, "log_sd": (data.size - np.sum(z**2)) / sd}


print(check_gradient(cost, gradient, {"mean": 1.0, "log_sd": 0.3}))
# --8<-- [end:likelihood]
