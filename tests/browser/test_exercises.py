"""In the browser an exercise says how the reader did, and is solved by its solution."""

import re

import pytest
from docs._extension import exercises
from pages import PAGES, address_of
from playwright.sync_api import expect

from .readers import put

LONG = 120_000  # Python is loaded on each page.
PAGE_OF = {
    name: address_of(page)
    for page in PAGES
    for name in re.findall("<!-- exercise: ([a-z-]+) -->", page.read_text())
}
pytestmark = pytest.mark.usefixtures("mirror")


@pytest.mark.parametrize("name", exercises.names())
def test_an_exercise_gives_a_hint_and_then_is_solved(name, page):
    page.goto(PAGE_OF[name])
    box = page.locator(f"#exercise-{name}")
    run = box.get_by_role("button", name=re.compile("^Run"))
    state = box.locator(".output .run-state")
    run.click()
    expect(state).to_have_text("Not yet", timeout=LONG)
    expect(box.locator(".output code")).to_contain_text("Not yet: ")
    _, _, attempts = exercises.read(name)
    put(box.get_by_role("textbox"), attempts["solution"])
    run.click()
    expect(state).to_have_text("Solved", timeout=LONG)


def test_what_an_exercise_lacks_is_shown_as_an_error(page):
    page.goto(PAGE_OF["ratio"])
    box = page.locator("#exercise-ratio")
    put(box.get_by_role("textbox"), "import numpy as np\n")
    box.get_by_role("button", name=re.compile("^Run")).click()
    expect(box.locator(".output .run-state")).to_have_text(
        "Ended by NameError", timeout=LONG
    )
    expect(box.locator(".output code")).to_contain_text("norm_ratio")


def test_the_solution_is_folded_and_there_is_no_check_without_a_script(
    browser, base_url
):
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(PAGE_OF["ratio"])
    box = page.locator("#exercise-ratio")
    expect(box.locator(".check")).to_be_hidden()
    expect(box.locator("details pre")).to_be_hidden()
    box.locator("summary").click()
    expect(box.locator("details pre")).to_be_visible()
    context.close()
