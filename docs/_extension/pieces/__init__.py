"""Puts what readers move on a page, around a still figure: `<!-- piece: zoom -->`.

That becomes a custom element, `<piece-zoom>`, made of the folder zoom/ beside this
file: the figure, its caption, a table, and a form. Without a script, and in print, the
form is not shown and the figure is complete. The folder has

- piece.py, which makes all of it but the moving;
- piece.js, which only such a page loads, and which brings it to life;
- piece.css, which stands in the page, below pieces.css: that is one request less, and
  a picture is never drawn before it has its room.

In piece.py there is

LABEL        what the piece is called, for who cannot see it
CONTROLS     the form: native inputs with names, and an <output>
data()       what the script needs, as small as it can be

and, unless the page itself says it all, a still figure:

DESCRIPTION  the figure in words
CAPTION      the line below it
SUMMARY      the line that opens the table
svg()        the figure: what is read without a script, and printed
table()      headings, and rows; or answers(), the HTML that the line opens

In CONTROLS, the question comes first, then what can be moved, then what comes of
it: `<div class=live role=img></div>`, where the script draws, and the output. The
output is read out when the reader has moved something, so nothing else may be.
"""

import functools
import importlib
import json
import re
from html import escape
from pathlib import Path

from ..numbers import minus
from ..project import Refused

FOLDER = Path(__file__).parent
PLACE = "a folder of docs/_extension/pieces/"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Should the script fail to load, the page is what it is without one.
SCRIPT = (
    '<script type="module" src="{}" '
    "onerror=\"this.previousElementSibling.classList.add('plain')\"></script>"
)


def names():
    """Return the names of all pieces."""
    return sorted({file.parent.name for file in FOLDER.glob("*/piece.*")})


@functools.cache
def html(name, page):
    """Return the piece called `name`, with its style and its script."""
    for part in "piece.py", "piece.js", "piece.css":
        if not (FOLDER / name / part).is_file():
            raise Refused(f"The piece {name} lacks its {part}: write it.")
    piece = importlib.import_module(f"{__name__}.{name}.piece")
    if hasattr(piece, "svg") and not getattr(piece, "DESCRIPTION", ""):
        raise Refused(
            f"The piece {name} has no description: write a DESCRIPTION for who cannot "
            "see it."
        )
    files = FOLDER / "pieces.css", FOLDER / name / "piece.css"
    style = "".join(COMMENT.sub("", file.read_text()) for file in files)
    script = SCRIPT.format(page.address(f"assets/javascripts/pieces/{name}/piece.js"))
    return f"<style>{style}</style>{element(name, piece)}{script}"


def element(name, piece):
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
