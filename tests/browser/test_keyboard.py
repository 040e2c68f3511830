"""Whoever has a keyboard only: what has the focus is in sight, wherever it goes."""

import pytest
from playwright.sync_api import expect

from .readers import drawn, links_are_taken, scheme_button

HOME, PIECE, ZOO = "/", "/learn/derivative/", "/zoo/gallery/"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}

# What has the focus, and whether it is seen: drawn, in the window, and below
# nothing else. A radio button that is drawn by its label is seen by that.
FOCUSED = """() => {
    const element = document.activeElement
    if (element == document.body) return null
    const option = element.matches(".md-option")
    const seen = option ? element.nextElementSibling : element
    const within = element.closest("label:has([type=radio])") ?? seen
    const { left, top, width, height } = seen.getBoundingClientRect()
    const [x, right] = [Math.max(left, 0), Math.min(left + width, innerWidth)]
    const [y, bottom] = [Math.max(top, 0), Math.min(top + height, innerHeight)]
    // Of a long block of code, a part is enough.
    const least = size => Math.min(size, 24) - 2
    const inside = right - x >= least(width) && bottom - y >= least(height)
    const over = document.elementFromPoint((x + right) / 2, (y + bottom) / 2)
    const drawn = within.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    const { outlineStyle, outlineWidth } = getComputedStyle(within)
    const outlined = outlineStyle != "none" && parseFloat(outlineWidth) >= 2
    const clear = over && (seen.contains(over) || over.contains(seen) || within.contains(over))
    const name = element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent
    return {
        name: `${element.tagName}.${element.className} ${name.trim().slice(0, 40)}`,
        seen: Boolean(drawn && outlined && inside && clear),
        facts: { drawn, outlined, inside, clear: Boolean(clear), left, top, width, height },
    }
}"""


@pytest.fixture(autouse=True)
def still(page, base_url, complaints):
    page.emulate_media(reduced_motion="reduce")


def visit(page, address, size):
    page.set_viewport_size(size)
    page.goto(address)
    expect(scheme_button(page)).to_be_visible()
    drawn(page)


def focused(page):
    stop = page.evaluate(FOCUSED)
    if stop and "search__input" in stop["name"]:  # It opens as it gets the focus.
        expect(page.locator("[data-md-toggle=search]")).to_be_checked()
        stop = page.evaluate(FOCUSED)
    return stop


def tab_through(page, key="Tab"):
    """Return all that gets the focus, from the page's begin to its end."""
    stops = []
    page.keyboard.press(key)
    while (stop := focused(page)) is not None:
        stops.append(stop)
        assert len(stops) < 400, "the keyboard is in a trap"
        page.keyboard.press(key)
    return stops


@pytest.mark.parametrize("width", [1280, 1000, 390, 320])
@pytest.mark.parametrize("address", [HOME, PIECE, ZOO])
def test_each_stop_is_in_sight_and_the_way_leads_through(address, width, page):
    visit(page, address, {"width": width, "height": 800})
    stops = tab_through(page)
    assert [stop for stop in stops if not stop["seen"]] == []
    names = [stop["name"] for stop in stops]
    assert len(names) > 15 and "Skip to content" in names[0]
    assert ("All pages" in names[1]) == (width < 1220)
    assert "licences" in page.url or "others made" in names[-1]


def drawer_button(page):
    return page.get_by_role("button", name="All pages")


def drawer(page):
    return page.locator(".md-sidebar--primary")


def open_drawer(page, key="Enter"):
    drawer_button(page).focus()
    page.keyboard.press(key)
    expect(drawer_button(page)).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("address", [HOME, PIECE, ZOO])
def test_the_drawer_opens_and_each_of_its_links_is_seen(address, key, page):
    visit(page, address, {"width": 390, "height": 600})
    expect(drawer(page).locator("a").first).to_be_hidden()
    open_drawer(page, key)
    links = drawer(page).locator("a:visible")
    names = [" ".join(text.split()) for text in links.all_text_contents()]
    assert {"Use it", "Trouble", "Notebook"} <= set(names)
    if address == PIECE:
        assert {"Central differences", "Try it"} <= set(names)
    for k in range(links.count()):
        assert links.nth(k).evaluate("e => e == document.activeElement")
        stop = focused(page)
        assert stop["seen"], stop
        page.keyboard.press("Tab")
    # It is not a trap: the keyboard goes on, and the drawer is gone.
    expect(drawer_button(page)).to_have_attribute("aria-expanded", "false")
    expect(links.first).to_be_hidden()
    assert focused(page)["seen"]


def test_escape_closes_the_drawer_and_its_button_has_the_focus(page):
    visit(page, PIECE, PHONE)
    open_drawer(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(drawer(page).locator("a").first).to_be_hidden()
    expect(drawer_button(page)).to_be_focused()
    expect(drawer_button(page)).to_have_attribute("aria-expanded", "false")


def test_a_link_of_the_drawer_leads_to_its_page_and_closes_it(page):
    visit(page, PIECE, PHONE)
    links_are_taken(page)
    page.evaluate("window.here = true")
    open_drawer(page)
    drawer(page).get_by_role("link", name="Central differences").press("Enter")
    expect(page.locator("h1")).to_contain_text("Central differences")
    expect(drawer(page).locator("a").first).to_be_hidden()
    open_drawer(page)
    expect(drawer(page).locator("a:focus")).to_have_count(1)
    assert page.evaluate("window.here"), "the page was loaded whole"


def test_the_mouse_and_a_finger_open_and_close_the_drawer(page):
    visit(page, PIECE, PHONE)
    drawer_button(page).click()
    expect(drawer(page).get_by_role("link", name="Home")).to_be_in_viewport()
    page.locator(".md-overlay").click(position={"x": 380, "y": 400})
    expect(drawer(page).locator("a").first).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_escape_closes_the_search_and_no_result_is_left_behind(size, page):
    visit(page, HOME, size)
    page.keyboard.press("/")
    page.keyboard.type("lecture")
    page.locator(".md-search-result__item a").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert focused(page)["seen"]
    page.keyboard.press("Escape")
    expect(page.locator(".md-search-result__item a").first).to_be_hidden()
    page.keyboard.press("Tab")
    assert focused(page)["seen"], focused(page)
    assert "search" not in focused(page)["name"]


def test_tab_leaves_the_search_for_the_page(page):
    visit(page, HOME, DESKTOP)
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Home", exact=True)).to_be_focused()


@pytest.mark.parametrize("address", [HOME, PIECE])
def test_without_a_script_the_drawer_comes_when_it_has_the_focus(
    address, browser, base_url
):
    context = browser.new_context(
        base_url=base_url,
        viewport=PHONE,
        java_script_enabled=False,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    stops = []
    page.keyboard.press("Tab")
    while (stop := focused(page)) and len(stops) < 60:
        stops.append(stop)
        page.keyboard.press("Tab")
    assert [stop for stop in stops if not stop["seen"]] == []
    assert any("Trouble" in stop["name"] for stop in stops)
    context.close()
