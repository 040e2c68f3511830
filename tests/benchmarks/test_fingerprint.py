"""A fingerprint changes with what a program does, and with nothing else."""

import ast
import re

import pytest
from fingerprint import MEASURED, ROOT, fingerprint, measured_for

PROGRAM = '''"""What it is for."""


def double(x):
    """Return twice x."""
    return 2 * x
'''


def of(tmp_path, text, **also):
    (tmp_path / "program.py").write_text(text)
    return fingerprint(tmp_path / "program.py", **also)


@pytest.mark.parametrize(
    "old, new",
    [
        ("Return twice x.", "Return x, doubled."),
        ("What it is for.", "For what?"),
        ("    return", "    # Twice.\n    return"),
        ("\n\n\n", "\n\n"),
        ("2 * x", "(2 * x)"),
    ],
)
def test_words_and_layout_change_no_fingerprint(old, new, tmp_path):
    assert old in PROGRAM
    before = of(tmp_path, PROGRAM)
    assert of(tmp_path, PROGRAM.replace(old, new)) == before


@pytest.mark.parametrize(
    "old, new",
    [
        ("2 * x", "3 * x"),
        ("2 * x", "x * 2"),
        ("double", "twice"),
        ("    return 2 * x", '    return "2 * x"'),
    ],
)
def test_code_changes_it(old, new, tmp_path):
    assert old in PROGRAM
    before = of(tmp_path, PROGRAM)
    assert of(tmp_path, PROGRAM.replace(old, new)) != before


def test_so_does_what_else_a_table_depends_on(tmp_path):
    assert of(tmp_path, PROGRAM) != of(tmp_path, PROGRAM, also="bugs")


def test_a_field_that_is_empty_in_another_python_changes_none(tmp_path, monkeypatch):
    before = of(tmp_path, PROGRAM)

    class Newer(ast.FunctionDef):
        _fields = (*ast.FunctionDef._fields, "type_params")

    Newer.__name__ = "FunctionDef"
    parse = ast.parse

    def parsed(text):
        tree = parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                node.type_params, node.__class__ = [], Newer
        return tree

    monkeypatch.setattr(ast, "parse", parsed)
    assert of(tmp_path, PROGRAM) == before


@pytest.mark.parametrize("table", MEASURED)
def test_a_table_was_measured_with_the_code_as_it_is(table):
    text = (ROOT / "benchmarks" / table).read_text()
    assert re.findall("of the code `(.+?)`", text) == [measured_for(table)]
