"""What the report says, in print and by its attributes."""

import gradient_check
import numpy as np
import pytest
from gradient_check import check_gradient
from specimen import check, gradient, parameters


def test_the_report_is_a_short_table_with_the_verdict_first():
    report = check(lambda g, W: np.where(np.eye(4), 2 * g, g))
    lines = str(report).splitlines()
    assert lines[0] == report.summary
    assert lines[0] == "wrong: the gradient of W is not that of the cost."
    assert lines.pop(1) == f"likely: {report.causes[0]}"
    assert lines[2].split("  ")[0] == "array"
    assert lines[3].startswith("W      (4, 4)  ")
    assert lines[3].endswith("4 of 16 entries  wrong")
    assert lines[4].endswith("0 of 4 entries   right")
    assert lines[7].startswith("entry")
    names = [line.split("  ")[0] for line in lines[8:11]]
    assert names == [name for name, *_ in report.arrays[0].worst]
    assert lines[-1] == (
        f"{report.evaluations} evaluations of the cost, gradient_check "
        f"{gradient_check.__version__}"
    )
    assert all(len(line) < 80 and line == line.rstrip() for line in lines)


def test_what_rtol_forgave_is_said_at_once():
    report = check(
        lambda g, W: g * np.where(np.arange(16).reshape(4, 4) < 3, 1.01, 1), rtol=0.1
    )
    assert report
    assert report.summary == "right within rtol, though 3 outside."


def test_long_sentences_are_folded():
    p = {f"the weights of layer {k}": np.ones(2) for k in range(1, 9)}
    report = check_gradient(
        lambda p: sum(np.sum(a**2) for a in p.values()),
        lambda p: {name: 3 * a for name, a in p.items()},
        p,
    )
    top = str(report).split("\n\n")[0].splitlines()
    assert max(map(len, top)) <= 79
    likely = [f"likely: {cause}" for cause in report.causes]
    assert " ".join(line.strip() for line in top) == " ".join([report.summary, *likely])


@pytest.mark.parametrize("columns, lines", [(79, 1), (80, 2)])
def test_a_sentence_of_79_columns_is_not_folded(columns, lines):
    name = "x" * (columns - len("likely: : 2 times what it should be."))
    x = np.array([0.5, 1.0])
    report = check_gradient(
        lambda p: np.sum(p[name] ** 3), lambda p: {name: 6 * p[name] ** 2}, {name: x}
    )
    top = str(report).split("\n\n")[0].splitlines()
    assert len(f"likely: {report.causes[0]}") == columns
    starts = [line.startswith("likely") for line in top]
    assert len(top) - starts.index(True) == lines


def test_the_worst_entries_come_first_with_what_they_were_compared_with():
    def change(g, W):
        g = g.copy()
        g[1, 1:] += [1, 3, 2]
        g[0, 0] += 1e-3
        return g

    worst = check(change).arrays[0].worst
    names = [name for name, *_ in worst]
    assert set(names) == {"W[1, 2]", "W[1, 3]", "W[1, 1]"}
    assert excess(worst) == sorted(excess(worst), reverse=True)
    right = gradient(parameters())["W"][1, 2]
    (found,) = [row for row in worst if row[0] == "W[1, 2]"]
    _, analytic, numerical, error_bar = found
    assert analytic == right + 3
    assert abs(numerical - right) < error_bar < 1e-7


def test_worst_is_neither_what_is_largest_nor_what_has_the_largest_factor():
    k = np.array([1000, 1, 0.001])
    g = k + [0.1, 3, 0.05]
    (found,) = check_gradient(lambda x: k @ x, g, np.ones(3)).arrays
    names = [name for name, *_ in found.worst]
    assert names == ["parameters[1]", "parameters[0]", "parameters[2]"]


def test_worst_is_what_lies_the_most_error_bars_away():
    x = np.array([0.5, 1e4])  # The gap of the first is the longer, in bars as well.
    report = check_gradient(np.sum, np.array([2, 1.5]), x)
    worst = report.arrays[0].worst
    assert [name for name, *_ in worst] == ["parameters[0]", "parameters[1]"]
    assert excess(worst) == sorted(excess(worst), reverse=True)


def test_the_ratio_is_the_lessons():
    report = check(lambda g, W: 3 * g)
    assert report.arrays[0].ratio == pytest.approx(0.5, rel=1e-9)
    report = check_gradient(lambda x: 1.0, np.zeros_like, np.ones(2))
    assert np.isnan(report.arrays[0].ratio)


def test_a_notebook_shows_the_report_with_its_signs_escaped():
    report = check()
    report.causes.append("1 < 2")
    shown = report._repr_html_()
    assert shown.startswith('<div class="gradient-check"><p><strong')
    assert ">right</strong>: within" in shown
    assert "1 &lt; 2" in shown


def test_a_right_report_says_how_large_an_error_can_be():
    report = check()
    lines = str(report).splitlines()
    bound = max(f.resolution for f in report.arrays)
    assert lines[0] == f"right: within {bound:.0e}."
    assert len(lines) == 8


def test_of_a_sample_and_of_directions_it_says_that_it_speaks_of_them():
    assert check(sample=99).summary.endswith("0.")
    assert check(sample=16).summary.endswith("0.")
    assert check(sample=5).summary.endswith(", of the sample.")
    assert check(directions=2).summary.endswith(", along random directions.")


def excess(worst):
    """Return how many error bars the analytic slopes are away."""
    return [abs(g - n) / bar for _, g, n, bar in worst]


def test_at_a_prompt_a_report_shows_what_it_prints():
    report = check()
    assert repr(report) == str(report)
