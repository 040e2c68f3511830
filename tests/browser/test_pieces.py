"""The pieces that readers move: moved by keyboard, mouse and touch, and still."""

import gzip
import json
import math
import re
from datetime import datetime, timedelta
from os.path import commonprefix

import numpy as np
import pytest
from docs._extension.pieces.epsilon import piece as epsilon
from docs._extension.pieces.number import piece as number
from docs._extension.pieces.zoom import piece as zoom
from network import NeuralNetwork, X, y
from pages import DOCS
from playwright.sync_api import expect

from .readers import (
    axe_finds_nothing,
    choose_scheme,
    drawn,
    links_are_taken,
    open_to_the_end,
    sizes,
)

ADDRESSES = {
    "zoom": "/learn/derivative/",
    "epsilon": "/learn/best-step/",
    "number": "/use/read-your-number/",
}
DRAWN = ["zoom", "epsilon"]  # They have a picture and a slider.
PIECES = DOCS / "_extension" / "pieces"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}

# Whoever uses a formula, in the name of its button.
LECTURE = "lecture"

every_piece = pytest.mark.parametrize("name", ADDRESSES)
every_picture = pytest.mark.parametrize("name", DRAWN)


@pytest.fixture
def visit(page, base_url, complaints):
    """A function that opens the page of a piece."""
    page.set_viewport_size(DESKTOP)

    def visit(name, state="", motion="reduce", **media):
        page.emulate_media(reduced_motion=motion, **media)
        page.goto("about:blank")
        page.goto(ADDRESSES[name] + (f"#{name}:{state}" if state else ""))
        piece = page.locator(f"piece-{name}")
        expect(piece.locator("output")).not_to_be_empty()
        return piece

    return visit


def slider(piece):
    return piece.get_by_role("slider")


def curve(piece):
    """What the picture shows."""
    return piece.locator(".live > svg").inner_html()


def said(piece):
    return " ".join(piece.get_by_role("status").text_content().split())


# By keyboard, and as it is announced


def test_zooming_in_by_the_arrow_keys_the_secant_nears_the_tangent(visit, page):
    piece = visit("zoom")
    slider(piece).focus()
    seen = []
    for _ in range(8):
        page.keyboard.press("ArrowRight")
        seen.append(said(piece))
    secant, count = zoom.data()["square"]["float64"][3]
    assert seen[2] == (
        f"window: 1.5 ± 1e−3. secant: {secant}. tangent: 3. apart: 1e−3. "
        f"floats in this window: {count}."
    )
    expect(slider(piece)).to_have_attribute("aria-valuetext", "1.5 ± 1e−8")
    page.keyboard.press("End")
    assert "secant: 0.0. tangent: 3. apart: 3. floats in this window: 1." in said(piece)
    page.keyboard.press("Home")
    assert "window: 1.5 ± 1. secant: 4.0." in said(piece)


def test_the_curve_and_the_type_are_chosen_by_the_arrow_keys(visit, page):
    piece = visit("zoom", "k=6")
    piece.get_by_role("radio", name="x²").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert "secants: −1.0 and 1.0. tangent: none. apart: 2." in said(piece)
    piece.get_by_role("radio", name="float64").focus()
    page.keyboard.press("ArrowRight")
    expect(piece.get_by_role("radio", name="float32")).to_be_checked()
    piece.get_by_role("radio", name="x²").check()
    assert (
        "secant: 2.861023. tangent: 3. apart: 0.1. floats in this window: 17."
        in said(piece)
    )
    expect(piece.get_by_role("img")).to_have_accessible_name(
        "x² at 1.5, in float32: a staircase."
    )


def test_digits_come_and_go_as_the_step_is_moved(visit, page):
    piece = visit("epsilon")
    slider(piece).focus()
    counts = []
    for key in ["Home", *["ArrowRight"] * 36]:
        page.keyboard.press(key)
        counts.append(int(re.search(r"right digits: (\d+)", said(piece))[1]))
    assert counts[0] <= 4 and counts[-1] == 0 and max(counts) >= 10
    expect(slider(piece)).to_have_attribute("aria-valuetext", "1")
    page.keyboard.press("Home")
    assert "ε: 1e−12. " in said(piece) and said(piece).endswith(", rounding.")
    name = re.compile("a V.* The point is at ε = 1e−12, on the side of rounding.")
    expect(piece.get_by_role("img")).to_have_accessible_name(name)


