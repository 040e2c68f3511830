"""Draws a figure where a page asks for it: `<!-- figure: v-curve -->`.

That becomes what v_curve.py, beside this file, draws of the numbers that it computes,
with its caption, and a table of them that unfolds. Such a module has

- `data()`, which returns the numbers;
- `draw(axes, numbers)` for matplotlib, with the `SIZE` in inches and a `DESCRIPTION`
  for who cannot see it; with `PANELS`, one drawing for each of these keys of the
  numbers; or `svg(numbers)`, which draws and describes by itself;
- `CAPTION`, in HTML, unless the page says it all;
- `table(numbers)`, which returns rows of strings, where numbers are plotted.
"""

import functools
import importlib
from html import escape
from pathlib import Path

from ..drawing import drawn
from ..project import Refused

FOLDER = Path(__file__).parent
PLACE = "a module of docs/_extension/figures/"


def names():
    """Return the names of all figures, as markers have them."""
    files = sorted(FOLDER.glob("[!_]*.py"))
    return [file.stem.replace("_", "-") for file in files]


@functools.cache
def html(name, page):
    """Return the figure called `name`."""
    module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    numbers = module.data()
    panels = getattr(module, "PANELS", None)
    shape = "drawn panels wide" if panels else "drawn"
    caption = getattr(module, "CAPTION", "")
    table = folded_table(module.table(numbers)) if hasattr(module, "table") else ""
    return (
        f'<figure class="{shape}" id="figure-{name}">'
        f"<div data-search-exclude>{''.join(drawings(name, module, numbers))}</div>"
        f"{caption and f'<figcaption>{caption}</figcaption>'}{table}</figure>"
    )


def drawings(name, module, numbers):
    """Return the SVG of each panel of a figure."""
    if hasattr(module, "svg"):
        svg = module.svg(numbers)
        if 'aria-label="' not in svg or 'aria-label=""' in svg:
            raise Refused(
                f"The figure {name} has no description: give its SVG a label."
            )
        return [svg]
    described = getattr(module, "DESCRIPTION", None)
    panels = getattr(module, "PANELS", None)
    if not described or (panels and not all(described.get(p) for p in panels)):
        raise Refused(
            f"The figure {name} has no description: write a DESCRIPTION for who cannot "
            "see it."
        )
    if not panels:
        draw = functools.partial(module.draw, numbers=numbers)
        return [drawn(draw, module.SIZE, described, name)]
    return [
        drawn(
            lambda axes, of=panel: module.draw(axes, numbers[of]),
            module.SIZE,
            described[panel],
            f"{name}-{panel}",
        )
        for panel in panels
    ]


def folded_table(rows):
    """Return a table of strings, whose first row is its heading, folded."""

    def row(cells, tag):
        opened = f'<{tag} style="text-align: right">'
        whole = "".join(f"{opened}{escape(cell)}</{tag}>" for cell in cells)
        return f"<tr>{whole}</tr>"

    head, *body = rows
    return (
        '<details class="numbers" data-search-exclude><summary>The numbers</summary>'
        f"<table><thead>{row(head, 'th')}</thead>"
        f"<tbody>{''.join(row(cells, 'td') for cells in body)}</tbody></table>"
        "</details>"
    )
