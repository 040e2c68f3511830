"""The lesson's data, and its network: 2 inputs, 3 hidden units, 1 output."""

# --8<-- [start:data]
import numpy as np

# Hours of sleep and of study, and the score in the test that followed.
X = np.array([[3.0, 5.0], [5.0, 1.0], [10.0, 2.0]])
y = np.array([[75.0], [82.0], [93.0]])

X = X / X.max(axis=0)
y = y / 100
# --8<-- [end:data]


# --8<-- [start:sigmoid]
def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-z)), entry by entry: a number from 0 to 1."""
    return 1 / (1 + np.exp(-z))


# --8<-- [end:sigmoid]


# --8<-- [start:sigmoid_prime]
def sigmoid_prime(z: np.ndarray) -> np.ndarray:
    """Return the slope of the sigmoid at `z`, entry by entry."""
    s = sigmoid(z)
    return s * (1 - s)


# --8<-- [end:sigmoid_prime]


# --8<-- [start:check_targets]
def check_targets(y: np.ndarray, y_hat: np.ndarray) -> None:
    """Raise a ValueError if `y` would broadcast against `y_hat`."""
    if np.shape(y) != np.shape(y_hat):
        raise ValueError(
            f"y has shape {np.shape(y)} and the predictions have shape "
            f"{np.shape(y_hat)}: there must be one target per prediction, or "
            "NumPy pairs every target with every prediction. "
            "A flat y becomes a column by y.reshape(-1, 1)."
        )


# --8<-- [end:check_targets]


# --8<-- [start:network]
class NeuralNetwork:
    """Two layers of weights, W1 (2, 3) and W2 (3, 1), without biases.

    As one vector, the 9 weights are those of W1, row by row, then W2's.
    """

    def __init__(self, parameters: np.ndarray) -> None:
        self.set_parameters(parameters)

    def set_parameters(self, parameters: np.ndarray) -> None:
        """Take the 9 weights from a vector, or raise a ValueError."""
        if np.shape(parameters) != (9,):
            raise ValueError(
                f"The parameters have shape {np.shape(parameters)}, but the "
                "network takes a vector of its 9 weights, of shape (9,)."
            )
        # Adding 0.0 copies the vector, and turns integers into floats.
        weights = np.asarray(parameters) + 0.0
        self.W1 = weights[:6].reshape(2, 3)
        self.W2 = weights[6:].reshape(3, 1)

    def get_parameters(self) -> np.ndarray:
        """Return a copy of the 9 weights, as one vector."""
        return np.concatenate([self.W1.ravel(), self.W2.ravel()])

    def forward(self, X: np.ndarray) -> tuple[np.ndarray, ...]:
        """Return z2, a2 (m, 3) and z3, y_hat (m, 1) for inputs X (m, 2).

        Raises ValueError if X does not have 2 columns.
        """
        if np.ndim(X) != 2 or np.shape(X)[1] != 2:
            raise ValueError(
                f"X has shape {np.shape(X)}, but the network takes one row "
                "per example and 2 columns, so (m, 2)."
            )
        z2 = X @ self.W1
        a2 = sigmoid(z2)
        z3 = a2 @ self.W2
        y_hat = sigmoid(z3)
        return z2, a2, z3, y_hat

    def cost(self, X: np.ndarray, y: np.ndarray) -> float:
        """Return J, half the sum of the squared errors.

        Raises ValueError if y does not have the shape (m, 1).
        """
        *_, y_hat = self.forward(X)
        check_targets(y, y_hat)
        return 0.5 * np.sum((y - y_hat) ** 2)

    def cost_gradients(
        self, X: np.ndarray, y: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return dJ/dW1 (2, 3) and dJ/dW2 (3, 1), by backpropagation."""
        z2, a2, z3, y_hat = self.forward(X)
        check_targets(y, y_hat)
        delta3 = -(y - y_hat) * sigmoid_prime(z3)
        dJdW2 = a2.T @ delta3
        delta2 = delta3 @ self.W2.T * sigmoid_prime(z2)
        dJdW1 = X.T @ delta2
        return dJdW1, dJdW2

    def gradient(self, X: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the gradient as one vector, in the order of the weights."""
        dJdW1, dJdW2 = self.cost_gradients(X, y)
        return np.concatenate([dJdW1.ravel(), dJdW2.ravel()])


# --8<-- [end:network]
