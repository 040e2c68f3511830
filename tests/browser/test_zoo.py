"""The gallery of the bug zoo, used with a keyboard, and without a script."""

import re

import pytest
from bug_zoo import read_bugs
from playwright.sync_api import expect

from .readers import drawn, links_are_taken, open_to_the_end

ZOO = "/zoo/gallery/"
BUGS = read_bugs()
TITLES = [bug.title for bug in BUGS]
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.fixture
def zoo(page, base_url, complaints):
    page.set_viewport_size(DESKTOP)
    page.goto(ZOO)
    return page


def visit_gallery(page):
    """Go there as a reader does: by the tab, then by the link of its first page."""
    page.locator(".md-tabs").get_by_text("Bug zoo", exact=True).click()
    page.locator("article").get_by_text("The gallery", exact=True).first.click()
    expect(page.locator("bug-zoo article")).to_have_count(1)


def heading(page):
    return page.locator("bug-zoo article h2")


def names(page):
    """The bugs that the table lists, in its order."""
    links = page.locator("bug-zoo tbody tr:not([hidden]) a")
    return links.evaluate_all("links => links.map(a => a.hash.slice(1))")


def column(page, number):
    cells = page.locator(f"bug-zoo tbody tr > :nth-child({number})")
    return cells.evaluate_all("cells => cells.map(c => c.dataset.key ?? c.textContent)")


def press(page, locator, key="Enter"):
    locator.focus()
    page.keyboard.press(key)


def test_one_bug_is_shown_at_a_time_and_the_first_at_first(zoo):
    expect(zoo.locator("bug-zoo article")).to_have_count(1)
    expect(heading(zoo)).to_have_text(TITLES[0])
    expect(zoo.locator("bug-zoo nav output span >> nth=0")).to_have_text(
        f"1 of {len(BUGS)}"
    )


def test_the_first_screen_has_the_table_and_the_change_of_a_bug(zoo):
    for part in ["form", "tbody tr >> nth=3", "pre.diff"]:
        box = zoo.locator(f"bug-zoo {part}").bounding_box()
        assert box["y"] + box["height"] < DESKTOP["height"], part


def test_enter_on_a_name_picks_the_bug_and_the_address_says_so(zoo):
    bug = BUGS[4]
    press(zoo, zoo.get_by_role("link", name=bug.title, exact=True))
    expect(heading(zoo)).to_have_text(bug.title)
    assert zoo.url.endswith(f"{ZOO}#{bug.name}")
    expect(zoo.locator("[aria-current]")).to_have_text([bug.title])


def test_the_back_button_goes_back_a_bug(zoo):
    for name in BUGS[2].name, BUGS[7].name:
        press(zoo, zoo.locator(f'bug-zoo tbody a[href$="#{name}"]'))
    zoo.go_back()
    expect(heading(zoo)).to_have_text(TITLES[2])
    zoo.go_back()
    expect(heading(zoo)).to_have_text(TITLES[0])
    zoo.go_forward()
    expect(heading(zoo)).to_have_text(TITLES[2])


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_an_address_with_a_bug_shows_it_in_sight(size, zoo):
    bug = BUGS[-20]
    zoo.set_viewport_size(size)
    zoo.goto("/")
    zoo.goto(f"{ZOO}#{bug.name}")
    drawn(zoo)
    expect(heading(zoo)).to_have_text(bug.title)
    header = zoo.locator(".md-header").bounding_box()
    buttons = zoo.locator("bug-zoo nav").bounding_box()
    assert buttons["y"] >= header["y"] + header["height"]
    assert heading(zoo).bounding_box()["y"] < size["height"] - 100
    row, table = (
        zoo.locator(f"bug-zoo {part}").bounding_box()
        for part in ("tr:has([aria-current])", ".zoo-table")
    )
    assert table["y"] <= row["y"] < table["y"] + table["height"]


def test_picking_on_a_phone_brings_the_bug_into_sight(zoo):
    zoo.set_viewport_size(PHONE)
    press(zoo, zoo.locator("bug-zoo tbody a").nth(2))
    expect(heading(zoo)).to_have_text(TITLES[2])
    assert 0 < heading(zoo).bounding_box()["y"] < PHONE["height"] / 3


def test_next_and_previous_follow_the_table_around(zoo):
    back, on = zoo.locator("bug-zoo nav button").all()
    press(zoo, on)
    expect(heading(zoo)).to_have_text(TITLES[1])
    press(zoo, back, "Space")
    expect(heading(zoo)).to_have_text(TITLES[0])
    press(zoo, back)
    expect(heading(zoo)).to_have_text(TITLES[-1])
    expect(zoo.locator("bug-zoo nav output span >> nth=0")).to_have_text(
        f"{len(BUGS)} of {len(BUGS)}"
    )


@pytest.mark.parametrize("number", range(3, 7))
def test_a_heading_sorts_by_number_up_and_down(number, zoo):
    button = zoo.locator(f"bug-zoo thead th:nth-child({number}) button")
    cell = zoo.locator(f"bug-zoo thead th:nth-child({number})")
    for way, sign in [("ascending", 1), ("descending", -1)]:
        press(zoo, button)
        expect(cell).to_have_attribute("aria-sort", way)
        values = [float(value) for value in column(zoo, number)]
        assert values == sorted(values, key=lambda v: sign * v)
        assert len(set(values)) > 2
    expect(zoo.locator("bug-zoo [aria-sort]")).to_have_count(1)
    expect(button).to_be_focused()


