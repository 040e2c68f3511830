# %% [markdown]
# # The lecture, in one sitting
#
# Text.

# %%
import matplotlib.pyplot as plt
import numpy as np

from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient

print(X)

# %% alt="A parabola."
x = np.linspace(0, 1)
plt.plot(x, x**2)
plt.xlabel("x")
plt.show()
