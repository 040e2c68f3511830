"""The file that readers take home stands by itself."""

import ast
import sys

from specimen import FILE


def test_the_file_needs_python_and_numpy_and_nothing_else():
    tree = ast.parse(FILE.read_text())
    used = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    used |= {  # What it can do without.
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "import_module"
    }
    roots = {name.split(".")[0] for name in used}
    assert roots - set(sys.stdlib_module_names) == {
        "numpy", "tqdm", "matplotlib",
    }
