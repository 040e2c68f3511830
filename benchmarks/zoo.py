"""What do the bugs do to training, and which check sees them?

    make zoo

measures every bug, and every check's false alarms, over many initialisations;
it writes zoo/bugs.jsonl and zoo/correct.jsonl, a row each. Of the bugs that
nobody tuned on it takes what check_gradient says, from a few initialisations,
into zoo/held_out.jsonl. Stopped, it goes on where it was, as long as none of
the files it measures has changed.
"""

import json
import re
import sys
from dataclasses import replace
from functools import cache, partial
from multiprocessing import Pool
from pathlib import Path

import bug_zoo
import checks
import gradient_check
import mlp
import network
import numpy as np
from bug_zoo import HELD_OUT, ZOO, lesson_problem, mlp_problem, problem, read_bugs
from checks import VERDICTS, Flat, measure
from fingerprint import fingerprint
from gradient_check import check_gradient
from numpy.linalg import norm

HERE = Path(__file__).parent / "zoo"
SEEDS = range(75)  # zoo_results.py says which of them were held out.
FEW = range(10)  # For the bugs that nobody tuned on.
SHOWN = 0  # Of this one the pages show the training and the report.
POINTS = 41  # of a training curve, at most


def sources(file: str = ZOO) -> str:
    """Return a fingerprint of all that the rows of a file's bugs depend on."""
    modules = bug_zoo, checks, gradient_check, mlp, network
    paths = [module.__file__ for module in modules]
    # Another lesson makes no other row.
    bugs = [replace(bug, title="", lesson="") for bug in read_bugs(file)]
    return fingerprint(*paths, __file__, also=repr(bugs))


# Correct networks, in regimes in which one or the other check cries wolf.


@cache
def minimum(seed, steps):
    """Return the weights that training comes to: every check starts there."""
    p = lesson_problem(None, seed)
    for _ in range(steps):
        g = p.gradient(p.parameters)
        for name, a in p.parameters.items():
            a -= p.rate * g[name]
    return p.parameters


def trained(seed, steps):
    p = lesson_problem(None, seed)
    p.parameters = {q: a.copy() for q, a in minimum(seed, steps).items()}
    return p


def with_offset(seed, offset=1e6):
    p = mlp_problem(None, seed)
    cost = p.cost
    p.cost = lambda q: cost(q) + offset
    return p


def on_the_kink(seed):
    """Zero examples and zero biases: ReLUs sit at exactly 0."""
    X, labels, p = mlp.draw(seed)
    X[:3] = 0
    p |= {name: np.zeros_like(a) for name, a in p.items() if name[0] == "b"}
    net = mlp.MLP(X, labels)
    return bug_zoo.Problem(net.cost, net.gradient, p, rate=0.2, steps=400)


REGIMES = {
    "lesson": partial(lesson_problem, None),
    "lesson, weights × 10": partial(lesson_problem, None, scale=10.0),
    "lesson, weights × 100": partial(lesson_problem, None, scale=100.0),
    "lesson, trained": partial(trained, steps=20_000),
    "lesson, float32": partial(lesson_problem, None, dtype=np.float32),
    "MLP": partial(mlp_problem, None),
    "MLP, weights × 0.01": partial(mlp_problem, None, scale=0.01),
    "MLP, weights × 10": partial(mlp_problem, None, scale=10.0),
    "MLP, on the kink": on_the_kink,
    "MLP, cost + 1e6": with_offset,
    "MLP, float32": partial(mlp_problem, None, dtype=np.float32),
}


# A row for every bug, or regime, and initialisation.


def train(p, cost) -> list[float]:
    """Return the cost after every step of training, the start included."""
    x = {name: a.copy() for name, a in p.parameters.items()}
    costs = [cost(x)]
    for _ in range(p.steps):
        g = p.gradient(x)
        for name in x:
            x[name] = x[name] - p.rate * g[name]
        costs.append(cost(x))
    return [float(J) if np.isfinite(J) else np.inf for J in costs]


def fresh(bug, seed):
    np.random.seed(seed)  # For the bug that draws from NumPy's own.
    return problem(bug, seed)


def errors_of_two_calls(bug, seed) -> list[float]:
    """Return how far the gradient is off, on the first call and the next.

    The truth is the complex step of a problem that nobody has called yet.
    """
    n = Flat(fresh(bug, seed)).complex_slopes()
    flat = Flat(fresh(bug, seed))
    return [norm(flat.gradient() - n) / norm(n) for _ in range(2)]


