"""What the count of false alarms and missed errors counts."""

import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import false_alarms
import numpy as np
import pytest
from false_alarms import (
    BROKEN,
    HELD,
    KINDS,
    TIMES,
    WAYS,
    Counts,
    count_regime,
    error_of,
    failures,
    fate,
    relative_change,
)
from regimes import REGIMES, Problem, Regime

EVERY_ENTRY, DIRECTIONS = WAYS
G = np.array([3.0, -0.5, 0.02, 1.0, -2.0])
UNITS = np.array([1.0, 10.0, 0.1, 3.0, 1.0])


def a_report(verdict="right", bound=0.01, flat=False):
    """Return what a check would say, of an array W of every entry."""
    found = SimpleNamespace(
        name="W", shape=(5,), entries=range(5), resolution=bound, flat=flat
    )
    return SimpleNamespace(verdict=verdict, arrays=[found])


def a_problem(seed):
    return Problem(
        lambda p: (G * p["W"]).sum(), lambda p: {"W": G.copy()}, {"W": np.ones(5)}
    )


@pytest.fixture
def told(monkeypatch):
    """Count a regime, in which a check says what it is told to."""

    def count(says, n=1, exact=True):
        def checked(cost, gradient, parameters, **options):
            return says(gradient(parameters)["W"])

        monkeypatch.setattr(false_alarms, "check_gradient", checked)
        regime = Regime("a", a_problem, apart=True, exact=exact)
        monkeypatch.setattr(false_alarms, "REGIMES", {"a": regime})
        return count_regime("a", n)

    return count


# The errors


