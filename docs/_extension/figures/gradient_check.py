"""What a gradient check is: two ways to one slope, and a comparison."""

from ..marks import arrow, group, picture, text

DESCRIPTION = (
    "Two ways lead from the cost to a slope. The upper one, solid: calculus, that is "
    "backprop, gives the analytic gradient, 3.0. The lower one, dashed: nudge a "
    "weight to either side, compute the cost twice, and divide the difference by the "
    "distance; it gives the numerical gradient, 2.9999999. Both arrive at the question "
    "whether they are the same: if so, the gradient is right, and if not, something "
    "is wrong."
)

CAPTION = (
    "The two ways share nothing but the cost. So a mistake on one of them is not "
    "likely to be on the other, and shows as a difference."
)


def data() -> dict:
    """Return nothing: this is a picture of words."""
    return {}


def svg(numbers) -> str:
    """Draw the two ways, one above the other."""

    def box(x, y, width, height, kind=""):
        given = f' class="{kind}"' if kind else ""
        return (
            f'<rect{given} x="{x}" y="{y}" width="{width}" height="{height}" rx="4"/>'
        )

    boxes = group(
        [box(2, 66, 62, 44), box(98, 14, 104, 50), box(98, 112, 104, 50)],
        fill="none",
        stroke="currentColor",
        stroke_opacity=0.5,
    )
    ways = group(
        [arrow((33, 66), (33, 39), (96, 39)), arrow((202, 39), (262, 39), (262, 70))],
        "line analytic",
        fill="none",
        stroke="var(--analytic)",
    )
    nudges = group(
        [
            arrow((33, 110), (33, 137), (96, 137)),
            arrow((202, 137), (262, 137), (262, 106)),
        ],
        "line numerical",
        fill="none",
        stroke="var(--numerical)",
        stroke_dasharray="4 2",
    )

    def lines(x, y, *words, **attributes):
        """Return lines of text, the first at the height y."""
        return "".join(
            text(x, y + 12.5 * n, line, "", "middle", **attributes)
            for n, line in enumerate(words)
        )

    words = [
        lines(33, 86, "cost of", "a weight"),
        lines(150, 35, "backprop:", "calculus, by hand"),
        lines(150, 133, "nudge the weight,", "divide"),
        lines(262, 30, "analytic", font_weight=600),
        lines(262, 152, "numerical", font_weight=600),
        lines(262, 92, "the same?"),
    ]
    return picture(
        302,
        172,
        boxes,
        ways,
        nudges,
        *words,
        description=DESCRIPTION,
        fill="currentColor",
        font_size=10,
    )
