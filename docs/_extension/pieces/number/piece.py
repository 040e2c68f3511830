"""Read your number: which row of the page's table a ratio belongs to.

The causes stand in the table of docs/use/read-your-number.md, ranked from left to
right, and JavaScript reads them there. Here is which ratios belong to which row.
"""

from ..form import choices

LABEL = "Read your number"
DIVISORS = choices(
    "The difference of g and n, divided by",
    "by",
    {"sum": "g + n", "norms": "the sum of the norms", "larger": "the larger one"},
)
CONTROLS = f"""
<label class=prompt>What number did your checker print?
<input type=text name=r value=0.333 spellcheck=false autocapitalize=off></label>
{DIVISORS}
<output aria-live=off></output>
"""

# For the rows of the table, in order, the least and the largest ratio, by g + n;
# None is no bound, or for a row of its own kind: nan, and anything else. The
# texts say 1e-10 and 0.333: a correct gradient gives up to 1e-7, and whoever
# has a factor of 2 and a few small errors reads 0.32.
ROWS = [
    ("0", 0, 0),
    ("1e-10", 5e-324, 1e-7),
    ("1e-7 to 1e-3", 1e-8, 2e-3),
    ("0.333", 0.32, 0.35),
    ("0.5", 0.48, 0.52),
    ("1", 0.97, 1.03),
    ("much more than 1", 1.5, None),
    ("nan", None, None),
    ("anything else", None, None),
]


def data():
    """Return the least and the largest ratio of each row."""
    return [[low, high] for _, low, high in ROWS]


def by_sum(ratio, divisor):
    """Return what the ratio would be if it were divided by the norm of g + n.

    So it is if one gradient is a multiple of the other: by the larger one, a
    factor k leaves |k - 1| / max(k, 1), and by the sum |k - 1| / (k + 1).
    """
    if divisor != "larger" or ratio == 0:
        return ratio
    return ratio / (2 - ratio) if ratio < 2 else float("inf")


def factor(ratio):
    """Return the factor, of which one over it leaves the same ratio by g + n."""
    return (1 + ratio) / (1 - ratio)


def rows(ratio):
    """Return the names of the rows that a ratio by g + n belongs to, in order."""
    if ratio != ratio:
        return ["nan"]
    found = [
        name
        for name, low, high in ROWS
        if low is not None and low <= ratio and (high is None or ratio <= high)
    ]
    return found or ["anything else"]
