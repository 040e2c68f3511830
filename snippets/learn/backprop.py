# --8<-- [start:forward]
import numpy as np
from network import X, sigmoid, sigmoid_prime, y

parameters = np.random.default_rng(0).standard_normal(9).round(1)
W1 = parameters[:6].reshape(2, 3)
W2 = parameters[6:].reshape(3, 1)

z2 = X @ W1
a2 = sigmoid(z2)
z3 = a2 @ W2
y_hat = sigmoid(z3)
# --8<-- [end:forward]


# --8<-- [start:overflow]
z = -710.0
with np.errstate(over="ignore", invalid="ignore"):
    print("fraction:", np.exp(-z) / (1 + np.exp(-z)) ** 2)
    print("s * (1 - s):", sigmoid_prime(z))
# --8<-- [end:overflow]


# --8<-- [start:delta3]
delta3 = -(y - y_hat) * sigmoid_prime(z3)

print("delta3", delta3.shape)
print(delta3.round(4))
# --8<-- [end:delta3]


# --8<-- [start:djdw2]
dJdW2 = a2.T @ delta3

print("dJdW2", dJdW2.shape)
print(dJdW2.round(4))
# --8<-- [end:djdw2]


# --8<-- [start:delta2]
delta2 = delta3 @ W2.T * sigmoid_prime(z2)

print("delta2", delta2.shape)
print(delta2.round(4))
# --8<-- [end:delta2]


# --8<-- [start:djdw1]
dJdW1 = X.T @ delta2

print("dJdW1", dJdW1.shape)
print(dJdW1.round(4))
# --8<-- [end:djdw1]


# --8<-- [start:transposes]
try:
    X @ delta2
except ValueError:
    print("X @ delta2: the shapes do not fit")

wrong = a2 @ delta3
print("a2 @ delta3:", wrong.shape)
print(wrong.round(4))
# --8<-- [end:transposes]


# --8<-- [start:agree]
from network import NeuralNetwork

network = NeuralNetwork(parameters)
flat = np.concatenate([dJdW1.ravel(), dJdW2.ravel()])

print(np.allclose(network.gradient(X, y), flat, rtol=1e-12, atol=0))
# --8<-- [end:agree]


# --8<-- [start:answer_minus]
unsigned = (y - y_hat) * sigmoid_prime(z3)
print((a2.T @ unsigned).round(4).ravel())
print((a2.T @ delta3).round(4).ravel())
# --8<-- [end:answer_minus]


# --8<-- [start:answer_fourth]
X4 = np.vstack([X, [0.6, 0.6]])
y4 = np.vstack([y, [0.8]])
_, a2_of_four, z3_of_four, y_hat_of_four = network.forward(X4)
delta3_of_four = -(y4 - y_hat_of_four) * sigmoid_prime(z3_of_four)
try:
    a2_of_four @ delta3_of_four
except ValueError:
    print("refused:", a2_of_four.shape, delta3_of_four.shape)
# --8<-- [end:answer_fourth]