@pytest.mark.parametrize("k", [0, 12, 24, 36])
def test_the_thumb_of_epsilon_stands_below_its_point(visit, k):
    piece = visit("epsilon", f"k={k}")
    thumb, point = piece.evaluate(
        """piece => {
            const slider = piece.querySelector("[type=range]")
            const { left, width } = slider.getBoundingClientRect()
            const point = piece.querySelector("circle.move").getBoundingClientRect()
            const part = slider.value / slider.max
            return [left + 12 + part * (width - 24), point.left + point.width / 2]
        }"""
    )
    assert thumb == pytest.approx(point, abs=1)


def test_the_network_of_epsilon_has_the_weights_of_the_lesson():
    weights = np.random.default_rng(0).standard_normal(9).round(1)
    slope = NeuralNetwork(weights).gradient(X, y)[6]
    assert epsilon.data()["cost"]["slope"] == f"{slope:.15f}"
    assert f"{slope:.8f}" == "-0.06644787"


def test_a_typed_number_gets_its_causes_in_the_order_of_the_table(visit, page):
    piece = visit("number")
    field = piece.get_by_role("textbox")
    field.focus()
    page.keyboard.type("3e-4")  # Over what was there: focus has selected it.
    expect(field).to_have_value("3e-4")
    assert piece.locator("li").all_text_contents() == [
        "the step is too large or too small",
        "a penalty in one of the two",
        "in the check: one-sided",
        "in the check: weights not put back",
        "in the check: float32",
    ]
    expect(page.locator("tr[aria-current]")).to_have_count(1)
    expect(page.locator("tr[aria-current] td >> nth=0")).to_have_text("1e-8 to 2e-3")
    piece.get_by_role("link").click()
    expect(page.locator("#number-small")).to_be_in_viewport()


@pytest.mark.parametrize(
    "typed, by, words",
    [
        ("0.333", LECTURE, "0.32 to 0.35. Most likely first:a lost or extra factor"),
        ("1/3", LECTURE, "the factor is 2 or 0.5."),
        ("0,9393939394", LECTURE, "the factor is 32 or 0.0312."),
        ("0.5", "CS231n", "a lost or extra factor of 2"),
        ("1.5", "CS231n", "the factor is −2 or −0.5."),
        ("2", "CS231n", "a lost minus sign"),
        ("2.1", "CS231n", "This formula never gives more than 2. Another one made it"),
        ("1", "deeplearning.ai", "Or a lost minus sign: by this formula"),
        ("1.0000000174", "deeplearning.ai", "Or a lost minus sign: by this formula"),
        ("5.5", "deeplearning.ai", "This formula never gives more than 1. Another one"),
        ("1e9", "deeplearning.ai", "This formula never gives more than 1. Another one"),
        ("1.1e-05", "SciPy", "This is no ratio yet"),
        ("inf", "SciPy", "This is no ratio yet"),
        ("0", "SciPy", "a gradient compared with itself"),
        ("nan", "SciPy", "both are zero"),
        ("NaN", LECTURE, "both are zero"),
        ("inf", LECTURE, "a lost minus sign"),
        ("1.2", LECTURE, "anything else"),
        ("0", LECTURE, "a gradient compared with itself"),
        ("-1", LECTURE, "Type or paste a number such as"),
        ("what", LECTURE, "Type or paste a number such as"),
        ("", LECTURE, "Type or paste a number such as"),
        ("<b>1", LECTURE, "Type or paste a number such as"),
    ],
)
def test_a_number_is_read_as_its_formula_gives_it(typed, by, words, visit):
    piece = visit("number")
    piece.get_by_role("radio", name=by).check()
    piece.get_by_role("textbox").fill(typed)
    assert words in said(piece)
    impossible = ["never gives", "no ratio yet", "Type or paste"]
    if any(start in words for start in impossible):
        assert "Most likely" not in said(piece) and "the factor" not in said(piece)


