"""Read your number: which row of the page's table a ratio belongs to.

The causes stand in the table of docs/use/read-your-number.md, ranked from left to
right, and JavaScript reads them there. Here is which ratios belong to which row.
"""

import math

from ..form import choices

LABEL = "Read your number"
DIVISORS = choices(
    "Its formula divides the difference of g and n by",
    "by",
    {
        "sum": "‖g+n‖ (lecture, Coursera)",
        "norms": "‖g‖+‖n‖ (deeplearning.ai)",
        "larger": "larger (CS231n)",
        "nothing": "nothing (SciPy)",
    },
    heard={
        "sum": "the norm of g plus n: lecture, Coursera",
        "norms": "the norm of g, plus the norm of n: deeplearning.ai",
        "larger": "the larger of the two: CS231n",
        "nothing": "nothing: SciPy",
    },
)
CONTROLS = f"""
<label class=prompt>What number did your checker print?
<input type=text name=r value=0.333 spellcheck=false autocapitalize=off></label>
{DIVISORS}
<output aria-live=off></output>
"""

# For the rows of the table, in order, the least and the largest ratio, by g + n;
# None is no bound, or for a row of its own kind: nan, and anything else. Rows
# overlap: a correct gradient gives up to 1e-7, and a wrong step may give 1e-8.
ROWS = [
    ("0", 0, 0),
    ("below 1e-7", 5e-324, 1e-7),
    ("1e-8 to 2e-3", 1e-8, 2e-3),
    ("0.32 to 0.35", 0.32, 0.35),
    ("0.48 to 0.52", 0.48, 0.52),
    ("0.97 to 1.03", 0.97, 1.03),
    ("more than 1.5", 1.5, None),
    ("nan", None, None),
    ("anything else", None, None),
]

# What a formula gives at most. Of the other two, nothing is too much.
MOST = {"norms": 1, "larger": 2}
ROUNDING = 1 + 1e-6  # That of float32, in a ratio.


def data():
    """Return the least and the largest ratio of each row, and of each formula."""
    return {"rows": [[low, high] for _, low, high in ROWS], "most": MOST}


def by_sum(ratio, divisor):
    """Return what the ratio would be if it were divided by the norm of g + n.

    So it is if one gradient is a multiple of the other: by the larger one, a
    factor k leaves |k - 1| / max(k, 1), and by the sum |k - 1| / (k + 1).
    """
    if divisor != "larger" or ratio == 0:
        return ratio
    return ratio / (2 - ratio) if ratio < 2 else math.inf


def too_much(ratio, divisor):
    """Return whether the formula cannot give so large a ratio."""
    return ratio > MOST.get(divisor, math.inf) * ROUNDING


def rows(ratio, divisor="sum"):
    """Return the names of the rows that a ratio belongs to, in order.

    Without a divisor it is no ratio, and only 0 and nan say something.
    """
    if ratio != ratio:
        return ["nan"]
    if too_much(ratio, divisor) or (divisor == "nothing" and ratio > 0):
        return []
    ratio = by_sum(ratio, divisor)
    found = [
        name
        for name, low, high in ROWS
        if low is not None and low <= ratio and (high is None or ratio <= high)
    ]
    return found or ["anything else"]


def factors(ratio, divisor="sum"):
    """Return k and 1/k, if g may be k times n, as far as a ratio shows it.

    By the sum of the norms, any k < 0 gives 1: a ratio below speaks of k > 0.
    Near 0, 1 and infinity the rows say what there is to say.
    """
    if divisor == "nothing" or too_much(ratio, divisor):
        return []
    ratio = by_sum(ratio, divisor)
    if not 2e-3 < ratio < 2e3 or abs(ratio - 1) < 2e-5:
        return []
    k = (1 + ratio) / (1 - ratio)
    return [k, 1 / k]
