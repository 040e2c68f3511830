"""What a table was measured with, in sixteen digits.

A comment, a docstring or a blank line changes no result, so they change no
fingerprint: it is taken of the syntax tree.
"""

import ast
import hashlib
from pathlib import Path


def fingerprint(*paths: Path | str, also: str = "") -> str:
    """Return a fingerprint of what some files do, and of some text.

    Of a Python file, the code counts; of any other, every byte does.
    """
    digest = hashlib.sha256(also.encode())
    for path in map(Path, paths):
        text = path.read_text()
        digest.update((code_of(text) if path.suffix == ".py" else text).encode())
    return digest.hexdigest()[:16]


def code_of(text: str) -> str:
    """Return the syntax tree of a program, written out without docstrings."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and is_text(body[0]):
            del body[0]
    return ast.dump(tree)


def is_text(node: ast.AST) -> bool:
    value = getattr(node, "value", None)
    return isinstance(node, ast.Expr) and (
        isinstance(value, ast.Constant) and isinstance(value.value, str)
    )
