"""Does the check cry wolf, and does it miss an error? Counted, written down.

    make false-alarms

checks the right gradients of every regime; wrong ones, whose errors are a
little, and much, larger than what the report on the right one says can hide;
and the MLP of the bug zoo with one bug each. It writes false_alarms.md beside
this file, and fails if a right gradient was called wrong, or an error that
the report excludes was there.
"""

import datetime
import platform
import sys
import warnings
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import bug_zoo
import gradient_check
import mlp
import network
import networks
import numpy as np
import regimes
import scipy
from bug_zoo import mlp_problem, read_bugs
from fingerprint import fingerprint
from gradient_check import check_gradient, norm
from regimes import REGIMES

WAYS = {"every entry": {}, "3 directions": {"directions": 3}}
VERDICTS = "right", "cannot tell", "wrong"
TIMES = 1.05, 3, 10  # the bound, are the errors of the wrong gradients.
EVERY = 2  # Of so many seeds, one has wrong gradients.
HELD, BROKEN = "right, bound holds", "right, bound too small"
FATES = "wrong", "cannot tell", HELD, BROKEN
# Bugs are counted in an easy regime and in three hard ones.
BUGGY = {
    "weights × 1": {},
    "weights × 10": {"scale": 10.0},
    "float32": {"dtype": np.float32},
    "cost + 1e6": {"offset": 1e6},
}


