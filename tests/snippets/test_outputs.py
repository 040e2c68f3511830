"""The .out files hold what the programs print; `make record` writes them."""

import ast

import pytest
from pages import PAGES, outputs, program_of
from programs import MODULES, PROGRAMS, SNIPPETS, run, sections


def relative(path):
    return str(path.relative_to(SNIPPETS))


@pytest.mark.parametrize("path", PROGRAMS, ids=relative)
def test_a_page_shows_all_that_the_out_file_of_its_program_says(path, pytestconfig):
    """That the program prints it is for the page's own run to say, in test_pages."""
    recorded = path.with_suffix(".out")
    if pytestconfig.getoption("record"):
        record(path, recorded)
    assert recorded.exists(), f"Run `make record`: {relative(recorded)} is missing."
    page = next(page for page in PAGES if program_of(page) == relative(path))
    assert outputs(page) == [(relative(recorded), name) for name in sections(recorded)]


def record(path, recorded):
    """Write what each section of a program prints into its .out file."""
    blocks = sections(path)
    printed = run(list(blocks.values()), SNIPPETS)
    recorded.write_text(
        "\n".join(
            f"--8<-- [start:{name}]\n{text.rstrip()}\n--8<-- [end:{name}]\n"
            for name, text in zip(blocks, printed)
            if text
        )
    )


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_prints_nothing_when_it_is_run(path):
    blocks = sections(path)
    assert run(list(blocks.values()), SNIPPETS) == [""] * len(blocks)


@pytest.mark.parametrize("path", MODULES + PROGRAMS, ids=relative)
def test_the_lines_of_a_program_are_79_characters_long_at_most(path):
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        assert len(line) <= 79, f"{relative(path)}, line {number}"


# The zoo runs the source of a network, with a bug in it.
PLAIN = [path for path in MODULES + PROGRAMS if path != SNIPPETS / "bug_zoo.py"]


@pytest.mark.parametrize("path", PLAIN, ids=relative)
def test_no_program_is_parked_in_a_string(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
            "eval",
            "exec",
            "compile",
        ):
            pytest.fail(f"{relative(path)}, line {node.lineno}: {node.func.id}()")


def test_every_out_file_belongs_to_a_program():
    orphans = [
        relative(out)
        for out in SNIPPETS.rglob("*.out")
        if out.with_suffix(".py") not in PROGRAMS
    ]
    assert not orphans
