"""The reader's system has its own few colours: each thing is still there in them.

Chromium has two such themes, dark on light and light on dark; the scheme of the
site may be the other one. What is drawn is looked at in pixels, where the browser
replaces colours as it paints, and else in the styles.
"""

import base64
import io
from collections import Counter

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from .engines import Firefox
from .readers import choose_scheme, drawn

# The system's scheme, and what the reader has chosen here.
OPPOSITE = [("light", "Always dark"), ("dark", "Always light")]
ALIKE = [("light", None), ("dark", None)]
HOME, ZOO, ZOOM = "/", "/zoo/gallery/", "/learn/derivative/"
EPSILON, PUSH = "/learn/best-step/", "/learn/perturb-every-weight/"
# A curve is chosen, and a vote.
VOTE = "/learn/norm-ratio/#suspects:curve=B&votes=wr----"
NUMBER, DIAGRAM = "/use/read-your-number/", "/learn/backprop/"


@pytest.fixture(params=OPPOSITE, ids=lambda mix: f"{mix[0]} system, {mix[1]}")
def visit(request, page, base_url, complaints):
    """A function that opens a page in one of the mixes."""
    system, choice = request.param
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(
        forced_colors="active", color_scheme=system, reduced_motion="reduce"
    )
    if choice:
        page.goto("/licences/")
        choose_scheme(page, choice)

    def visit(address):
        page.goto(address)
        for piece in page.locator(".piece output").all():
            expect(piece).not_to_be_empty()
        drawn(page)
        dark = choice == "Always dark" or (choice is None and system == "dark")
        scheme = "slate" if dark else "default"
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        return page

    return visit


def picture(page, box, shrink=0):
    """Return the luminance of each pixel of a box of the page, in rows."""
    clip = {
        "x": box["x"] + shrink,
        "y": box["y"] + shrink,
        "width": box["width"] - 2 * shrink,
        "height": box["height"] - 2 * shrink,
    }
    return luminance(page.screenshot(clip=clip))


def luminance(png):
    parts = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


def ground(pixels):
    """Return what most of the pixels are."""
    values, counts = np.unique(pixels, return_counts=True)
    return values[counts.argmax()]


def differing(pixels):
    """Return how much each pixel differs from the ground."""
    return contrast(pixels, ground(pixels))


# Where the text of an element is drawn, and nothing beside it.
TEXT_BOX = """element => {
    const range = document.createRange()
    range.selectNodeContents(element)
    const { x, y, width, height } = range.getClientRects()[0]
    return { x, y, width, height }
}"""


def expect_legible(page, locator):
    locator.scroll_into_view_if_needed()
    assert differing(picture(page, locator.evaluate(TEXT_BOX))).max() >= 4.5, locator


