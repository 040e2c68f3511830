# --8<-- [start:verdict]
import numpy as np
from gradient_check import check_gradient

x = np.array([0.1, 0.4, 0.5, 0.8, 1.0])
t = np.array([1.2, 0.9, 1.1, 0.4, 0.5])


def your_cost(w):
    error = w[0] + w[1] * x - t
    return np.sum(np.sqrt(1 + error**2))


def your_gradient(w):
    error = w[0] + w[1] * x - t
    pull = error / np.sqrt(1 + error**2)
    return np.array([np.sum(pull), np.sum(pull * x)])


w = np.array([0.7, -0.4])
print(check_gradient(your_cost, your_gradient, w))
# --8<-- [end:verdict]


# --8<-- [start:dictionary]
inputs = np.array([[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]])
targets = np.array([0.0, 1.0, 1.0])


def cost(p):
    a = np.tanh(inputs @ p["W1"] + p["b1"])
    return 0.5 * np.sum((a @ p["w2"] - targets) ** 2)


def gradient(p):
    a = np.tanh(inputs @ p["W1"] + p["b1"])
    error = a @ p["w2"] - targets
    delta = np.outer(error, p["w2"]) * (1 - a**2)
    return {
        "W1": inputs.T @ delta,
        "b1": np.mean(delta, axis=0),
        "w2": a.T @ error,
    }


rng = np.random.default_rng(0)
parameters = {
    "W1": rng.standard_normal((2, 4)),
    "b1": rng.standard_normal(4),
    "w2": rng.standard_normal(4),
}
report = check_gradient(cost, gradient, parameters)
print(report.verdict)
for cause in report.causes:
    print(cause)
# --8<-- [end:dictionary]


# --8<-- [start:nested]
layers = [
    {"W": parameters["W1"], "b": parameters["b1"]},
    {"w": parameters["w2"]},
]


def cost_and_gradient(layers):
    first, last = layers
    p = {"W1": first["W"], "b1": first["b"], "w2": last["w"]}
    g = gradient(p)
    return cost(p), [{"W": g["W1"], "b": None}, {"w": g["w2"]}]


report = check_gradient(cost_and_gradient, True, layers)
for found in report.arrays:
    print(found.name, found.verdict)
print("not checked:", *report.not_checked)
# --8<-- [end:nested]


# --8<-- [start:model]
class Model:
    """A linear model that keeps its weights and its gradients."""

    def __init__(self, rng):
        self.weights = {"W": rng.standard_normal(2), "b": np.zeros(1)}
        self.grads = {"W": np.zeros(2), "b": np.zeros(1)}

    def loss(self, inputs, targets):
        z = inputs @ self.weights["W"] + self.weights["b"]
        self.inputs, self.error = inputs, z - targets
        return np.mean(self.error**2)

    def backward(self):
        slopes = 2 * self.error / self.error.size
        self.grads["W"] += self.inputs.T @ slopes
        self.grads["b"] += slopes.sum()


model = Model(rng)
# --8<-- [end:model]


# --8<-- [start:wrap]
import textwrap


def load(p):
    for name, values in p.items():
        model.weights[name][...] = values


def model_cost(p):
    load(p)
    return model.loss(inputs, targets)


def model_gradient(p):
    load(p)
    model.loss(inputs, targets)
    model.backward()
    return model.grads


kept = {name: w.copy() for name, w in model.weights.items()}
report = check_gradient(model_cost, model_gradient, kept)
print(report.verdict)
for cause in report.causes:
    print(textwrap.fill(cause, 44, subsequent_indent="    "))
# --8<-- [end:wrap]


# --8<-- [start:zeroed]
def model_gradient(p):
    load(p)
    for g in model.grads.values():
        g[...] = 0
    model.loss(inputs, targets)
    model.backward()
    return model.grads


report = check_gradient(model_cost, model_gradient, kept)
load(kept)
print(report.verdict)
# --8<-- [end:zeroed]


# --8<-- [start:refused]
def unsummed(w):
    return (w[0] + w[1] * x - t) ** 2


def one_too_many(w):
    return np.append(your_gradient(w), 0.0)


for arguments in [
    (your_cost, your_gradient, np.array([1, -1])),
    (unsummed, your_gradient, w),
    (your_cost, one_too_many, w),
]:
    try:
        check_gradient(*arguments)
    except (TypeError, ValueError) as error:
        print(textwrap.fill(str(error), 44, subsequent_indent="    "))
# --8<-- [end:refused]


# --8<-- [start:answer_fix]
def fixed(p):
    a = np.tanh(inputs @ p["W1"] + p["b1"])
    error = a @ p["w2"] - targets
    delta = np.outer(error, p["w2"]) * (1 - a**2)
    return {
        "W1": inputs.T @ delta,
        "b1": np.sum(delta, axis=0),
        "w2": a.T @ error,
    }


print(check_gradient(cost, fixed, parameters).verdict)
# --8<-- [end:answer_fix]


# --8<-- [start:answer_entry]
def both_alike(w):
    error = w[0] + w[1] * x - t
    pull = error / np.sqrt(1 + error**2)
    return np.array([np.sum(pull * x), np.sum(pull * x)])


print(check_gradient(your_cost, both_alike, w))
# --8<-- [end:answer_entry]
