"""The file that readers take home stands by itself."""

import ast
import subprocess
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
    assert roots - set(sys.stdlib_module_names) == {"numpy", "tqdm", "matplotlib"}


def test_the_file_works_alone_in_an_empty_folder(tmp_path):
    (tmp_path / FILE.name).write_text(FILE.read_text())
    code = (
        "import numpy as np\n"
        "from gradient_check import check_gradient\n"
        "f = lambda x: (x**2).sum()\n"
        "print(check_gradient(f, lambda x: 2 * x, np.ones(3)).verdict)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("right\n", "")
