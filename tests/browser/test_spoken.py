"""What the pieces say: read from the accessibility tree, at rest and as they move.

spoken/<piece>.txt has it; `pytest tests/browser/test_spoken.py --record` writes it.
Read such a file aloud, with the eyes shut, before you commit it.
"""

import re
from itertools import takewhile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .screen_reader import LISTEN, reading

SPOKEN = Path(__file__).parent / "spoken"
ADDRESSES = {
    "zoom": "/learn/derivative/",
    "epsilon": "/learn/best-step/",
    "number": "/use/read-your-number/",
    "perturb": "/learn/perturb-every-weight/",
    "suspects": "/learn/norm-ratio/",
}
# What has the focus, and the key that is pressed.
MOVES = {
    "zoom": [
        ("slider", "Zoom", "ArrowRight"),
        ("slider", "Zoom", "PageUp"),
        ("slider", "Zoom", "End"),
        ("radio", "float64", "ArrowRight"),
        ("radio", "x²", "ArrowRight"),
        ("radio", "sigmoid", "ArrowRight"),
        ("summary", "", "Enter"),
    ],
    "epsilon": [
        ("slider", "ε", "ArrowRight"),
        ("slider", "ε", "End"),
        ("slider", "ε", "Home"),
        ("radio", "float64", "ArrowRight"),
        ("radio", "x³", "ArrowUp"),
        ("summary", "", "Enter"),
    ],
    "number": [
        ("textbox", "", "1"),
        ("radio", "the norm of g plus n", "ArrowRight"),
        ("textbox", "", "3e-8"),
        ("radio", "the norm of g, plus", "ArrowRight"),
        ("textbox", "", "5.5"),
        ("radio", "the larger of the two", "ArrowRight"),
        ("textbox", "", "what"),
    ],
    "perturb": [
        ("slider", "Push w6", "ArrowRight"),
        ("slider", "Push w6", "Home"),
        ("radio", "w6", "ArrowDown"),
        ("button", "Push the others", "Enter"),
        ("radio", "1", "ArrowRight"),
        ("summary", "", "Enter"),
    ],
    "suspects": [
        ("radio", "A", "ArrowDown"),
        ("button", "right", "Enter"),
        ("button", "wrong", "Enter"),
        ("radio", "B", "ArrowUp"),
        ("button", "wrong", "Space"),
    ],
}
every_piece = pytest.mark.parametrize("name", ADDRESSES)


@pytest.fixture
def visit(page, base_url, complaints):
    """A function that opens the page of a piece, and listens."""
    page.add_init_script(LISTEN)
    page.emulate_media(reduced_motion="reduce")

    def visit(name):
        page.goto(ADDRESSES[name])
        piece = page.locator(f"piece-{name}")
        expect(piece.locator("output")).not_to_be_empty()
        return piece

    return visit


def move(page, piece, role, name, key):
    """Press a key where a move begins; wait until what comes of it is announced."""
    if role == "summary":
        piece.locator("summary").press(key)
        return
    before = page.evaluate("announced")
    named = re.compile(rf"^{re.escape(name)}(\W|$)" if name else "")
    piece.get_by_role(role, name=named).focus()
    if role == "textbox":
        page.keyboard.type(key)
    else:
        page.keyboard.press(key)
    page.wait_for_function("before => announced > before", arg=before)
    assert page.evaluate("announced") == before + 1, "It is announced twice."


def transcript(page, name, piece):
    """Return what is heard: all of it, and then what each move changes."""
    heard = reading(page, f"piece-{name}")
    text = "\n".join(heard)
    for role, label, key in MOVES[name]:
        move(page, piece, role, label, key)
        before, heard = heard, reading(page, f"piece-{name}")
        announced = status(heard) if role != "summary" else []
        new = [line for line in heard if line not in before + status(heard)]
        lines = [line.strip() for line in new + announced]
        text += f"\n\n> {label or role}: {key}\n" + "\n".join(lines)
    return text


def status(lines):
    """Return the lines of the live region, which are announced all at once."""
    first = next(n for n, line in enumerate(lines) if "status:" in line)
    inside = " " * (len(lines[first]) - len(lines[first].lstrip()) + 1)
    below = takewhile(lambda line: line.startswith(inside), lines[first + 1 :])
    return [lines[first], *below]


def compare(file, text, record):
    path = SPOKEN / file
    if record:
        path.write_text(text + "\n")
    assert text + "\n" == path.read_text(), (
        f"{file} says something else: if it reads well, record it with --record."
    )


