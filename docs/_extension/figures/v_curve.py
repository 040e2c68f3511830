"""The error of three rules at each step, and where theory puts it."""

import numpy as np

from ..programs import names_of

page = names_of("use/choose_the_step.py", "function", "rules")
f, slope = page["f"], page["slope"]
RULES = {
    "forward": page["forward"],
    "central": page["central"],
    "complex": page["complex_step"],
}
POINTS = np.linspace(0, 2, 1501)
# Half-decades: 0.1, 0.03, 0.01, and so on.
STEPS = {
    "float64": 10 ** (-np.arange(2, 27) / 2),
    "float32": 10 ** (-np.arange(2, 16) / 2),
}

PANELS = "float64", "float32"
SIZE = 4.2, 3.4
DESCRIPTION = {
    "float64": (
        "The error of three rules in float64 against the step, from 1e-13 to "
        "0.1, on logarithmic axes. Forward falls to 2e-8 at a step of 1e-8 "
        "and rises again: a V. Central falls twice as steeply, to 2e-11 near "
        "1e-5, and rises along the same line. Complex falls with central and "
        "goes on falling, to 1e-15, where it stays. Thin straight lines, "
        "theory, run along the sides of each V and cross at its tip."
    ),
    "float32": (
        "The same in float32, between the same axes, for steps from 3e-8 to "
        "0.1. Every V is shorter, and its tip is higher and further right. "
        "Forward falls to 5e-4 at 3e-4, central to 2e-5 at 3e-3. Complex "
        "falls to 1e-7 and stays."
    ),
}
CAPTION = (
    "Thick, the median error of each rule. Thin, what the formulas say of "
    "truncation and of rounding: the best step is where the two cross. On the "
    "left the errors are a few times smaller, since the formulas take a whole "
    "eps for every value. Complex meets no rounding until it has all the "
    "digits of its type."
)

# Where the labels stand, and the side that they are aligned to.
LABELS = {
    "float64": {
        "forward": (1e-4, 5e-3, "right"),
        "central": (1e-4, 1e-10, "left"),
        "complex": (4e-7, 2e-15, "left"),
        "rounding": (1e-10, 1e-4, "left"),
        "truncation": (8e-14, 1e-9, "left"),
    },
    "float32": {
        "forward": (1e-2, 0.2, "right"),
        "central": (0.2, 1e-7, "right"),
        "complex": (2e-8, 8e-8, "right"),
    },
}


def errors(rule, steps, dtype):
    """Return the median error over the points, or 1e-15 if less, per step."""
    x = POINTS.astype(dtype)
    medians = [np.median(abs(rule(f, x, dtype(h)) - slope(POINTS))) for h in steps]
    return np.maximum(medians, 1e-15)


def theory(steps, eps):
    """Return what Taylor's formula says of each error, at each step.

    f is exp(x) sin(x), and its derivatives are worked out by hand. The
    rounding is central's; forward's is twice that.
    """
    size, sine, cosine = np.exp(POINTS), np.sin(POINTS), np.cos(POINTS)
    second, third = 2 * size * cosine, 2 * size * (cosine - sine)
    return {
        "forward truncation": steps / 2 * np.median(abs(second)),
        "central truncation": steps**2 / 6 * np.median(abs(third)),
        "rounding": eps * np.median(abs(size * sine)) / steps,
    }


def data() -> dict:
    """Return the steps, the errors and theory's lines, for each type."""
    return {
        name: {
            "type": name,
            "steps": steps,
            "errors": {
                rule: errors(function, steps, getattr(np, name))
                for rule, function in RULES.items()
            },
            "theory": theory(steps, float(np.finfo(name).eps)),
        }
        for name, steps in STEPS.items()
    }


def draw(axes, panel):
    steps, errors = panel["steps"], panel["errors"]
    for line in panel["theory"].values():
        axes.plot(steps, line, "k", linewidth=0.6, alpha=0.6)
    axes.plot(steps, errors["forward"], "k")
    axes.plot(steps, errors["complex"], "k", dashes=(1, 1.5))
    axes.plot(steps, errors["central"], "C1", dashes=(4, 1.5))
    axes.loglog()
    axes.set_xlim(5e-14, 0.2)
    axes.set_ylim(2e-16, 3)
    ticks = [1e-12, 1e-9, 1e-6, 1e-3]
    axes.set_xticks(ticks, ["1e-12", "1e-9", "1e-6", "1e-3"])
    axes.set_yticks([1e-15, 1e-10, 1e-5, 1], ["1e-15", "1e-10", "1e-5", "1"])
    axes.set_xlabel("step")
    axes.set_title(f"error in {panel['type']}")
    for name, (x, y, side) in LABELS[panel["type"]].items():
        if name in ("rounding", "truncation"):
            axes.text(x, y, name, ha=side, alpha=0.75)
        else:
            colour = "C1" if name == "central" else "k"
            axes.text(x, y, name, ha=side, color=colour)


def table(numbers) -> list[list[str]]:
    """Return the numbers that are drawn: a heading, and a row per step."""
    rows = [["type", "step", *RULES]]
    for name, panel in numbers.items():
        for i, step in enumerate(panel["steps"]):
            row = [name, f"{step:.0e}"]
            rows.append(row + [f"{panel['errors'][rule][i]:.0e}" for rule in RULES])
    return rows
