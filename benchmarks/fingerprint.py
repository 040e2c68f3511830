"""What a table was measured with, in sixteen digits.

A comment, a docstring or a blank line changes no result, so they change no
fingerprint: it is taken of the syntax tree.
"""

import ast
import functools
import hashlib
from pathlib import Path

ROOT = Path(__file__).parents[1]
# What the tables depend on whose programs the tests cannot import.
MEASURED = {
    "speed.md": [
        "snippets/gradient_check.py",
        "snippets/numerical_deltas.py",
        "benchmarks/speed.py",
    ],
    "mutants.md": ["snippets/gradient_check.py"],
}
DOCUMENTED = ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef


def fingerprint(*paths: Path | str, also: str = "") -> str:
    """Return a fingerprint of what some programs do, and of some text."""
    digest = hashlib.sha256(also.encode())
    for path in paths:
        digest.update(code_of(Path(path).read_text()).encode())
    return digest.hexdigest()[:16]


def measured_for(table: str) -> str:
    """Return the fingerprint of what a table depends on."""
    return fingerprint(*[ROOT / path for path in MEASURED[table]])


@functools.cache
def code_of(text: str) -> str:
    """Return the syntax tree of a program, written out without docstrings."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            del node.body[0]
    return repr(fields_of(tree))


def fields_of(node: object) -> object:
    """Return what a node holds, in lists. What is empty is left out, since
    each Python has other fields for what a program does not use."""
    if isinstance(node, list):
        return [fields_of(part) for part in node]
    if not isinstance(node, ast.AST):
        return node
    held = [
        [name, fields_of(value)]
        for name, value in ast.iter_fields(node)
        if value is not None and value != []
    ]
    return [type(node).__name__, held]
