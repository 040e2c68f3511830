"""The norm ratio of 1000 correct networks at each epsilon.

A thousand networks, nine weights and ten epsilons are 180,000 costs. So here
the networks are stacked: the same sums as in network.py, along a new axis.
"""

import numpy as np
from network import NeuralNetwork, X, sigmoid, y

NETWORKS = 1000
EPSILONS = [10.0**-k for k in range(1, 11)]
# Who, with which epsilon, accepts a ratio up to what: the table of the page.
THRESHOLDS = {
    "lecture": (1e-4, 1e-8),
    "Coursera": (1e-4, 1e-9),
    "CS231n": (1e-5, 1e-7),
    "deeplearning.ai": (1e-7, 2e-7),
}
QUANTILES = 0, 0.01, 0.5, 0.99, 1

SIZE = 4.2, 4.0
DESCRIPTION = (
    "The norm ratio of 1000 correct networks against epsilon, on logarithmic "
    "axes: at each epsilon from 1e-10 to 0.1 the median, the middle 98 "
    "percent, and the least and the largest. The medians form a V, lowest at "
    "1e-5 with 2e-11, and rise to 2e-4 at 0.1 and 2e-6 at 1e-10. At most "
    "epsilons the largest lies about a hundred times above the median. Four "
    "thresholds are marked, each at its epsilon: at 1e-4 the lecture's 1e-8 "
    "cuts off the top of the range and Coursera's 1e-9 cuts deeper; CS231n's "
    "1e-7 at 1e-5 and deeplearning.ai's 2e-7 at 1e-7 lie above all networks."
)
CAPTION = (
    "A dot is the median of a thousand right gradients. The thick line holds "
    "98 in a hundred, the thin one all. A bar is a threshold, at its ε. The "
    "lecture’s bar fails 3 of the thousand, Coursera’s 100, deeplearning.ai’s "
    "none. CS231n’s is meant for the worst single entry, and then fails a handful."
)


def costs(weights):
    """Return the cost of each network, for weights (..., 9)."""
    W1 = weights[..., :6].reshape(*weights.shape[:-1], 2, 3)
    W2 = weights[..., 6:, np.newaxis]
    y_hat = sigmoid(sigmoid(X @ W1) @ W2)
    return 0.5 * np.sum((y - y_hat) ** 2, axis=(-2, -1))


def numerical_gradients(weights, epsilon):
    """Return the central differences of each network, for (networks, 9)."""
    steps = epsilon * np.eye(9)
    plus, minus = (costs(weights[:, np.newaxis] + step) for step in (steps, -steps))
    return (plus - minus) / (2 * epsilon)


def norm_ratios(g, n):
    norm = np.linalg.norm
    return norm(g - n, axis=1) / norm(g + n, axis=1)


def worst_entries(g, n):
    """Return the largest relative difference, as CS231n defines it."""
    larger = np.maximum(np.abs(g), np.abs(n))
    return np.max(np.abs(g - n) / larger, axis=1)


def data() -> dict:
    """Return quantiles of the ratio, and how many each threshold fails."""
    weights = np.array(
        [np.random.default_rng(k).standard_normal(9) for k in range(NETWORKS)]
    )
    g = np.array([NeuralNetwork(w).gradient(X, y) for w in weights])
    n = {epsilon: numerical_gradients(weights, epsilon) for epsilon in EPSILONS}
    failed = {}
    for name, (epsilon, threshold) in THRESHOLDS.items():
        compare = worst_entries if name == "CS231n" else norm_ratios
        failed[name] = int(np.sum(compare(g, n[epsilon]) > threshold))
    ratios = [
        np.quantile(norm_ratios(g, n[epsilon]), QUANTILES) for epsilon in EPSILONS
    ]
    return {"epsilons": EPSILONS, "ratios": np.array(ratios), "failed": failed}


def draw(axes, numbers):
    for epsilon, row in zip(numbers["epsilons"], numbers["ratios"]):
        least, low, median, high, largest = row
        axes.plot([epsilon] * 2, [least, largest], "k", linewidth=0.7)
        axes.plot([epsilon] * 2, [low, high], "k", linewidth=5, alpha=0.35)
        axes.plot(epsilon, median, "ko", markersize=4)
    for epsilon, threshold in THRESHOLDS.values():
        ends = [epsilon / 2.2, epsilon * 2.2]
        axes.plot(ends, [threshold] * 2, "k", linewidth=1.6)
    axes.loglog()
    axes.set_xlim(4e-11, 0.25)
    axes.set_ylim(1e-12, 0.3)
    ticks = ["1e-9", "1e-7", "1e-5", "1e-3", "1e-1"]
    axes.set_xticks([float(tick) for tick in ticks], ticks)
    ticks = ["1e-11", "1e-8", "1e-5", "1e-2"]
    axes.set_yticks([float(tick) for tick in ticks], ticks)
    axes.set_xlabel("ε")
    axes.set_title("norm ratio")
    axes.text(2.6e-5, 7e-9, "lecture", ha="right")
    axes.text(3.5e-4, 5e-10, "Coursera")
    axes.text(1e-5, 1.9e-7, "CS231n", ha="center")
    axes.text(2e-8, 1.1e-6, "deeplearning.ai")


def table(numbers) -> list[list[str]]:
    """Return the quantiles that are drawn: a heading, a row per ε."""
    rows = [["ε", "least", "1 %", "median", "99 %", "largest"]]
    for epsilon, row in zip(numbers["epsilons"], numbers["ratios"]):
        rows.append([f"{epsilon:.0e}", *[f"{ratio:.0e}" for ratio in row]])
    return rows
