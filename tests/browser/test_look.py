"""What a reader sees, measured in a browser."""

import pytest
from pages import parse

from .readers import axe_finds_nothing, drawn

HOME, LEARN, NOTEBOOK = "/", "/learn/central-difference/", "/notebooks/part-five/"
ZOO = "/zoo/gallery/"
FIGURES = "/use/choose-the-step/"
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [HOME, LEARN, FIGURES, NOTEBOOK, ZOO])
def test_axe_finds_nothing(address, scheme, width, page):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    drawn(page)
    axe_finds_nothing(page, scheme, phone=width < 1280)


@pytest.fixture(scope="module")
def on_a_phone(browser, base_url, addresses):
    """The width of every page on a phone, and what of it cannot be scrolled to."""
    page = browser.new_page(base_url=base_url, viewport=PHONE)
    found = {}
    for address in [*addresses, "/no/such/page/"]:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        # Nobody reaches what is folded.
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        found[address] = (
            width,
            page.evaluate(
                """() => [...document.querySelectorAll(
                "article :is(pre > code, div.formula, div.table)"
            )].filter(box => box.scrollWidth > box.clientWidth).filter(box => {
                box.focus()
                return document.activeElement != box
                    || getComputedStyle(box).overflowX != "auto"
            }).map(box => box.textContent)"""
            ),
        )
    page.close()
    return found


def test_no_page_scrolls_sideways_on_a_phone(on_a_phone):
    assert {a: w for a, (w, _) in on_a_phone.items() if w > PHONE["width"]} == {}


def test_what_is_too_wide_scrolls_by_itself_and_from_the_keyboard(on_a_phone):
    assert {a: lost for a, (_, lost) in on_a_phone.items() if lost} == {}


# The home page sets its short check beside the promise, in a narrower column.
@pytest.mark.parametrize("address", [LEARN, NOTEBOOK])
def test_code_of_79_columns_fits_on_a_desktop(address, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    drawn(page)
    columns = page.locator("pre > code").first.evaluate(
        """code => {
            code.textContent = "x".repeat(79)
            const fits = code.scrollWidth <= code.clientWidth
            code.textContent = "x".repeat(95)
            return [fits, code.scrollWidth <= code.clientWidth]
        }"""
    )
    assert columns == [True, False], "79 columns should fit, and 95 should not"


@pytest.mark.parametrize("address", [LEARN, NOTEBOOK])
def test_a_line_of_prose_holds_65_to_75_characters(address, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    drawn(page)
    characters = page.evaluate(
        """() => {
            const prose = [...document.querySelectorAll(
                "article > p:not([class], :has(math))"
            )]
            const text = prose.map(p => p.innerText).join(" ").replace(/\\s+/g, " ")
            const line = document.createElement("span")
            line.style.whiteSpace = "nowrap"
            line.textContent = text
            const { width } = prose[0].getBoundingClientRect()
            prose[0].replaceChildren(line)
            return width / (line.getBoundingClientRect().width / text.length)
        }"""
    )
    assert 65 <= characters <= 75


def test_the_copy_button_copies_exactly_the_code_and_covers_none(page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    for address in [HOME, LEARN, NOTEBOOK]:
        page.goto(address)
        blocks = page.locator(".highlight.language-python:visible")
        assert blocks.count() > 0
        for block in blocks.all()[:4]:
            code = block.locator("pre > code")
            button = block.locator(".md-code__button")
            button.click()
            copied = page.evaluate("navigator.clipboard.readText()")
            assert copied.rstrip("\n") == code.text_content().rstrip("\n")
            above, below = button.bounding_box(), code.bounding_box()
            assert above["y"] + above["height"] <= below["y"] + 1
        assert not page.locator(".output button").first.is_visible()


def test_every_character_is_in_a_font_of_the_site(page, site):
    """Write each character of the site once, and ask what it was drawn with."""
    written = {("p", letter) for letter in "ε"}
    for path in site.rglob("*.html"):
        article = parse(path).article
        for symbol in article.select("math :is(mi, mo, mn, mtext)"):
            written.add((symbol.name, symbol.get_text()))
        for code in article.select("code"):
            written |= {("code", letter) for letter in code.extract().get_text()}
        for text in article.select("p, li, h1, h2, h3, td"):
            for other in text.select("math, svg"):
                other.extract()
            written |= {("p", letter) for letter in text.get_text()}
    written = sorted(
        (tag, text) for tag, text in written if text.strip(" \n\u2061\u2062")
    )

    page.goto(HOME)
    page.locator("article").evaluate(
        """(article, written) => article.replaceChildren(...written.map(([tag, text]) => {
            const math = "http://www.w3.org/1998/Math/MathML"
            const [row, box] = tag[0] == "m"
                ? [document.createElementNS(math, "math"), document.createElementNS(math, tag)]
                : [document.createElement("div"), document.createElement(tag)]
            box.textContent = text
            box.setAttribute("id", "drawn")
            row.append(box)
            return row
        }))""",
        written,
    )
    drawn(page)
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    boxes = devtools.send(
        "DOM.querySelectorAll", {"nodeId": root, "selector": "#drawn"}
    )["nodeIds"]
    assert len(boxes) == len(written) > 100
    foreign = [
        (tag, text, font["familyName"])
        for box, (tag, text) in zip(boxes, written)
        for font in devtools.send("CSS.getPlatformFontsForNode", {"nodeId": box})[
            "fonts"
        ]
        if not font["isCustomFont"]
    ]
    assert foreign == [], "docs/assets/fonts/subset.py can add them"
