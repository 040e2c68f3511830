"""The lesson is short, names its subject, and is found by the words people type."""

import json
import re

import pytest
from pages import DOCS, built, parse, relative

LEARN = sorted((DOCS / "learn").glob("*.md"))
each_step = pytest.mark.parametrize("source", LEARN, ids=relative)

# What people type into the search, from reports and reviews. Each is on some page, or
# in the line of the glossary that says what the check does not do.
SEARCHED = """
    adjoint, attention, autodiff, automatic differentiation, backward pass, bfloat16,
    Cholesky, cite, complex, convolution, derivative check, embedding,
    finite difference,
    float16, GPU, grad check, gradcheck, gradient checking, half precision, Hessian,
    Jacobian, Jacobian mismatch, LayerNorm, machine epsilon, nested, numerical
    differentiation, ODE, pytree, recurrent, regularization, relative error,
    second derivative, simplex, solver, subgradient, weight decay
"""


@pytest.fixture(scope="module")
def shown(site):
    """A function that returns what is shown of a page, unfolded or not."""

    def shown(source, drop):
        article = parse(built(source, site)).select_one("article")
        for element in article.select(drop):
            element.decompose()
        return article

    return shown


@each_step
def test_a_page_of_the_lesson_has_900_words_at_most(source, shown):
    """Headings and prose: without code, figures, tables, and what is folded."""
    left_out = "pre, .filename, figure, .piece, table, details, .exercise, math, style"
    words = shown(source, left_out).get_text().split()
    assert len(words) <= 900


@each_step
def test_a_page_of_the_lesson_shows_80_lines_of_code_at_most(source, shown):
    article = shown(source, "details, .exercise")
    lines = [
        line
        for block in article.select(".highlight:not(.output) pre code")
        for line in block.get_text().splitlines()
        if line.strip()
    ]
    assert len(lines) <= 80


@pytest.mark.parametrize("words", [w.strip() for w in SEARCHED.split(",")])
def test_what_people_search_for_is_on_some_page(words, site):
    index = json.loads((site / "search" / "search_index.json").read_text())
    words = " ".join(words.split())
    assert any(
        re.search(rf"\b{re.escape(words)}", f"{doc['title']} {doc['text']}", re.I)
        for doc in index["docs"]
    )


def test_the_glossary_has_25_entries_and_each_has_an_address(site):
    glossary = parse(built(DOCS / "reference" / "glossary.md", site))
    entries = glossary.select("article dt")
    assert len(entries) >= 25
    assert all(entry.select_one("[id]") for entry in entries)
    names = [entry.get_text().lower() for entry in entries]
    assert names == sorted(names)


def test_the_first_page_names_the_subject_and_the_two_gradients(site):
    text = parse(built(DOCS / "learn" / "why-check.md", site)).article.get_text()
    for word in "gradient checking", "finite difference", "analytic", "numerical":
        assert word in text
    assert "Gradient checking" in parse(site / "index.html").article.get_text()


def test_each_point_of_the_checklist_has_its_link(site):
    html = parse(built(DOCS / "learn" / "checklist.md", site))
    points = html.select("article ol > li")
    assert 10 <= len(points) <= 14
    assert all(point.select("a[href]") for point in points)
