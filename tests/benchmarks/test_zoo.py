"""What was measured on the zoo: it is all there, and comes out again."""

import json
import multiprocessing
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import zoo
import zoo_results
import zoo_tables
from bug_zoo import HELD_OUT, ZOO, Bug, read_bugs
from checks import CHECKS, VERDICTS
from zoo_results import BugResult, is_wrong, league, naming, number, row_flags

BUG_ROWS, CORRECT_ROWS = zoo_results.read("bugs"), zoo_results.read("correct")
UNTUNED_ROWS = zoo_results.read("held_out")
WHATS = {what for what, _, _ in CHECKS.values()}
SLOW = {"lesson, trained"}  # Some seconds a row.
# Rounding, which differs from processor to processor, decides what is close.
NOISY = {"lesson, float32", "MLP, float32", "MLP, cost + 1e6"}
ROUNDING = 0.01, 1e4  # Outside, digits may be those of rounding.


# The file


def of(rows, key):
    found = defaultdict(list)
    for row in rows:
        found[row[key]].append(row["seed"])
    return found


@pytest.mark.parametrize(
    "rows, key, names",
    [
        (BUG_ROWS, "bug", [bug.name for bug in read_bugs()]),
        (CORRECT_ROWS, "regime", list(zoo.REGIMES)),
    ],
    ids=["bugs", "correct"],
)
def test_every_bug_and_regime_has_a_row_for_each_seed_and_in_order(rows, key, names):
    found = of(rows, key)
    assert list(found) == names
    seeds = found[names[0]]
    assert seeds == list(zoo.SEEDS)[: len(seeds)]
    assert all(found[name] == seeds for name in names)
    assert [row[key] for row in rows] == [q for q in names for _ in seeds]


def test_every_held_out_bug_has_a_row_for_each_of_a_few_seeds_and_in_order():
    assert [(row["bug"], row["seed"]) for row in UNTUNED_ROWS] == [
        (bug.name, seed) for bug in read_bugs(HELD_OUT) for seed in zoo.FEW
    ]


def test_a_held_out_row_has_the_verdict_and_whether_its_cause_is_named():
    causes = {bug.name: bug.cause for bug in read_bugs(HELD_OUT)}
    for row in UNTUNED_ROWS:
        assert zoo_results.row_verdict(row) in VERDICTS
        first = bool(re.search(causes[row["bug"]], row["likely"]))
        assert (row["named"] == 1) == first
        if zoo_results.row_verdict(row) == "right":
            assert row["named"] == 0


def test_bugs_and_correct_networks_have_the_same_seeds():
    assert {r["seed"] for r in BUG_ROWS} == {r["seed"] for r in CORRECT_ROWS}


def test_every_row_has_every_value_that_a_check_needs():
    for row in BUG_ROWS + CORRECT_ROWS:
        assert set(row["values"]) == WHATS
    for row in BUG_ROWS:
        assert len(row["errors"]) == 2
        assert row["named"] >= 0


def test_what_the_pages_show_is_there_for_one_seed_and_no_other():
    for row in BUG_ROWS:
        assert ("curve" in row) == (row["seed"] == zoo.SHOWN)
        if "curve" in row:
            assert len(row["curve"]) == len(row["correct curve"]) == len(row["steps"])
            assert row["steps"][0] == 0 and len(row["steps"]) <= zoo.POINTS
            assert row["curve"][0] == row["correct curve"][0] == row["start"]
            assert row["curve"][-1] == row["end"]
            verdict = zoo_results.row_verdict(row)
            assert row["report"].startswith(f"{verdict}: ")
            if not row["report"].endswith("are not."):
                assert all(q in row["report"] for q in row["ratios"])


def test_a_cause_is_only_named_where_there_is_one_and_the_gradient_not_right():
    causes = {bug.name: bug.cause for bug in read_bugs()}
    for row in BUG_ROWS:
        if not causes[row["bug"]] or zoo_results.row_verdict(row) == "right":
            assert row["named"] == 0


# Measured anew