def test_next_follows_the_order_that_was_sorted(zoo):
    press(zoo, zoo.locator("bug-zoo thead button").first)
    titles = column(zoo, 1)
    letters = [title[0] for title in titles if title[0].isupper()]
    assert letters == sorted(letters) and len(set(letters)) > 5
    press(zoo, zoo.locator("bug-zoo tbody a").first)
    press(zoo, zoo.locator("bug-zoo nav button").last)
    expect(heading(zoo)).to_have_text(titles[1])
    # Material would load the page anew, if it heard of the step back.
    zoo.evaluate("addEventListener('popstate', () => { window.told = true })")
    zoo.go_back()
    expect(heading(zoo)).to_have_text(titles[0])
    assert not zoo.evaluate("window.told") and column(zoo, 1) == titles


def test_words_find_titles_lessons_and_changes(zoo):
    zoo.get_by_label("Find").focus()
    zoo.keyboard.type("momentum LEAKS")
    assert names(zoo) == ["momentum-in-the-gradient", "mlp-momentum-in-the-gradient"]
    count = zoo.locator("bug-zoo form output")
    expect(count).to_have_text(f"2 of {len(BUGS)} bugs")
    # The bug beside the table stays, and the next one is the first that is found.
    expect(heading(zoo)).to_have_text(TITLES[0])
    press(zoo, zoo.locator("bug-zoo nav button").last)
    assert zoo.url.endswith("#momentum-in-the-gradient")
    zoo.get_by_label("Find").fill('ravel("F")')
    assert names(zoo) == ["raveled-by-columns"]
    zoo.get_by_label("Find").fill("broadcasting")
    assert names(zoo) == ["weights-missing-on-the-way-back"]
    zoo.get_by_label("Find").fill("no bug is called so")
    expect(count).to_have_text(f"0 of {len(BUGS)} bugs")
    press(zoo, zoo.locator("bug-zoo nav button").last)
    assert zoo.url.endswith("#momentum-in-the-gradient")


def test_a_group_of_bugs_can_be_asked_for(zoo):
    zoo.get_by_label("Show").select_option("the MLP")
    assert names(zoo) == [bug.name for bug in BUGS if bug.network == "mlp"]
    zoo.get_by_label("Show").select_option("unseen by the lecture’s ratio")
    unseen = names(zoo)
    assert "momentum-in-the-gradient" in unseen and "factor-two" not in unseen
    zoo.get_by_label("Show").select_option("wrong, but trains well")
    assert "factor-two" in names(zoo) and "sign-of-the-error" not in names(zoo)
    zoo.get_by_label("Show").select_option("all bugs")
    assert len(names(zoo)) == len(BUGS)


def test_what_changes_is_read_out_politely(zoo):
    # An <output> is a polite live region.
    press(zoo, zoo.locator("bug-zoo nav button").last)
    said = zoo.get_by_role("status").all_text_contents()
    total = len(BUGS)
    assert said == [f"{total} of {total} bugs", f"2 of {total}: {TITLES[1]}"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_what_is_used_is_at_least_24_pixels_high(size, zoo):
    zoo.set_viewport_size(size)
    used = zoo.locator("bug-zoo :is(button, input, select, tbody tr):visible")
    boxes = [element.bounding_box() for element in used.all()[:20]]
    assert len(boxes) == 20
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24


def test_it_works_after_a_visit_from_another_page_that_loads_none_whole(zoo):
    zoo.goto("/")
    links_are_taken(zoo)
    zoo.evaluate("window.here = true")
    for _ in range(2):
        visit_gallery(zoo)
        zoo.locator("bug-zoo tbody a").nth(3).click()
        expect(heading(zoo)).to_have_text(TITLES[3])
        zoo.go_back()
        expect(heading(zoo)).to_have_text(TITLES[0])
        zoo.locator("bug-zoo nav button").last.click()
        expect(heading(zoo)).to_have_text(TITLES[1])
        zoo.locator(".md-tabs").get_by_text("Notebook", exact=True).click()
        expect(zoo.locator("bug-zoo")).to_have_count(0)
    assert zoo.evaluate("window.here"), "a page was loaded whole"


def test_back_from_the_first_bug_leads_to_the_page_before(zoo):
    zoo.goto("/learn/step-size/")
    links_are_taken(zoo)
    visit_gallery(zoo)
    zoo.reload()
    links_are_taken(zoo)
    zoo.locator("bug-zoo tbody a").nth(3).click()
    zoo.go_back()
    expect(heading(zoo)).to_have_text(TITLES[0])
    zoo.go_back()
    expect(zoo.locator("bug-zoo")).to_have_count(0)
    expect(zoo.locator("h1")).to_contain_text("What wrong gradients do")


def test_back_from_another_page_shows_the_bug_that_was_left(zoo):
    links_are_taken(zoo)
    zoo.locator("bug-zoo tbody a").nth(3).click()
    zoo.locator(".md-tabs").get_by_text("Notebook", exact=True).click()
    expect(zoo.locator("bug-zoo")).to_have_count(0)
    zoo.go_back()
    expect(heading(zoo)).to_have_text(TITLES[3])


def test_without_a_script_all_bugs_are_there_below_the_table(browser, base_url):
    page = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    page.goto(ZOO)
    assert page.locator("bug-zoo tbody tr:visible").count() == len(BUGS)
    assert page.locator("bug-zoo article:visible").count() == len(BUGS)
    assert page.locator("bug-zoo :is(form, nav):visible").count() == 0
    page.locator("bug-zoo tbody a").nth(30).click()
    assert re.search(f"#{BUGS[30].name}$", page.url)
    expect(page.locator(f"#{BUGS[30].name} h2")).to_be_in_viewport()
    page.context.close()


def test_only_this_page_loads_its_script(page, base_url):
    asked = open_to_the_end(page, "/learn/step-size/")
    assert asked and not [r.url for r in asked if "zoo." in r.url]
