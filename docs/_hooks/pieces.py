"""Puts what readers move on the pages, each around a still figure of itself.

In a page, `<!-- piece: zoom -->` becomes a custom element, `<piece-zoom>`, made
of snippets/pieces/zoom.py: the figure, its caption, a table, and a form. Without
a script, and in print, the form is not shown and the figure is complete;
assets/javascripts/pieces/zoom.js, which only such a page loads, brings it to
life. pieces.css stands in the page: that is one request less, and a picture is
never drawn before it has its room.
"""

import json
import re
from html import escape
from pathlib import Path

from loading import load, load_all
from mkdocs.utils import get_relative_url

PIECES = load_all("pieces")
minus = load("pieces").minus
MARKER = re.compile(r"<!-- piece: ([a-z]+) -->")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Should the script fail to load, the page is what it is without one.
SCRIPT = (
    '<script type="module" src="{}" '
    "onerror=\"this.previousElementSibling.classList.add('plain')\"></script>"
)


def on_page_content(content, page, **_):
    if not MARKER.search(content):
        return content

    def element(marker):
        script = f"assets/javascripts/pieces/{marker[1]}.js"
        address = get_relative_url(script, page.url)
        return html(marker[1], PIECES[marker[1]]) + SCRIPT.format(address)

    style = COMMENT.sub("", Path(__file__).with_suffix(".css").read_text())
    return f"<style>{style}</style>{MARKER.sub(element, content)}"


def html(name, piece):
    """Return the element: complete without a script, and ready for one.

    The data is an attribute: Material's instant navigation would run a script
    that holds JSON, since it forgets of what type it was. What shapes the piece
    is said in its first tags: `:has()` would move it as the rest arrives. And
    before its script is there, method=dialog keeps Enter from leaving the page.
    """
    wide = " wide" if hasattr(piece, "svg") else ""
    beside = " class=beside" if "class=live" in piece.CONTROLS else ""
    data = json.dumps(piece.data(), separators=(",", ":"), ensure_ascii=False)
    data = data.replace("&", "&amp;").replace("'", "&#39;").replace(">", "&gt;")
    return (
        f'<piece-{name} class="piece{wide}" id="{name}" data-json=\'{data}\' '
        "data-search-exclude>"
        f'<form aria-label="{escape(piece.LABEL)}" autocomplete="off" '
        f"method=dialog{beside}>"
        f"{piece.CONTROLS.strip()}</form>{still(piece)}</piece-{name}>"
    )


def still(piece):
    """Return the figure with its caption and what it opens, if there is one."""
    if not hasattr(piece, "svg"):
        return ""
    answers = hasattr(piece, "answers")
    inside = piece.answers() if answers else table(piece.SUMMARY, *piece.table())
    return (
        f'<figure><div class="still" role="img" '
        f'aria-label="{escape(minus(piece.DESCRIPTION))}">'
        f"{piece.svg()}</div><figcaption>{piece.CAPTION}</figcaption></figure>"
        f'<details class="numbers"><summary>{escape(piece.SUMMARY)}</summary>'
        f"{inside}</details>"
    )


def table(name, headings, rows):
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in headings)
    body = "".join(map(row, rows))
    return (
        f'<table aria-label="{escape(name)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def row(cells):
    first, *rest = (escape(minus(cell)) for cell in cells)
    rest = "".join(f"<td>{cell}</td>" for cell in rest)
    return f'<tr><th scope="row">{first}</th>{rest}</tr>'
