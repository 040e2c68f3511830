"""Push a weight, and the vote on six gradients: true, and complete as they stand."""

import gzip
import json
import re

import mpmath
import network
import numpy as np
import pytest
from docs._extension.pieces.perturb import piece as perturb
from docs._extension.pieces.suspects import piece as suspects
from pages import DOCS, built, parse
from programs import SNIPPETS, sections
from pytest import approx

PERTURB, VOTE = (
    DOCS / "learn" / f"{name}.md" for name in ("perturb-every-weight", "norm-ratio")
)
DATA = perturb.data()
SIX = {s.letter: s for s in suspects.suspects()}


def exact_cost(theta):
    """Return the cost from its formula, with 40 digits."""
    with mpmath.workdps(40):
        w1 = mpmath.matrix(2, 3)
        for i in range(6):
            w1[i // 3, i % 3] = theta[i]
        w2 = mpmath.matrix(theta[6:])
        J = mpmath.mpf(0)
        for x, y in zip(network.X.tolist(), network.y.ravel().tolist()):
            hidden = mpmath.matrix([x]) * w1
            a = mpmath.matrix([[1 / (1 + mpmath.exp(-z)) for z in hidden]])
            y_hat = 1 / (1 + mpmath.exp(-(a * w2)[0]))
            J += (y - y_hat) ** 2 / 2
        return J


def complex_step():
    """Return the gradient from imaginary steps, which no rounding spoils."""
    slopes = []
    for i in range(9):
        theta = np.array(DATA["weights"], complex)
        theta[i] += 1e-30j
        slopes.append(
            network.NeuralNetwork(theta).cost(network.X, network.y).imag / 1e-30
        )
    return np.array(slopes)


# Push a weight


def test_the_costs_are_those_of_the_formula():
    assert DATA["cost"] == approx(float(exact_cost(DATA["weights"])), rel=1e-14)
    for epsilon, rows in zip(DATA["epsilons"], DATA["costs"]):
        for i, pair in enumerate(rows):
            for side, J in zip((-1, 1), pair):
                theta = list(DATA["weights"])
                theta[i] += side * epsilon
                assert J == approx(float(exact_cost(theta)), rel=1e-14)


def test_backprop_agrees_with_the_complex_step():
    assert DATA["backprop"] == approx(complex_step(), rel=1e-12)


def test_costs_over_two_epsilon_are_the_numerical_gradient_to_the_bit():
    for k, epsilon in enumerate(DATA["epsilons"]):
        low, high = np.transpose(DATA["costs"][k])
        assert np.array_equal((high - low) / (2 * epsilon), perturb.slopes()[:, k])


def test_the_page_says_how_far_off_a_step_of_1_is():
    off = np.abs(perturb.slopes()[:, 0] / complex_step() - 1)
    assert "off by 2 to 7 percent" in PERTURB.read_text()
    assert [f"{100 * share:.0f}" for share in (off.min(), off.max())] == ["2", "7"]


def test_the_curve_passes_through_its_ends_and_the_middle():
    unit = max(map(abs, DATA["backprop"]))
    for epsilon, rows, costs in zip(DATA["epsilons"], DATA["heights"], DATA["costs"]):
        for row, (low, high) in zip(rows, costs):
            assert len(row) == 9 and row[4] == 0
            ends = [(J - DATA["cost"]) / (epsilon * unit) for J in (low, high)]
            assert [row[0], row[8]] == approx(ends, abs=6e-4)


def test_the_nine_pairs_are_those_that_the_page_prints():
    printed = sections(SNIPPETS / "learn" / "perturb_every_weight.out")["every_weight"]
    rows = [line.split() for line in printed.splitlines()[1:]]
    slopes = perturb.slopes()[:, DATA["epsilons"].index(0.0001)]
    ours = [
        [str(i), f"{a:.8f}", f"{b:.8f}"]
        for i, (a, b) in enumerate(zip(DATA["backprop"], slopes))
    ]
    assert ours == rows


def test_the_names_of_the_weights_do_not_touch():
    places = [(x, y) for *_, x, y in perturb.lines()]
    for k, (x, y) in enumerate(places):
        for other_x, other_y in places[:k]:
            assert abs(x - other_x) >= 60 or abs(y - other_y) >= 28


@pytest.fixture(scope="module")
def pushed(site):
    return parse(built(PERTURB, site)).select_one("piece-perturb")


def test_the_still_figure_has_all_weights_and_all_pairs(pushed):
    still = pushed.select_one(".still")
    weights = [text.get_text() for text in still.select("svg.net text") if text.tspan]
    assert weights == [
        f"w{i} {w:g}".replace("-", "−") for i, w in enumerate(DATA["weights"])
    ]
    drawn = [text.get_text() for text in still.select("svg.nine text")][2:]
    assert len(drawn) == 27
    slopes = perturb.slopes()[:, -1]
    assert drawn == [
        word
        for i in range(9)
        for word in (
            f"w{i}",
            perturb.digits(DATA["backprop"][i]),
            perturb.digits(slopes[i]),
        )
    ]
    for i, w in enumerate(DATA["weights"]):
        said = rf"w{i}, from \w+[^,]* to [^,]*, is {w:g}\.".replace("-", "−")
        assert re.search(said, still["aria-label"])
    assert pushed.figcaption.get_text()


def test_the_table_has_every_slope_at_every_epsilon(pushed):
    rows = pushed.select("details tbody tr")
    found = [
        [cell.get_text().replace("−", "-") for cell in row.select("td")] for row in rows
    ]
    assert np.array(found, float) == approx(
        np.column_stack([DATA["backprop"], perturb.slopes()]), abs=5.1e-9
    )


def test_the_data_on_the_page_are_these(pushed):
    assert json.loads(pushed["data-json"]) == DATA


# Right or wrong?


def test_the_bugs_are_in_all_four_lines_and_one_gradient_has_none():
    lines = suspects.four_lines()
    assert len(lines) == 4
    changed = [s.bug.old for s in SIX.values() if s.bug]
    assert set(changed) == set(lines)
    assert len(changed) == 5


def test_the_six_gradients_are_what_their_bugs_make_of_the_right_one():
    right = complex_step()
    assert SIX["D"].gradient == approx(right, rel=1e-12)
    assert SIX["F"].gradient == approx(2 * right, rel=1e-12)
    signs = np.array([-1] * 6 + [1] * 3)
    assert SIX["E"].gradient == approx(signs * right, rel=1e-12)
    assert SIX["C"].gradient == approx(right * [1, 1, 1, 0, 0, 0, 1, 1, 1], rel=1e-12)
    assert SIX["A"].gradient[:6] == approx(right[:6], rel=1e-12)
    _, a2, z3, y_hat = network.NeuralNetwork(suspects.PARAMETERS).forward(network.X)
    delta3 = (y_hat - network.y) * y_hat * (1 - y_hat)
    assert SIX["A"].gradient[6:] == approx((a2 @ delta3).ravel(), rel=1e-12)
    assert SIX["B"].gradient[6:] == approx(
        (a2.T @ (y_hat - network.y)).ravel(), rel=1e-12
    )


def test_the_ratio_compares_a_gradient_with_the_true_one():
    right = complex_step()
    for s in SIX.values():
        if s.bug:
            norm = np.linalg.norm
            expected = norm(s.gradient - right) / norm(s.gradient + right)
            assert s.ratio == approx(expected, rel=1e-6)
    assert SIX["D"].ratio < 1e-8


def test_the_ratios_and_the_curves_are_those_of_the_pages():
    printed = sections(SNIPPETS / "learn" / "norm_ratio.out")["wrong_gradients"]
    for letter, words in [("A", "a2 instead of a2.T"), ("F", "factor 2 lost")]:
        line = next(line for line in printed.splitlines() if words in line)
        assert line.split()[0] == suspects.ratio(SIX[letter])
    train = sections(SNIPPETS / "learn" / "train.out")
    for letter, section in [("D", "descend"), ("A", "wrong_gradient")]:
        costs = dict(re.findall(r"step +(\d+)  cost (\S+)", train[section]))
        for step in (0, 1, 10, 100, 1000):
            assert f"{SIX[letter].curve[step]:.6f}" == costs[str(step)]


def test_a_curve_cannot_tell_and_the_ratio_can():
    right = SIX["D"]
    lower = [s for s in SIX.values() if s.curve[-1] < right.curve[-1]]
    assert len(lower) == suspects.data()["lower"] >= 2
    assert min(s.ratio for s in SIX.values() if s.bug) > 1e6 * right.ratio


@pytest.fixture(scope="module")
def vote(site):
    return parse(built(VOTE, site)).select_one("piece-suspects")


def test_the_still_figure_has_six_curves_and_does_not_give_the_answer_away(vote):
    still = vote.select_one(".still")
    assert [b.get_text() for b in still.select("b")] == list("ABCDEF")
    assert len(still.select("svg path.cost")) == 6
    before = (
        still.get_text()
        + still["aria-label"]
        + vote.form.get_text()
        + vote.figcaption.get_text()
    )
    for letter, s in SIX.items():
        assert f"{letter} falls from {s.curve[0]:.4f}" in still["aria-label"]
        assert f"{letter} is" not in before.replace("The gradient of A is", "")
        assert not s.bug or s.bug.title not in before
    assert "rises to 0.1313" in still["aria-label"]


def test_every_answer_has_the_change_the_two_gradients_and_the_ratio(vote):
    sections = vote.select("details section")
    assert [section["data-letter"] for section in sections] == list("ABCDEF")
    for section, s in zip(sections, SIX.values()):
        words = section.get_text()
        assert f"{s.letter} is {'wrong' if s.bug else 'right'}." in words
        assert f"the ratio is {suspects.ratio(s)}." in words
        removed, added, same = [], [], []
        for line in section.select_one("pre.diff").get_text().splitlines():
            {"-": removed, "+": added, " ": same}[line[0]].append(line[2:])
        assert bool(removed or added) == bool(s.bug)
        if s.bug:
            new = [line.strip() for line in s.bug.new.splitlines()]
            assert [line for line in new if line in added + same] == new
            assert removed == [line for line in [s.bug.old] if line not in new]
            assert section.a["href"].endswith(f"#{s.bug.name}")
        for i, (a, b) in enumerate(zip(s.gradient, s.numgrad)):
            said = f"w{i}: {a:.4f} and {b:.4f}".replace("-", "−")
            assert said in section.svg["aria-label"]
        assert len(section.svg.select("circle.analytic")) == 9
        assert len(section.svg.select("circle.numerical")) == 9


def test_stems_are_as_long_as_the_slopes(vote):
    for section, s in zip(vote.select("details section"), SIX.values()):
        zero = float(re.match(r"M0 (\d+)", section.svg.select_one("path.axis")["d"])[1])
        for kind, slopes in [("analytic", s.gradient), ("numerical", s.numgrad)]:
            tips = [float(c["cy"]) for c in section.svg.select(f"circle.{kind}")]
            unit = 96 / (np.ptp(np.concatenate([s.gradient, s.numgrad])))
            assert [zero - tip for tip in tips] == approx(unit * slopes, abs=0.6)


# Both


@pytest.mark.parametrize("name", ["perturb", "suspects"])
def test_a_script_is_small(name):
    script = DOCS / "_extension" / "pieces" / name / "piece.js"
    assert len(gzip.compress(script.read_bytes())) <= 2000


def test_what_can_be_used_has_a_name(pushed, vote):
    for piece in (pushed, vote):
        assert piece.form["aria-label"]
        for used in piece.select("form :is(input:not([type=hidden]), button)"):
            label = used.find_parent("label")
            assert used.get("aria-label") or (label or used).get_text().strip()
        assert len(piece.select("form output")) == 1
