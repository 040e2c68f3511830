"""Draws the figures of snippets/figures/ where pages ask for them.

`<!-- figure: v-curve -->` becomes what snippets/figures/v_curve.py draws of the
numbers that it computes, with its caption, and a table of them that unfolds. A
module has

- `data()`, which returns the numbers;
- `draw(axes, numbers)` for matplotlib, with the `SIZE` in inches and a
  `DESCRIPTION` for who cannot see it; with `PANELS`, one drawing for each of these
  keys of the numbers; or `svg(numbers)`, which draws and describes by itself;
- `CAPTION`, in HTML;
- `table(numbers)`, which returns rows of strings, where numbers are plotted.
"""

import functools
import html
import io
import re

import matplotlib
from loading import load_all
from plot_svg import drawing

FIGURES = load_all("figures")
MARKER = re.compile(r"<!-- figure: ([\w-]+) -->")
STYLE = {
    "figure.constrained_layout.use": True,
    "svg.fonttype": "none",
    "svg.hashsalt": "figures",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.titlelocation": "left",
    "axes.titlesize": 10,
    "lines.linewidth": 1.2,
    "lines.dash_capstyle": "butt",
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.minor.bottom": False,
    "ytick.minor.left": False,
}


def on_page_content(content, **_):
    return MARKER.sub(lambda marker: figure(marker[1]), content)


@functools.cache
def figure(name):
    """Return the figure called `name`, as HTML."""
    module = FIGURES[name]
    numbers = module.data()
    panels = getattr(module, "PANELS", None)
    if hasattr(module, "svg"):
        drawn = [module.svg(numbers)]
    elif panels:
        drawn = [
            plot(module, numbers[panel], module.DESCRIPTION[panel], f"{name}-{panel}")
            for panel in panels
        ]
    else:
        drawn = [plot(module, numbers, module.DESCRIPTION, name)]
    shape = "drawn panels wide" if panels else "drawn"
    table = folded_table(module.table(numbers)) if hasattr(module, "table") else ""
    return (
        f'<figure class="{shape}" id="figure-{name}">'
        f"<div data-search-exclude>{''.join(drawn)}</div>"
        f"<figcaption>{module.CAPTION}</figcaption>{table}</figure>"
    )


def plot(module, numbers, label, prefix):
    """Return what a module draws with matplotlib, as an SVG of the page."""
    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    with matplotlib.rc_context(STYLE):
        fig, axes = plt.subplots(figsize=module.SIZE)
        module.draw(axes, numbers)
        axes.minorticks_off()
        svg = io.StringIO()
        fig.savefig(svg, format="svg", metadata={"Date": None})
        plt.close(fig)
    return drawing(svg.getvalue(), label, prefix)


def folded_table(rows):
    """Return a table of strings, whose first row is its heading, folded."""

    def row(cells, tag):
        opened = f'<{tag} style="text-align: right">'
        whole = "".join(f"{opened}{html.escape(cell)}</{tag}>" for cell in cells)
        return f"<tr>{whole}</tr>"

    head, *body = rows
    return (
        '<details class="numbers" data-search-exclude><summary>The numbers</summary>'
        f"<table><thead>{row(head, 'th')}</thead>"
        f"<tbody>{''.join(row(cells, 'td') for cells in body)}</tbody></table></details>"
    )
