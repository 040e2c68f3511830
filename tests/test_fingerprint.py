"""A fingerprint changes with what a program does, and with nothing else."""

import pytest
from fingerprint import fingerprint

PROGRAM = '''"""What it is for."""


def double(x):
    """Return twice x."""
    return 2 * x
'''


def of(tmp_path, text, **also):
    (tmp_path / "program.py").write_text(text)
    return fingerprint(tmp_path / "program.py", **also)


@pytest.mark.parametrize("old, new", [
    ("Return twice x.", "Return x, doubled."),
    ("What it is for.", "For what?"),
    ("    return", "    # Twice.\n    return"),
    ("\n\n\n", "\n\n"),
    ("2 * x", "(2 * x)"),
])
def test_words_and_layout_change_no_fingerprint(old, new, tmp_path):
    assert old in PROGRAM
    before = of(tmp_path, PROGRAM)
    assert of(tmp_path, PROGRAM.replace(old, new)) == before


@pytest.mark.parametrize("old, new", [
    ("2 * x", "3 * x"), ("2 * x", "x * 2"), ("double", "twice"),
    ("    return 2 * x", '    return "2 * x"'),
])
def test_code_changes_it(old, new, tmp_path):
    assert old in PROGRAM
    before = of(tmp_path, PROGRAM)
    assert of(tmp_path, PROGRAM.replace(old, new)) != before


def test_so_does_what_else_a_table_depends_on(tmp_path):
    assert of(tmp_path, PROGRAM) != of(tmp_path, PROGRAM, also="bugs")
