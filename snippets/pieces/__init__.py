"""What readers move: a module each, which makes all of it but the moving.

`docs/_hooks/pieces.py` puts a piece where a page has `<!-- piece: name -->`.
A module has:

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

import re


def axis(low, high, start, end):
    """Return a function that takes `low` to `start`, `high` to `end`."""
    return lambda value: start + (value - low) * (end - start) / (high - low)


def path(points, kind=""):
    """Return the path through `points`, pairs of numbers, as an SVG's mark."""
    d = "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points).replace(".0 ", " ")
    return f'<path class="{kind}" d="{d}"/>' if kind else f'<path d="{d}"/>'


def text(x, y, words, kind="", anchor="start"):
    """Return `words` at a place, as an SVG's mark."""
    kind = f' class="{kind}"' if kind else ""
    anchor = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:.0f}" y="{y:.0f}"{kind}{anchor}>{words}</text>'


def minus(words):
    """Return the words with true minus signs: of 1e-5, one hears "1 e 5"."""
    return re.sub(r"-(?=\d)", "\N{MINUS SIGN}", words)


def power(k):
    """Return 10 to the minus k as a piece writes it."""
    return ("1", "0.1", "0.01")[k] if k < 3 else minus(f"1e-{k}")


def choices(legend, name, options, heard={}):
    """Return radio buttons, of which the first is chosen.

    options : dict, from a value to what is seen beside its button
    heard : dict, from a value to what is read out instead
    """
    labels = ""
    for n, (value, words) in enumerate(options.items()):
        more = "" if n else " checked"
        if value in heard:
            more += f' aria-label="{heard[value]}"'
            words = f"<span aria-hidden=true>{words}</span>"
        labels += (
            f"<label><input type=radio name={name} value={value}{more}> "
            f"{words}</label>\n"
        )
    return f"<fieldset><legend>{legend}</legend>\n{labels}</fieldset>"


FLOATS = choices(
    "Computed in", "type", {"float64": "float64", "float32": "float32"}
)
