"""Puts what readers move on the pages, each around a still figure of itself.

In a page, `<!-- piece: zoom -->` becomes a custom element, `<piece-zoom>`, made
of snippets/pieces/zoom.py: the figure, its caption, a table, and a form. Without
a script, and in print, the form is not shown and the figure is complete;
assets/javascripts/pieces/zoom.js, which only such a page loads, brings it to life.
"""

import importlib
import json
import re
import sys
from html import escape
from pathlib import Path

from mkdocs.utils import get_relative_url

SNIPPETS = Path(__file__).parents[2] / "snippets"
# Only for the imports below: MkDocs restores the path after it has the hook.
sys.path.insert(0, str(SNIPPETS))
PIECES = {
    path.stem: importlib.import_module(f"pieces.{path.stem}")
    for path in sorted((SNIPPETS / "pieces").glob("[a-z]*.py"))
}

MARKER = re.compile(r"<!-- piece: ([a-z-]+) -->")
# Should the script fail to load, the page is what it is without one.
SCRIPT = (
    '<script type="module" src="{}" '
    "onerror=\"this.previousElementSibling.classList.add('plain')\"></script>"
)


def on_page_content(content, page, **_):
    if not MARKER.search(content):
        return content

    def asset(path):
        return get_relative_url(f"assets/{path}", page.url)

    def piece(marker):
        name = marker[1]
        return html(name, PIECES[name.replace("-", "_")]) + SCRIPT.format(
            asset(f"javascripts/pieces/{name}.js")
        )

    style = f'<link rel="stylesheet" href="{asset("stylesheets/pieces.css")}">'
    return style + MARKER.sub(piece, content)


def html(name, piece):
    """Return the element: complete without a script, and ready for one.

    The data is an attribute: Material's instant navigation would run a script
    that holds JSON, since it forgets of what type it was.
    """
    data = json.dumps(piece.data(), separators=(",", ":"), ensure_ascii=False)
    data = data.replace("&", "&amp;").replace("'", "&#39;").replace(">", "&gt;")
    label = escape(piece.LABEL)
    return (
        f"<piece-{name} class=piece id={name} data-json='{data}' data-search-exclude>"
        f'<figure><div class=still role=img aria-label="{escape(piece.DESCRIPTION)}">'
        f"{piece.svg()}</div><div class=live></div>"
        f'<form aria-label="{label}" autocomplete=off>{piece.CONTROLS.strip()}</form>'
        f"<figcaption>{piece.CAPTION}</figcaption></figure>"
        f"{details(piece)}</piece-{name}>"
    )


def details(piece):
    """Return the table, or the answers, behind the line that opens them."""
    inside = piece.answers() if hasattr(piece, "answers") else table(piece)
    return f"<details><summary>{escape(piece.SUMMARY)}</summary>{inside}</details>"


def table(piece):
    """Return the table of a piece."""
    headings, rows = piece.table()
    head = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in headings)
    body = "".join(
        f"<tr><th scope=row>{escape(first)}</th>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f"<div class=md-typeset__scrollwrap><table class=figures><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )
