"""Does the check cry wolf, and does it miss a bug? Counted, and written down.

    make false-alarms

checks correct networks in regimes where fixed thresholds fail, and the MLP of
the bug zoo with one bug each; it writes false_alarms.md beside this file, and
fails if a correct network was called wrong, or a bug above the resolution went
unseen.
"""

import datetime
import platform
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from bug_zoo import mlp_problem, read_bugs
from gradient_check import check_gradient
from network import NeuralNetwork, X, y
from networks import Network

WAYS = {
    "every entry": {},
    "3 directions": {"directions": 3},
}
VERDICTS = "right", "cannot tell", "wrong"
TANH = {"acts": ("tanh", "tanh")}
REGIMES = {
    **{
        f"weights × {scale:g}": {"scale": scale}
        for scale in (1e-3, 1e-2, 0.1, 1, 3, 10, 100, 1e3)
    },
    "tanh, tanh": TANH,
    "sigmoid, sigmoid, weights × 10": {
        "acts": ("sigmoid", "sigmoid"), "scale": 10.0,
    },
    "ReLU, ReLU": {"acts": ("relu", "relu")},
    "exactly on the kink of ReLU": {"dead": True},
    "float32": {"dtype": np.float32},
    "float32, tanh, tanh": {"dtype": np.float32, **TANH},
    "float32, weights × 10": {"dtype": np.float32, "scale": 10.0},
    "cost + 1e6": {"offset": 1e6},
    "batch norm: the gradient of a bias is zero": {"normed": True, **TANH},
}
# Bugs are counted in an easy regime and in three hard ones.
BUGGY = {
    "weights × 1": {},
    "weights × 10": {"scale": 10.0},
    "float32": {"dtype": np.float32},
    "cost + 1e6": {"offset": 1e6},
}


class Lesson:
    """The lesson's 2-3-1 network, with its weights in one vector."""

    def __init__(self, seed, scale=1.0, dtype=float, descents=0):
        rng = np.random.default_rng(seed)
        self.dtype = dtype
        self.parameters = (scale * rng.normal(size=9)).astype(dtype)
        for _ in range(descents):  # Downhill, to where the slopes vanish.
            self.parameters -= self.gradient(self.parameters)

    def cost(self, p):
        return self.dtype(NeuralNetwork(p).cost(X, y))

    def gradient(self, p):
        with np.errstate(over="ignore"):
            return NeuralNetwork(p).gradient(X, y).astype(self.dtype)


def with_zero_weights(seed):
    net = Network(seed)
    for a in net.parameters.values():
        a[...] = 0
    return net


def regimes():
    """Return, by name, functions from a seed to a correct network."""
    named = {
        name: lambda seed, options=options: Network(seed, **options)
        for name, options in REGIMES.items()
    }
    named["all weights zero"] = with_zero_weights
    for scale in 1e-3, 1, 10, 100, 1e3:
        named[f"the lesson's, weights × {scale:g}"] = (
            lambda seed, scale=scale: Lesson(seed, scale)
        )
    named["the lesson's, float32"] = (
        lambda seed: Lesson(seed, dtype=np.float32)
    )
    named["the lesson's, near an optimum"] = (
        lambda seed: Lesson(seed, descents=2000)
    )
    return named


def check(net, gradient, way):
    return check_gradient(net.cost, gradient, net.parameters, **WAYS[way])


def count_verdicts(n):
    """Return the verdicts on n correct networks, by regime and way."""
    table = {}
    for regime, make in regimes().items():
        for way in WAYS:
            counts = table.setdefault((regime, way), Counter())
            for seed in range(n):
                net = make(seed)
                counts[check(net, net.gradient, way).verdict] += 1
        print(regime, [dict(table[regime, way]) for way in WAYS], flush=True)
    return table


def relative_change(wrong, right):
    """Return ‖wrong - right‖ / ‖right‖."""
    change, size = np.linalg.norm(wrong - right), np.linalg.norm(right)
    return change / size if size else np.inf * (change > 0)


def zoo_network(bug, seed, offset=0.0, **how):
    """Return the MLP of the zoo with a bug, or without one if it is None."""
    p = mlp_problem(bug, seed, **how)
    cost = p.cost
    p.cost = lambda q: cost(q) + offset
    return p


def gradient_bugs():
    """Return the bugs that leave the cost alone: what is right is known."""
    bugs = []
    for bug in read_bugs():
        if bug.network != "mlp":
            continue
        wrong = mlp_problem(bug, 0, **bug.options)
        right = mlp_problem(None, 0, **bug.options)
        if wrong.cost(wrong.parameters) == right.cost(right.parameters):
            bugs.append(bug)
    return bugs


def outcome(seed, options, bug, way):
    """Return what became of one bug in one network."""
    options = options | bug.options
    net = zoo_network(bug, seed, **options)
    report = check(net, net.gradient, way)
    if report.verdict == "wrong":
        return "caught"
    right, wrong = (zoo_network(b, seed, **options) for b in (None, bug))
    p = right.parameters
    g, off = right.gradient(p), wrong.gradient(p)
    changes = [relative_change(off[name], g[name]) for name in p]
    if not any(changes):
        return "changes nothing"
    seen = [f.resolution for f in report.arrays]
    above = any(change > least for change, least in zip(changes, seen))
    return "above, not caught" if above else "below the resolution"


def count_outcomes(n):
    """Return what became of each bug in n networks, by regime and way."""
    table = {}
    for regime, options in BUGGY.items():
        for way in WAYS:
            for bug in gradient_bugs():
                table[regime, way, bug.name] = Counter(
                    outcome(seed, options, bug, way) for seed in range(n)
                )
            print(regime, way, flush=True)
    return table


def markdown(rows):
    """Return the lines of a table, whose first row is its heading.

    Numbers, in the columns where the last row has some, are aligned right.
    """
    kinds = ["--:" if isinstance(x, int) else "---" for x in rows[-1]]
    rows = [rows[0], kinds, *rows[1:]]
    return ["| " + " | ".join(map(str, row)) + " |" for row in rows] + [""]


def grouped(corner, groups, heading, rows):
    """Return the lines of a table with `heading` under each of the groups.

    Markdown has no heading over several columns: it is HTML.
    """
    right = ' style="text-align: right"'
    lines = ["<table>", "<thead>", f'<tr><th rowspan="2">{corner}</th>']
    lines[-1] += "".join(
        f'<th scope="colgroup" colspan="{len(heading)}">{group}</th>'
        for group in groups
    ) + "</tr>"
    lines += ["<tr>" + "".join(
        f"<th{right}>{name}</th>" for name in [*heading] * len(groups)
    ) + "</tr>", "</thead>", "<tbody>"]
    for name, *numbers in rows:
        cells = "".join(f"<td{right}>{number}</td>" for number in numbers)
        name = name.replace("'", "’")  # As Markdown would.
        lines.append(f"<tr><td>{name}</td>{cells}</tr>")
    return [*lines, "</tbody>", "</table>", ""]


def report_on(verdicts, outcomes, n, m):
    """Return the tables, line by line."""
    rows, totals = [], [0] * len(WAYS) * len(VERDICTS)
    for regime in regimes():
        counts = [verdicts[regime, w][v] for w in WAYS for v in VERDICTS]
        totals = [total + count for total, count in zip(totals, counts)]
        rows.append([regime, *counts])
    rows.append([f"<strong>all {n * len(rows)}</strong>", *totals])
    lines = grouped("correct networks", WAYS, VERDICTS, rows)

    rows = [["networks with a bug", "way", "bugs that change the gradient",
             "caught in every network", "checks that caught it",
             "below the resolution", "above it, not caught"]]
    for regime in BUGGY:
        for way in WAYS:
            found = [outcomes[regime, way, b.name] for b in gradient_bugs()]
            found = [c for c in found if c["changes nothing"] < m]
            always = [c for c in found
                      if c["caught"] + c["changes nothing"] == m]
            unbroken = way.replace(" ", "&nbsp;")
            rows.append([regime, unbroken, len(found), len(always)] + [
                sum(c[kind] for c in found) for kind in
                ("caught", "below the resolution", "above, not caught")
            ])
    return lines + markdown(rows)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    m = max(n // 5, 1)
    verdicts, outcomes = count_verdicts(n), count_outcomes(m)
    lines = report_on(verdicts, outcomes, n, m)
    lines.append(
        f"{n} networks a regime, {m} a bug; NumPy {np.__version__}, Python "
        f"{platform.python_version()}, {datetime.date.today()}."
    )
    print(*lines, sep="\n")
    path = Path(__file__).with_suffix(".md")
    path.write_text("\n".join(lines) + "\n")
    alarms = sum(counts["wrong"] for counts in verdicts.values())
    missed = sum(
        counts["above, not caught"]
        for (_, way, _), counts in outcomes.items() if way == "every entry"
    )
    print(f"{alarms} false alarms, {missed} bugs missed, all in {path.name}")
    return int(alarms + missed > 0)


if __name__ == "__main__":
    sys.exit(main())
