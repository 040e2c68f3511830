"""The workbench gives a verdict on what is pasted, and its address holds it."""

import re

import pytest
from playwright.sync_api import expect

from .readers import axe_finds_nothing, drawn, put

BENCH = "/use/check-it-here/"
LONG = 120_000
PASTED = """
import numpy as np
from gradient_check import check_gradient

print(check_gradient(lambda x: np.sum(x**3), lambda x: 6 * x**2, np.arange(1.0, 4.0)))
"""
pytestmark = pytest.mark.usefixtures("mirror")


def shown(page):
    return page.locator(".template:visible")


def editor(page):
    return shown(page).get_by_role("textbox")


def said(box):
    return box.locator(".output .run-state")


def test_one_of_five_programs_is_shown_and_the_keyboard_chooses(page):
    page.goto(BENCH)
    names = page.locator("check-bench label").all_inner_texts()
    assert len(names) == 5
    expect(shown(page)).to_have_count(1)
    page.locator("check-bench input").first.focus()
    for name in names[1:]:
        page.keyboard.press("ArrowDown")
        expect(page.get_by_label(name.strip())).to_be_checked()
        expect(shown(page)).to_have_count(1)


def test_what_is_pasted_gets_its_verdict_and_its_picture(page):
    page.goto(BENCH)
    put(editor(page), PASTED)
    editor(page).focus()
    page.keyboard.press("Control+Enter")
    expect(shown(page).locator(".output")).to_contain_text(
        "likely: parameters: 2 times what it should be.", timeout=LONG
    )
    expect(shown(page).locator(".run-rich svg").first).to_be_visible()


def test_a_program_of_the_bench_runs_without_those_above_it(page):
    page.goto(BENCH)
    put(editor(page), "1 / 0")
    page.get_by_label("A layer alone").check()
    shown(page).get_by_role("button", name=re.compile("^Run")).click()
    expect(shown(page).locator(".output")).to_contain_text(
        "right: within", timeout=LONG
    )


def test_a_shared_address_opens_the_very_same_code_elsewhere(page, browser, base_url):
    page.goto(BENCH)
    page.get_by_label("A class").check()
    put(editor(page), PASTED + "# ε, and a tab:\t<b>\n")
    page.get_by_role("button", name="Share").click()
    expect(page.locator("check-bench output")).to_contain_text("it holds your code")
    written = editor(page).inner_text()
    context = browser.new_context(base_url=base_url)
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("check-bench output")).to_contain_text("Read it before")
    expect(other.get_by_label("A class")).to_be_checked()
    assert editor(other).inner_text() == written
    assert other.locator(".template b").count() == 0
    assert said(shown(other)).text_content() == "", "It has run by itself."
    context.close()


@pytest.mark.parametrize(
    "text", ["code:1:AAAA", "code:2:%%", "code:0:_-_-_", "code:9:a"]
)
def test_an_address_that_was_cut_off_does_no_harm(text, page):
    page.goto(BENCH)
    before = editor(page).inner_text()
    page.goto(f"{BENCH}#{text}")
    expect(shown(page)).to_have_count(1)
    page.locator("check-bench input").first.check()
    assert editor(page).inner_text() == before


def test_without_a_script_all_five_stand_one_below_the_other(browser, base_url):
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(BENCH)
    assert page.locator(".template h3").count() == 5
    expect(page.locator(".template")).to_have_count(5)
    for template in page.locator(".template").all():
        expect(template.locator(".output")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_on_the_bench(width, page):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(BENCH)
    drawn(page)
    axe_finds_nothing(page, phone=width == 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