def check(problem, gradient, way):
    """Return the report and the verdict: that of a crash is its name."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            report = check_gradient(
                problem.cost, gradient, problem.parameters, **WAYS[way]
            )
    except Exception as error:
        return None, type(error).__name__
    return report, report.verdict


# Wrong gradients: a kind returns what is added to the right one, g. It is
# then made as large as it has to be.


def one_entry(g, units, size, rng):
    return rng.normal() * (np.arange(g.size) == rng.integers(g.size))


def spread(g, units, size, rng):
    return rng.normal(size=g.size) / units


def factor(g, units, size, rng):
    return g


def sign_flipped(g, units, size, rng):
    i = rng.choice(np.flatnonzero(g))
    return -2 * g * (np.arange(g.size) == i)


def exchanged(g, units, size, rng):
    changed = g.copy()
    some = rng.permutation(g.size)[:2]
    changed[some] = g[some[::-1]]
    return changed - g


def zero(g, units, size, rng):
    """Return the error of an entry that is zero: the one of that size."""
    some = np.flatnonzero(g)
    sizes = np.abs(units * g)[some]
    i = some[np.argmin(np.abs(np.log(sizes) - np.log(size)))]
    return -g * (np.arange(g.size) == i)


def clipped(g, units, size, rng):
    median = np.median(np.abs(g))
    return np.clip(g, -median, median) - g


KINDS = one_entry, spread, factor, sign_flipped, exchanged, zero, clipped


def units_of(found):
    """Return what the slopes are multiplied by, in what the bound is of."""
    if found.entries is not None:
        return 1.0
    return gradient_check.Leaf(
        found.name, found.shape, np.dtype(float), slice(None), found.x, 53
    ).unit()


def relative_change(wrong, right, units=1.0):
    """Return ‖wrong - right‖ / ‖right‖, of slopes times units."""
    change, size = norm(units * (wrong - right)), norm(units * right)
    if not size:
        return np.inf if change else 0.0
    return change / size


def error_of(kind, g, units, share, rng):
    """Return an error of a kind, as large as that share of the slopes.

    Where the kind changes nothing, or rounding too much, there is none.
    """
    if not (size := share * norm(units * g)):
        return None
    error = kind(g, units, size, rng)
    if not (length := norm(units * error)):
        return None
    error = error * (size / length)
    change = relative_change(g + error, g, units)
    return error if abs(change / share - 1) < 0.01 else None


def by_name(arrays):
    return arrays if isinstance(arrays, dict) else {"parameters": arrays}


def with_error(gradient, name, error):
    """Return the function with an error in one of its arrays."""

    def wrong(p):
        right = gradient(p)
        g = dict(by_name(right))
        g[name] = np.asarray(g[name], float) + error.reshape(g[name].shape)
        return g if isinstance(right, dict) else g[name]

    return wrong


def fate(report, verdict, name, change):
    """Return what became of an error of that size in one array."""
    if verdict != "right":
        return verdict
    (found,) = [f for f in report.arrays if f.name == name]
    bound = 0 if found.flat else found.resolution
    return HELD if change <= 1.000001 * bound else BROKEN


def wrong_gradients(problem, report, rng):
    """Yield what is wrong with a gradient, its size, array, and all of it.

    It is wrong in one of the arrays of which the report on the right one says
    what can hide; the size is in such bounds, and as a share of the slopes.
    """
    told = [f for f in report.arrays if not f.flat and 0 < f.resolution < 1]
    if not told:
        return
    found = told[rng.integers(len(told))]
    units = units_of(found)
    right = by_name(problem.gradient(problem.parameters))[found.name]
    g = np.asarray(right, float).ravel()
    for kind in KINDS:
        for times in TIMES:
            share = times * found.resolution
            error = error_of(kind, g, units, share, rng)
            if error is not None:
                change = relative_change(g + error, g, units)
                yield (
                    kind.__name__,
                    times,
                    change,
                    found.name,
                    with_error(problem.gradient, found.name, error),
                )


# What is counted


@dataclass
class Counts:
    """What was said in one regime, and what should not have been."""

    verdicts: Counter = field(default_factory=Counter)  # By way and verdict.
    tries: Counter = field(default_factory=Counter)  # Way, bounds and fate.
    remarks: list[str] = field(default_factory=list)


def count_tries(problem, report, way, seed, counts):
    """Count what becomes of wrong gradients, where the right one is right."""
    rng = np.random.default_rng(seed)
    for what, times, change, name, bad in wrong_gradients(problem, report, rng):
        again, verdict = check(problem, bad, way)
        end = fate(again, verdict, name, change)
        counts.tries[way, times, end] += 1
        if end not in FATES[:3]:
            counts.remarks.append(
                f"{way}, seed {seed}, {what}, {name} is off by {change:.3g}: {end}"
            )


def count_regime(name, n):
    """Return the counts of a regime, from n seeds."""
    counts, regime = Counts(), REGIMES[name]
    with np.errstate(all="ignore"):
        for seed in range(n):
            problem = regime.make(seed)
            for way in WAYS:
                report, verdict = check(problem, problem.gradient, way)
                counts.verdicts[way, verdict] += 1
                if verdict not in VERDICTS[:2]:
                    counts.remarks.append(f"{way}, seed {seed}: {verdict}")
                if verdict == "right" and regime.exact and not seed % EVERY:
                    count_tries(problem, report, way, seed, counts)
    return counts


def count_regimes(n, pool):
    """Return the counts of each regime."""
    table = {}
    all_of_them = pool.imap(partial(count_regime, n=n), REGIMES)
    for name, counts in zip(REGIMES, all_of_them):
        table[name] = counts
        said = [
            f"{way} {verdict} {count}"
            for (way, verdict), count in counts.verdicts.items()
        ]
        print(f"{name}:", ", ".join(said), flush=True)
        for remark in counts.remarks:
            print("   ", remark, flush=True)
    return table


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
    report, verdict = check(net, net.gradient, way)
    if verdict == "wrong":
        return "caught"
    right, wrong = (zoo_network(b, seed, **options) for b in (None, bug))
    p = right.parameters
    g, off = right.gradient(p), wrong.gradient(p)
    if not any(relative_change(off[name], g[name]) for name in p):
        return "changes nothing"
    if report is None:
        return verdict
    above = any(
        relative_change(off[f.name].ravel(), g[f.name].ravel(), units_of(f))
        > f.resolution
        for f in report.arrays
    )
    return "above, not caught" if above else "below the resolution"


def count_bugs(regime_and_way, n):
    """Return what became of each bug in n networks of a regime."""
    regime, way = regime_and_way
    with np.errstate(all="ignore"):
        return {
            bug.name: Counter(
                outcome(seed, BUGGY[regime], bug, way) for seed in range(n)
            )
            for bug in gradient_bugs()
        }


def count_outcomes(n, pool):
    """Return what became of each bug, by regime and way."""
    tasks = [(regime, way) for regime in BUGGY for way in WAYS]
    table = {}
    for task, counts in zip(tasks, pool.imap(partial(count_bugs, n=n), tasks)):
        table[task] = counts
        print(*task, dict(sum(counts.values(), Counter())), flush=True)
    return table


# The tables


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
    lines[-1] += (
        "".join(
            f'<th scope="colgroup" colspan="{len(heading)}">{group}</th>'
            for group in groups
        )
        + "</tr>"
    )
    lines += [
        "<tr>"
        + "".join(f"<th{right}>{name}</th>" for name in [*heading] * len(groups))
        + "</tr>",
        "</thead>",
        "<tbody>",
    ]
    for name, *numbers in rows:
        cells = "".join(f"<td{right}>{number}</td>" for number in numbers)
        name = name.replace("'", "’")  # As Markdown would.
        lines.append(f"<tr><td>{name}</td>{cells}</tr>")
    return [*lines, "</tbody>", "</table>", ""]


def groups():
    """Return the names of the regimes, by what their verdicts are worth."""
    exact = [r for r in REGIMES.values() if r.exact]
    return {
        "right gradients, tuned on": [r.name for r in exact if not r.apart],
        "right gradients, apart": [r.name for r in exact if r.apart],
        "approximate gradients": [r.name for r in REGIMES.values() if not r.exact],
    }


def verdict_table(corner, names, counted):
    """Return the verdicts on right gradients, and their sums.

    What a crash is called has a column of its own.
    """
    said = {v for name in names for _, v in counted[name].verdicts}
    heading = [*VERDICTS, *sorted(said - {*VERDICTS})]
    keys = [(way, verdict) for way in WAYS for verdict in heading]
    rows = [[name, *(counted[name].verdicts[key] for key in keys)] for name in names]
    totals = [sum(column) for column in zip(*(row[1:] for row in rows))]
    count = sum(totals) // len(WAYS)
    rows.append([f"<strong>all {count:,}</strong>", *totals])
    return grouped(corner, WAYS, heading, rows)


def totals_table(counted):
    """Return the sums of the verdicts in each group of regimes."""
    rows = []
    for corner, names in groups().items():
        verdicts = sum((counted[n].verdicts for n in names), Counter())
        keys = [(way, verdict) for way in WAYS for verdict in VERDICTS]
        rows.append([f"{len(names)} with {corner}", *(verdicts[key] for key in keys)])
    return grouped("regimes", WAYS, VERDICTS, rows)


def verdict_tables(counted):
    """Return a table of each group of regimes."""
    lines = []
    for corner, names in groups().items():
        lines += verdict_table(corner, names, counted)
    return lines


def tries_table(way, counted):
    """Return what became of wrong gradients, by the size of their errors."""
    tries = sum((counts.tries for counts in counted.values()), Counter())
    ends = {end for _, _, end in tries}
    heading = [*FATES, *sorted(ends - {*FATES})]
    rows = [
        [f"{times} × bound", *(tries[way, times, end] for end in heading)]
        for times in TIMES
    ]
    totals = [sum(column) for column in zip(*(row[1:] for row in rows))]
    rows.append([f"**all {sum(totals):,}**", *totals])
    return markdown([[f"errors, {way}", *heading], *rows])


def outcome_table(outcomes, m):
    """Return what became of the bugs of the zoo's MLP."""
    rows = [
        [
            "networks with a bug",
            "way",
            "bugs that change the gradient",
            "caught in every network",
            "checks that caught it",
            "below the resolution",
            "above it, not caught",
        ]
    ]
    for (regime, way), by_bug in outcomes.items():
        found = [c for c in by_bug.values() if c["changes nothing"] < m]
        always = [c for c in found if c["caught"] + c["changes nothing"] == m]
        unbroken = way.replace(" ", "&nbsp;")
        rows.append(
            [regime, unbroken, len(found), len(always)]
            + [
                sum(c[kind] for c in found)
                for kind in ("caught", "below the resolution", "above, not caught")
            ]
        )
    return markdown(rows)


