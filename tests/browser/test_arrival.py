"""A page may arrive in any order, and slowly: what is there stays where it is."""

import pytest
from playwright.sync_api import expect

from .readers import drawn, layout_shift

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
CODE, ZOO, NUMBER = (
    "/learn/central-difference/",
    "/zoo/gallery/",
    "/use/read-your-number/",
)
# One of each kind, and every piece.
PAGES = [
    "/",
    CODE,
    ZOO,
    NUMBER,
    "/learn/derivative/",
    "/learn/perturb-every-weight/",
    "/learn/norm-ratio/",
    "/learn/best-step/",
    "/notebooks/part-five/",
]
every_page = pytest.mark.parametrize("address", PAGES)
on_both = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])

# Takes the parts of a page away, from the last to the first, so that each time
# what is left is what a parser had read. Returns what has moved.
UNREAD = """() => {
    const article = document.querySelector("article")
    // A form is one part, as a picture is, or a table.
    const holds = ":is(article, div, figure, details, section, ul, ol, .piece, bug-zoo)"
        + ":not(.still, .still *, form *, details *)"
    const last = box => box.matches(holds) && box.checkVisibility() && box.lastElementChild
        ? last(box.lastElementChild) : box
    const place = box => {
        const { left, top, width } = box.getBoundingClientRect()
        return [left, top + scrollY, width].map(Math.round).join()
    }
    let parts = [...article.querySelectorAll("*")].filter(box =>
        !box.matches(holds) && box.parentElement.matches(holds) && box.checkVisibility())
    const moved = []
    let steps = 0
    while (article.lastElementChild) {
        const late = last(article)
        parts = parts.filter(part => !late.contains(part))
        const before = parts.map(place)
        late.remove()
        steps++
        const part = parts.find((part, i) => place(part) != before[i])
        if (part) moved.push([late, part].map(box => box.outerHTML.slice(0, 60)))
    }
    return [steps, moved]
}"""


@every_page
@on_both
def test_what_comes_further_down_moves_nothing(address, size, page, base_url):
    page.set_viewport_size(size)
    page.route("**/*.js", lambda r: r.fulfill(body="", content_type="text/javascript"))
    page.goto(address)
    drawn(page)
    steps, moved = page.evaluate(UNREAD)
    assert steps > 20
    assert moved == []


# A file that is late, on what page, and the last that is there without it.
LATE = [("*.js", address, "footer") for address in PAGES if address != ZOO]
LATE += [("zoo.css", ZOO, "h1"), ("zoo.js", ZOO, "bug-zoo article:last-child")]


@pytest.mark.parametrize("file, address, last", LATE)
def test_nothing_moves_when_a_file_comes_late(file, address, last, page, base_url):
    waited = []

    def hold(route):
        """Let go when all that comes without it has been drawn."""
        page.locator(last).wait_for(state="attached")
        drawn(page)
        waited.append(page.evaluate("performance.now()"))
        route.continue_()

    page.route(f"**/{file}", hold)
    # Only what is in sight counts.
    page.set_viewport_size({"width": 1280, "height": 9000})
    page.goto(address)
    assert waited
    assert layout_shift(page, since=waited[0]) == 0


def test_toolbars_have_their_roles_before_a_frame_is_drawn(page, base_url):
    page.add_init_script("window.requestAnimationFrame = () => 0")
    page.goto(CODE)
    toolbars = page.locator(".md-code__nav")
    assert toolbars.count() > 5
    assert page.locator(".md-code__nav[role=none]").count() == toolbars.count()


@pytest.mark.parametrize(
    "script, address, field",
    [
        ("number/piece.js", NUMBER, "piece-number [name=r]"),
        ("zoo.js", ZOO, "bug-zoo [name=text]"),
    ],
)
def test_enter_stays_on_the_page_that_waits_for_its_script(
    script, address, field, page, base_url
):
    held = []
    page.route(f"**/{script}", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    before = page.url
    page.locator(field).fill("0.5")
    page.locator(field).press("Enter")
    drawn(page)
    assert page.url == before
    held[0].continue_()
    page.wait_for_load_state()
    expect(page.locator(field)).to_have_value("0.5")
    assert page.url == before


def test_what_is_unfolded_and_too_wide_can_be_reached(page, base_url):
    page.set_viewport_size(PHONE)
    page.goto("/learn/derivative/")
    table = page.locator("#zoom details .table")
    # As some browsers fold: what is inside has no size.
    page.add_style_tag(content="details:not([open]) > div { display: none }")
    page.set_viewport_size({"width": 391, "height": 844})
    expect(table).not_to_have_attribute("tabindex", "0")
    page.locator("#zoom summary").click()
    expect(table).to_have_attribute("tabindex", "0")