@every_piece
def test_a_piece_says_what_is_recorded_once_after_each_move(
    name, visit, page, pytestconfig
):
    text = transcript(page, name, visit(name))
    compare(f"{name}.txt", text, pytestconfig.getoption("record"))


@every_piece
def test_without_a_script_the_still_figure_is_read_and_nothing_twice(
    name, browser, base_url, pytestconfig
):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(ADDRESSES[name])
    lines = reading(page, f"piece-{name}")
    context.close()
    assert len(set(lines)) == len(lines)
    if name == "number":  # The table below it says all.
        assert lines == []
        return
    compare(f"{name}-still.txt", "\n".join(lines), pytestconfig.getoption("record"))


@every_piece
def test_what_is_recorded_has_signs_that_are_heard_and_nothing_twice_in_a_row(name):
    for path in SPOKEN.glob(f"{name}*.txt"):
        lines = path.read_text().splitlines()
        said = [line for line in lines if not line.startswith("> ")]
        # Of a hyphen, nothing is heard. What a reader types has one.
        typed = r"^text field|^ *(del|in)etion"
        signs = [s for s in said if re.search(r"-\d", s) and not re.search(typed, s)]
        assert signs == []
        for line, after in zip(said, said[1:]):
            assert line.strip() != after.strip() or not line


@every_piece
def test_a_piece_has_one_live_region_polite_once_the_reader_moves(name, visit, page):
    piece = visit(name)
    assert page.evaluate("announced") == 0, "The page arrives, and it is read out."
    regions = piece.locator("[aria-live], output, [role=status], [role=alert]")
    expect(regions).to_have_count(1)
    expect(regions).to_have_attribute("aria-live", "off")
    move(page, piece, *MOVES[name][0])
    expect(regions).to_have_count(1)
    expect(regions).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize("name", ["zoom", "epsilon", "perturb"])
def test_a_slider_says_where_it_is_in_words_at_every_stop(name, visit, page):
    slider = visit(name).get_by_role("slider")
    least, most = (int(slider.get_attribute(a)) for a in ("min", "max"))
    slider.press("Home")
    said = []
    for _ in range(least, most + 1):
        said.append(slider.get_attribute("aria-valuetext"))
        slider.press("ArrowRight")
    assert len(set(said)) == len(said) == most - least + 1
    assert not [words for words in said if re.search(r"-|e\+|^$", words)]


@pytest.mark.parametrize("name", ["zoom", "epsilon", "perturb"])
def test_every_stop_of_a_slider_has_its_own_words(name, visit, page):
    piece = visit(name)
    slider = piece.get_by_role("slider")
    slider.press("Home")
    said = []
    for _ in range(
        int(slider.get_attribute("min")), int(slider.get_attribute("max")) + 1
    ):
        said.append(piece.get_by_role("status").text_content())
        slider.press("ArrowRight")
    assert len(said) > 2 and len(set(said)) == len(said)


@pytest.mark.parametrize("name", ["zoom", "epsilon", "perturb", "suspects"])
def test_every_choice_has_its_own_words(name, visit, page):
    piece = visit(name)
    said = []
    for choice in piece.locator("fieldset").first.get_by_role("radio").all():
        choice.check()
        picture = piece.locator("form [role=img]").all()
        said.append(piece.get_by_role("status").text_content())
        said += [image.get_attribute("aria-label") for image in picture]
    assert len(said) > 5 and len(set(said)) == len(said)


@pytest.mark.parametrize("name", ["zoom", "epsilon"])
def test_a_key_held_down_is_announced_once_it_is_let_go(name, visit, page):
    page.clock.install()
    slider = visit(name).get_by_role("slider")
    page.clock.pause_at(page.evaluate("Date.now()") + 60_000)
    slider.focus()
    for _ in range(8):
        page.keyboard.down("ArrowRight")
        page.clock.run_for(30)
    assert page.evaluate("announced") == 0
    page.keyboard.up("ArrowRight")
    page.clock.run_for(1000)
    assert page.evaluate("announced") == 1


def test_what_stands_in_a_cell_is_text_whatever_it_looks_like(visit, page):
    piece = visit("number")
    words = "a < b, <b>bold</b> & <img src=x onerror=alert(1)>"
    cell = page.locator("tr[aria-current] td").nth(1)
    cell.evaluate("(cell, words) => cell.textContent = words", words)
    piece.get_by_role("radio").nth(2).check()
    piece.get_by_role("radio").nth(0).check()
    expect(piece.locator("li").first).to_have_text(words)
    expect(piece.locator("output :is(b, img)")).to_have_count(0)