@pytest.mark.parametrize("address", [ZOOM, EPSILON, PUSH])
def test_a_slider_has_a_track_and_a_thumb(address, visit):
    page = visit(address)
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("Home")  # The thumb is at the left end.
    slider.blur()
    slider.scroll_into_view_if_needed()
    pixels = differing(picture(page, slider.bounding_box())) >= 3
    middle, thumb = len(pixels) // 2, pixels[:, 12]
    assert pixels[middle, pixels.shape[1] // 2], "there is no track"
    assert 20 <= thumb.sum() <= 26, "there is no thumb"
    slider.focus()
    page.keyboard.press("End")
    slider.blur()
    thumb = (differing(picture(page, slider.bounding_box())) >= 3)[:, 12]
    assert thumb.sum() < 5, "the thumb has not moved"


@pytest.mark.parametrize(
    "address, chosen, other",
    [
        (ZOOM, "label:has(:checked)", "label:has([type=radio]:not(:checked))"),
        (NUMBER, "label:has(:checked)", "label:has([type=radio]:not(:checked))"),
        (VOTE, "label:has(:checked)", "label:has([type=radio]:not(:checked))"),
        (VOTE, "[aria-pressed=true]", "[aria-pressed=false]"),
    ],
)
def test_what_is_chosen_differs_and_both_are_legible(address, chosen, other, visit):
    page = visit(address)
    grounds = []
    for selector in chosen, other:
        label = page.locator(f".piece form {selector}").first
        label.scroll_into_view_if_needed()
        grounds.append(ground(picture(page, label.bounding_box(), shrink=3)))
        letter = label.locator("b")  # The label of a curve has its letter first.
        expect_legible(page, letter if letter.count() else label)
    assert contrast(*grounds) >= 3


def test_the_weight_that_is_picked_has_a_thicker_frame(visit):
    page = visit(PUSH)
    frames = page.locator("piece-perturb [name=w]")
    widths = frames.evaluate_all(
        "all => all.map(e => [e.checked, getComputedStyle(e).borderTopWidth])"
    )
    assert sorted(widths) == [[False, "1px"]] * 8 + [[True, "4px"]]


SYSTEM = ["Canvas", "CanvasText", "Highlight", "HighlightText", "GrayText", "LinkText"]
# The colours of all marks of a page's pictures that are drawn, and the system's.
MARKS = """(names) => {
    const probe = document.createElement("i")
    document.body.append(probe)
    const system = {}
    for (const name of names) {
        probe.style.color = name
        system[getComputedStyle(probe).color] ??= name
    }
    const marks = [...document.querySelectorAll(
        "svg[role=img] :is(path, rect, circle, text, tspan, use), "
        + ".piece svg :is(path, rect, circle, text, tspan), .md-logo path"
    )].filter(e => e.checkVisibility() && !e.closest("defs, clipPath"))
    return marks.flatMap(e => {
        const { fill, stroke, strokeWidth } = getComputedStyle(e)
        const halo = e.matches("text, tspan") && stroke != "none" && system[stroke]
        return [
            ...[fill, stroke].filter(c => c != "none").map(c => system[c] ?? e.outerHTML + c),
            ...halo ? ["halo: " + halo] : [],
        ]
    })
}"""


@pytest.mark.parametrize("visit", OPPOSITE + ALIKE, indirect=True)
@pytest.mark.parametrize(
    "address", [HOME, ZOO, ZOOM, EPSILON, PUSH, VOTE, DIAGRAM, "/trouble/kinks/"]
)
def test_pictures_are_drawn_in_the_colours_of_the_system(address, visit):
    page = visit(address)
    found = Counter(page.evaluate(MARKS, SYSTEM))
    assert found["CanvasText"] > 3
    strange = set(found) - {*SYSTEM, "halo: Canvas", "halo: Highlight"}
    assert strange == set()


DASHES = """kind => [...document.querySelectorAll(`.md-main path.${kind}`)].filter(
    e => e.checkVisibility({ visibilityProperty: true }) && getComputedStyle(e).display != "none"
).map(e => getComputedStyle(e).strokeDasharray)"""
LINES = """kind => [...document.querySelectorAll(`.md-main :not(svg *).${kind}`)].filter(
    e => e.checkVisibility()
).map(e => getComputedStyle(e).textDecorationStyle)"""


@pytest.mark.parametrize("address", [ZOOM, VOTE])
def test_analytic_and_numerical_differ_without_a_colour(address, visit):
    page = visit(address)
    analytic, numerical = (page.evaluate(DASHES, k) for k in ("analytic", "numerical"))
    assert analytic and numerical
    assert set(analytic) == {"none"} and "none" not in numerical
    analytic, numerical = (page.evaluate(LINES, k) for k in ("analytic", "numerical"))
    assert set(analytic) <= {"solid"} and set(numerical) <= {"dashed"}
    if address == VOTE:
        dots = page.locator("#suspects .answer .stems circle")
        fills = dots.evaluate_all(
            "all => all.map(e => [e.matches('.numerical'), getComputedStyle(e).fill])"
        )
        hollow, full = ({f for n, f in fills if n is kind} for kind in (True, False))
        assert hollow and full and not hollow & full


def test_the_buggy_and_the_correct_curve_differ_in_their_dashes_alone(visit):
    page = visit(ZOO)
    assert page.evaluate(DASHES, "buggy") == ["none"]
    assert "none" not in page.evaluate(DASHES, "correct")
    colours = page.locator("bug-zoo path:is(.buggy, .correct)").evaluate_all(
        "all => all.map(e => getComputedStyle(e).stroke)"
    )
    assert len(colours) == 2 and len(set(colours)) == 1


def test_code_text_and_words_in_pictures_are_legible(visit):
    page = visit(ZOOM)
    for selector in [
        "h1",
        ".lede",
        ".highlight .filename >> nth=0",
        "pre > code >> nth=0",
        "pre > code .k >> nth=0",
        ".output .filename >> nth=0",
        ".run button:visible >> nth=0",
        "figcaption:visible >> nth=0",
        "piece-zoom .live text.analytic",
        "piece-zoom .live text.numerical",
        ".md-tabs__item--active a",
        ".md-footer__title >> nth=0",
    ]:
        expect_legible(page, page.locator(selector).first)


# Where an icon is, and nothing beside it: an element, how wide, and at which end.
ICONS = [
    (".run button:visible", 12, "left"),
    (".md-code__button", 30, "right"),
    ("summary", 24, "right"),
    (".md-header label.md-icon:visible", 40, "right"),
]


def test_icons_are_seen(visit):
    page = visit(ZOOM)
    for selector, wide, end in ICONS:
        element = page.locator(selector).first
        element.scroll_into_view_if_needed()
        box = element.bounding_box()
        box["x"] += 5 if end == "left" else box["width"] - wide
        box["width"] = wide
        assert differing(picture(page, box, shrink=2)).max() >= 3, selector


def test_the_focus_the_tab_and_the_current_row_have_a_line(visit):
    outline = (
        "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth]"
    )
    page = visit(ZOO)
    row = page.locator("tr:has([aria-current])")
    assert row.evaluate(outline) == ["solid", "3px"]
    row.scroll_into_view_if_needed()
    pixels = differing(picture(page, row.bounding_box()))
    assert (pixels[1:3] >= 4.5).all() and (pixels[:, 1:3] >= 4.5).all()
    tab = page.locator(".md-tabs__item--active a")
    expect(tab).to_have_css("border-bottom-style", "solid")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate(outline) == ["solid", "2px"]
    page = visit(NUMBER)
    assert page.locator("tr[aria-current]").evaluate(outline) == ["solid", "2px"]


@pytest.mark.parametrize("engine", [Firefox], indirect=True, ids=lambda e: e.name)
@pytest.mark.parametrize("address", [ZOOM, EPSILON, PUSH])
def test_firefox_draws_a_slider_and_what_is_chosen_too(address, desktop):
    """Its thumb has a rule of its own, and its colours are those of its settings."""
    desktop.forced_colors()
    try:
        desktop.open(address)
        slider, choice = desktop.until(
            """() => {
                const piece = document.querySelector(".piece")
                const slider = piece.querySelector("[type=range]")
                if (!piece.querySelector("output").textContent) return
                slider.value = slider.min
                slider.scrollIntoView({ block: "center" })
                return [slider, piece.querySelector("label:has(:checked)")].map(element => {
                    const { x, y, width, height } = element.getBoundingClientRect()
                    return [x, y, width, height].map(Math.round)
                })
            }"""
        )
        whole = luminance(base64.b64decode(desktop.picture()))
    finally:
        desktop.forced_colors(False)

    def part(x, y, width, height):
        return whole[y : y + height, x : x + width]

    # Highlight is whatever the desktop says: no more can be asked of it.
    pixels = differing(part(*slider)) >= 2.5
    middle, centre = (size // 2 for size in pixels.shape)
    assert pixels[middle - 2 : middle + 2, centre].any(), "there is no track"
    assert 20 <= pixels[:, 12].sum() <= 26, "there is no thumb"
    assert contrast(ground(part(*choice)), ground(part(*slider))) >= 2.5
