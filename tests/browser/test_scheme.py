"""Light or dark: as the system, until the reader chooses; without a script, too."""

import json
import re

import pytest
from playwright.sync_api import expect

from .readers import choose_scheme, follow, scheme_button

LIGHT, DARK = "rgb(253, 251, 246)", "rgb(26, 25, 23)"
PAGE, OTHER = "/learn/why-check/", "/trouble/float32/"
# What the button says, beginning with who has not chosen.
NEXT = ["Always light", "Always dark", "Light or dark, as the system"]


@pytest.fixture(autouse=True)
def no_complaints(complaints):
    pass


def ground(page):
    return page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")


def expect_ground(page, colour):
    expect(page.locator("body")).to_have_css("background-color", colour)


def test_who_has_not_chosen_gets_that_of_the_system_at_once_and_later(page, base_url):
    page.emulate_media(color_scheme="light")
    page.goto(PAGE)
    expect(scheme_button(page)).to_have_attribute("title", NEXT[0])
    expect_ground(page, LIGHT)
    page.emulate_media(color_scheme="dark")
    expect_ground(page, DARK)
    page.reload()
    expect_ground(page, DARK)
    expect(scheme_button(page)).to_have_attribute("title", NEXT[0])
    page.emulate_media(color_scheme="light")
    expect_ground(page, LIGHT)


@pytest.mark.parametrize(
    "choice, colour", [("Always light", LIGHT), ("Always dark", DARK)]
)
def test_a_choice_stays_whatever_the_system_and_wherever_the_reader_goes(
    choice, colour, page, context, base_url
):
    page.goto(PAGE)
    choose_scheme(page, choice)
    for system in "dark", "light":
        page.emulate_media(color_scheme=system)
        expect_ground(page, colour)
        page.reload()
        expect_ground(page, colour)
    page.evaluate("window.here = true")
    follow(page, OTHER)
    expect(page.locator("h1")).to_contain_text("float32")
    expect_ground(page, colour)
    assert page.evaluate("window.here"), "the page was loaded whole"
    another = context.new_page()
    another.goto(OTHER)
    expect_ground(another, colour)


@pytest.mark.parametrize("system, colour", [("light", LIGHT), ("dark", DARK)])
def test_the_button_says_what_comes_next_and_the_third_is_the_system_again(
    system, colour, page, base_url
):
    page.emulate_media(color_scheme=system)
    page.goto(PAGE)
    for name, then in zip(NEXT, [LIGHT, DARK, colour]):
        expect(scheme_button(page)).to_have_attribute("title", name)
        scheme_button(page).click()
        expect_ground(page, then)
    expect(scheme_button(page)).to_have_attribute("title", NEXT[0])


def test_by_keyboard_the_schemes_are_radio_buttons_with_their_own_names(page, base_url):
    page.emulate_media(color_scheme="dark")
    page.goto(PAGE)
    group = page.get_by_role("radiogroup", name="Light or dark")
    expect(scheme_button(page)).to_be_visible()
    expect(group.get_by_role("radio", name=NEXT[2], checked=True)).to_have_count(1)
    group.get_by_role("radio", checked=True).focus()
    page.keyboard.press("ArrowDown")
    expect_ground(page, LIGHT)
    # Where it is found again, and the icon that is seen has the outline.
    page.reload()
    expect(scheme_button(page)).to_have_attribute("title", NEXT[1])
    page.locator(".md-header__button:visible").first.focus()
    page.keyboard.press("Tab")
    expect(group.get_by_role("radio", name=NEXT[0], checked=True)).to_be_focused()
    assert (
        scheme_button(page).evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    )
    page.keyboard.press("Enter")
    expect_ground(page, DARK)


def store(page, index, media, scheme):
    """Store what Material stores, as one of its visits did."""
    color = {"media": media, "scheme": scheme, "primary": "indigo", "accent": "indigo"}
    page.add_init_script(
        f"localStorage['/.__palette'] ??= {json.dumps(json.dumps({'index': index, 'color': color}))}"
    )


@pytest.mark.parametrize(
    "stored, system, colour",
    [
        (None, "light", LIGHT),
        (None, "dark", DARK),
        ((0, "(prefers-color-scheme)", "default"), "dark", DARK),
        ((1, "(prefers-color-scheme: light)", "default"), "dark", LIGHT),
        ((2, "(prefers-color-scheme: dark)", "slate"), "light", DARK),
        # Once there were two schemes, and the first visit stored one of them.
        ((0, "(prefers-color-scheme: light)", "default"), "dark", DARK),
        ((1, "(prefers-color-scheme: dark)", "slate"), "light", LIGHT),
    ],
)
def test_a_page_has_its_scheme_before_materials_script_and_after(
    stored, system, colour, page, base_url
):
    if stored:
        store(page, *stored)
    page.emulate_media(color_scheme=system)
    held = []
    page.route(re.compile(r"/bundle\."), lambda route: held.append(route))
    page.goto(PAGE, wait_until="commit")
    page.locator("footer").wait_for()
    expect_ground(page, colour)
    # No frame from here on has another colour.
    page.evaluate(
        """() => {
            window.seen = new Set()
            const look = () => {
                seen.add(getComputedStyle(document.body).backgroundColor)
                requestAnimationFrame(look)
            }
            look()
        }"""
    )
    held[0].continue_()
    expect(scheme_button(page)).to_be_visible()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate("[...seen]") == [colour]


def test_fields_bars_and_the_browsers_own_frame_follow(page, base_url):
    page.goto("/zoo/gallery/")
    root, field = page.locator("html"), page.locator("bug-zoo select")
    for name, scheme, colour in [
        ("Always dark", "dark", "#1a1917"),
        ("Always light", "light", "#fdfbf6"),
    ]:
        choose_scheme(page, name)
        expect(root).to_have_css("color-scheme", scheme)
        expect(field).to_have_css("color-scheme", scheme)
        expect(page.locator("meta[name=theme-color]")).to_have_attribute(
            "content", colour
        )


COLOURS = """() => [...document.querySelectorAll("body, body *")].filter(
    e => e.checkVisibility() && e.closest(".md-main")
).map(e => {
    const { color, backgroundColor, borderBlockStartColor, fill, stroke } = getComputedStyle(e)
    return [e.tagName, color, backgroundColor, borderBlockStartColor, fill, stroke].join()
})"""


@pytest.mark.parametrize("system, colour", [("light", LIGHT), ("dark", DARK)])
def test_without_a_script_it_is_that_of_the_system_in_the_same_colours(
    system, colour, browser, base_url
):
    seen = []
    for script in False, True:
        context = browser.new_context(
            base_url=base_url,
            color_scheme=system,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto("/learn/network/")
        if script:
            expect(scheme_button(page)).to_be_visible()
        else:
            expect(page.locator("[data-md-component=palette]")).to_be_hidden()
        expect_ground(page, colour)
        root = "getComputedStyle(document.documentElement).colorScheme"
        assert page.evaluate(root) == ("light dark" if not script else system)
        seen.append(set(page.evaluate(COLOURS)))
        context.close()
    plain, scripted = seen
    assert len(plain) > 20 and plain <= scripted
