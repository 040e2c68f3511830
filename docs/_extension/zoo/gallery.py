"""What the gallery of the bug zoo shows, from what the measurements add up to."""

import difflib
import inspect
import textwrap
from dataclasses import dataclass
from math import isfinite, isnan, log

import mlp
import network
import zoo_results
from checks import CHECKS
from markupsafe import Markup

from .. import marks
from ..numbers import short

NETWORKS = {"lesson": network, "mlp": mlp}
FIGURE_SPACE = "\u2007"
WELL = 0.95  # of the right decrease: whoever sees that curve is content.


def read_cards():
    """Return a card for every bug, in the order of bug_zoo.toml."""
    results = zoo_results.bug_results()
    axes = {name: axis(name, results) for name in NETWORKS}
    return [Card(result, axes[result.bug.network]) for result in results]


@dataclass
class Card:
    """A bug, as the gallery shows it."""

    result: zoo_results.BugResult
    axis: tuple[float, float]  # of its curve

    @property
    def bug(self):
        return self.result.bug

    @property
    def is_wrong(self):
        return self.result.is_wrong

    @property
    def trains_well(self):
        return self.result.reach >= WELL

    @property
    def groups(self):
        """What the filter can ask for, as classes of the row."""
        groups = [self.bug.network]
        if self.is_wrong and self.trains_well:
            groups.append("well")
        if "lecture, 1e-8" not in zoo_results.seen_by(self.result):
            groups.append("unseen")
        return " ".join(groups)

    @property
    def reach(self):
        reach = self.result.reach
        return percent(reach) if reach >= 0 else "rises"

    @property
    def ratio(self):
        return short(self.result.ratio)

    @property
    def seen_by(self):
        return len(zoo_results.seen_by(self.result))

    @property
    def checks(self):
        """Return a line for each check, and whether it sees the bug."""
        seen = zoo_results.seen_by(self.result)
        for name, share in self.result.flagged.items():
            # A figure space is as wide as a digit.
            yield f"{percent(share).rjust(5, FIGURE_SPACE)}  {name}", name in seen

    @property
    def named(self):
        return percent(self.named_key) if self.is_wrong else "–"

    @property
    def named_key(self):
        return zoo_results.naming([self.result]).first if self.is_wrong else -1

    @property
    def facts(self):
        """The numbers of its row of the table, in words."""
        rises = self.result.reach < 0
        facts = [
            "the cost rises" if rises else f"{self.reach} of the right decrease",
            f"the lecture’s ratio is {self.ratio}",
            f"{self.seen_by} of {len(CHECKS)} checks see it",
        ]
        if self.is_wrong:
            facts.append(f"cause named: {self.named}")
        where = {"lesson": "The lesson’s network", "mlp": "The MLP"}[self.bug.network]
        return f"{where}: {'; '.join(facts)}."

    @property
    def ratios(self):
        """Return the ratio of each array, a line each, if it came to that."""
        ratios = self.result.shown["ratios"]
        if not ratios:
            return "none: calls that should be alike are not, so it measures nothing."
        width = max(map(len, ratios))
        return "\n".join(f"{n:{width}} {short(float(r))}" for n, r in ratios.items())

    @property
    def diff(self):
        return diff(self.bug)

    @property
    def curve(self):
        return Curve(self.result, self.axis)


def percent(share):
    return f"{share:.0%}".replace("%", "\u00a0%")


def sort_key(number):
    """Return a number that JavaScript reads, with nan last."""
    return "Infinity" if isnan(number) else str(number).replace("inf", "Infinity")


def diff(bug):
    """Return what the bug changes: a sign and lines for each piece, in order.

    The sign is "-", "+", or " " for the line before and the line after.
    """
    source = inspect.getsource(NETWORKS[bug.network])
    old, new = source.splitlines(), source.replace(bug.old, bug.new).splitlines()
    lines = [
        line
        for line in list(difflib.unified_diff(old, new, n=1, lineterm=""))[2:]
        if not line.startswith("@@") and line.strip()
    ]
    code = textwrap.dedent("\n".join(line[1:] for line in lines)).splitlines()
    pieces = []
    for line, text in zip(lines, code):
        if not pieces or pieces[-1][0] != line[0]:
            pieces.append((line[0], ""))
        pieces[-1] = line[0], pieces[-1][1] + f"{line[0]} {text}\n"
    return pieces


class Curve:
    """The training curve of a bug beside the correct one, as an SVG's marks.

    Both axes are logarithmic, and the same for all bugs of a network: what
    moves from bug to bug is the bug. What goes beyond them leaves the frame.
    """

    LEFT, RIGHT, HEIGHT, LINE = 54, 306, 140, 15

    def __init__(self, result, axis):
        self.buggy = [float(J) for J in result.shown["curve"]]
        self.correct = [float(J) for J in result.shown["correct curve"]]
        self.low, self.high = axis
        self.steps = result.shown["steps"]
        self.start, self.end = self.buggy[0], self.buggy[-1]
        self.best = self.correct[-1]

    def y(self, cost):
        """Return the height in pixels from the top, within the frame or above."""
        if not cost <= self.high:
            return -self.LINE
        up = marks.axis(log(self.low), log(self.high), self.HEIGHT, 0)
        return round(up(log(max(cost, self.low))))

    def path(self, costs, kind):
        """Return a curve over the steps of the row, from 1 on, as a mark."""
        across = marks.axis(0, log(self.steps[-1] + 1), self.LEFT, self.RIGHT)
        xs = [across(log(step + 1)) for step in self.steps]
        points = [(x, self.y(J)) for x, J in zip(xs, costs)]
        return Markup(marks.path(points, kind, digits=0))

    @property
    def label_heights(self):
        """Return where the two last values stand, apart from each other."""
        ends = self.y(self.end), self.y(self.best)
        top, bottom = self.LINE / 2, self.HEIGHT - self.LINE / 2
        half = max(abs(ends[0] - ends[1]), self.LINE) / 2
        middle = min(max(sum(ends) / 2, top + half), bottom - half)
        side = -half if ends[0] <= ends[1] else half
        heights = middle + side, middle - side
        return [round(min(max(h, top), bottom)) + 4 for h in heights]

    @property
    def words(self):
        start, end, best = (value(J) for J in (self.start, self.end, self.best))
        if start == end:
            way = f"stays at {start}"
        elif self.end < self.start:
            way = f"falls from {start} to {end}"
        else:
            way = f"rises from {start} to {end}"
        return f"The cost {way}; with the correct gradient it falls to {best}."

    @property
    def labels(self):
        costs = self.start, self.end, self.best
        return [value(J).replace("infinity", "∞") for J in costs]


def value(cost):
    return short(cost, 3) if isfinite(cost) else "infinity"


def axis(name, results):
    """Return the least and the largest cost that the curves of a network show."""
    shown = [r.shown for r in results if r.bug.network == name]
    every = [float(J) for row in shown for J in row["curve"]]
    least = min(J for J in every if isfinite(J))
    best = min(float(row["correct curve"][-1]) for row in shown)
    start = max(float(row["curve"][0]) for row in shown)
    return max(least, best / 300) * 0.7, start * 30
