# --8<-- [start:model]
from textwrap import fill

import numpy as np
from gradient_check import check_gradient

# How much three people like four films, from -2 to 2.
ratings = np.array(
    [[2.0, 1.0, -1.0, 0.0], [-1.0, 0.0, 1.0, -2.0], [1.0, 2.0, -2.0, 1.0]]
)


def cost(p):
    error = np.outer(p["people"], p["films"]) - ratings
    return 0.5 * np.sum(error**2)


def gradient(p):
    error = np.outer(p["people"], p["films"]) - ratings
    return {
        "people": np.sum(error * p["films"], axis=1),
        "films": np.sum(error.T * p["people"], axis=1),
    }


p = {
    "people": np.array([0.9, -0.4, 1.3]),
    "films": np.array([1.1, 0.5, -0.7, 0.8]),
}
# --8<-- [end:model]


# --8<-- [start:right]
print(check_gradient(cost, gradient, p))
# --8<-- [end:right]


# --8<-- [start:wrong]
def slipped(p):
    g = gradient(p)
    g["people"] *= 2
    g["films"][3] *= 1.01
    return g


print(check_gradient(cost, slipped, p))
# --8<-- [end:wrong]


# --8<-- [start:where]
def clips_errors(p):
    error = np.outer(p["people"], p["films"]) - ratings
    error = np.clip(error, -1, 1)
    return {
        "people": np.sum(error * p["films"], axis=1),
        "films": np.sum(error.T * p["people"], axis=1),
    }


def forgets_people(p):
    error = np.outer(p["people"], p["films"]) - ratings
    return gradient(p) | {"films": np.sum(error, axis=0)}


for tried in [clips_errors, forgets_people]:
    report = check_gradient(cost, tried, p)
    for cause in report.causes:
        print(f"{tried.__name__}:")
        print(fill(cause, 44, initial_indent="  ", subsequent_indent="  "))
# --8<-- [end:where]


# --8<-- [start:cannot_tell]
start = {"people": np.zeros(3), "films": p["films"]}
print(check_gradient(cost, gradient, start))
# --8<-- [end:cannot_tell]


# --8<-- [start:rtol]
def offset_cost(p):
    return cost(p) + 1e9


for rtol in [None, 1e-6]:
    report = check_gradient(offset_cost, gradient, p, rtol=rtol)
    print(f"rtol {rtol}: {report.verdict}")
# --8<-- [end:rtol]


# --8<-- [start:small_error]
def rounded(p):
    return {name: np.round(g, 2) for name, g in gradient(p).items()}


def one_half_off(p):
    g = gradient(p)
    g["films"][3] *= 1.5
    return g


for tried in [rounded, one_half_off]:
    for rtol in [None, 0.01]:
        report = check_gradient(cost, tried, p, rtol=rtol)
        print(f"{tried.__name__}, rtol {rtol}: {report.verdict}")

print(check_gradient(cost, rounded, p, rtol=0.01).summary)
# --8<-- [end:small_error]


# --8<-- [start:code]
if check_gradient(cost, gradient, p):
    print("right, so train")

for name, checked in {
    "slipped": (slipped, p),
    "zeros": (gradient, start),
}.items():
    report = check_gradient(cost, *checked)
    try:
        report.raise_if_wrong()
    except AssertionError as error:
        print(f"{name}: {type(error).__name__}")
# --8<-- [end:code]


# --8<-- [start:attributes]
report = check_gradient(cost, slipped, p)
for found in report.arrays:
    print(f"{found.name} {found.verdict}, ratio {found.ratio:.0e}")
    for name, analytic, numerical, _ in found.worst:
        print(f"    {name} off by {analytic - numerical:.1e}")
# --8<-- [end:attributes]


# --8<-- [start:answer_zeros]
def ones(p):
    return {"people": np.ones(3), "films": np.ones(4)}


zeros = {"people": np.zeros(3), "films": np.zeros(4)}
for tried in [gradient, ones]:
    report = check_gradient(cost, tried, zeros)
    print(f"{tried.__name__}: {report.verdict}")
# --8<-- [end:answer_zeros]


# --8<-- [start:answer_scale]
def scaled_cost(p):
    return 1000 * cost(p)


def scaled_gradient(p):
    return {name: 1000 * g for name, g in slipped(p).items()}


for checked in [(cost, slipped), (scaled_cost, scaled_gradient)]:
    films = check_gradient(*checked, p).arrays[1]
    name, analytic, numerical, bar = films.worst[0]
    print(f"ratio {films.ratio:.0e}, outside {films.outside.sum()}")
    print(f"    {name} {analytic:.6g}, not {numerical:.6g}")
    print(f"    error bar {bar:.0e}")
# --8<-- [end:answer_scale]