@pytest.mark.parametrize("units", [1.0, UNITS], ids=["slopes", "in units"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [1e-9, 0.01, 0.3])
def test_an_error_is_as_large_as_the_share_asked_for(kind, units, share):
    for seed in range(5):
        rng = np.random.default_rng(seed)
        error = error_of(kind, G, units, share, rng)
        size = np.linalg.norm(units * error) / np.linalg.norm(units * G)
        assert size == pytest.approx(share, rel=1e-9)
        change = relative_change(G + error, G, units)
        assert change == pytest.approx(share, rel=0.01)


def made(kind, g=G, size=1.0, seed=0):
    return g + kind(g, 1.0, size, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(5))
def test_the_kinds_are_what_their_names_say(seed):
    def changed(name):
        g = made(getattr(false_alarms, name), seed=seed)
        return g, np.flatnonzero(g != G)

    assert len(changed("one_entry")[1]) == 1
    assert len(changed("spread")[1]) == 5
    np.testing.assert_array_equal(changed("factor")[0], 2 * G)
    g, (i,) = changed("sign_flipped")
    assert g[i] == -G[i]
    g, some = changed("exchanged")
    assert len(some) == 2
    assert sorted(g) == pytest.approx(sorted(G))
    g, (i,) = changed("zero")
    assert g[i] == 0
    g, some = changed("clipped")
    assert list(g) == [1, -0.5, 0.02, 1, -1]


@pytest.mark.parametrize(
    "size, zeroed", [(2.8, 0), (0.4, 1), (1e-9, 2), (0.9, 3), (2.2, 4)]
)
def test_the_entry_that_is_zero_is_the_one_of_the_errors_size(size, zeroed):
    assert made(false_alarms.zero, size=size)[zeroed] == 0


@pytest.mark.parametrize(
    "kind, g",
    [
        ("exchanged", [2.0]),
        ("exchanged", [2.0, 2.0]),
        ("clipped", [2.0, -2.0]),
        ("factor", [0.0, 0.0]),
        ("sign_flipped", [0.0]),
        ("zero", [0.0, 0.0]),
    ],
)
def test_where_a_kind_changes_nothing_there_is_no_error(kind, g):
    kind, rng = getattr(false_alarms, kind), np.random.default_rng(0)
    assert error_of(kind, np.array(g), 1.0, 0.1, rng) is None


def test_where_rounding_changes_the_error_there_is_none():
    rng = np.random.default_rng(0)
    assert error_of(false_alarms.factor, G, 1.0, 1e-17, rng) is None


@pytest.mark.parametrize(
    "wrong, right, change",
    [
        ([3, 4], [3, 4], 0),
        ([6, 8], [3, 4], 1),
        ([3, 4.5], [3, 4], 0.1),
        ([0, 0], [0, 0], 0),
        ([1, 0], [0, 0], np.inf),
    ],
)
def test_a_change_is_relative_to_the_right_gradient(wrong, right, change):
    assert relative_change(np.array(wrong), np.array(right)) == change


def test_of_every_entry_the_bound_is_of_the_slopes():
    assert false_alarms.units_of(a_report().arrays[0]) == 1


def test_a_wrong_gradient_is_wrong_in_one_array_and_keeps_its_shape():
    a, b = np.float32([[1, 2], [3, 4]]), np.ones(3)
    error = np.array([0, 0, 2.0**-30, 0])
    wrong = false_alarms.with_error(lambda p: {"a": a, "b": b}, "a", error)
    for _ in range(2):  # It leaves the right one as it is.
        g = wrong(None)
        assert list(g) == ["a", "b"] and g["b"] is b
        np.testing.assert_array_equal(g["a"] - a, [[0, 0], [2.0**-30, 0]])
    plain = false_alarms.with_error(lambda p: a, "parameters", error)
    np.testing.assert_array_equal(plain(None), g["a"])


# What becomes of them


@pytest.mark.parametrize(
    "verdict, bound, flat, became",
    [
        ("wrong", 0.5, False, "wrong"),
        ("cannot tell", 0.5, False, "cannot tell"),
        ("right", 0.011, False, HELD),
        ("right", 0.01, False, HELD),
        ("right", np.inf, False, HELD),
        ("right", 0.0099, False, BROKEN),
        ("right", np.inf, True, BROKEN),  # No slopes, it says.
        ("ValueError", None, False, "ValueError"),
    ],
)
def test_what_became_of_an_error_of_one_percent(verdict, bound, flat, became):
    report = a_report(verdict, bound, flat)
    assert fate(report, verdict, "W", 0.01) == became


def test_a_crash_has_the_name_of_its_exception():
    def cost(p):
        raise ZeroDivisionError

    problem = Problem(cost, lambda p: p, np.ones(2))
    for way in WAYS:
        crash = false_alarms.check(problem, problem.gradient, way)
        assert crash == (None, "ZeroDivisionError")


def test_errors_above_the_bound_that_are_called_right_are_counted(told):
    counts = told(lambda g: a_report())
    assert counts.verdicts == {(way, "right"): 1 for way in WAYS}
    assert counts.tries == {
        (way, times, BROKEN): len(KINDS) for way in WAYS for times in TIMES
    }
    assert len(counts.remarks) == len(WAYS) * len(TIMES) * len(KINDS)
    start = "every entry, seed 0, spread, W is off by 0.0105: "
    assert counts.remarks[3] == start + BROKEN


def test_errors_that_are_seen_and_those_in_a_wider_bound_are_counted(told):
    def says(g):
        off = relative_change(g, G)
        if off > 0.02:
            return a_report("wrong")
        return a_report(bound=0.01 + off)

    counts = told(says)
    ends = dict(zip(TIMES, [HELD, "wrong", "wrong"]))
    assert counts.tries == {
        (way, times, ends[times]): len(KINDS) for way in WAYS for times in TIMES
    }
    assert counts.remarks == []


def test_a_crash_is_an_alarm_and_one_of_a_wrong_gradient_is_counted(told):
    def says(g):
        if not np.array_equal(g, G):
            raise OverflowError
        return a_report()

    counts = told(says)
    assert {end for _, _, end in counts.tries} == {"OverflowError"}
    assert failures({"a": counts}, {}) == (0, len(TIMES) * len(KINDS))

    def crash(g):
        raise OverflowError

    counts = told(crash, n=3)
    assert counts.verdicts == {(way, "OverflowError"): 3 for way in WAYS}
    assert not counts.tries
    assert failures({"a": counts}, {}) == (6, 0)


def test_wrong_gradients_are_tried_at_some_seeds_of_exact_regimes(told):
    some = told(lambda g: a_report(), n=1 + false_alarms.EVERY)
    once = told(lambda g: a_report(), n=1)
    assert sum(some.tries.values()) == 2 * sum(once.tries.values())
    assert not told(lambda g: a_report(), exact=False).tries


@pytest.mark.parametrize(
    "report",
    [
        a_report("cannot tell"),
        a_report("wrong"),
        a_report(flat=True),
        a_report(bound=np.inf),
        a_report(bound=0.0),
    ],
)
def test_nothing_is_tried_where_the_report_has_no_bound(told, report):
    assert not told(lambda g: report).tries


@pytest.mark.parametrize(
    "verdict, bound, became",
    [
        ("wrong", 0.0, "caught"),
        ("right", 1e9, "below the resolution"),
        ("right", 1e-9, "above, not caught"),
        ("cannot tell", np.inf, "below the resolution"),
    ],
)
def test_what_became_of_a_bug(verdict, bound, became, monkeypatch):
    def says(cost, gradient, parameters, **options):
        return SimpleNamespace(
            verdict=verdict,
            arrays=[
                SimpleNamespace(name=name, entries=[0], resolution=bound)
                for name in parameters
            ],
        )

    monkeypatch.setattr(false_alarms, "check_gradient", says)
    bug = false_alarms.gradient_bugs()[0]
    assert false_alarms.outcome(0, {}, bug, EVERY_ENTRY) == became


# What it adds up to


def counts_of(verdicts=(), tries=()):
    return Counts(Counter(dict(verdicts)), Counter(dict(tries)))


def test_what_fails_are_alarms_of_exact_regimes_and_what_was_excluded():
    exact = next(name for name, r in REGIMES.items() if r.exact)
    other = next(name for name, r in REGIMES.items() if not r.exact)
    counted = {
        exact: counts_of(
            {
                (EVERY_ENTRY, "right"): 7,
                (EVERY_ENTRY, "wrong"): 1,
                (DIRECTIONS, "cannot tell"): 7,
                (DIRECTIONS, "wrong"): 2,
            },
            {
                (EVERY_ENTRY, 3, "wrong"): 5,
                (EVERY_ENTRY, 3, HELD): 5,
                (EVERY_ENTRY, 3, "cannot tell"): 5,
                (EVERY_ENTRY, 3, BROKEN): 4,
                (DIRECTIONS, 3, BROKEN): 5,
            },
        ),
        other: counts_of({(EVERY_ENTRY, "wrong"): 50}),
    }
    assert failures(counted, {}) == (3, 4)
    kinds = {
        "caught": 1,
        "changes nothing": 2,
        "below the resolution": 3,
        "above, not caught": 10,
    }
    outcomes = {("float32", way): {"bug": Counter(kinds)} for way in WAYS}
    assert failures(counted, outcomes) == (3, 14)


def numbers(lines):
    """Return the numbers in the last row of a table."""
    row = [line for line in lines if "all " in line][-1]
    return [int(number) for number in re.findall(r"(?:>|\| )(\d+)\b", row)]


def test_a_table_of_verdicts_ends_with_their_sums():
    counted = {
        "a": counts_of({(EVERY_ENTRY, "right"): 3, (DIRECTIONS, "wrong"): 3}),
        "b": counts_of({(EVERY_ENTRY, "cannot tell"): 3, (DIRECTIONS, "right"): 3}),
    }
    lines = false_alarms.verdict_table("regimes", ["a", "b"], counted)
    assert numbers(lines) == [3, 3, 0, 3, 0, 3]
    assert "<strong>all 6</strong>" in "".join(lines)
    assert 'colspan="3"' in lines[2]
    counted["b"].verdicts[DIRECTIONS, "KeyError"] = 2
    lines = false_alarms.verdict_table("regimes", ["a", "b"], counted)
    assert lines[3].count("KeyError") == 2
    assert numbers(lines) == [3, 3, 0, 0, 3, 0, 3, 2]


def test_a_table_of_errors_has_a_row_for_each_size_and_their_sums():
    counted = {
        "a": counts_of(
            tries={(EVERY_ENTRY, 1.05, HELD): 2, (DIRECTIONS, 1.05, HELD): 50}
        ),
        "b": counts_of(
            tries={(EVERY_ENTRY, 1.05, HELD): 1, (EVERY_ENTRY, 10, "wrong"): 1100}
        ),
    }
    lines = false_alarms.tries_table(EVERY_ENTRY, counted)
    assert lines[0].count("|") == 6
    assert [line.split("|")[1].strip() for line in lines[2:-1]] == [
        "1.05 × bound",
        "3 × bound",
        "10 × bound",
        "**all 1,103**",
    ]
    assert numbers(lines) == [1100, 0, 3, 0]
    counted["b"].tries[EVERY_ENTRY, 3, "KeyError"] = 1
    lines = false_alarms.tries_table(EVERY_ENTRY, counted)
    assert numbers(lines) == [1100, 0, 3, 0, 1]


def test_every_regime_is_in_one_table_and_those_apart_in_their_own():
    tuned, apart, approximate = false_alarms.groups().values()
    assert sorted(tuned + apart + approximate) == sorted(REGIMES)
    for names, is_apart in (tuned, False), (apart, True):
        assert {(REGIMES[name].apart, REGIMES[name].exact) for name in names} == {
            (is_apart, True)
        }
    assert not any(REGIMES[name].exact for name in approximate)


def test_the_sources_are_all_that_the_tables_depend_on(tmp_path, monkeypatch):
    bugs = false_alarms.read_bugs()
    monkeypatch.setattr(false_alarms, "read_bugs", lambda: bugs)
    before = false_alarms.sources()
    names = "bug_zoo", "gradient_check", "mlp", "network", "networks"
    for module in [getattr(false_alarms, q) for q in names] + [false_alarms]:
        path = tmp_path / f"{module.__name__}.py"
        with monkeypatch.context() as patch:
            text = Path(module.__file__).read_text()
            path.write_text(text + "\nx = 1")
            patch.setattr(module, "__file__", str(path))
            assert false_alarms.sources() != before, module.__name__
            path.write_text(text + "\n# A comment changes no table.")
            assert false_alarms.sources() == before
    monkeypatch.setattr(false_alarms, "read_bugs", lambda: bugs[:-1])
    assert false_alarms.sources() != before


def test_the_sources_have_each_file_of_the_regimes(tmp_path, monkeypatch):
    package = Path(false_alarms.regimes.__file__)
    before = false_alarms.sources()
    for path in package.parent.glob("*.py"):
        (tmp_path / path.name).write_text(path.read_text())
    copy = str(tmp_path / package.name)
    monkeypatch.setattr(false_alarms.regimes, "__file__", copy)
    assert false_alarms.sources() == before
    for path in tmp_path.glob("*.py"):
        text = path.read_text()
        path.write_text(text + "\nx = 1")
        assert false_alarms.sources() != before, path.name
        path.write_text(text)


# The file


TABLES = Path(false_alarms.__file__).with_suffix(".md").read_text()


def test_the_tables_were_measured_with_the_code_as_it_is():
    assert re.findall("of the code `(.+?)`", TABLES) == [false_alarms.sources()]


def test_the_tables_have_a_row_for_each_regime_and_enough_errors():
    for name in REGIMES:
        assert TABLES.count(f"<td>{name}</td>".replace("'", "’")) == 1, name
    totals = re.findall(r"all ([\d,]+)(?:</strong>|\*\*)", TABLES)
    verdicts, tries = totals[:3], totals[3:]
    n = int(re.search(r"(\d+) seeds a regime", TABLES)[1])
    sizes = [len(names) * n for names in false_alarms.groups().values()]
    assert [int(total.replace(",", "")) for total in verdicts] == sizes
    assert len(tries) == len(WAYS)
    assert sum(int(total.replace(",", "")) for total in tries) >= 10_000


# It takes the check that measures each parameter in units of its own.


@pytest.mark.parametrize(
    "x, units",
    [
        ([1.0, -7.0, 5.0, 5.0], [5, 7, 5, 5]),  # Their root mean square is 5.
        ([0.0, 0.0], [1, 1]),
        ([1e-9, 2**0.5], [1e-9, 2**0.5]),
    ],
)
def test_along_directions_the_bound_is_of_slopes_in_units(x, units):
    found = SimpleNamespace(name="W", shape=(len(x),), entries=None, x=np.array(x))
    np.testing.assert_allclose(false_alarms.units_of(found), units)


@pytest.mark.parametrize("name", ["tanh, tanh", "the lesson's, float32"])
def test_a_regime_is_right_and_errors_above_its_bound_are_not_missed(name):
    counts = count_regime(name, 1)
    assert counts.verdicts == {(way, "right"): 1 for way in WAYS}
    assert sum(counts.tries.values()) == len(WAYS) * len(TIMES) * len(KINDS)
    assert {end for _, _, end in counts.tries} <= {"wrong", HELD}