def some_bug_rows():
    """Return two rows of each kind in each network, by position alone."""
    groups = defaultdict(list)
    for result in zoo_results.bug_results():
        if result.rows:  # Else the test above says so.
            groups[result.bug.network, result.kind] += result.rows
    return [rows[len(rows) * k // 3] for rows in groups.values() for k in (1, 2)]


def some_correct_rows():
    """Return a row of each regime, every time of another seed."""
    seeds = sorted({row["seed"] for row in CORRECT_ROWS})
    rows = {(row["regime"], row["seed"]): row for row in CORRECT_ROWS}
    names = [name for name in zoo.REGIMES if name not in SLOW]
    wanted = [(q, seeds[k % len(seeds)]) for k, q in enumerate(names)]
    return [rows[key] for key in wanted if key in rows]


def name(row):
    return f"{row.get('bug') or row['regime']}-{row['seed']}"


def as_stored(row):
    return json.loads(json.dumps(zoo.short(row)))


def assert_alike(new, stored, low=ROUNDING[0], high=ROUNDING[1], rel=0.02):
    """Where the number is no rounding, it is the same to 2 %."""
    new, stored = number(new), number(stored)
    assert np.isnan(new) == np.isnan(stored)
    if low < abs(stored) < high:
        assert new == pytest.approx(stored, rel=rel)
    elif abs(stored) <= low:
        assert abs(new) < 10 * low
    elif abs(stored) >= high:
        assert abs(new) > high / 10


def assert_values_alike(new, stored):
    assert row_flags(new) == row_flags(stored)
    for what in "verdict", "verdict 3":
        assert new["values"][what] == stored["values"][what]


@pytest.mark.parametrize("stored", some_bug_rows(), ids=name)
def test_a_bugs_row_comes_out_again(stored):
    bug = next(b for b in read_bugs() if b.name == stored["bug"])
    new = as_stored(zoo.bug_row(bug, stored["seed"]))
    assert list(new) == list(stored)
    assert_values_alike(new, stored)
    assert new["named"] == stored["named"]
    assert is_wrong(new) == is_wrong(stored)
    for e, before in zip(new["errors"], stored["errors"]):
        assert_alike(e, before, low=zoo_results.CHANGED, high=np.inf)
    if is_wrong(stored):
        for what in WHATS - {"taylor"}:
            assert_alike(new["values"][what], stored["values"][what])
    for when in "start", "end", "correct end":
        # What diverges has no digits left.
        assert_alike(new[when], stored[when], high=10 * stored["start"], rel=0.011)


@pytest.mark.parametrize("stored", some_correct_rows(), ids=name)
def test_a_correct_networks_row_comes_out_again(stored):
    new = as_stored(zoo.correct_row(stored["regime"], stored["seed"]))
    if stored["regime"] not in NOISY:
        assert_values_alike(new, stored)
        return
    after, before = row_flags(new), row_flags(stored)
    for check, (what, limit, _) in CHECKS.items():
        close = limit / 10 < number(stored["values"][what]) < 10 * limit
        if not close or what.startswith("verdict"):
            assert after[check] == before[check], check


@pytest.mark.parametrize("stored", UNTUNED_ROWS[7::23], ids=name)
def test_a_held_out_bugs_row_comes_out_again(stored):
    bug = next(b for b in read_bugs(HELD_OUT) if b.name == stored["bug"])
    new = as_stored(zoo.held_out_row(bug, stored["seed"]))
    # The words after the first may hold digits, of rounding.
    for row in new, stored:
        row["likely"] = row["likely"].split(":")[0]
    assert new == stored


@pytest.mark.parametrize(
    "causes, rank",
    [([], 0), (["W1: a factor"], 0), (["W1: twice"], 1), (["b1: 2", "W1: twice"], 2)],
)
def test_the_rank_of_the_true_cause_counts_from_1(causes, rank):
    assert zoo.named(a_bug(cause="^W1: twice"), causes) == rank
    assert zoo.named(a_bug(), causes) == 0


# Going on where a run was stopped


@pytest.fixture
def run_in(tmp_path, monkeypatch):
    """Run tiny tasks with one process, and return the rows and who was called."""
    monkeypatch.setattr(zoo, "HERE", tmp_path)
    monkeypatch.setattr(zoo, "sources", lambda file: "these sources")

    def run(tasks, processes=1):
        log = tmp_path / "log"
        log.write_text("")
        monkeypatch.setattr(zoo, "Pool", lambda: multiprocessing.Pool(processes))
        try:
            zoo.run("rows", {(q, s): (log, q, s, bad) for q, s, bad in tasks}, tiny)
        finally:
            run.called = log.read_text().split()
        return lines(tmp_path)

    return run


def tiny(task):
    """Return a row, and leave a note of having been called."""
    log, bug, seed, bad = task
    with log.open("a") as file:
        print(f"{bug}{seed}", file=file)
    if bad:
        raise OSError("The power is gone.")
    return {"bug": bug, "seed": seed, "values": {"a": 1 / 3, "b": np.inf}}


def lines(folder):
    return (folder / "rows.jsonl").read_text().splitlines()


def tasks(names, stop=None):
    return [(q, seed, (q, seed) == stop) for q in names for seed in (0, 1)]


def line(bug, seed):
    return f'{{"bug": "{bug}", "seed": {seed}, "values": {{"a": 0.333, "b": "inf"}}}}'


HEADING = '{"of": "these sources"}'
ALL = [HEADING, *(line(q, seed) for q in "xyz" for seed in (0, 1))]


def test_a_run_writes_a_heading_and_a_row_for_each_task_in_order(run_in):
    assert run_in(tasks("xyz"), processes=2) == ALL
    assert sorted(run_in.called) == ["x0", "x1", "y0", "y1", "z0", "z1"]


def test_an_interrupted_run_goes_on_where_it_was(run_in, tmp_path):
    with pytest.raises(OSError, match="power"):
        run_in(tasks("xyz", stop=("y", 1)))
    kept = lines(tmp_path)
    assert kept == ALL[:4]
    assert run_in(tasks("xyz")) == ALL
    assert run_in.called == ["y1", "z0", "z1"]


def test_a_finished_run_has_nothing_to_do(run_in):
    run_in(tasks("xyz"))
    assert run_in(tasks("xyz")) == ALL
    assert run_in.called == []


@pytest.mark.parametrize("half", ['{"bug": "y", "se', line("y", 1)])
def test_half_a_line_is_written_anew(run_in, tmp_path, half):
    # Also if only the end of the line is missing: it cannot be told.
    (tmp_path / "rows.jsonl").write_text("\n".join(ALL[:4]) + "\n" + half)
    assert run_in(tasks("xyz")) == ALL
    assert run_in.called == ["y1", "z0", "z1"]


def test_rows_in_any_order_are_kept_and_put_in_order(run_in, tmp_path):
    mixed = [HEADING, line("z", 1), line("x", 0)]
    (tmp_path / "rows.jsonl").write_text("\n".join(mixed) + "\n")
    assert run_in(tasks("xyz")) == ALL
    assert run_in.called == ["x1", "y0", "y1", "z0"]


def test_new_tasks_join_in_their_place_and_rows_of_none_are_left_out(run_in):
    run_in(tasks("xwz"))
    assert run_in(tasks("xyz")) == ALL
    assert run_in.called == ["y0", "y1"]


def test_if_a_source_has_changed_a_run_starts_anew(run_in, monkeypatch):
    run_in(tasks("xyz"))
    monkeypatch.setattr(zoo, "sources", lambda file: "other sources")
    assert run_in(tasks("xyz")) == ['{"of": "other sources"}', *ALL[1:]]
    assert run_in.called == ["x0", "x1", "y0", "y1", "z0", "z1"]


def test_the_sources_are_all_that_the_rows_depend_on(tmp_path, monkeypatch):
    monkeypatch.setattr(
        zoo, "read_bugs", lambda file: []
    )  # They are next door to network.
    before = zoo.sources()
    modules = "bug_zoo", "checks", "gradient_check", "mlp", "network"
    for module in [getattr(zoo, q) for q in modules] + [zoo]:
        path = tmp_path / f"{module.__name__}.py"
        with monkeypatch.context() as patch:
            text = Path(module.__file__).read_text()
            patch.setattr(module, "__file__", str(path))
            path.write_text(text + "\nx = 1")
            assert zoo.sources() != before, module.__name__
            path.write_text(text + "\n# A comment changes no row.")
            assert zoo.sources() == before


@pytest.mark.parametrize(
    "name, bugs", [("bugs", ZOO), ("correct", ZOO), ("held_out", HELD_OUT)]
)
def test_the_rows_were_measured_with_the_code_as_it_is(name, bugs):
    heading = (zoo.HERE / f"{name}.jsonl").read_text().splitlines()[0]
    assert json.loads(heading) == {"of": zoo.sources(bugs)}


def test_a_bug_that_changes_is_measured_again_but_not_for_its_lesson(monkeypatch):
    before, bugs = zoo.sources(), read_bugs()

    def with_first(**changes):
        changed = [replace(bugs[0], **changes), *bugs[1:]]
        files = {ZOO: changed, HELD_OUT: []}
        monkeypatch.setattr(zoo, "read_bugs", files.get)
        return zoo.sources()

    assert with_first() == before != zoo.sources(HELD_OUT)
    assert with_first(title="A bug", lesson="None.") == before
    for changes in {"new": "0"}, {"cause": "x"}, {"options": {"leak": 0.1}}:
        assert with_first(**changes) != before


def test_main_asks_for_every_bug_and_regime_from_every_seed(tmp_path, monkeypatch):
    asked, files = {}, {}
    monkeypatch.setattr(zoo, "HERE", tmp_path / "zoo")
    monkeypatch.setattr(
        zoo,
        "run",
        lambda name, tasks, function, file=ZOO: (
            asked.update({name: tasks}),
            files.update({name: file}),
        ),
    )
    zoo.main()
    assert files == {"held_out": HELD_OUT, "correct": ZOO, "bugs": ZOO}
    for key, (function, *arguments) in asked["held_out"].items():
        assert function is zoo.held_out_row
        assert key == (arguments[0].name, arguments[1])
    assert len(asked["held_out"]) == len(read_bugs(HELD_OUT)) * len(zoo.FEW)
    for key, (function, *arguments) in asked["bugs"].items():
        assert function is zoo.bug_row
        assert key == (arguments[0].name, arguments[1])
    for key, task in asked["correct"].items():
        assert task == (zoo.correct_row, *key)
    assert len(asked["bugs"]) == len(read_bugs()) * len(zoo.SEEDS)
    assert len(asked["correct"]) == len(zoo.REGIMES) * len(zoo.SEEDS)


@pytest.mark.parametrize(
    "value, stored",
    [
        (1.23456e-9, 1.23e-9),
        (np.nan, "nan"),
        (-np.inf, "-inf"),
        (7, 7),
        (True, True),
        ("a", "a"),
        ([2 / 3, {"b": 1e300}], [0.667, {"b": 1e300}]),
    ],
)
def test_floats_are_kept_to_three_digits_and_nan_by_name(value, stored):
    assert zoo.short(value) == stored


def test_training_counts_every_step_and_calls_nan_infinite():
    def steps(rate):
        p = zoo.bug_zoo.Problem(
            lambda p: p["a"][0] ** 2,
            lambda p: {"a": 2 * p["a"]},
            {"a": np.array([1.0])},
            rate,
            steps=3,
        )
        return zoo.train(p, p.cost), p.parameters["a"][0]

    # Each step multiplies a by 1 - 2 × rate.
    assert steps(0.25) == ([1, 1 / 4, 1 / 16, 1 / 64], 1.0)
    with np.errstate(invalid="ignore"):  # As the row's functions do.
        assert steps(np.inf) == ([1, np.inf, np.inf, np.inf], 1.0)


@pytest.mark.parametrize("seed", range(2))
def test_a_fresh_problem_finds_numpys_own_generator_at_its_seed(seed):
    np.random.random(7)
    zoo.fresh(read_bugs()[0], seed)
    assert np.random.random() == np.random.RandomState(seed).random()


def test_the_regimes_are_what_their_names_say():
    make = {q: f(0) for q, f in zoo.REGIMES.items() if q not in SLOW}
    plain = make["MLP"].cost(make["MLP"].parameters)
    offset = make["MLP, cost + 1e6"]
    assert offset.cost(offset.parameters) == pytest.approx(1e6 + plain, abs=1e-9)
    for q, p in make.items():
        (dtype,) = {a.dtype for a in p.parameters.values()}
        assert (dtype == np.float32) == q.endswith("float32")
        if "×" in q:
            base = make[q.split(",")[0]].parameters
            scale = float(q.split("×")[1])
            for name, a in p.parameters.items():
                np.testing.assert_allclose(a, scale * base[name], rtol=1e-15)


def test_on_the_kink_relus_sit_at_exactly_zero():
    X = zoo.on_the_kink(0).gradient.__self__.X
    p = zoo.on_the_kink(0).parameters
    z = X @ p["W1"] + p["b1"]
    assert ((z == 0).sum(axis=1) == 8).tolist() == [True] * 3 + [False] * 5


def test_trained_is_where_gradient_descent_goes():
    p, q = zoo.trained(0, steps=50), zoo.lesson_problem(None, 0)
    x = q.parameters
    for _ in range(50):
        g = q.gradient(x)
        x = {name: x[name] - g[name] for name in x}
    for name in x:
        np.testing.assert_allclose(p.parameters[name], x[name], rtol=1e-12)
    assert p.cost(p.parameters) < q.cost(q.parameters)


# What it adds up to


def a_bug(name="a", **how):
    return Bug(name, "", "lesson", "", "", "", **how)


def row(bug="a", seed=0, errors=(0, 0), flag=(), verdict="right", **more):
    """Return a row in which just the checks in `flag` are alarmed."""
    values = dict.fromkeys(WHATS, 0.0) | {CHECKS[q][0]: "nan" for q in flag}
    values |= {"verdict": float(VERDICTS.index(verdict))}
    ends = {"start": 4.0, "end": 3.0, "correct end": 2.0}
    return (
        {"bug": bug, "seed": seed, "errors": list(errors), "values": values, "named": 0}
        | ends
        | more
    )


@pytest.mark.parametrize(
    "errors, kind",
    [
        ([(2, 2), (0, 0), (1e-11, 0)], "first call"),
        ([(1e-13, 0.9), (0, 0.9), (1e-16, 0)], "second call"),
        ([(1e-13, 1e-13), (0, 0), (1, 1)], "not here"),
        ([("inf", "inf"), ("inf", "inf"), (0, 0)], "first call"),
    ],
)
def test_where_most_rows_see_a_bug_is_its_kind(errors, kind):
    rows = [row(errors=e) for e in errors]
    assert BugResult(a_bug(), rows).kind == kind
    assert BugResult(a_bug(together=True), rows).kind == "together"


@pytest.mark.parametrize(
    "errors, wrong",
    [
        ((0, 0), False),
        ((1e-12, 1e-12), False),
        ((1.1e-12, 0), True),
        ((0, 1.1e-12), True),
        (("nan", 0), True),
        ((0, "nan"), True),
        ((0, "inf"), True),
    ],
)
def test_a_row_is_wrong_if_either_gradient_is_off(errors, wrong):
    assert is_wrong(row(errors=errors)) == wrong


def test_reach_is_the_median_share_of_the_correct_decrease():
    # From 4, where the correct network gets to 2.
    ends = [3.0, 2.0, 5.0, "inf", 1.0]
    result = BugResult(a_bug(), [row(end=end) for end in ends])
    assert result.reach == 0.5
    assert result.falls == 3 / 5
    assert BugResult(a_bug(), [row(end="inf")]).reach == -np.inf


def test_a_bugs_flags_are_shares_of_its_rows():
    rows = [row(flag=["JAX"]), row(flag=["JAX", "PyTorch"]), row(verdict="wrong")]
    flagged = BugResult(a_bug(), rows).flagged
    assert flagged["JAX"] == 2 / 3
    assert flagged["PyTorch"] == flagged["check_gradient"] == 1 / 3
    assert flagged["complex step"] == 0
    assert list(flagged) == list(CHECKS)


def test_the_ratio_is_the_median_and_the_row_that_is_shown_has_a_curve():
    rows = [row(curve=[1]), row(), row()]
    for r, whole in zip(rows, [5e-3, "inf", 1e-3]):
        r["values"]["whole"] = whole
    result = BugResult(a_bug(), [rows[1], rows[0], rows[2]])
    assert result.ratio == 5e-3
    assert result.shown is rows[0]


@pytest.fixture
def correct_rows(tmp_path, monkeypatch):
    """Four rows of correct networks, in two regimes."""
    monkeypatch.setattr(zoo_results, "HERE", tmp_path)
    rows = [
        row(regime="easy"),
        row(regime="easy"),
        row(regime="hard", flag=["PyTorch"]),
        row(regime="hard"),
    ]
    text = "\n".join([HEADING, *map(json.dumps, rows)])
    (tmp_path / "correct.jsonl").write_text(text + "\n")


def test_the_league_counts_rows_that_are_wrong_and_bugs_seen_every_time(correct_rows):
    off, still = (1, 1), (0, 0)
    results = [
        BugResult(
            a_bug("first"),
            [
                row(errors=off, flag=["PyTorch", "JAX"]),
                row(errors=off, flag=["PyTorch"]),
                row(errors=still),  # A dead unit, say: nothing to be seen.
            ],
        ),
        BugResult(a_bug("second"), [row(errors=(0, 1), flag=["JAX"])]),
        BugResult(a_bug("nowhere"), [row(errors=still, flag=["JAX"])]),
        BugResult(a_bug("both", together=True), [row(errors=off, flag=["JAX"])]),
    ]
    tallies = {t.check: t for t in league(results)}
    assert list(tallies) == list(CHECKS)
    torch, jax = tallies["PyTorch"], tallies["JAX"]
    assert (torch.caught, torch.always, torch.bugs) == (2 / 3, 1, 2)
    assert (jax.caught, jax.always, jax.bugs) == (2 / 3, 1, 2)
    assert torch.alarms == {"easy": 0, "hard": 1 / 2}
    assert jax.alarms == {"easy": 0, "hard": 0}
    assert tallies["complex step"].caught == 0
    assert torch.untold is None
    assert torch.rule == CHECKS["PyTorch"][2]


def test_cannot_tell_is_counted_as_raise_if_wrong_raises(tmp_path, monkeypatch):
    monkeypatch.setattr(zoo_results, "HERE", tmp_path)
    rows = [
        row(regime="easy"),
        row(regime="easy", verdict="wrong"),
        row(regime="hard", verdict="cannot tell"),
        row(regime="hard"),
    ]
    for r in rows[1:]:
        r["values"]["verdict 3"] = 1.0
    text = "\n".join([HEADING, *map(json.dumps, rows)])
    (tmp_path / "correct.jsonl").write_text(text + "\n")
    result = BugResult(a_bug(), [row(errors=(1, 1))])
    tallies = {t.check: t for t in league([result])}
    every, along = tallies["check_gradient"], tallies["check_gradient, 3 directions"]
    assert every.untold == {"easy": 0, "hard": 1 / 2}
    assert every.alarms == {"easy": 1 / 2, "hard": 0}
    assert along.untold == {"easy": 1 / 2, "hard": 1}
    assert [t.check for t in tallies.values() if t.untold] == [every.check, along.check]


def test_what_counts_as_cannot_tell_is_what_raise_if_wrong_raises_for():
    # An offset so large that the cost's digits hide the slope.
    p = zoo.with_offset(0, offset=1e15)
    report = zoo.gradient_check.check_gradient(p.cost, p.gradient, p.parameters)
    assert report.verdict == "cannot tell"
    with pytest.raises(zoo.gradient_check.CannotTell):
        report.raise_if_wrong()


def lines_of(table):
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in table.splitlines()[2:]
    ]


def test_the_table_of_tallies_has_a_dash_where_a_check_always_tells():
    found = lines_of(zoo_tables.tallies(zoo_results.bug_results()))
    shares = {line[0]: line[4] for line in found}
    assert list(shares) == list(CHECKS)
    for check, text in shares.items():
        assert (text == "–") != check.startswith("check_gradient")
        rows = (
            [
                zoo_results.row_verdict(r, CHECKS[check][0]) == "cannot tell"
                for r in CORRECT_ROWS
            ]
            if check.startswith("check_gradient")
            else []
        )
        assert text == (zoo_tables.percent(np.mean(rows)) if rows else "–")


def test_held_out_bugs_are_counted_apart_and_by_network():
    def bug(title, network="lesson"):
        return Bug("a", title, network, "", "", "", cause="twice")

    results = [
        BugResult(
            bug("One | two"),
            [
                row(verdict="wrong", named=1, likely="W1: twice"),
                row(verdict="cannot tell", named=2, likely="W1: a | b"),
                row(verdict="right", named=0, likely=""),
                row(verdict="wrong", named=0, likely=""),
            ],
        ),
        BugResult(bug("Named", "mlp"), [row(verdict="wrong", named=1, likely="")]),
        BugResult(bug("Passed", "mlp"), [row(verdict="right", named=0, likely="")]),
    ]
    assert lines_of(zoo_tables.held_out(results)) == [
        ["lesson's network", "1", "4", "50 %", "25 %", "33 %", "67 %"],
        ["MLP", "2", "2", "50 %", "0 %", "100 %", "100 %"],
        ["both", "3", "6", "50 %", "17 %", "50 %", "75 %"],
    ]
    named, passed = zoo_tables.held_out_misnamed(results).splitlines()[2:]
    assert named == "| One \\| two | 75 % | 33 % | W1: a \\| b |"
    assert passed == "| Passed | 0 % | – | – |"


def test_naming_looks_at_what_was_not_called_right_and_has_a_cause():
    results = [
        BugResult(
            a_bug(cause="twice"),
            [
                row(verdict="wrong", named=1, seed=0),
                row(verdict="wrong", named=2, seed=1),
                row(verdict="cannot tell", named=0, seed=60),
                row(verdict="wrong", named=3, seed=61),
                row(verdict="right", named=0, seed=62),
            ],
        ),
        BugResult(a_bug("no-cause"), [row(verdict="wrong", named=0)]),
    ]
    every = naming(results)
    assert (every.rows, every.first, every.two) == (4, 1 / 4, 2 / 4)
    some = naming(results, range(2))
    assert (some.rows, some.first, some.two) == (2, 1 / 2, 1)
    held_out = naming(results, zoo_results.HELD_OUT_SEEDS)
    assert (held_out.rows, held_out.first, held_out.two) == (2, 0, 0)


def test_the_held_out_seeds_are_among_those_that_are_measured():
    assert set(zoo_results.HELD_OUT_SEEDS) < set(zoo.SEEDS)


def test_the_data_file_adds_up():
    results = zoo_results.bug_results()
    assert [r.bug.name for r in results] == [bug.name for bug in read_bugs()]
    assert {r.kind for r in results} == {
        "first call",
        "second call",
        "not here",
        "together",
    }
    assert [t.check for t in league(results)] == list(CHECKS)
    assert 0 < naming(results).first <= naming(results).two <= 1


def test_the_tables_that_pages_show_are_made_of_the_rows():
    shown = (zoo_results.HERE / "tables.md").read_text()
    made = zoo_tables.make_all()
    assert {"tallies", "held_out"} < set(made)
    for name, lines in made.items():
        assert f"[start:{name}]\n{lines}\n--8<-- [end:{name}]" in shown