PASTED = {
    "0.333": 0.333,
    " .5 ": 0.5,
    "3.": 3,
    "1e-3.": 1e-3,
    "4e−9": 4e-9,
    "0,33": 0.33,
    "0,333": 0.333,
    "5,5e-3": 5.5e-3,
    "33%": 0.33,
    "33 %": 0.33,
    "1/3": 1 / 3,
    "1.1e-05 / 230": 1.1e-05 / 230,
    "= 3e-7": 3e-7,
    "ratio: 3e-7": 3e-7,
    "relative_error = 3e-7": 3e-7,
    "There is a mistake in the backward propagation! difference = 0.285": 0.285,
    "tensor(0.333)": 0.333,
    "tensor(0.333, dtype=torch.float64)": 0.333,
    "tensor([0.333])": 0.333,
    "tensor(0.333, grad_fn=<DivBackward0>)": 0.333,
    "array(0.33)": 0.33,
    "array([0.33], dtype=float32)": 0.33,
    "np.float64(2e-9)": 2e-9,
    "Array(0.33, dtype=float32)": 0.33,
    "tf.Tensor(0.33, shape=(), dtype=float32)": 0.33,
    "<tf.Tensor: shape=(), dtype=float32, numpy=0.33>": 0.33,
}


def test_what_is_pasted_is_read_to_the_bit(visit, page):
    visit("number")
    found = of_script(page, "number/piece.js", "a[0].map(m.read)", list(PASTED))
    assert dict(zip(PASTED, found)) == PASTED
    odd = ["nan", "-nan", "tensor(nan)", "np.float64(nan)", "0/0", "inf", "1/0", "-inf"]
    found = of_script(page, "number/piece.js", "a[0].map(t => `${m.read(t)}`)", odd)
    assert found == ["NaN"] * 5 + ["Infinity"] * 2 + ["undefined"]


def test_what_is_no_number_or_could_be_two_is_not_read(visit, page):
    visit("number")
    texts = [
        "",
        "e",
        "1e",
        "-1",
        "1 2",
        "<b>1",
        "tensor(",
        "1,000",
        "12,345",
        "1.234,5",
    ]
    found = of_script(
        page, "number/piece.js", "a[0].filter(t => m.read(t) !== undefined)", texts
    )
    assert found == []


# By mouse and touch


@every_picture
def test_the_mouse_moves_the_slider_and_the_picture_follows(name, visit, page):
    piece = visit(name)
    before = curve(piece)
    slider(piece).scroll_into_view_if_needed()
    box = slider(piece).bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.click(box["x"] + box["width"] * 0.75, middle)
    most = int(slider(piece).get_attribute("max"))
    assert int(slider(piece).input_value()) == pytest.approx(most * 0.75, abs=1)
    assert curve(piece) != before


@every_piece
def test_a_finger_picks_a_choice(name, browser, base_url):
    context = browser.new_context(has_touch=True, viewport=PHONE, base_url=base_url)
    page = context.new_page()
    page.goto(ADDRESSES[name])
    label = page.locator(f"piece-{name} label:has([type=radio])").nth(1)
    before = said(page.locator(f"piece-{name}"))
    page.locator(f"piece-{name} [type=radio]").nth(1).tap()
    expect(label.locator("input")).to_be_checked()
    if name != "number":  # Of 0.333, both formulas say the same.
        assert said(page.locator(f"piece-{name}")) != before
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@every_piece
def test_what_is_used_is_at_least_24_pixels_high_and_wide(name, size, visit, page):
    piece = visit(name)
    page.set_viewport_size(size)
    boxes = [field.bounding_box() for field in piece.locator("input, summary").all()]
    assert len(boxes) >= 4
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24


# The address


