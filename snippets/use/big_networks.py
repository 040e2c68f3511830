# --8<-- [start:network]
import numpy as np
from gradient_check import check_gradient

rng = np.random.default_rng(0)
x = rng.standard_normal((20, 40))
labels = rng.integers(0, 10, 20)
parameters = {
    "W1": rng.standard_normal((40, 50)) / 6,
    "b1": np.zeros(50),
    "W2": rng.standard_normal((50, 10)) / 7,
    "b2": np.zeros(10),
}


def forward(p):
    a = np.tanh(x @ p["W1"] + p["b1"])
    scores = np.exp(a @ p["W2"] + p["b2"])
    return a, scores / scores.sum(axis=1, keepdims=True)


def cost(p):
    _, shares = forward(p)
    return -np.mean(np.log(shares[np.arange(20), labels]))


def gradient(p):
    a, shares = forward(p)
    delta3 = (shares - np.eye(10)[labels]) / 20
    delta2 = delta3 @ p["W2"].T * (1 - a**2)
    return {
        "W1": x.T @ delta2,
        "b1": delta2.sum(axis=0),
        "W2": a.T @ delta3,
        "b2": delta3.sum(axis=0),
    }


print(sum(a.size for a in parameters.values()), "parameters")
# --8<-- [end:network]


# --8<-- [start:every_entry]
def told(report):
    """Return the verdict and, in hundreds, how many costs it took."""
    costs = round(report.evaluations, -2)
    return f"{report.verdict} after about {costs} costs"


print(told(check_gradient(cost, gradient, parameters)))
# --8<-- [end:every_entry]


# --8<-- [start:fewer]
sampled = check_gradient(cost, gradient, parameters, sample=20)
print(told(sampled))

along = check_gradient(cost, gradient, parameters, directions=3)
print(told(along))
# --8<-- [end:fewer]


# --8<-- [start:one_entry]
def one_percent_off(p):
    g = gradient(p)
    g["W1"][17, 3] *= 1.01
    return g


sampled = check_gradient(cost, one_percent_off, parameters, sample=20)
print("sample:    ", sampled.verdict)
along = check_gradient(cost, one_percent_off, parameters, directions=3)
print("directions:", along.verdict)
for name, analytic, numerical, _ in along.arrays[0].worst:
    print(f"{name} is {analytic:.6f}, not {numerical:.6f}")
# --8<-- [end:one_entry]


# --8<-- [start:missed]
from math import comb

for slip, wrong in {"one entry": 1, "one row": 50, "half": 1000}.items():
    missed = comb(2000 - wrong, 20) / comb(2000, 20)
    print(f"{slip:10} missed by {missed:.0%} of samples")
# --8<-- [end:missed]


# --8<-- [start:taylor]
def moved(t, directions):
    return {q: a + t * directions[q] for q, a in parameters.items()}


def remainders(gradient, steps):
    """Return what the slope along a direction leaves unexplained."""
    v = {q: rng.standard_normal(a.shape) for q, a in parameters.items()}
    g = gradient(parameters)
    slope = sum(np.sum(g[q] * v[q]) for q in parameters)
    here = cost(parameters)
    return [abs(cost(moved(t, v)) - here - t * slope) for t in steps]


def twice_W2(p):
    return gradient(p) | {"W2": 2 * gradient(p)["W2"]}


steps = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7]
for tried in [gradient, twice_W2, one_percent_off]:
    left = remainders(tried, steps)
    slopes = np.diff(np.log10(left)) / np.diff(np.log10(steps))
    print(f"{tried.__name__:15}", *[f"{slope:.1f}" for slope in slopes])
# --8<-- [end:taylor]


# --8<-- [start:batched]
def batched_cost(p):
    """Return the costs of a stack of networks."""
    a = np.tanh(x @ p["W1"] + p["b1"][:, None, :])
    scores = np.exp(a @ p["W2"] + p["b2"][:, None, :])
    shares = scores / scores.sum(axis=2, keepdims=True)
    return -np.mean(np.log(shares[:, np.arange(20), labels]), axis=1)


report = check_gradient(batched_cost, gradient, parameters, batched=True)
print(told(report))
# --8<-- [end:batched]


# --8<-- [start:workers]
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(2) as pool:
    report = check_gradient(cost, gradient, parameters, workers=pool.map)
print(told(report))
# --8<-- [end:workers]


# --8<-- [start:answer_opposite]
def two_off(p):
    g = gradient(p)
    error = 0.01 * g["W1"][17, 3]
    g["W1"][17, 3] += error
    g["W1"][30, 40] -= error
    return g


along = check_gradient(cost, two_off, parameters, directions=3)
print(along.verdict, *[name for name, *_ in along.arrays[0].worst])
# --8<-- [end:answer_opposite]


# --8<-- [start:answer_row]
def row_doubled(p):
    g = gradient(p)
    g["W1"][17] *= 2
    return g


found = 0
for seed in range(10):
    report = check_gradient(
        cost, row_doubled, parameters, sample=20, seed=seed
    )
    found += report.verdict == "wrong"
print(f"found by {found} of 10 samples")
# --8<-- [end:answer_row]