def named(bug, causes: list[str]) -> int:
    """Return which of the causes is the true one, from 1; 0 if none is."""
    ranks = [bool(bug.cause and re.search(bug.cause, c)) for c in causes]
    return 1 + ranks.index(True) if any(ranks) else 0


def bug_row(bug, seed) -> dict:
    with np.errstate(all="ignore"):
        values, report = measure(lambda: fresh(bug, seed), seed)
        correct = problem(bug, seed, correct=True)
        costs = train(fresh(bug, seed), correct.cost)
        best = train(correct, correct.cost)
        errors = errors_of_two_calls(bug, seed)
    row = {
        "bug": bug.name,
        "seed": seed,
        "start": costs[0],
        "end": costs[-1],
        "correct end": best[-1],
        "errors": errors,
        "named": named(bug, report.causes),
        "values": values,
    }
    if seed == SHOWN:
        # Most happens in the first steps.
        at = np.unique(np.geomspace(1, len(costs), POINTS).astype(int)) - 1
        row |= {
            "steps": at.tolist(),
            "curve": [costs[k] for k in at],
            "correct curve": [best[k] for k in at],
            "report": str(report),
            "ratios": {f.name: f.ratio for f in report.arrays},
        }
    return row


def held_out_row(bug, seed) -> dict:
    p = fresh(bug, seed)
    with np.errstate(all="ignore"):
        report = check_gradient(p.cost, p.gradient, p.parameters)
    return {
        "bug": bug.name,
        "seed": seed,
        "named": named(bug, report.causes),
        "likely": (report.causes or [""])[0],
        "values": {"verdict": float(VERDICTS.index(report.verdict))},
    }


def correct_row(regime, seed) -> dict:
    with np.errstate(all="ignore"):
        values, _ = measure(lambda: REGIMES[regime](seed), seed)
    return {"regime": regime, "seed": seed, "values": values}


def short(value):
    """Return the value with floats of three digits, for the data file."""
    if isinstance(value, dict):
        return {name: short(v) for name, v in value.items()}
    if isinstance(value, list):
        return [short(v) for v in value]
    if isinstance(value, float):
        return float(f"{value:.3g}") if np.isfinite(value) else str(value)
    return value


def run(name: str, tasks: dict, function, file: str = ZOO) -> None:
    """Write the rows of all tasks, going on where the file ends.

    file : of the bugs that the rows depend on
    """
    path, heading = HERE / f"{name}.jsonl", json.dumps({"of": sources(file)})
    text = path.read_text() if path.exists() else ""
    kept = text[: text.rfind("\n") + 1].splitlines()  # Not half a line.
    if kept[:1] != [heading]:
        kept = [heading]
    rows = {row_key(json.loads(line)): line for line in kept[1:]}
    todo = [task for key, task in tasks.items() if key not in rows]
    path.write_text("\n".join(kept) + "\n")
    with Pool() as pool, path.open("a") as rest:
        for done, row in enumerate(pool.imap_unordered(function, todo), 1):
            line = json.dumps(short(row), ensure_ascii=False)
            rows[row_key(row)] = line
            print(line, file=rest, flush=True)
            if done % 100 == 0 or done == len(todo):
                print(f"{name}: {done} of {len(todo)}", file=sys.stderr)
    ordered = [rows[key] for key in tasks]
    path.write_text("\n".join([heading, *ordered]) + "\n")


def row_key(row: dict) -> tuple[str, int]:
    return row.get("bug") or row["regime"], row["seed"]


def call(task):
    function, *arguments = task
    return function(*arguments)


def main():
    HERE.mkdir(exist_ok=True)
    bugs = {
        (bug.name, seed): (bug_row, bug, seed) for bug in read_bugs() for seed in SEEDS
    }
    correct = {
        (regime, seed): (correct_row, regime, seed)
        for regime in REGIMES
        for seed in SEEDS
    }
    held_out = {
        (bug.name, seed): (held_out_row, bug, seed)
        for bug in read_bugs(HELD_OUT)
        for seed in FEW
    }
    run("held_out", held_out, call, HELD_OUT)
    run("correct", correct, call)
    run("bugs", bugs, call)


if __name__ == "__main__":
    main()
