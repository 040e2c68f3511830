"""The marks of an SVG that is drawn by hand: all that figures and pieces draw with.

Places are in pixels, from the top left. A `kind` is a class, by which a stylesheet
gives a mark its colour.
"""

from html import escape
from math import hypot


def axis(low, high, start, end):
    """Return a function that takes `low` to `start`, `high` to `end`."""
    return lambda value: start + (value - low) * (end - start) / (high - low)


def text(x, y, words, kind="", anchor="start", **attributes):
    """Return words whose base line is at the height y. They may be SVG."""
    anchored = {} if anchor == "start" else {"text_anchor": anchor}
    return _mark(
        "text", words, kind, x=_short(x), y=_short(y), **anchored, **attributes
    )


def label(x, y, words, anchor="middle", **attributes):
    """Return plain words whose middle is at the height y."""
    return text(x, y + 3.5, escape(words), "", anchor, **attributes)


def path(points, kind="", digits=1):
    """Return the path through the points, pairs of numbers."""
    places = " ".join(f"{_short(x, digits)} {_short(y, digits)}" for x, y in points)
    return _mark("path", None, kind, d=f"M{places}")


def arrow(*points, head=4.5):
    """Return the path through the points, with a head at its end."""
    (x0, y0), (x1, y1) = points[-2:]
    length = hypot(x1 - x0, y1 - y0)
    ux, uy = head * (x1 - x0) / length, head * (y1 - y0) / length
    wings = [(x1 - ux - side * uy / 2, y1 - uy + side * ux / 2) for side in (1, -1)]
    return path(points) + path([wings[0], (x1, y1), wings[1]])


def dot(x, y, kind="", r=4):
    """Return a dot."""
    return _mark("circle", None, kind, cx=_short(x), cy=_short(y), r=r)


def group(marks, kind="", **attributes):
    """Return the marks in a group, with attributes that all share."""
    return _mark("g", "".join(marks), kind, **attributes)


def picture(width, height, *marks, description="", kind="", **attributes):
    """Return the SVG that holds the marks.

    One without a description stands in something that is described.
    """
    described = (
        {"role": "img", "aria_label": escape(description)}
        if description
        else {"aria_hidden": "true"}
    )
    box = f"0 0 {width} {height}"
    return _mark("svg", "".join(marks), kind, viewBox=box, **described, **attributes)


def _mark(name, inside, kind, **attributes):
    given = {"class": kind} if kind else {}
    written = "".join(
        f' {key.replace("_", "-")}="{value}"'
        for key, value in (given | attributes).items()
    )
    return (
        f"<{name}{written}/>"
        if inside is None
        else f"<{name}{written}>{inside}</{name}>"
    )


def _short(number, digits=1):
    """Return a number with so many decimals at most."""
    return f"{round(float(number), digits) + 0:.{digits}f}".removesuffix(".0")
