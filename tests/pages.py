"""The pages of docs/: what their Markdown asks for, and the blocks it became."""

import re
from pathlib import Path

from bs4 import BeautifulSoup

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(
    path
    for path in DOCS.rglob("*.md")
    if not path.relative_to(DOCS).parts[0].startswith("_") and path.stem != "README"
)

# The page of each figure that has a caption: that of the home page has none.
FIGURES = {
    name: page
    for page in PAGES
    for name in re.findall(r"^<!-- figure: ([a-z-]+) -->$", page.read_text(), re.M)
    if name != "riddle"
}

FENCE = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<header>[^\n]*)\n"
    r"(?P<body>.*?)^(?P=indent)(?P=fence) *$",
    re.DOTALL | re.MULTILINE,
)
INCLUDE = re.compile(r'--8<-- "(?P<path>[^":]+)(?::(?P<section>[^"]+))?"')


def relative(path):
    return path.relative_to(DOCS).as_posix()


def program_of(page):
    """Return the path in snippets/ that the program of `page` has, as a str."""
    name = relative(page).removesuffix(".md")
    return name.replace("-", "_") + ".py"


def fences(page):
    """Return (header, body) of each fenced block in the Markdown of `page`."""
    return [(f["header"], f["body"]) for f in FENCE.finditer(page.read_text())]


def python_fences(page):
    """Return the fenced blocks of `page` that hold Python."""
    python = re.compile(r"\W*(python|python3|py|py3|pycon|ipython)\b", re.IGNORECASE)
    return [(header, body) for header, body in fences(page) if python.match(header)]


def shown(page):
    """Return (path, section) of each piece of a program that `page` shows."""
    return [
        (include["path"], include["section"])
        for _, body in python_fences(page)
        for include in INCLUDE.finditer(body)
    ]


def outputs(page):
    """Return (path, section) of each recorded output that `page` shows."""
    return [
        (include["path"], include["section"])
        for header, body in fences(page)
        if ".output" in header
        for include in INCLUDE.finditer(body)
    ]


def address_of(page):
    """Return where `page` is, as a browser asks a server for it."""
    return "/" + relative(page).removesuffix("index.md").removesuffix(".md") + "/"


def built(page, site):
    """Return the path of the HTML that `page` became in the folder `site`."""
    name = relative(page).removesuffix("index.md").removesuffix(".md")
    return site / name / "index.html"


def parse(path):
    """Return an HTML file, parsed as a browser does it."""
    return BeautifulSoup(path.read_bytes(), "html5lib")


def code_blocks(html):
    """Return (code, output) of each block of Python on a page but for exercises.

    `output` is the text of the Output block below it, or "".
    """
    blocks = []
    for block in html.select("article .highlight.language-python"):
        if block.find_parent(class_="exercise"):
            continue
        below = block.find_next_sibling()
        is_output = below and "output" in below.get("class", [])
        blocks.append((text_of(block), text_of(below) if is_output else ""))
    return blocks


def text_of(block):
    return block.select_one("pre code").get_text()
