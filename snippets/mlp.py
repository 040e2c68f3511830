"""A network with what real ones have: ReLU, tanh, softmax, biases, L2.

Its batch is as large as its layers are wide: what NumPy then does not refuse,
it refuses nowhere.
"""

# --8<-- [start:data]
import numpy as np

SIZES = 6, 8, 8, 4  # Inputs, two hidden layers, classes.
WEIGHTS = "W1", "W2", "W3"
m = 8  # examples


def draw(seed: int) -> tuple[np.ndarray, np.ndarray, dict]:
    """Return X (m, 6), labels (m,), and parameters, drawn at random."""
    rng = np.random.default_rng(seed)
    labels = np.array([0, 0, 0, 1, 1, 2, 2, 3])
    centres = rng.normal(size=(SIZES[-1], SIZES[0]))
    X = centres[labels] + 0.7 * rng.normal(size=(m, SIZES[0]))
    p = {}
    for k, (n, width) in enumerate(zip(SIZES, SIZES[1:]), start=1):
        p[f"W{k}"] = rng.normal(size=(n, width)) * (1.5 / n) ** 0.5
        p[f"b{k}"] = 0.1 * rng.normal(size=width)
    return X, labels, p


# --8<-- [end:data]


# --8<-- [start:network]
class MLP:
    """Three layers: leaky ReLU with dropout, tanh, softmax.

    Parameters
    ----------
    X : (m, 6), labels : (m,) integers below 4
    decay : of the weights, not of the biases
    leak : the slope of the ReLU below zero
    smoothing : how much of each label goes to all classes alike
    keep : which part of the first layer survives dropout, the same each time
    """

    def __init__(
        self, X, labels, decay=0.01, leak=0.0, smoothing=0.0, keep=1.0
    ):
        self.X, self.decay, self.leak, self.keep = X, decay, leak, keep
        self.hard = np.eye(SIZES[-1])[labels].astype(X.dtype)
        self.Y = (1 - smoothing) * self.hard + smoothing / SIZES[-1]
        chances = np.random.default_rng(0).random((len(X), SIZES[1]))
        self.mask = chances < keep

    def forward(self, p: dict) -> tuple[np.ndarray, ...]:
        """Return z1, a1, z2, a2 (m, 8), and log probabilities (m, 4)."""
        z1 = self.X @ p["W1"] + p["b1"]
        a1 = np.where(z1.real > 0, z1, self.leak * z1)
        a1 = a1 * self.mask / self.keep
        z2 = a1 @ p["W2"] + p["b2"]
        a2 = np.tanh(z2)
        z3 = a2 @ p["W3"] + p["b3"]
        z3 = z3 - z3.real.max(axis=1, keepdims=True)
        log_p = z3 - np.log(np.exp(z3).sum(axis=1, keepdims=True))
        return z1, a1, z2, a2, log_p

    def cost(self, p: dict) -> float:
        """Return the mean cross-entropy, and half the decay's squares."""
        *_, log_p = self.forward(p)
        losses = -(self.Y * log_p).sum(axis=1)
        squares = sum((p[name] ** 2).sum() for name in WEIGHTS)
        return losses.mean() + self.decay / 2 * squares

    def gradient(self, p: dict) -> dict[str, np.ndarray]:
        """Return the slopes of the cost, by backpropagation."""
        z1, a1, z2, a2, log_p = self.forward(p)
        delta3 = (np.exp(log_p) - self.Y) / len(self.X)
        dW3 = a2.T @ delta3
        db3 = delta3.sum(axis=0)
        delta2 = delta3 @ p["W3"].T * (1 - a2**2)
        dW2 = a1.T @ delta2
        db2 = delta2.sum(axis=0)
        da1 = delta2 @ p["W2"].T * self.mask / self.keep
        delta1 = np.where(z1 > 0, da1, self.leak * da1)
        dW1 = self.X.T @ delta1
        db1 = delta1.sum(axis=0)
        g = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}
        for name in WEIGHTS:
            g[name] += self.decay * p[name]
        return g


# --8<-- [end:network]
