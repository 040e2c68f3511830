"""What readers do, in three engines."""

import pytest

from .readers import links_are_taken

PIECES = {
    "zoom": (
        "/learn/derivative/",
        "[type=range]",
        ["ArrowRight", "ArrowRight"],
        "k=2&f=square&type=float64",
        "window: 1.5 ± 0.01",
    ),
    "epsilon": (
        "/learn/best-step/",
        "[type=range]",
        ["Home", "ArrowRight"],
        "k=1",
        "right digits",
    ),
    "number": (
        "/use/read-your-number/",
        "[type=text]",
        [*"3e-4"],
        "r=3e-4",
        "the step is too large or too small",
    ),
    "perturb": (
        "/learn/perturb-every-weight/",
        "[type=range]",
        ["ArrowRight", "ArrowLeft", "ArrowLeft"],
        "w=6&push=-1&epsilon=1&done=6",
        "The slope is",
    ),
    "suspects": (
        "/learn/norm-ratio/",
        "[name=curve]:checked",
        ["Tab", "Enter"],
        "curve=A&votes=r-----",
        "You said right. A is wrong",
    ),
}
SAID = "name => document.querySelector(`piece-${name} output`).textContent"


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_is_moved_by_keyboard_and_its_address_brings_it_back(name, desktop):
    address, field, keys, state, words = PIECES[name]
    desktop.open(address)
    desktop.until(SAID, name)
    desktop.evaluate(
        "selector => document.querySelector(selector).focus()", f"#{name} {field}"
    )
    desktop.press(*keys)
    desktop.until(f"(name, words) => ({SAID})(name).includes(words)", name, words)
    state_of_the_page = desktop.evaluate("() => location.hash")
    assert state_of_the_page.startswith(f"#{name}:{state}")
    said = desktop.evaluate(SAID, name)
    desktop.open(address + state_of_the_page)
    desktop.until(SAID, name)
    assert desktop.evaluate(SAID, name) == said


@pytest.mark.usefixtures("mirror")
def test_run_prints_what_is_recorded(desktop):
    desktop.open("/learn/central-difference/")
    # What is folded has no button to press.
    printed = """() => [...document.querySelectorAll("article > .output code")].map(
        code => code.textContent)"""
    recorded = desktop.evaluate(printed)
    # Nothing of what was recorded may pass for printed.
    desktop.evaluate(
        """() => {
            for (const code of document.querySelectorAll("article > .output code"))
                code.textContent = ""
            ;[...document.querySelectorAll("article > .program .run button:last-child")]
                .pop().focus()
        }"""
    )
    desktop.press("Enter")
    said = desktop.until(
        """() => [...document.querySelectorAll("article > .output .run-state")]
            .pop().textContent
            .match(/^(Same|Done|Differs|Ended|Python).*/)?.[0]"""
    )
    assert said == "Same as recorded"
    assert desktop.evaluate(printed) == recorded
    assert len(recorded) > 2 and all(recorded)


def test_what_is_copied_can_be_pasted(desktop):
    desktop.open("/learn/central-difference/")
    desktop.until("() => document.querySelector('.program .md-code__button')")
    desktop.click(".program .md-code__button")
    desktop.until("() => document.querySelector('.md-dialog--active')")
    desktop.evaluate(
        """() => {
            const field = document.createElement("textarea")
            document.querySelector("article").prepend(field)
            field.focus()
        }"""
    )
    desktop.press("Control+v")
    pasted = desktop.until("() => document.querySelector('article textarea').value")
    code = desktop.evaluate("() => document.querySelector('.program code').textContent")
    assert pasted.rstrip("\n") == code.rstrip("\n")


HEADING = "() => document.querySelector('h1').textContent"
AT = "path => location.pathname == path && document.querySelector('h1')"


def test_the_search_is_opened_by_a_key_and_enter_follows_a_result(desktop):
    desktop.open("/")
    links_are_taken(desktop)
    desktop.evaluate("() => { window.here = true }")
    desktop.press("/")
    desktop.until("() => document.activeElement.matches('.md-search__input')")
    desktop.type("central difference")
    desktop.until(
        """() => document.querySelector(".md-search-result__item a")?.textContent
            .includes("central difference")"""
    )
    desktop.press("ArrowDown", "Enter")
    desktop.until(AT, "/learn/central-difference/")
    assert desktop.evaluate("() => window.here"), "the page was loaded whole"


def test_links_change_the_page_without_loading_it_and_back_goes_back(desktop):
    desktop.open("/")
    links_are_taken(desktop)
    desktop.evaluate("() => { window.here = true }")
    heading = desktop.evaluate(HEADING)
    desktop.click(".md-tabs__item:nth-child(2) a")
    desktop.until(AT, "/learn/")
    desktop.until(f"old => ({HEADING})() != old", heading)
    # Not after going back: that may bring back a page as it was left.
    assert desktop.evaluate("() => window.here"), "a page was loaded whole"
    desktop.evaluate("() => history.back()")
    desktop.until(AT, "/")
    desktop.until(f"old => ({HEADING})() == old", heading)


TITLE = "() => document.querySelector('bug-zoo article h2').textContent"
ROWS = """column => [
    ...document.querySelectorAll("bug-zoo tbody tr:not([hidden])")
].map(row => row.cells[column].dataset.key ?? row.cells[column].textContent.trim())"""


def test_the_gallery_is_filtered_stepped_through_and_sorted(desktop):
    desktop.open("/zoo/gallery/")
    first = desktop.evaluate(TITLE)
    assert len(desktop.evaluate(ROWS, 0)) > 100
    desktop.click("bug-zoo [name=text]")
    desktop.type("sigmoid")
    count = "() => document.querySelector('bug-zoo output').textContent"
    desktop.until(f"() => !/^(\\d+) of \\1 /.test(({count})())")
    rows = desktop.evaluate(ROWS, 0)
    assert desktop.evaluate(count).startswith(f"{len(rows)} of ")
    assert 1 < len(rows) < 100

    desktop.click("bug-zoo nav button:last-child")
    desktop.until(f"old => ({TITLE})() != old", first)
    second, hash = desktop.evaluate(TITLE), desktop.evaluate("() => location.hash")
    desktop.click("bug-zoo nav button:last-child")
    desktop.until(f"old => ({TITLE})() != old", second)
    desktop.evaluate("() => history.back()")
    desktop.until("hash => location.hash == hash", hash)
    desktop.until(f"old => ({TITLE})() == old", second)

    desktop.click("bug-zoo th:nth-child(4) button")
    fourth = "th:nth-child(4)[aria-sort=ascending]"
    desktop.until("fourth => document.querySelector(fourth)", fourth)
    keys = list(map(float, desktop.evaluate(ROWS, 3)))
    assert keys == sorted(keys) and len(set(keys)) > 2
    assert sorted(desktop.evaluate(ROWS, 0)) == sorted(rows)
