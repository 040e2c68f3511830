"""An exercise is solved by its solution, and not by its task or a typical miss."""

import re

import pytest
from docs._extension import exercises
from docs._extension.project import Refused
from pages import DOCS, PAGES, built, parse, relative
from programs import SNIPPETS, run

each_exercise = pytest.mark.parametrize("name", exercises.names())
LEARN = [page for page in PAGES if page.parent == DOCS / "learn"]
STEPS = [page for page in LEARN if page.stem not in ("index", "checklist")]


def said_of(name):
    """Return what the check says of each attempt at an exercise."""
    _, check, attempts = exercises.read(name)
    return {
        attempt: run([program, check], SNIPPETS)[1].strip()
        for attempt, program in attempts.items()
    }


@each_exercise
def test_the_check_says_what_is_recorded(name, pytestconfig):
    said = said_of(name)
    recorded = (exercises.FOLDER / name.replace("-", "_")).with_suffix(".out")
    text = "".join(f"{attempt}: {line}\n" for attempt, line in said.items())
    if pytestconfig.getoption("record"):
        recorded.write_text(text)
    assert recorded.read_text() == text
    assert said["solution"].startswith("Solved")
    assert said["task"].startswith("Not yet") and said["miss"].startswith("Not yet")


@each_exercise
def test_a_hint_is_made_of_the_numbers_that_came_out(name):
    said = said_of(name)
    assert said["task"] != said["miss"]
    assert re.search(r"\d", said["task"])


def test_an_edit_that_does_not_fit_the_task_is_refused():
    with pytest.raises(Refused, match="'y' has to stand in the task once"):
        exercises.edited("x = 1", {"y": "z"}, exercises.FOLDER / "ratio.py")


def test_each_step_of_the_lesson_has_an_exercise_that_checks_itself():
    assert len(STEPS) == 10
    for page in STEPS:
        assert "<!-- exercise: " in page.read_text(), page


@pytest.mark.parametrize("source", PAGES, ids=relative)
def test_every_exercise_has_a_folded_answer(source, site):
    html = parse(built(source, site))
    heading = html.find("h2", id="try-it")
    if heading is None:
        return
    # One exercise is a paragraph, several are a list.
    below = heading.find_next_sibling(["ul", "details"])
    items = below.find_all("li", recursive=False) if below.name == "ul" else [below]
    assert items
    for item in items:
        answer = item if item.name == "details" else item.find("details")
        assert answer, f"no answer: {item.get_text()[:60]}"
        assert answer.summary.get_text() == "Answer"
        assert not answer.has_attr("open")