def sources():
    """Return a fingerprint of all that the tables depend on."""
    modules = bug_zoo, gradient_check, mlp, network, networks
    paths = [module.__file__ for module in modules]
    paths += sorted(Path(regimes.__file__).parent.glob("*.py"))
    bugs = [
        (bug.name, bug.old, bug.new, bug.options)
        for bug in read_bugs()
        if bug.network == "mlp"
    ]
    return fingerprint(*paths, __file__, also=repr(bugs))


def last_line(n, m):
    """Return of how many seeds, by what and when it was measured."""
    return (
        f"{n} seeds a regime, {m} of them with wrong gradients, and {m} a "
        f"bug; NumPy {np.__version__}, SciPy {scipy.__version__}, Python "
        f"{platform.python_version()}, {datetime.date.today()}, of the code "
        f"`{sources()}`."
    )


def failures(counted, outcomes):
    """Return how many false alarms there are, and how many errors missed.

    Missed is what was there, though a check of every entry excluded it. Of
    approximate gradients nothing is asked.
    """
    alarms = sum(
        count
        for name, counts in counted.items()
        if REGIMES[name].exact
        for (_, verdict), count in counts.verdicts.items()
        if verdict not in VERDICTS[:2]
    )
    missed = sum(
        count
        for counts in counted.values()
        for (way, _, end), count in counts.tries.items()
        if way == "every entry" and end not in FATES[:3]
    )
    seen = "caught", "changes nothing", "below the resolution"
    missed += sum(
        count
        for (_, way), by_bug in outcomes.items()
        for counts in by_bug.values()
        for end, count in counts.items()
        if way == "every entry" and end not in seen
    )
    return alarms, missed


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    m = len(range(0, n, EVERY))
    with Pool(2) as pool:
        counted, outcomes = count_regimes(n, pool), count_outcomes(m, pool)
    sections = {
        "totals": totals_table(counted),
        "regimes": verdict_tables(counted),
        "errors": [line for way in WAYS for line in tries_table(way, counted)],
        "bugs": outcome_table(outcomes, m),
        "measured": [last_line(n, m)],
    }
    text = "\n".join(
        "\n".join([f"--8<-- [start:{name}]", *lines, f"--8<-- [end:{name}]", ""])
        for name, lines in sections.items()
    )
    print(text)
    path = Path(__file__).with_suffix(".md")
    path.write_text(text)
    alarms, missed = failures(counted, outcomes)
    print(f"{alarms} false alarms, {missed} errors missed: {path.name}")
    return int(alarms + missed > 0)


if __name__ == "__main__":
    sys.exit(main())
