"""The marks of diagrams that are drawn by hand, as pieces of an SVG."""

from html import escape
from math import hypot


def text(x, y, words, anchor="middle", **attributes):
    """Return words whose middle is at the height y."""
    more = "".join(
        f' {key.strip("_").replace("_", "-")}="{value}"'
        for key, value in attributes.items()
    )
    return (
        f'<text x="{x:g}" y="{y + 3.5:g}" text-anchor="{anchor}"{more}>'
        f"{escape(words)}</text>"
    )


def line(*points):
    """Return the path through the points."""
    return '<path d="M' + "L".join(f"{x:g} {y:g}" for x, y in points) + '"/>'


def arrow(*points, head=4.5):
    """Return the path through the points, with a head at its end."""
    (x0, y0), (x1, y1) = points[-2:]
    length = hypot(x1 - x0, y1 - y0)
    ux, uy = head * (x1 - x0) / length, head * (y1 - y0) / length
    wings = [
        (x1 - ux - side * uy / 2, y1 - uy + side * ux / 2) for side in (1, -1)
    ]
    return line(*points) + line(wings[0], (x1, y1), wings[1])


def group(marks, **attributes):
    """Return the marks in a group, with attributes that all share."""
    shared = " ".join(
        f'{key.strip("_").replace("_", "-")}="{value}"'
        for key, value in attributes.items()
    )
    return f"<g {shared}>{''.join(marks)}</g>"


def picture(width, height, description, *marks):
    """Return the SVG that holds the marks."""
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" font-size="10" '
        f'fill="currentColor" aria-label="{escape(description)}">'
        f"{''.join(marks)}</svg>"
    )
