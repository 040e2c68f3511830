"""What a page shows is a program that runs, whole, and prints what it says."""

import itertools
import re
import shutil
from pathlib import Path

import numpy
import pytest
from pages import (
    DOCS,
    INCLUDE,
    PAGES,
    built,
    code_blocks,
    fences,
    parse,
    program_of,
    python_fences,
    relative,
    shown,
)
from programs import MODULES, PROGRAMS, SNIPPETS, run, sections

every_page = pytest.mark.parametrize("source", PAGES, ids=relative)


@pytest.fixture
def only_numpy(tmp_path, monkeypatch):
    """The options of a Python that finds NumPy, and no other package."""
    packages = tmp_path / "packages"
    packages.mkdir()
    installed = Path(numpy.__file__).parents[1]
    for name in ("numpy", "numpy.libs"):
        if (installed / name).exists():
            (packages / name).symlink_to(installed / name)
    monkeypatch.setenv("PYTHONPATH", str(packages))
    return ["-S"]


@pytest.mark.slow
@every_page
def test_pasted_block_after_block_a_page_prints_what_it_says(
    source, site, tmp_path, only_numpy
):
    html = parse(built(source, site))
    blocks = code_blocks(html)
    folder = tmp_path / "readers_folder"
    folder.mkdir()
    for link in html.select("article a[download]"):
        shutil.copy(built(source, site).parent / link["href"], folder)

    printed = run([code for code, _ in blocks], folder, *only_numpy)

    assert len(printed) == len(python_fences(source)), "Not every block has run."
    said = as_on_any_processor if relative(source) in WHOLE_REPORTS else str
    for (code, output), text in zip(blocks, printed):
        assert said(text) == said(output), (
            f"This block does not print what is below it:\n{code}"
        )


# These print whole reports of functions that processors round in their own way: what is
# rounding in them, and how many costs it took to see so, are not compared.
WHOLE_REPORTS = {"use/check-it-here.md"}


def as_on_any_processor(text):
    return re.sub(r" +\de-\d+|\d+ evaluations", " …", text)


@every_page
def test_no_python_is_typed_into_markdown(source):
    for header, body in python_fences(source):
        include = INCLUDE.fullmatch(body.strip())
        assert include and include["section"], (
            f"Put this into snippets/{program_of(source)}, and show its section:\n"
            + body
        )
        assert f'title="snippets/{include["path"]}"' in header, (
            f"The header must tell the reader the file, {include['path']}: {header}"
        )


@every_page
def test_a_block_of_a_page_is_python_its_output_or_a_command(source):
    known = ("python", "python .alone", "text .output", "console")
    for header, body in fences(source):
        language = header.strip(" {}").removeprefix(".").split(" title=")[0].strip()
        assert language in known, f"{header}: one of {known} is tested."
        assert ">>>" not in body, f"This Python is not run by any test:\n{body}"


@every_page
def test_an_output_block_shows_recorded_output(source):
    for header, body in fences(source):
        if ".output" in header:
            include = INCLUDE.fullmatch(body.strip())
            assert include and include["path"].endswith(".out"), (
                f"Record this with `make record`, and show its section:\n{body}"
            )


@every_page
def test_a_page_tells_its_program_in_the_order_of_the_file(source):
    path = SNIPPETS / program_of(source)
    names = [section for name, section in shown(source) if SNIPPETS / name == path]
    assert names == (list(sections(path)) if path.exists() else [])


def test_every_program_belongs_to_a_page():
    pages = {SNIPPETS / program_of(page) for page in PAGES}
    assert [p for p in PROGRAMS if p not in pages] == []


# Too long for a page, which shows what decides, and lists these.
LISTED = {
    ("gradient_check.py", name)
    for name in (
        "read",
        "move",
        "call_twice",
        "prepare",
        "entries",
        "directions",
        "flat",
        "explain",
        "report",
    )
}


def test_every_section_of_a_module_is_shown_on_some_page_or_listed():
    on_pages = set(itertools.chain.from_iterable(map(shown, PAGES)))
    in_files = {(p.name, section) for p in MODULES for section in sections(p)}
    assert in_files - on_pages == LISTED
    page = (DOCS / "use" / "how-it-decides.md").read_text()
    for _, name in LISTED:
        assert f"- *{name.replace('_', ' ')}* " in page