@pytest.mark.parametrize(
    "name, state, words",
    [
        ("zoom", "k=2&f=sigmoid&type=float64", "window: 1 ± 0.01. "),
        ("epsilon", "k=3&f=sin&type=float32", "ε: 1e−11. estimate: 0.000000000. "),
        ("number", "r=7e9&by=sum", "a lost minus sign"),
    ],
)
def test_an_address_names_a_state_and_brings_it_into_sight(
    name, state, words, visit, page
):
    piece = visit(name, state)
    assert words in said(piece)
    expect(piece.locator("output")).to_be_in_viewport()
    # And back: a change is in the address, and no step of the history.
    steps = page.evaluate("history.length")
    piece.get_by_role("radio", checked=False).first.check()
    assert re.search(f"#{name}:", page.url) and not page.url.endswith(state)
    assert page.evaluate("history.length") == steps
    url, before = page.url, said(piece)
    page.goto("about:blank")
    page.goto(url)
    expect(piece.locator("output")).to_have_text(re.compile(r"\w"))
    assert said(piece) == before


def test_a_piece_fills_the_screen_by_its_address_and_escape_leads_to_the_page(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/learn/derivative/?alone=zoom")
    box = page.locator("piece-zoom").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 800)
    page.keyboard.press("Escape")
    page.wait_for_url("**/learn/derivative/")
    assert page.locator("piece-zoom").bounding_box()["width"] < 1000


def test_a_change_of_the_address_changes_the_state(visit, page):
    piece = visit("zoom")
    for address in "#zoom:k=15&f=square", "#try-it":
        # At once: later, Material loads the page anew.
        words = piece.evaluate(
            """(piece, address) => new Promise(resolve => {
                addEventListener("hashchange", () => resolve(piece.textContent))
                location.hash = address
            })""",
            address,
        )
        assert "1.5 ± 1e−15" in words


def test_a_state_that_makes_no_sense_does_no_harm(visit):
    piece = visit("zoom", "k=99&f=nothing&other=1&%E2%82%AC=2&type=float32")
    assert "window" in said(piece) and slider(piece).input_value() == "16"


# Instant navigation, the theme, motion


def test_they_work_after_visits_that_load_no_page_whole(page, base_url, complaints):
    page.set_viewport_size(DESKTOP)
    page.goto("/learn/why-check/")
    links_are_taken(page)
    page.evaluate("window.here = true")
    for _ in range(2):
        page.locator(".md-footer__link--next").click()
        piece = page.locator("piece-zoom")
        expect(piece.locator("output")).to_contain_text("window: 1.5 ± 1.")
        slider(piece).press("ArrowRight")
        expect(piece.locator("output")).to_contain_text("window: 1.5 ± 0.1.")
        assert page.url.endswith("/learn/derivative/#zoom:k=1&f=square&type=float64")
        page.locator(".md-footer__link--prev").click()
        expect(piece).to_have_count(0)
    page.locator(".md-tabs").get_by_text("Use it", exact=True).click()
    page.locator("article a[href*='read-your-number']").first.click()
    expect(page.locator("piece-number li")).to_have_count(2)
    assert page.evaluate("window.here"), "a page was loaded whole"


@every_picture
def test_the_picture_follows_the_theme_as_it_is_switched(name, visit, page):
    piece = visit(name, color_scheme="light")
    slider(piece).press("ArrowRight")
    line = piece.locator(".live path.numerical").first
    mark = piece.locator(".live text").first
    colours = "e => [getComputedStyle(e).stroke, getComputedStyle(e).fill]"
    before, words = [line.evaluate(colours), mark.evaluate(colours)], said(piece)
    choose_scheme(page, "Always dark")
    after = [line.evaluate(colours), mark.evaluate(colours)]
    assert before[0][0] != after[0][0] and before[1][1] != after[1][1]
    assert said(piece) == words


MOVE = """piece => {
    const slider = piece.querySelector("[type=range]")
    slider.value = 9
    slider.dispatchEvent(new Event("input", { bubbles: true }))
    return piece.at
}"""


def test_the_zoom_glides_unless_less_motion_is_asked_for(visit, page):
    piece = visit("zoom")
    assert piece.evaluate(MOVE) == 9
    page.clock.install()
    piece = visit("zoom", motion="no-preference")
    page.clock.pause_at(datetime.now() + timedelta(hours=1))
    assert piece.evaluate(MOVE) < 1
    page.clock.run_for(200)
    assert 1 < piece.evaluate("piece => piece.at") < 9
    page.clock.run_for(300)
    assert piece.evaluate("piece => piece.at") == 9


