"""Draws the riddle of the home page: two trainings, one with a wrong gradient.

The curves and the ratios are rows of the bug zoo.
"""

import io

import matplotlib
from loading import load
from plot_svg import figure

PAGE = "index.md"
BUG = "sigmoid-slope-missing-at-the-output"
LABEL = (
    "Two costs against the step of training, from 1 to 1,000. Both start at the same "
    "value and fall. A falls sooner and ends lower than B."
)


def on_page_markdown(markdown, page, **_):
    if page.file.src_uri != PAGE:
        return markdown
    read = load("zoo_results").read
    rows = read("bugs")
    wrong = next(row for row in rows if row["bug"] == BUG and "curve" in row)
    right = next(
        row
        for row in read("correct")
        if row["regime"] == "lesson" and row["seed"] == wrong["seed"]
    )
    for name, text in {
        "curves": draw(wrong),
        "bug": BUG,
        "ratio of A": f"{wrong['values']['whole']:.2f}",
        "ratio of B": f"{right['values']['whole']:.0e}",
    }.items():
        markdown = markdown.replace("{{ " + name + " }}", text)
    return markdown


def draw(row):
    """Return both curves, drawn alike: nothing tells which is which."""
    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    style = {
        "figure.figsize": (5.6, 2.7),
        "figure.constrained_layout.use": True,
        "svg.fonttype": "none",
        "svg.hashsalt": "home",
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with matplotlib.rc_context(style):
        fig, axes = plt.subplots()
        x = [step + 1 for step in row["steps"]]
        for name, curve, dash, at, side in (
            ("A", row["curve"], (0, (5, 2)), 2, "right"),
            ("B", row["correct curve"], "solid", 6, "left"),
        ):
            axes.plot(x, curve, "k", linestyle=dash, linewidth=1.5)
            k = next(k for k, step in enumerate(x) if step >= at)
            beside = x[k] * (0.88 if side == "right" else 1.14)
            axes.text(beside, curve[k], name, ha=side, fontsize=14)
        axes.set_xscale("log")
        axes.set_ylim(0)
        axes.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
        axes.minorticks_off()
        axes.set_yticks([0, 0.02, 0.04])
        axes.set_xlabel("step")
        axes.set_ylabel("cost")
        svg = io.StringIO()
        fig.savefig(svg, format="svg", metadata={"Date": None})
        plt.close(fig)
    return figure(svg.getvalue(), LABEL, "home")
