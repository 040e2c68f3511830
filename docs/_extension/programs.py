"""The programs of snippets/: which blocks are a page's own, and what these define."""

import contextlib
import io
import re
from pathlib import Path

from .project import ROOT, SNIPPETS, Refused

# A page's own program has the page's path. The blocks of modules are there to be
# read: the program imports their files, and its own blocks have the Run button.
OWN = 'highlight"><span class="filename">snippets/{}</span>'


def mark(html, page):
    """Mark the blocks that a reader can run."""
    program = page.source.removesuffix(".md").replace("-", "_") + ".py"
    block = OWN.format(program)
    return html.replace(block, block.replace('highlight"', 'highlight program"'))


def names_of(program: str, *sections: str) -> dict:
    """Return what the sections of a program in snippets/ define, by name.

    So a figure draws with the very code of the page. The sections run in the order
    given, and what they print is dropped.
    """
    path = SNIPPETS / program
    text = path.read_text()
    names: dict = {}
    for section in sections:
        code = section_of(path, section)
        # An error names the line of the file.
        above = "\n" * text[: text.index(code)].count("\n")
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(above + code, path, "exec"), names)
    return names


def section_of(path: Path, name: str) -> str:
    """Return the text of a section of a program, or raise an error."""
    marks = rf"\[start:{name}\]\n(.*?)# --8<-- \[end:{name}\]"
    found = re.search(marks, path.read_text(), re.DOTALL)
    if not found:
        raise Refused(f"{path.relative_to(ROOT)} has no section {name!r}.")
    return found[1]