@every_picture
def test_nothing_moves_by_itself(name, visit, page):
    page.clock.install()
    piece = visit(name, motion="no-preference")
    drawn(page)
    before = curve(piece)
    page.clock.run_for(60_000)
    assert curve(piece) == before
    assert piece.evaluate("piece => piece.getAnimations({ subtree: true })") == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@every_piece
def test_nothing_below_moves_as_the_script_arrives(name, size, page, base_url):
    held = []
    page.route(f"**/pieces/{name}/piece.js", lambda route: held.append(route))
    page.set_viewport_size(size)
    page.goto(ADDRESSES[name], wait_until="commit")
    piece = page.locator(f"piece-{name}")
    expect(piece.locator("form")).to_be_visible()
    drawn(page)
    height = "piece => piece.getBoundingClientRect().height"
    before = piece.evaluate(height)
    assert len(held) == 1
    held[0].continue_()
    expect(piece.locator("output")).not_to_be_empty()
    drawn(page)
    assert piece.evaluate(height) == pytest.approx(before, abs=1)


# Still: without a script, in print, on a phone


@every_piece
def test_without_a_script_the_page_is_whole(name, browser, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(ADDRESSES[name])
    piece = page.locator(f"piece-{name}")
    expect(piece.locator("form")).to_be_hidden()
    if name == "number":
        expect(page.locator("table").first).to_be_visible()
    else:
        expect(piece.locator(".still")).to_be_visible()
        expect(piece.locator("figcaption")).to_be_visible()
        piece.locator("summary").click()
        expect(piece.locator("table")).to_be_visible()
    context.close()


@every_picture
def test_in_print_it_is_the_still_figure(name, visit, page):
    piece = visit(name)
    expect(piece.locator(".still")).to_be_hidden()
    page.emulate_media(media="print")
    expect(piece.locator(".still")).to_be_visible()
    expect(piece.locator("figcaption")).to_be_visible()
    expect(piece.locator("form")).to_be_hidden()


@every_picture
def test_where_the_script_is_lost_the_still_figure_stays(name, page, base_url):
    page.route(f"**/{name}/piece.js", lambda route: route.abort())
    page.goto(ADDRESSES[name])
    expect(page.locator(f"piece-{name} .still")).to_be_visible()
    expect(page.locator(f"piece-{name} form")).to_be_hidden()


@pytest.mark.parametrize("script", [True, False])
@every_picture
def test_the_text_of_a_figure_is_11_pixels_at_least_on_a_phone(
    name, script, browser, base_url
):
    context = browser.new_context(
        java_script_enabled=script, viewport=PHONE, base_url=base_url
    )
    page = context.new_page()
    page.goto(ADDRESSES[name])
    part = ".live" if script else ".still"
    words = page.locator(f"piece-{name} {part} text")
    expect(words.first).to_be_visible()
    for text in words.all():
        size = text.evaluate(
            """text => {
                let svg = text.ownerSVGElement
                while (svg.ownerSVGElement) svg = svg.ownerSVGElement
                const { width } = svg.getBoundingClientRect()
                const size = parseFloat(getComputedStyle(text).fontSize)
                return size * width / svg.viewBox.baseVal.width
            }"""
        )
        assert size >= 11, text.text_content()
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@every_piece
def test_axe_finds_nothing(name, scheme, size, visit, page):
    piece = visit(name, color_scheme=scheme)
    page.set_viewport_size(size)
    if name != "number":
        piece.locator("summary").click()
    drawn(page)
    axe_finds_nothing(page, scheme, phone=size == PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"]


# What is computed twice


def of_script(page, script, expression, *arguments):
    """Return what an expression gives, with `m` for a script of the pieces."""
    return page.evaluate(
        f"""async ([address, ...a]) => {{
            const m = await import(address)
            return {expression}
        }}""",
        [f"/assets/javascripts/pieces/{script}", *arguments],
    )


@pytest.mark.parametrize("kind", zoom.TYPES)
@pytest.mark.parametrize("name", zoom.POINTS)
def test_python_and_javascript_draw_the_same_curve(name, kind, visit, page):
    visit("zoom")
    x = zoom.POINTS[name][0]
    places = [x + t / 40 * 10.0**-k for k in range(17) for t in range(-42, 43)]
    ours = [float(zoom.value(name, at, zoom.TYPES[kind])) for at in places]
    theirs = of_script(
        page,
        "zoom/piece.js",
        "a[0].map(x => m.value(a[1], x, a[2]))",
        places,
        name,
        kind,
    )
    if name == "sigmoid":
        assert theirs == pytest.approx(ours, rel=1e-12, abs=0)
    else:
        assert theirs == ours


def test_python_and_javascript_count_the_same_digits(visit, page):
    visit("epsilon")
    data = epsilon.data()
    pairs = [
        [estimate, data[name]["slope"]]
        for name in epsilon.FUNCTIONS
        for kind in epsilon.TYPES
        for estimate in data[name][kind]
    ]
    same = [commonprefix(pair) for pair in pairs]
    counts = [len(text.lstrip("-0.").replace(".", "")) for text in same]
    theirs = of_script(page, "plot.js", "a[0].map(([e, s]) => m.agree(e, s))", pairs)
    assert theirs == [len(text) for text in same]
    assert of_script(page, "epsilon/piece.js", "a[0].map(m.digits)", same) == counts
    assert len(set(counts)) > 8


def test_python_and_javascript_read_a_number_alike_to_the_bit(visit, page):
    visit("number")
    ratios = [0, 5e-324, 1e-8, 1e-7, 2e-3, 0.1, 1 / 3, 0.35, 0.48, 0.5, 0.97, 1.03, 1.5]
    ratios += [1 + 1e-7, 1 + 1e-6, 1 + 2e-6, 2 + 1e-7, 2 + 1e-5]
    ratios += [n / 97 for n in range(97 * 3)] + [10.0**k for k in range(-14, 12)]
    names = [name for name, *_ in number.ROWS]
    seen = set()
    for by in ("sum", "norms", "larger", "nothing"):
        arguments = "number/piece.js", ratios, by, number.data()
        found = of(page, "rows", *arguments)
        ours = [number.rows(ratio, by) for ratio in ratios]
        assert [[names[i] for i in row] for row in found] == ours
        ours = [number.factors(ratio, by) for ratio in ratios]
        assert of(page, "factors", *arguments) == ours
        seen |= {len(pair) for pair in ours}
        ours = [number.too_much(ratio, by) for ratio in ratios]
        assert of(page, "tooMuch", *arguments) == ours
        nan = of_script(
            page, arguments[0], "m.rows(NaN, a[0], a[1])", by, arguments[-1]
        )
        assert [names[i] for i in nan] == number.rows(math.nan, by)
    assert seen == {0, 2}


def of(page, function, script, ratios, *rest):
    """Return what a function of a script gives for each ratio."""
    call = f"a[0].map(r => m.{function}(r, ...a.slice(1)))"
    return of_script(page, script, call, ratios, *rest)


# Bytes, before a reader moves anything


def test_the_scripts_are_small():
    sizes = {str(p): len(gzip.compress(p.read_bytes())) for p in PIECES.rglob("*.js")}
    assert len(sizes) >= 4
    assert max(sizes.values()) <= 2000, sizes
    assert sum(sizes.values()) <= 10_000, sizes


@every_piece
def test_a_page_stays_within_its_bytes_and_requests(name, page, base_url):
    loaded = sizes(open_to_the_end(page, ADDRESSES[name]))
    assert sum(loaded.values()) <= 150_000, json.dumps(loaded, indent=1)
    # One more than other pages: a piece's script imports plot.js.
    assert len(loaded) <= 13, json.dumps(loaded, indent=1)
    assert page.locator("*").count() <= 2500


def test_only_pages_with_a_piece_load_scripts_of_pieces(page, base_url):
    asked = open_to_the_end(page, "/learn/why-check/")
    assert asked and not [r.url for r in asked if "pieces" in r.url]
