"""Writes what the zoo measured as tables: zoo/tables.md, which pages show.

make zoo
"""

from statistics import mean

from zoo_results import (
    HELD_OUT_SEEDS,
    HERE,
    bug_results,
    held_out_results,
    league,
    naming,
    row_verdict,
)

MOST = 0.5  # of the initialisations: more often than not.
# Which regimes of correct networks are hard, in a word each.
SHORT = {
    "lesson": "lesson",
    "lesson, weights × 10": "× 10",
    "lesson, weights × 100": "× 100",
    "lesson, trained": "trained",
    "lesson, float32": "float32",
    "MLP": "MLP",
    "MLP, weights × 0.01": "× 0.01",
    "MLP, weights × 10": "× 10",
    "MLP, on the kink": "on the kink",
    "MLP, cost + 1e6": "+ 1e6",
    "MLP, float32": "float32",
}


def cell(text):
    """Return text for a table, whose columns end at a |."""
    return text.replace("|", "\\|")


def link(result):
    return f"[{cell(result.bug.title)}](gallery.md#{result.bug.name})"


def percent(share):
    """Return such as 93 %, and 99.5 % where 100 % would be a lie."""
    rounded = f"{100 * share:.0f}"
    if rounded in ("0", "100") and share not in (0, 1):
        rounded = f"{100 * share:.1f}"
    return f"{rounded} %"


