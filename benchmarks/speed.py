"""How long do checks of gradients take, as multiples of the lecture's loop?

    make benchmark

runs them in turn, round after round on one thread, so that a busy machine
slows all of them alike; it writes speed.md beside this file. Of each round
it takes the ratios, and of these the medians.
"""

import datetime
import os
import platform
import sys
import time
import tracemalloc
from pathlib import Path

for library in "OMP", "OPENBLAS", "MKL":
    os.environ[f"{library}_NUM_THREADS"] = "1"

import numdifftools
import numpy as np
import scipy
import torch
from fingerprint import measured_for
from gradient_check import check_gradient
from numerical_deltas import numerical_gradient_by_layers
from scipy.optimize import check_grad
from scipy.optimize._numdiff import approx_derivative

torch.set_num_threads(1)
SIZES = (2, 3, 1), (20, 50, 10), (784, 100, 10)
ROUNDS = {9: 9, 1560: 7, 79510: 1}
LIMITS = {  # What the check is to reach, for sizes from 1,560 on.
    ("ours, every entry", 1560): 1.0,
    ("ours, every entry", 79510): 1.0,
    ("ours, batched", 1560): 0.5,
    ("ours, 3 directions an array", 79510): 0.001,
}
OF_PYTORCH = {1560: 0.55, 79510: 0.9}
MEMORY = {"every entry": 4.5, "3 directions an array": 3}  # MiB


class Classifier:
    """A hidden layer of tanh, softmax, and mean cross-entropy."""

    def __init__(self, inputs, hidden, outputs, examples=32):
        rng = np.random.default_rng(0)
        self.X = rng.normal(size=(examples, inputs))
        self.rows = np.arange(examples)
        self.labels = rng.integers(0, outputs, examples)
        self.parameters = {
            "W1": rng.normal(size=(inputs, hidden)) / inputs**0.5,
            "b1": 0.1 * rng.normal(size=hidden),
            "W2": rng.normal(size=(hidden, outputs)) / hidden**0.5,
            "b2": 0.1 * rng.normal(size=outputs),
        }
        if outputs == 1:  # The lesson's: no biases, half the squared error.
            del self.parameters["b1"], self.parameters["b2"]
        arrays = self.parameters.values()
        self.flat = np.concatenate([a.ravel() for a in arrays])
        self.ends = np.cumsum([a.size for a in arrays])
        self.Y = rng.random((examples, 1))

    def unpack(self, flat):
        parts = np.split(flat, self.ends[:-1])
        return {
            name: part.reshape(a.shape)
            for (name, a), part in zip(self.parameters.items(), parts)
        }

    def forward(self, p):
        """Return the activations and outputs; of stacks, stacks."""
        b1, b2 = p.get("b1", np.zeros(1)), p.get("b2", np.zeros(1))
        a = np.tanh(self.X @ p["W1"] + b1[..., None, :])
        return a, a @ p["W2"] + b2[..., None, :]

    def cost(self, p):
        z = self.forward(p)[1]
        if z.shape[-1] == 1:
            return 0.5 * ((z - self.Y) ** 2).sum((-2, -1))
        z -= z.max(-1, keepdims=True)
        losses = np.log(np.exp(z).sum(-1)) - z[..., self.rows, self.labels]
        return losses.sum(-1) / len(self.X)

    def gradient(self, p):
        a, z = self.forward(p)
        if z.shape[1] == 1:
            delta = z - self.Y
        else:
            delta = np.exp(z - z.max(1, keepdims=True))
            delta /= delta.sum(1, keepdims=True)
            delta[self.rows, self.labels] -= 1
            delta /= len(self.X)
        back = delta @ p["W2"].T * (1 - a**2)
        slopes = {
            "W1": self.X.T @ back,
            "b1": back.sum(0),
            "W2": a.T @ delta,
            "b2": delta.sum(0),
        }
        return {name: slopes[name] for name in p}

    def flat_cost(self, flat):
        return self.cost(self.unpack(flat))

    def flat_gradient(self, flat):
        slopes = self.gradient(self.unpack(flat))
        return np.concatenate([g.ravel() for g in slopes.values()])

    def torch_cost(self, *tensors):
        p = dict(zip(self.parameters, tensors))
        a = torch.tanh(torch.from_numpy(self.X) @ p["W1"] + p.get("b1", 0))
        z = a @ p["W2"] + p.get("b2", 0)
        if z.shape[1] == 1:
            return 0.5 * ((z - torch.from_numpy(self.Y)) ** 2).sum()
        labels = torch.from_numpy(self.labels)
        return torch.nn.functional.cross_entropy(z, labels)


def lecture(net):
    """Part 5's computeNumericalGradient, on the same cost."""
    weights = net.flat
    numerical, perturb = np.zeros(weights.size), np.zeros(weights.size)
    for i in range(weights.size):
        perturb[i] = 1e-4
        loss2 = net.flat_cost(weights + perturb)
        loss1 = net.flat_cost(weights - perturb)
        numerical[i] = (loss2 - loss1) / (2 * 1e-4)
        perturb[i] = 0
    return numerical


def ours(net, **how):
    report = check_gradient(net.cost, net.gradient, net.parameters, **how)
    assert report.verdict == "right", report


def pytorch(net, fast_mode):
    tensors = [torch.tensor(a, requires_grad=True) for a in net.parameters.values()]
    assert torch.autograd.gradcheck(
        net.torch_cost, tensors, fast_mode=fast_mode, check_undefined_grad=False
    )


def scipy_three_point(net):
    slopes = approx_derivative(net.flat_cost, net.flat, method="3-point")
    np.testing.assert_allclose(slopes, net.flat_gradient(net.flat), atol=1e-6)


def scipy_one_direction(net):
    assert (
        check_grad(
            net.flat_cost,
            net.flat_gradient,
            net.flat,
            direction="random",
            rng=np.random.default_rng(0),
        )
        < 1e-3
    )


def by_layers(net):
    def losses(z):
        z = z - z.max(1, keepdims=True)
        return np.log(np.exp(z).sum(1)) - z[net.rows, net.labels]

    p = net.parameters
    layers = [(p["W1"], p["b1"], np.tanh), (p["W2"], p["b2"], None)]
    slopes = numerical_gradient_by_layers(layers, losses, net.X)
    for (dW, db), k in zip(slopes, "12"):
        g = net.gradient(p)
        np.testing.assert_allclose(dW, g[f"W{k}"], atol=1e-8)
        np.testing.assert_allclose(db, g[f"b{k}"], atol=1e-8)


METHODS = {
    "the lecture's loop": lecture,
    "ours, every entry": ours,
    "ours, batched": lambda net: ours(net, batched=True),
    "ours, 3 directions an array": lambda net: ours(net, directions=3),
    "numerical deltas, layer by layer": by_layers,
    "SciPy, approx_derivative 3-point": scipy_three_point,
    "SciPy, check_grad along one direction": scipy_one_direction,
    "PyTorch, gradcheck": lambda net: pytorch(net, False),
    "PyTorch, gradcheck in fast mode": lambda net: pytorch(net, True),
    "numdifftools, Gradient": (
        lambda net: numdifftools.Gradient(net.flat_cost)(net.flat)
    ),
}


def applies(name, size):
    if name.startswith("numdifftools"):
        return size < 10_000  # Beyond, it takes ten minutes and more.
    return size > 9 or not name.startswith("numerical deltas")


def seconds(method, net):
    start = time.perf_counter()
    method(net)
    return time.perf_counter() - start


def ratios(net, rounds):
    """Return, by method, the median of its time over that of the loop."""
    found = {}
    for _ in range(rounds):
        times = {
            name: seconds(method, net)
            for name, method in METHODS.items()
            if applies(name, net.flat.size)
        }
        loop = times["the lecture's loop"]
        for name, taken in times.items():
            found.setdefault(name, []).append(taken / loop)
        print(f"{net.flat.size} parameters: a round is done", flush=True)
    return {name: float(np.median(values)) for name, values in found.items()}


def extra_memory(net, **how):
    """Return how many bytes the check allocates at most, by itself.

    With a gradient given as values, and a cost that allocates nothing.
    """
    values = {name: np.zeros_like(a) for name, a in net.parameters.items()}
    tracemalloc.start()
    check_gradient(lambda p: 1.5, values, net.parameters, **how)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def main():
    nets = {net.flat.size: net for net in (Classifier(*s) for s in SIZES)}
    table = {size: ratios(net, ROUNDS[size]) for size, net in nets.items()}
    sizes = list(nets)
    heading = [f"{size:,} parameters" for size in sizes]
    lines = [
        "| | " + " | ".join(heading) + " |",
        "| --- " + "| --: " * len(sizes) + "|",
    ]
    for name in METHODS:
        cells = [table[size].get(name) for size in sizes]
        shown = ["–" if cell is None else f"{cell:.2g}" for cell in cells]
        lines.append(f"| {name} | " + " | ".join(shown) + " |")
    big = nets[79510]
    memory = {
        "every entry": extra_memory(big),
        "3 directions an array": extra_memory(big, directions=3),
    }
    taken = [f"{way} {peak / 2**20:.2f} MiB" for way, peak in memory.items()]
    lines += [
        "",
        (
            f"Memory that the check takes for itself at {big.flat.size:,} "
            f"parameters, beside your cost and gradient: {', '.join(taken)}."
        ),
    ]
    lines += [
        "",
        (
            f"Times as multiples of the lecture's loop, one thread. NumPy "
            f"{np.__version__}, SciPy {scipy.__version__}, PyTorch "
            f"{torch.__version__}, numdifftools {numdifftools.__version__}, "
            f"Python {platform.python_version()}, {processor()}, "
            f"{datetime.date.today()}, of the code "
            f"`{measured_for('speed.md')}`."
        ),
    ]
    print(*lines, sep="\n")
    Path(__file__).with_suffix(".md").write_text("\n".join(lines) + "\n")

    failed = [
        f"{name} at {size}: above {limit} of the loop"
        for (name, size), limit in LIMITS.items()
        if table[size][name] > limit
    ]
    failed += [
        f"every entry at {size}: above {limit} of PyTorch"
        for size, limit in OF_PYTORCH.items()
        if table[size]["ours, every entry"] > limit * table[size]["PyTorch, gradcheck"]
    ]
    failed += [
        f"{way}: above {limit} MiB"
        for way, limit in MEMORY.items()
        if memory[way] > limit * 2**20
    ]
    print(*failed, sep="\n")
    return int(bool(failed))


def processor():
    """Return the name of the processor, where Linux tells it."""
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.machine()
    names = [
        line.split(": ")[1]
        for line in text.splitlines()
        if line.startswith("model name")
    ]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    sys.exit(main())
