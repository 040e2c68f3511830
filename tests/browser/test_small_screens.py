"""What fits, is reached and holds still: 320 pixels, 200 %, spaced text, a finger.

Two walks over all pages measure everything; each test reads one of the measures.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .readers import follow

# WCAG 2.2, 1.4.12: what a reader may set, and nothing is lost.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
* { word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
# Every mark by which a page is ready: fonts, and the script that mends boxes.
READY = """async () => {
    for (const details of document.querySelectorAll("details")) details.open = true
    await document.fonts.ready
    const wide = box => box.scrollWidth > box.clientWidth
    const boxes = [...document.querySelectorAll("article pre > code")].filter(wide)
    while (!boxes.every(box => box.hasAttribute("tabindex")))
        await new Promise(requestAnimationFrame)
}"""
IN_SIGHT = """const inSight = element => element.checkVisibility(
    { opacityProperty: true, visibilityProperty: true }
)
const name = ({ tagName, className, textContent }) =>
    `${tagName}.${className.baseVal ?? className} ${textContent.trim().slice(0, 40)}`
"""
# Links within a line of text are as high as the line: WCAG's exception, too.
SMALL = f"""() => {{ {IN_SIGHT}
    return [...document.querySelectorAll(
        "a, button, input, select, summary, label:has(input)"
    )].filter(inSight).filter(e => getComputedStyle(e).display != "inline").filter(e => {{
        const {{ width, height }} = e.getBoundingClientRect()
        return width && height && Math.min(width, height) < 24
    }}).map(name)
}}"""
CUT = f"""() => {{ {IN_SIGHT}
    const cuts = overflow => ["hidden", "clip"].includes(overflow)
    return [...document.querySelectorAll("body *")].filter(inSight).filter(e => {{
        const {{ overflowX, overflowY }} = getComputedStyle(e)
        const whole = e.matches("button, label, summary, legend")
        const across = e.scrollWidth > e.clientWidth + 1
        const down = e.scrollHeight > e.clientHeight + 1
        const drawn = e.clientWidth > 1 && !(e instanceof SVGElement)
        return drawn && ((cuts(overflowX) || whole) && across
            || (cuts(overflowY) || whole) && down)
    }}).map(name)
}}"""
# The words of a block's bar, and the buttons in it.
COVERED = """() => [...document.querySelectorAll(".highlight > .filename")].filter(bar => {
    const words = document.createRange()
    words.selectNodeContents(bar)
    const buttons = bar.parentElement.querySelectorAll(".run, .md-code__nav")
    return [...buttons].some(button => {
        const { left, top, bottom } = button.getBoundingClientRect()
        return [...words.getClientRects()].some(line =>
            line.right > left && line.bottom > top && line.top < bottom)
    })
}).map(bar => bar.textContent)"""
MOVES = f"""() => {{ {IN_SIGHT}
    return [...document.querySelectorAll("*")].filter(e =>
        ["", "::before", "::after"].some(part => {{
            const {{ transitionDuration, animationName }} = getComputedStyle(e, part)
            return animationName != "none" || transitionDuration != "0s"
        }})
    ).map(name)
}}"""
UNREACHED = """() => [...document.querySelectorAll(
    "article :is(pre, pre > code, div.formula, div.table)"
)].filter(box => box.scrollWidth > box.clientWidth).filter(box => {
    const { overflowX } = getComputedStyle(box)
    return overflowX != "auto" || box.tabIndex != 0
}).map(box => box.textContent)"""
WIDTH = "document.documentElement.scrollWidth"


def walk(context, addresses):
    page = context.new_page()
    for address in [*addresses, "/no/such/page/"]:
        page.goto(address)
        page.evaluate(READY)
        yield address, page
    context.close()


@pytest.fixture(scope="module")
def phone(browser, base_url, addresses):
    """What the pages are at 320 pixels, under a finger, with less motion."""
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": 320, "height": 640},
        is_mobile=True,
        has_touch=True,
        reduced_motion="reduce",
    )
    found = {}
    for address, page in walk(context, addresses):
        violations = Axe().run(page).response["violations"]
        found[address] = {
            "width": page.evaluate(WIDTH),
            "axe": [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations],
            "small": page.evaluate(SMALL),
            "moves": page.evaluate(MOVES),
            "unreached": page.evaluate(UNREACHED),
            "covered": page.evaluate(COVERED),
        }
        page.emulate_media(reduced_motion="no-preference")
        found[address]["moves else"] = page.evaluate(MOVES)
        page.emulate_media(reduced_motion="reduce")
    return found


@pytest.fixture(scope="module")
def spaced(browser, base_url, addresses):
    """What the pages are at 200 % of 1280 pixels, and with their text spaced."""
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": 640, "height": 400},
        device_scale_factor=2,
        reduced_motion="reduce",
    )
    found = {}
    for address, page in walk(context, addresses):
        found[address] = {"width": page.evaluate(WIDTH), "cut": [], "covered": []}
        page.add_style_tag(content=SPACING)
        for width in 1280, 320, 640:  # The last is that of the next page.
            page.set_viewport_size({"width": width, "height": 400})
            found[address]["cut"] += page.evaluate(CUT)
            found[address]["covered"] += page.evaluate(COVERED)
            found[address][f"spaced, {width}"] = page.evaluate(WIDTH)
    return found


def each(found, measure):
    assert len(found) > 10
    return {address: of[measure] for address, of in found.items() if of[measure]}


def wider(found, measure, width):
    return {address: w for address, w in each(found, measure).items() if w > width}


def test_no_page_scrolls_sideways_at_320_pixels(phone):
    assert wider(phone, "width", 320) == {}


def test_no_page_scrolls_sideways_at_200_percent(spaced):
    assert wider(spaced, "width", 640) == {}


@pytest.mark.parametrize("width", [1280, 640, 320])
def test_no_page_scrolls_sideways_when_its_text_is_spaced(width, spaced):
    assert wider(spaced, f"spaced, {width}", width) == {}


def test_axe_finds_nothing_under_a_finger(phone):
    assert each(phone, "axe") == {}


def test_each_target_is_24_pixels_wide_and_high(phone):
    assert each(phone, "small") == {}


def test_what_is_too_wide_scrolls_and_is_reached_without_a_mouse(phone):
    assert each(phone, "unreached") == {}


def test_nothing_is_cut_when_its_text_is_spaced(spaced):
    assert each(spaced, "cut") == {}


def test_no_button_covers_the_name_of_a_file(phone, spaced):
    assert each(phone, "covered") == {}
    assert each(spaced, "covered") == {}


def test_no_transition_and_no_animation_where_less_motion_is_asked_for(phone):
    assert each(phone, "moves") == {}
    assert len(each(phone, "moves else")) == len(phone)


def test_wide_code_is_still_reached_when_a_page_comes_without_a_load(browser, base_url):
    """Material takes the attribute away, there, when the block is measured."""
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": 320, "height": 640},
        is_mobile=True,
        has_touch=True,
    )
    page = context.new_page()
    page.goto("/learn/why-check/")
    page.evaluate("window.here = true")
    follow(page, "/trouble/float32/")
    expect(page.locator("h1")).to_contain_text("float32")
    code = page.locator(".program pre > code")
    assert code.count() > 1
    for block in code.all():
        expect(block).to_have_attribute("tabindex", "0")
    assert page.evaluate("window.here"), "the page was loaded whole"
    context.close()