def table(heading, rows, words=(0,)):
    """Return a Markdown table: to the left the columns of words."""
    marks = ["---" if k in words else "--:" for k in range(len(heading))]
    lines = [heading, marks, *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def seen(results):
    return [r for r in results if r.is_wrong]


def training(results):
    """How much of the correct decrease do wrong gradients reach?"""
    rows, wrong = [], seen(results)
    networks = "lesson", "mlp"
    falls = {n: [r for r in wrong if r.bug.network == n] for n in networks}
    for text, is_so in {
        "gradients that are wrong": lambda r: True,
        "the cost falls, more often than not": lambda r: r.falls > MOST,
        "50 % of the right decrease, or more": lambda r: r.reach >= 0.5,
        "95 % or more": lambda r: r.reach >= 0.95,
        "99 % or more": lambda r: r.reach >= 0.99,
        "more than the right gradient": lambda r: r.reach > 1.001,
    }.items():
        counts = [sum(map(is_so, falls[n])) for n in networks]
        rows.append([text, *counts, sum(counts)])
    return table(["", "lesson's network", "MLP", "both"], rows)


def better(results):
    """Which wrong gradients end lower than the right one?"""
    best = [r for r in seen(results) if r.reach > 1.001]
    best.sort(key=lambda r: -r.reach)
    rows = [[link(r), percent(r.reach)] for r in best]
    return table(["bug", "of the right decrease"], rows)


def escapes(results):
    """Which pass the lecture's bound, more often than not?"""
    names = "lecture, 1e-8", "lecture, 1e-7", "lecture, 1e-4"
    rows = []
    for r in sorted(seen(results), key=lambda r: r.ratio):
        passes = [r.flagged[name] < MOST for name in names]
        if any(passes):
            marks = ["passes" if p else "–" for p in passes]
            told = percent(r.flagged["check_gradient"])
            rows.append([link(r), f"{r.ratio:.0e}", *marks, told])
    heading = ["bug", "ratio", "1e-8", "1e-7", "1e-4", "check_gradient says wrong"]
    return table(heading, rows)


def unseen(results):
    """Which cannot be seen at one point, and how do they train?"""
    why = {
        "together": "the cost is wrong in the same way",
        "not here": "the gradient is right at this point",
    }
    rows = [
        [link(r), why[r.kind], percent(r.reach) if r.reach > 0 else "none"]
        for r in results
        if r.kind in why
    ]
    return table(["bug", "why", "of the right decrease"], rows, (0, 1))


def tallies(results):
    """The league table: what each check catches, and when it cries wolf."""
    rows = []
    for t in league(results):
        alarms = mean(t.alarms.values())
        always = f"{t.always} of {t.bugs}"
        untold = percent(mean(t.untold.values())) if t.untold else "–"
        numbers = percent(t.caught), always, percent(alarms), untold
        rows.append([t.check, *numbers, cell(t.rule)])
    heading = [
        "check",
        "caught",
        "bugs always caught",
        "false alarms",
        "cannot tell",
        "rule",
    ]
    return table(heading, rows, (0, 5))


def alarms(results):
    """False alarms, regime by regime."""
    found = league(results)
    rows = [
        [t.check, *(percent(t.alarms[q]).removesuffix(" %") for q in SHORT)]
        for t in found
    ]
    return table(["check", *SHORT.values()], rows)


def undecided(results):
    """Where check_gradient cannot tell, in percent of correct networks."""
    found = [t.untold for t in league(results) if t.untold]
    rows = [[q, *(percent(untold[q]) for untold in found)] for q in SHORT]
    return table(["correct networks", "every entry", "3 directions"], rows)


# The columns of the table of misses: a few stand for all.
COLUMNS = {
    "lecture, 1e-8": "lecture 1e-8",
    "lecture, 1e-4": "1e-4",
    "each array, 1e-7": "arrays 1e-7",
    "CS231n, 1e-4": "CS231n 1e-4",
    "CS231n, 1e-2": "1e-2",
    "PyTorch": "PyTorch",
    "SciPy, 1e-6": "SciPy",
    "JAX": "JAX",
    "3 directions": "3 directions",
    "Taylor slope": "Taylor",
    "complex step": "complex",
    "check_gradient": "ours",
}


def misses(results):
    """Of the bugs that some check misses, the percentage that each catches."""
    rows = []
    for r in sorted(seen(results), key=lambda r: sum(r.flagged.values())):
        shares = [r.flagged[check] for check in COLUMNS]
        if min(shares) < MOST:
            rows.append([link(r), *(percent(q).removesuffix(" %") for q in shares)])
    return table(["bug", *COLUMNS.values()], rows)


def names(results):
    """Is the first cause that check_gradient names the true one?"""
    known = [r for r in results if not r.bug.held_out]
    held = [r for r in results if r.bug.held_out]
    tuned = range(HELD_OUT_SEEDS.start)
    rows = []
    for text, some, seeds in (
        ("bugs and initialisations used in tuning", known, tuned),
        ("the same bugs, other initialisations", known, HELD_OUT_SEEDS),
        ("a dozen bugs kept apart", held, None),
    ):
        n = naming(some, seeds)
        rows.append([text, n.rows, percent(n.first), percent(n.two)])
    return table(["", "checks", "first", "first or second"], rows)


def misnamed(results):
    """Which bugs get another name, and what does the shown report say?"""
    rows = []
    for r in results:
        if not r.bug.cause or r.kind == "not here":
            continue
        n = naming([r])
        if n.first < 0.9:
            said = r.shown["report"].split("\n\n")[0].replace("\n  ", " ")
            likely = [s.removeprefix("likely: ") for s in said.splitlines()[1:]]
            rows.append([link(r), percent(n.first), likely[0] if likely else "–"])
    return table(["bug", "named rightly", "one of the reports says"], rows, (0, 2))


def held_out(results):
    """What does check_gradient say of the bugs that nobody tuned on?

    results : what held_out_results() returns, as for the next one
    """
    rows = []
    for text, networks in (
        ("lesson's network", ["lesson"]),
        ("MLP", ["mlp"]),
        ("both", ["lesson", "mlp"]),
    ):
        some = [r for r in results if r.bug.network in networks]
        said = [row_verdict(row) for r in some for row in r.rows]
        n = naming(some)
        rows.append(
            [
                text,
                len(some),
                len(said),
                *(percent(said.count(v) / len(said)) for v in ("wrong", "cannot tell")),
                percent(n.first),
                percent(n.two),
            ]
        )
    return table(
        [
            "",
            "bugs",
            "checks",
            "called wrong",
            "cannot tell",
            "first cause is true",
            "first or second",
        ],
        rows,
    )


def held_out_misnamed(results):
    """Which of them get another name, or pass?"""
    rows = []
    for r in results:
        told = [row for row in r.rows if row_verdict(row) != "right"]
        first = [row["named"] == 1 for row in told]
        if sum(first) < 0.9 * len(r.rows):
            others = [q["likely"] for q in told if q["named"] != 1]
            rows.append(
                [
                    cell(r.bug.title),
                    percent(len(told) / len(r.rows)),
                    percent(mean(first)) if told else "–",
                    cell((others or [""])[0].replace("\n", " ")) or "–",
                ]
            )
    heading = ["bug", "not called right", "named rightly", "one of the reports says"]
    return table(heading, rows, (0, 3))


TABLES = (
    training,
    better,
    escapes,
    unseen,
    tallies,
    alarms,
    undecided,
    misses,
    names,
    misnamed,
)
OF_HELD_OUT = held_out, held_out_misnamed


def make_all() -> dict[str, str]:
    """Return every table by its name, from what is measured so far."""
    made = {}
    for tables, results in ((TABLES, bug_results()), (OF_HELD_OUT, held_out_results())):
        made |= {make.__name__: make(results) for make in tables}
    return made


def main():
    sections = make_all()
    text = "\n".join(
        f"--8<-- [start:{name}]\n{lines}\n--8<-- [end:{name}]\n"
        for name, lines in sections.items()
    )
    (HERE / "tables.md").write_text(text)


if __name__ == "__main__":
    main()
