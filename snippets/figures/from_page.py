"""Runs sections of a page's program, so that a figure draws its very code."""

import contextlib
import io
import re
from pathlib import Path

SNIPPETS = Path(__file__).parents[1]


def names_of(program: str, *sections: str) -> dict:
    """Return what the sections of a program in snippets/ define, by name.

    They run in the order given, and what they print is dropped.
    """
    text = (SNIPPETS / program).read_text()
    names = {}
    for section in sections:
        marks = rf"\[start:{section}\]\n(.*?)# --8<-- \[end:{section}\]"
        code = re.search(marks, text, re.DOTALL)[1]
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, program, "exec"), names)
    return names
