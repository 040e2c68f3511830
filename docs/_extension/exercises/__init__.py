"""Makes an exercise that checks itself, where a page asks: `<!-- exercise: ratio -->`.

ratio.py, beside this file, is one. The first line of its docstring is the title, and
the file has

task      a section: what the reader gets, a program with something missing or wrong
check     a section: what runs after the reader's program, in its namespace. It prints
          one line, which begins with "Solved" or is a hint, made of the numbers that
          came out
SOLUTION  what to replace in the task by what, to solve it
MISS      the same, as somebody might who has not solved it yet

ratio.out holds what the check says of each; `make record` writes it. How an exercise
runs in a browser is for docs/assets/javascripts/run.js to say.
"""

import ast
import functools
from html import escape
from pathlib import Path

from markdown import Markdown

from ..programs import section_of
from ..project import Refused

FOLDER = Path(__file__).parent
PLACE = "a module of docs/_extension/exercises/"


def names():
    """Return the names of all exercises, as markers have them."""
    return [path.stem.replace("_", "-") for path in sorted(FOLDER.glob("[!_]*.py"))]


def read(name):
    """Return the title of an exercise, its check, and three attempts at it."""
    path = FOLDER / f"{name.replace('-', '_')}.py"
    module = ast.parse(path.read_text())
    assigned = [line for line in module.body if isinstance(line, ast.Assign)]
    edits = {
        name: ast.literal_eval(line.value)
        for line in assigned
        if (name := ast.unparse(line.targets[0])) in ("SOLUTION", "MISS")
    }
    task = section_of(path, "task").strip("\n")
    attempts = {
        "task": task,
        "miss": edited(task, edits["MISS"], path),
        "solution": edited(task, edits["SOLUTION"], path),
    }
    title = ast.get_docstring(module).partition("\n")[0]
    return title, section_of(path, "check").strip("\n"), attempts


def edited(task, edits, path):
    """Return the task with each of the texts replaced, which stands in it once."""
    for old, new in edits.items():
        if task.count(old) != 1:
            raise Refused(f"{path.name}: {old!r} has to stand in the task once.")
        task = task.replace(old, new)
    return task


@functools.cache
def html(name, page):
    """Return the exercise called `name`: the task, its check, and a solution."""
    title, check, attempts = read(name)
    return (
        f'<div class="exercise" id="exercise-{name}" data-search-exclude>'
        f"{highlighted(attempts['task'], f'Exercise: {title}')}"
        f'<pre class="check" hidden>{escape(check, quote=False)}</pre>'
        '<details class="info"><summary>A solution</summary>'
        f"{highlighted(attempts['solution'])}</details></div>"
    )


def highlighted(code, title=""):
    """Return code as the pages show it."""
    markdown = Markdown(
        extensions=["pymdownx.superfences", "pymdownx.highlight"],
        extension_configs={"pymdownx.highlight": {"pygments_lang_class": True}},
    )
    head = f'{{ .python title="{title}" }}' if title else "python"
    return markdown.convert(f"```{head}\n{code}\n```")
