"""Every page as three engines draw it."""

import pytest
from pytest import approx

from .conftest import name_of, need_engine
from .engines import Chromium, Firefox, WebKitGTK

# What is on a page, for each of the tests below.
LOOK = r"""() => {
    const all = (selector, root = document) => [...root.querySelectorAll(selector)]
    const seen = element => element.getClientRects().length > 0

    // Links in prose that have neither a colour of their own nor a line below.
    // (In the gallery's table, every row is one.)
    const underlined = ({ textDecorationLine: line, textDecorationColor: colour }) =>
        line.includes("underline") && !/, 0\)|\/ 0\)|transparent/.test(colour)
    const bare = all("article :is(p, li, dd, td, figcaption) a[href]").filter(link => {
        const style = getComputedStyle(link)
        return !link.closest(".zoo") && seen(link) && link.textContent.trim()
            && !underlined(style)
            && style.color == getComputedStyle(link.parentNode).color
    }).map(link => link.textContent)

    // Of each formula the signs, each beside the one before it, and how far it
    // reaches into that: in a row, or as a script. What is over or under another
    // stands in no row with it.
    const box = node => {
        const range = document.createRange()
        range.selectNodeContents(node)
        return range.getBoundingClientRect()
    }
    const formulas = all("math").filter(seen).map(formula => {
        const signs = all("mi, mn, mo, mtext", formula).filter(sign => box(sign).width)
        const pairs = signs.slice(1).map((sign, i) => {
            const range = document.createRange()
            range.setStart(signs[i], 0)
            range.setEnd(sign, 0)
            const within = range.commonAncestorContainer.localName
            const over = box(signs[i]).right - box(sign).left
            return [signs[i].textContent + sign.textContent, within, over]
        }).filter(([, within]) => !/mfrac|under|over|msubsup/.test(within))
        const most = (side, pick) => pick(...signs.map(sign => box(sign)[side]))
        return {
            text: formula.textContent,
            pairs,
            displayed: formula.parentNode.localName == "div",
            width: most("right", Math.max) - most("left", Math.min),
            height: most("bottom", Math.max) - most("top", Math.min),
        }
    })

    // Where every seventh character of an output's lines stands.
    const blocks = all("article .output pre > code, bug-zoo dd pre").filter(seen)
    const outputs = blocks.map(code => {
        const at = {}
        const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT)
        let column = 0
        for (let text; (text = texts.nextNode());)
            [...text.data].forEach((character, i) => {
                if (character == "\n") { column = 0; return }
                if (column % 7 == 0) {
                    const range = document.createRange()
                    range.setStart(text, i)
                    range.setEnd(text, i + 1)
                    ;(at[column] ??= []).push(range.getBoundingClientRect().left)
                }
                column++
            })
        return { text: code.textContent, at: Object.values(at) }
    })

    return {
        title: document.querySelector("article h1").textContent,
        lifeless: all(":not(:defined)").map(element => element.localName),
        bare, formulas, outputs,
        fonts: [...document.fonts].map(f => [f.family.replaceAll('"', ""), f.status]),
        has: ["p", "math", "pre"].filter(name => all("article " + name).length),
    }
}"""
FONTS = {"p": "STIX Two Text", "math": "STIX Two Math", "pre": "JetBrains Mono"}


def walk(engine, addresses):
    """Return what is on each page, and what the console says of it."""
    engine.resize(1280, 800)
    engine.complaints()
    pages = {}
    for address in addresses:
        engine.open(address)
        pages[address] = engine.evaluate(LOOK) | {"complaints": engine.complaints()}
    return pages


@pytest.fixture(scope="session")
def pages(engine, addresses):
    return walk(engine, addresses)


@pytest.fixture(scope="session")
def in_chromium(request, base_url, pages):
    need_engine(Chromium)
    chromium = Chromium(request.getfixturevalue("browser"), base_url)
    with_formulas = [address for address in pages if pages[address]["formulas"]]
    yield walk(chromium, with_formulas)
    chromium.close()


def found(pages, what):
    """Return (address, thing) of all that the pages have of one kind."""
    return [(address, thing) for address in pages for thing in pages[address][what]]


def test_every_page_is_drawn_and_nothing_complains(pages):
    assert all(page["title"] for page in pages.values())
    assert found(pages, "lifeless") == []
    assert found(pages, "complaints") == []


def test_every_link_in_prose_has_a_colour_or_a_line(pages):
    assert found(pages, "bare") == []


def test_no_sign_of_a_formula_stands_on_the_one_before(pages):
    pairs = [
        (address, *pair)
        for address, formula in found(pages, "formulas")
        for pair in formula["pairs"]
    ]
    assert len(pairs) > 500
    # WebKit counts in whole pixels.
    assert [pair for pair in pairs if pair[-1] > 1.1] == []


@pytest.mark.parametrize("engine", [Firefox, WebKitGTK], indirect=True, ids=name_of)
def test_formulas_are_as_large_as_in_chromium(pages, in_chromium):
    differing, displayed = [], 0
    for ours, theirs in zip(found(pages, "formulas"), found(in_chromium, "formulas")):
        (address, one), (_, other) = ours, theirs
        assert one["text"] == other["text"]
        if one["displayed"]:
            displayed += 1
            ratios = {side: one[side] / other[side] for side in ("width", "height")}
            # WebKit leaves 5 pixels more above what stands below a word.
            if "lim" in one["text"]:
                del ratios["height"]
            if any(ratio != approx(1, abs=0.1) for ratio in ratios.values()):
                differing.append((address, one["text"], ratios))
    assert displayed > 20
    assert differing == []


def test_the_fonts_of_the_site_are_loaded_where_they_are_needed(pages):
    for address, page in pages.items():
        fonts = [tuple(font) for font in page["fonts"]]
        for element, family in FONTS.items():
            assert (family, "error") not in fonts, address
            if element in page["has"]:
                assert (family, "loaded") in fonts, address


def test_the_lines_of_an_output_keep_their_columns(pages):
    outputs = found(pages, "outputs")
    assert len(outputs) > 100
    # The brackets that once stood out of their line.
    assert sum(output["text"].startswith("[") for _, output in outputs) >= 3
    moved = [
        (address, output["text"])
        for address, output in outputs
        if any(max(places) - min(places) > 0.6 for places in output["at"])
    ]
    assert moved == []
