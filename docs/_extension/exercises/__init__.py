"""Makes an exercise that checks itself, where a page asks: `<!-- exercise: ratio -->`.

ratio.py, beside this file, has four sections:

task      what the reader gets: a program that runs, with something missing or wrong
miss      what somebody might make of it who has not solved it yet
solution  a program that solves it
check     what runs after the reader's program, in its namespace: it prints one line
          that begins with "Solved", or a hint, made of the numbers that came out

The first line of the file's docstring is the title. ratio.out holds what the check
says of each; `make record` writes it. How it runs in a browser is for
docs/assets/javascripts/run.js to say.
"""

import functools
import re
from ast import get_docstring, parse
from html import escape
from pathlib import Path

from markdown import Markdown

FOLDER = Path(__file__).parent
PLACE = "a module of docs/_extension/exercises/"
SECTION = re.compile(r"# --8<-- \[start:(\w+)\]\n(.*?)# --8<-- \[end:\1\]", re.DOTALL)


def names():
    """Return the names of all exercises, as markers have them."""
    return [path.stem.replace("_", "-") for path in sorted(FOLDER.glob("[!_]*.py"))]


def sections(name):
    """Return the title of an exercise, and the text of each of its sections."""
    text = (FOLDER / f"{name.replace('-', '_')}.py").read_text()
    title = get_docstring(parse(text)).partition("\n")[0]
    return title, {name: code.strip("\n") for name, code in SECTION.findall(text)}


@functools.cache
def html(name, page):
    """Return the exercise called `name`: the task, its check, and a solution."""
    title, parts = sections(name)
    task = highlighted(parts["task"], f"Exercise: {title}")
    return (
        f'<div class="exercise" id="exercise-{name}" data-search-exclude>{task}'
        f'<pre class="check" hidden>{escape(parts["check"], quote=False)}</pre>'
        '<details class="info"><summary>A solution</summary>'
        f"{highlighted(parts['solution'])}</details></div>"
    )


def highlighted(code, title=""):
    """Return code as the pages show it."""
    markdown = Markdown(
        extensions=["pymdownx.superfences", "pymdownx.highlight"],
        extension_configs={"pymdownx.highlight": {"pygments_lang_class": True}},
    )
    head = f'{{ .python title="{title}" }}' if title else "python"
    return markdown.convert(f"```{head}\n{code}\n```")
