"""The V-curves of the lesson: the error of two quotients at each step."""

import numpy as np

from ..programs import names_of

page = names_of("learn/best_step.py", "functions")
QUOTIENTS = {"one-sided": page["one_sided"], "central": page["central"]}
STEPS = 10.0 ** -np.arange(0.5, 13.1, 0.25)

SIZE = 4.2, 3.2
DESCRIPTION = (
    "The error of two quotients for x³ against the step, from 0.3 to 1e-13, on "
    "logarithmic axes. The one-sided error falls to 2e-8 at a step of 1e-8 and rises "
    "again: a V. The central error falls twice as steeply, to 3e-11 near 1e-5, and "
    "then rises along the same line. The right side of each V is marked truncation, "
    "the common left side rounding."
)
CAPTION = (
    "Read it from the right: as the step shrinks, truncation falls, until rounding "
    "takes over. The central difference comes down twice as steeply, and so its V is "
    "deeper."
)


def data() -> dict:
    """Return the median error over the page's points, for each step."""
    return {"steps": STEPS} | {
        name: [page["typical_error"](quotient, float(h)) for h in STEPS]
        for name, quotient in QUOTIENTS.items()
    }


def draw(axes, numbers):
    axes.plot(numbers["steps"], numbers["one-sided"], "k")
    axes.plot(numbers["steps"], numbers["central"], "C1", dashes=(4, 1.5))
    axes.loglog()
    axes.set_ylim(3e-12, 10)
    axes.set_xticks(
        [1e-12, 1e-9, 1e-6, 1e-3, 1], ["1e-12", "1e-9", "1e-6", "1e-3", "1"]
    )
    axes.set_yticks([1e-10, 1e-5, 1], ["1e-10", "1e-5", "1"])
    axes.set_xlabel("step")
    axes.set_title("error")
    axes.text(4e-4, 1e-2, "one-sided", ha="right")
    axes.text(6e-3, 1e-8, "central", color="C1")
    axes.text(1e-11, 1e-7, "rounding", ha="center", alpha=0.75)
    axes.text(2e-2, 5e-1, "truncation", ha="center", alpha=0.75)


def table(numbers) -> list[list[str]]:
    """Return a row for each power of ten."""
    rows = [["step", *QUOTIENTS]]
    for k, step in enumerate(STEPS):
        if abs(np.log10(step) - round(np.log10(step))) < 0.01:
            errors = [f"{numbers[name][k]:.0e}" for name in QUOTIENTS]
            rows.append([f"{step:.0e}", *errors])
    return rows
