"""What the rows that zoo.py writes, in zoo/*.jsonl, add up to."""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import mean, median

from bug_zoo import HELD_OUT, ZOO, Bug, read_bugs
from checks import CHECKS, VERDICTS, flags

HERE = Path(__file__).parent / "zoo"
HELD_OUT_SEEDS = range(50, 75)  # No check was tuned on these.
UNTOLD = "verdict", "verdict 3"  # The checks that may say "cannot tell".
CHANGED = 1e-12  # A larger relative error is no rounding of the gradient's.


def read(name: str) -> list[dict]:
    """Return the rows of a data file, without its heading."""
    lines = (HERE / f"{name}.jsonl").read_text().splitlines()[1:]
    return [json.loads(line) for line in lines]


def number(value) -> float:
    """Return a value as it was measured: the file spells nan and inf."""
    return float(value)


def row_flags(row: dict) -> dict[str, bool]:
    """Return which checks call the gradient of a row wrong."""
    return flags({what: number(v) for what, v in row["values"].items()})


def row_verdict(row: dict, what: str = "verdict") -> str:
    """Return check_gradient's verdict on a row."""
    return VERDICTS[int(row["values"][what])]


def is_wrong(row: dict) -> bool:
    """Return whether the first or the second gradient is off."""
    return not all(number(e) <= CHANGED for e in row["errors"])


@dataclass
class BugResult:
    """A bug, and its rows: one for each initialisation."""

    bug: Bug
    rows: list[dict]

    @cached_property
    def kind(self) -> str:
        """Where the bug can be seen by whoever looks at one point.

        "first call", "second call", "not here", or "together": the cost is
        wrong in the same way.
        """
        if self.bug.together:
            return "together"
        errors = [list(map(number, row["errors"])) for row in self.rows]
        for call, name in enumerate(("first call", "second call")):
            if median(e[call] for e in errors) > CHANGED:
                return name
        return "not here"

    @property
    def is_wrong(self) -> bool:
        """Whether a look at one point can see that the gradient is wrong."""
        return self.kind.endswith("call")

    @cached_property
    def reach(self) -> float:
        """How much of the correct decrease training reaches, the median."""
        return median(
            (number(r["start"]) - number(r["end"]))
            / (number(r["start"]) - number(r["correct end"]))
            for r in self.rows
        )

    @cached_property
    def falls(self) -> float:
        """The share of initialisations from which training lowers the cost."""
        return mean(number(r["end"]) < number(r["start"]) for r in self.rows)

    @cached_property
    def ratio(self) -> float:
        """The lecture's ratio, the median."""
        return median(number(r["values"]["whole"]) for r in self.rows)

    @cached_property
    def flagged(self) -> dict[str, float]:
        """For each check, the share of initialisations where it flags."""
        each = [row_flags(row) for row in self.rows]
        return {name: mean(f[name] for f in each) for name in CHECKS}

    @cached_property
    def shown(self) -> dict:
        """The row that has the training curve and the report."""
        return next(row for row in self.rows if "curve" in row)


def bug_results(name: str = "bugs", file: str = ZOO) -> list[BugResult]:
    """Return the results of all bugs of a file, in its order."""
    rows = defaultdict(list)
    for row in read(name):
        rows[row["bug"]].append(row)
    return [BugResult(bug, rows[bug.name]) for bug in read_bugs(file)]


def held_out_results() -> list[BugResult]:
    """Return those of the bugs that nobody tuned on: verdicts and causes."""
    return bug_results("held_out", HELD_OUT)


@dataclass
class Tally:
    """How a check does: shares of rows, and bugs."""

    check: str
    rule: str
    caught: float  # of the rows whose gradient is wrong
    always: int  # bugs that are caught from every initialisation
    bugs: int  # that change the gradient
    alarms: dict[str, float]  # share of alarms, by regime of correct networks
    untold: dict[str, float] | None = None  # share of "cannot tell", likewise


def league(results: list[BugResult]) -> list[Tally]:
    """Return a tally for each check, over bugs that can be seen at a point."""
    regimes, untold = defaultdict(list), defaultdict(list)
    for row in read("correct"):
        regimes[row["regime"]].append(row_flags(row))
        for what in UNTOLD:
            untold[what, row["regime"]].append(row_verdict(row, what))
    wrong = {
        r.bug.name: [row_flags(row) for row in r.rows if is_wrong(row)]
        for r in results
        if r.is_wrong
    }
    every = [f for rows in wrong.values() for f in rows]
    return [
        Tally(
            name,
            rule,
            mean(f[name] for f in every),
            sum(all(f[name] for f in rows) for rows in wrong.values()),
            len(wrong),
            {q: mean(f[name] for f in rows) for q, rows in regimes.items()},
            {q: mean(v == "cannot tell" for v in untold[what, q]) for q in regimes}
            if what in UNTOLD
            else None,
        )
        for name, (what, _, rule) in CHECKS.items()
    ]


@dataclass
class Naming:
    """How often the first cause, or one of the first two, was the true one."""

    rows: int
    first: float
    two: float


def naming(results: list[BugResult], seeds=None) -> Naming:
    """Return it over rows that check_gradient did not call right.

    seeds : only these initialisations; None for all
    """
    ranks = [
        row["named"]
        for r in results
        for row in r.rows
        if r.bug.cause
        and (seeds is None or row["seed"] in seeds)
        and row_verdict(row) != "right"
    ]
    first, two = ([k in ks for k in ranks] for ks in ((1,), (1, 2)))
    return Naming(len(ranks), mean(first or [0]), mean(two or [0]))


def seen_by(result: BugResult) -> list[str]:
    """Return the checks that flag it from half of the initialisations, or more."""
    return [name for name, share in result.flagged.items() if share >= 0.5]
