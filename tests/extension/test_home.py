"""The home page's riddle is answered by the rows of the zoo."""

import re

import pytest
import zoo_results
from docs._extension.figures.riddle import BUG
from pages import parse


@pytest.fixture
def html(site):
    return parse(site / "index.html")


@pytest.fixture
def row():
    return next(r for r in zoo_results.read("bugs") if r["bug"] == BUG and "curve" in r)


def test_both_costs_fall_and_the_wrong_gradient_ends_lower(row):
    for curve in row["curve"], row["correct curve"]:
        assert curve == sorted(curve, reverse=True)
    assert row["curve"][-1] < row["correct curve"][-1]


def test_the_riddle_is_drawn_and_told_to_who_cannot_see_it(html):
    svg = html.select_one(".home-curves svg[role=img]")
    assert "A falls sooner and ends lower than B." in svg["aria-label"]
    assert {"A", "B", "cost", "step"} <= set(svg.stripped_strings)
    assert "{{" not in html.get_text()


def test_the_answer_names_the_bug_and_the_two_ratios(html, row):
    answer = html.select_one(".home-curves details")
    assert answer.a["href"] == f"zoo/gallery/#{BUG}"
    text = " ".join(answer.get_text().split())
    of_a, of_b = re.search(
        r"for A that number is (\S+), and for B it is (\S+)\.", text
    ).groups()
    assert float(of_a) == pytest.approx(row["values"]["whole"], abs=0.005)
    assert float(of_b) < 1e-8
