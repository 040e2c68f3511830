"""The labels of the figures can be read, on a phone as well."""

import pytest
from pages import FIGURES, address_of

from .readers import choose_scheme

LABELS = """figure => [...figure.querySelectorAll("svg")].flatMap(svg => {
    const frame = svg.getBoundingClientRect()
    const scale = frame.width / svg.viewBox.baseVal.width
    return [...svg.querySelectorAll("text")].map(text => {
        const { left, right, top, bottom } = text.getBoundingClientRect()
        return {
            words: text.textContent,
            size: scale * parseFloat(getComputedStyle(text).fontSize),
            inside: left >= frame.left - 1 && right <= frame.right + 1
                && top >= frame.top - 1 && bottom <= frame.bottom + 1,
            left, right, middle: (top + bottom) / 2,
        }
    })
})"""


@pytest.fixture(scope="module")
def looked_at(browser, base_url):
    """One page for all tests: they only look, and load each address once."""
    context = browser.new_context(base_url=base_url)
    yield context.new_page()
    context.close()


def visit(page, name):
    address = address_of(FIGURES[name])
    if not page.url.endswith(address):
        page.goto(address)


@pytest.mark.parametrize("width", [1280, 700, 390])
@pytest.mark.parametrize("name", FIGURES)
def test_labels_are_large_enough_and_do_not_meet(name, width, looked_at):
    page = looked_at
    page.set_viewport_size({"width": width, "height": 844})
    visit(page, name)
    labels = page.locator(f"#figure-{name}").evaluate(LABELS)
    assert len(labels) > 5
    for label in labels:
        assert 11 <= label["size"] <= 17, label
        assert label["inside"], label
    for i, one in enumerate(labels):
        for other in labels[:i]:
            apart = max(one["left"], other["left"]) - min(one["right"], other["right"])
            below = abs(one["middle"] - other["middle"])
            assert apart > 0 or below > 0.8 * one["size"], (one, other)


COLOURS = """figure => [...new Set(
    [...figure.querySelectorAll("path, text")].map(getComputedStyle).flatMap(
        ({ fill, stroke }) => [fill, stroke]
    )
)].filter(colour => colour != "none")"""


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_follows_the_switch_of_the_scheme(name, page, base_url):
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address_of(FIGURES[name]))
    figure = page.locator(f"#figure-{name}")
    light = figure.evaluate(COLOURS)
    choose_scheme(page, "Always dark")
    page.locator("body[data-md-color-scheme=slate]").wait_for()
    dark = figure.evaluate(COLOURS)
    assert light and not set(light) & set(dark)
