# %% [markdown]
# # The lecture, in one sitting
#
# You'll go through the lecture on gradient checking with its own numbers, and
# find the nine weights that it never showed. You need Python with NumPy and
# matplotlib, and the three files below.
# { .lede }
#
# The lecture is part 5 of *Neural Networks Demystified* by Welch Labs:
# [the video](https://www.youtube.com/watch?v=pHMzNW8Agq4) explains the check, and
# [its notebook](https://github.com/stephencwelch/Neural-Networks-Demystified)
# prints nine gradients and one ratio, for weights drawn at random. Here the
# same nine gradients come out, to the last printed digit.
#
# Save [`network.py`](../snippets/network.py){ download },
# [`numerical_gradient.py`](../snippets/numerical_gradient.py){ download } and
# [`gradient_check.py`](../snippets/gradient_check.py){ download } beside your
# script. This page is a notebook as well: take it as
# [`part-five.ipynb`](part-five.ipynb){ download } or as
# <a href="../part-five.py" download>`part-five.py`</a>.

# %%
import matplotlib.pyplot as plt
import numpy as np
from gradient_check import check_gradient
from network import NeuralNetwork, X, y
from numerical_gradient import (
    central_difference,
    norm_ratio,
    numerical_gradient,
)

plt.rcParams.update(
    {
        "figure.figsize": (5, 3),
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
)

# %% [markdown]
# ## A second way to the same slope
#
# Differentiating the cost of a network by hand takes many small steps. Get one
# of them wrong, and nothing crashes: the cost still falls, only not as it should.
# So the gradient needs a test, and the test needs a second way to the same number.
# Comparing the two is called *gradient checking*.
#
# The derivative of a function is its slope at a point. The power rule says that
# x² has the slope 2x, which is *3*{ .analytic } at 1.5. That is the
# *analytic* slope. Without any rule, take two points, a small step ε to either side,
# and divide the rise by the run. That is the *numerical* slope, also called a *finite
# difference*.


# %%
def square(x):
    return x**2


print(central_difference(square, 1.5, epsilon=1e-4))

# %% [markdown]
# That is the lecture's number, digit for digit. It looks like an approximation,
# which a larger step would make worse. To see whether it does, draw it with a step
# of 1.

# %% alt="The curve of x², its tangent at 1.5, solid, and the line through the points of the curve at 0.5 and 2.5, dashed. The two lines are parallel."
epsilon = 1
x = np.linspace(0, 3, 19)
ends = np.array([1.5 - epsilon, 1.5 + epsilon])

plt.figure()
plt.plot(x, square(x), "k", linewidth=1)
plt.plot(x[3:], 2.25 + 3 * (x[3:] - 1.5), "C0")
plt.plot(ends, square(ends), "C1--o")
plt.text(2.95, 4.5, "tangent", color="C0", ha="right")
plt.text(0.9, 2.3, "through two points", color="C1", ha="right")
plt.text(2.75, 8.3, "x²", ha="right")
plt.xticks([0.5, 1.5, 2.5])
plt.yticks([0, 5])
plt.show()


# %%
def cube(x):
    return x**3


print(central_difference(square, 1.5, epsilon=1))
print(central_difference(cube, 1.5, epsilon=1))

# %% [markdown]
# The lines are parallel: on a parabola the central difference is exact, however
# large the step. The digits …6696 above come from rounding, and from nothing else. On x³,
# whose slope at 1.5 is 6.75, a step of 1 is off by 1, and a step of ε by ε².
# That error is called truncation, and it will matter below.
#
# ## One network, nine weights
#
# Two inputs, three hidden units, one output, no biases: nine weights. The
# lecture drew its weights from a normal distribution, with no seed. These are
# the weights that it drew. How they were found comes last.

# %%
weights = np.array(
    [
        [1.2058474, 0.3091937, -2.1994865],  # W1, from hours of sleep
        [-0.9108809, 1.5990897, 0.7660183],  # W1, from hours of study
        [0.3331475, -1.0603110, -0.7108504],  # W2, to the score
    ]
).ravel()


def cost(weights):
    return NeuralNetwork(weights).cost(X, y)


def gradient(weights):
    return NeuralNetwork(weights).gradient(X, y)


print("scores:", y.ravel())
*_, y_hat = NeuralNetwork(weights).forward(X)
print("predictions:", y_hat.ravel().round(2))
print("cost:", cost(weights).round(4))

# %% [markdown]
# Untrained, the network is far off. Training follows the gradient of the cost:
# nine slopes, one per weight, which backpropagation finds by the chain rule.

# %%
grad = gradient(weights)
print(grad.reshape(3, 3))

# %% [markdown]
# These nine numbers are the lecture's. Are they right?
#
# ## Move one weight at a time
#
# Take the weight from the second hidden unit to the score, −1.06, and leave the
# other eight alone. The cost is now a function of one number, and the two
# points give its slope. Here the step is 2, so that you can see it.


# %% alt="The cost against one weight, falling from left to right, with the tangent at −1.06, solid, and the line through the points two to the left and two to the right, dashed. The dashed line falls less steeply."
def cost_at(value):
    moved = weights.copy()
    moved[7] = value
    return cost(moved)


at, epsilon = weights[7], 2
values = np.linspace(at - 3, at + 3, 19)
near = np.array([at - 1.7, at + 1.7])
ends = np.array([at - epsilon, at + epsilon])

plt.figure()
plt.plot(values, [cost_at(v) for v in values], "k", linewidth=1)
plt.plot(near, cost_at(at) + grad[7] * (near - at), "C0")
plt.plot(ends, [cost_at(v) for v in ends], "C1--o")
plt.text(at - 1.5, 0.82, "backpropagation", color="C0")
plt.text(at + 2.1, 0.13, "two points", color="C1")
plt.xlabel("weight")
plt.ylabel("cost")
plt.xticks([-3, -1, 1])
plt.yticks([0, 0.5, 1])
plt.show()

# %% [markdown]
# With ε = 1e-4 nobody could tell the two lines apart. Do that for every weight. It
# takes two evaluations of the cost for each slope, so eighteen for the nine.

# %%
numgrad = numerical_gradient(cost, weights, epsilon=1e-4)
print(numgrad.reshape(3, 3))

# %% alt="Nine slopes, between −0.25 and 0.05. For each of the nine weights the cross of the numerical slope lies in the middle of the ring of backpropagation."
plt.figure()
plt.axhline(0, color="k", linewidth=0.5)
plt.plot(grad, "C0o", markersize=10, fillstyle="none")
plt.plot(numgrad, "C1x")
plt.text(1.4, 0.06, "ring: backpropagation", color="C0")
plt.text(1.4, 0.09, "cross: two points", color="C1")
plt.ylabel("slope")
plt.xticks([1, 4, 7], ["W1, sleep", "W1, study", "W2"])
plt.yticks([-0.2, -0.1, 0])
plt.show()

# %% [markdown]
# The two vectors agree in every digit that is printed. "They look alike" is
# not a test, though. A test needs one number and a bound.
#
# ## One number
#
# Divide the length of the difference by the length of the sum. The lecture
# calls a gradient right when that is about 1e-8 or less, and prints
# 2.7534e-10 for its own.

# %%
print(f"{norm_ratio(grad, numgrad):.2e}")

# %% [markdown]
# The gradient is right, and the ratio is the lecture's, apart from noise in its third
# digit. What is this number made of? Change ε and look.

# %% alt="The ratio against ε, both on logarithmic scales: a V. Left of about 1e-5 it grows as ε shrinks, right of it as ε grows. The lecture's ε, 1e-4, lies on the right arm."
epsilons = 10.0 ** np.arange(-12, 0)
ratios = [
    norm_ratio(grad, numerical_gradient(cost, weights, epsilon))
    for epsilon in epsilons
]

print(f"1e-3: {ratios[9]:.3e}")
print(f"1e-2: {ratios[10]:.3e}")

plt.figure()
plt.loglog(epsilons, ratios, "k.-", linewidth=1)
plt.plot(epsilons[8], ratios[8], "ko", markersize=10, fillstyle="none")
plt.text(3e-4, 1.2e-10, "the lecture")
plt.text(3e-9, 3e-7, "rounding")
plt.text(3e-3, 3e-6, "truncation", ha="right")
plt.xlabel("ε")
plt.ylabel("ratio")
plt.xticks([1e-12, 1e-8, 1e-4], ["1e-12", "1e-8", "1e-4"])
plt.yticks([1e-10, 1e-7, 1e-4], ["1e-10", "1e-7", "1e-4"])
plt.minorticks_off()
plt.show()

# %% [markdown]
# On the right arm a step ten times as long makes the ratio a hundred times as
# large: truncation, as for x³. Follow it back to ε = 1e-4, and it gives
# 2.750e-10 there. So nearly all of the lecture's number comes from its own ε,
# and a step of 1e-5 would have done better.
#
# ## A verdict
#
# The bound of 1e-8 suits these weights and this ε. Another network, or another
# cost, would need another bound. `check_gradient` needs none, because it measures how
# much noise is in the cost, and so how far off each of its own slopes may be.

# %%
print(check_gradient(cost, gradient, weights))

# %% [markdown]
# Its step is shorter than the lecture's, so the ratio is smaller. And the
# report says what a ratio cannot: how large an error could still be.
# [Read your report](../use/read-your-report.md) explains each number.
#
# That was the lecture, and you can stop here. What follows is a hunt for its weights,
# for the curious.
#
# ## How the weights were found
#
# The printout holds nine gradients, and the network has nine weights: nine
# equations, nine unknowns. Start anywhere, see how far the gradients miss the
# printed ones, and correct the weights. For that you need to know how each gradient
# changes with each weight, and the central difference tells you that, too.

# %%
printed = np.array(
    [
        [-0.01570145, 0.04553206, 0.02332193],
        [-0.01261438, 0.02962221, 0.02384717],
        [-0.19123277, -0.24006099, -0.09635695],
    ]
).ravel()
printed_ratio = 2.7534e-10


def slopes_of_gradient(weights, h=1e-5):
    """Return (9, 9): column j says how all gradients answer to weight j."""
    return np.column_stack(
        [
            (gradient(weights + step) - gradient(weights - step)) / (2 * h)
            for step in h * np.eye(9)
        ]
    )


def find_weights(weights):
    """Return weights whose gradients are the printed ones, or None."""
    damping = 1e-3
    for _ in range(100):
        miss = gradient(weights) - printed
        if np.linalg.norm(miss) < 1e-12:
            return weights
        H = slopes_of_gradient(weights)
        step = np.linalg.solve(H.T @ H + damping * np.eye(9), H.T @ miss)
        new_miss = gradient(weights - step) - printed
        if np.linalg.norm(new_miss) < np.linalg.norm(miss):
            weights, damping = weights - step, damping / 10
        else:
            damping = damping * 10


# %% [markdown]
# This is least squares by the method of Levenberg and Marquardt: where a
# correction makes things worse, the next one is more cautious. Start it from
# sixty random draws, and count where it arrives.

# %%
rng = np.random.default_rng(5)
arrivals = [find_weights(rng.standard_normal(9)) for _ in range(60)]
found, counts = np.unique(
    [a.round(3) for a in arrivals if a is not None], axis=0, return_counts=True
)
for solution, count in zip(found, counts):
    print(f"{count} starts arrive at")
    print(solution.reshape(3, 3))

# %% [markdown]
# Two sets of weights have these nine gradients. The second set is ours. The
# first is found more often, but that says nothing about which one the lecture
# drew. The other eleven starts had arrived nowhere after 100 corrections.
#
# ## The tenth number decides
#
# The lecture printed a tenth number, the ratio. It was computed from gradients
# with all their digits, not from the eight that were printed. So take many
# sets of weights around each solution that print the same nine gradients, and
# see which ratios they give.


# %%
def possible_ratios(solution, draws=300):
    """Return the ratios of weights that print the same nine gradients."""
    H = slopes_of_gradient(solution)
    ratios = []
    for rounding in rng.uniform(-5e-9, 5e-9, (draws, 9)):
        weights = solution + np.linalg.solve(H, rounding)
        numgrad = numerical_gradient(cost, weights)
        ratios.append(norm_ratio(gradient(weights), numgrad))
    return np.array(ratios)


first, second = [find_weights(solution) for solution in found]
possible = [possible_ratios(first), possible_ratios(second)]
for ratios in possible:
    inside = ratios.min() < printed_ratio < ratios.max()
    print(f"about {ratios.mean():.2e}; the lecture's inside: {inside}")

# %% alt="Two short bars on a scale of ratios. The first solution's reaches from 2.68e-10 to 2.70e-10, the second's from 2.74e-10 to 2.76e-10. A vertical line, the lecture's ratio, crosses the second bar alone."
plt.figure()
for row, ratios in enumerate(possible):
    ends = [ratios.min(), ratios.max()]
    plt.plot(ends, [row, row], "k", linewidth=8, alpha=0.3)
plt.axvline(printed_ratio, color="k", linewidth=1)
plt.text(2.69e-10, 0.15, "first solution", ha="center")
plt.text(ratios.min() - 3e-13, 1, "second solution", ha="right", va="center")
plt.text(2.752e-10, 0.5, "the lecture printed this", ha="right")
plt.xlabel("ratio")
plt.xticks([2.7e-10, 2.75e-10], ["2.70e-10", "2.75e-10"])
plt.yticks([])
plt.ylim(-0.5, 1.5)
plt.show()

# %% [markdown]
# So the lecture drew the second set. Within each bar the weights differ too little to
# matter. Its length comes from the rounding of eighteen costs, which is different
# each time. That is the noise in the third digit, and it is why no computer can be
# expected to print all the digits of 2.7533413768397804e-10 again.
#
# ## How sure is that?
#
# Each printed gradient is rounded, by half a unit of its eighth decimal at most.
# So the weights may be off, by this much at most:

# %%
bounds = np.abs(np.linalg.inv(slopes_of_gradient(second))).sum(axis=1) * 5e-9
print(f"W1: {bounds[:6].max():.0e}")
print(f"W2: {bounds[6:].max():.0e}")
print("ours are those, to 1e-6:", np.allclose(second, weights, atol=1e-6))

# %% [markdown]
# So W1 is known to four decimals, and W2 to five. The further digits above are one
# choice among many that print the same. And sixty starts cannot prove that there is no
# third solution: they only failed to find one.
#
# ## Try it
#
# - Start from `3 * rng.standard_normal(9)`, and raise 60 to 600. Is there a
#   third solution?
#
#     ??? answer "Answer"
#
#         None turns up, in half a minute of computing. Fewer than 200 of the 600 starts
#         arrive, about half of them at each of the two solutions. With weights so large
#         most units are saturated, so the gradients hardly change with the weights, and
#         the corrections lead nowhere.
#
# - Break the network: in `network.py` leave out `sigmoid_prime(z2)`, and run the
#   notebook as far as the ratio. Which of the nine pairs come apart, which stay
#   together, and why?
#
#     ??? answer "Answer"
#
#         The six of W1 come apart: those of backprop are 4.4 to 6.5 times too
#         large, because the missing factor is the slope of the sigmoid, which is ¼ at
#         most. The three of W2 stay together, because their
#         gradient is computed before that line. The ratio is 0.38.
#
# ## Sources
#
# - Welch Labs, *Neural Networks Demystified*, part 5:
#   [video](https://www.youtube.com/watch?v=pHMzNW8Agq4) and
#   [notebook](https://github.com/stephencwelch/Neural-Networks-Demystified).
#   The ten printed numbers are its; the code and the words here are not. What
#   differs, and why, is told in [From the lecture to this site](../reference/lecture.md).
# - D. W. Marquardt, *An algorithm for least-squares estimation of nonlinear
#   parameters*, 1963: [doi:10.1137/0111030](https://doi.org/10.1137/0111030).
#
# The lesson tells the same story slowly, one step a page. It begins with [Why check a
# gradient](../learn/why-check.md).
