"""What a gradient leaves unexplained along a direction: slope 2, or 1."""

import numpy as np

from ..programs import names_of

page = names_of("use/big_networks.py", "network", "one_entry", "taylor")
STEPS = 10 ** (-np.arange(2, 17) / 2)
GRADIENTS = {
    "right": page["gradient"],
    "W2 doubled": page["twice_W2"],
    "one entry off by 1 %": page["one_percent_off"],
}
SIZE = 4.2, 3.4
DESCRIPTION = (
    "What three gradients leave unexplained against the step t, from 1e-8 to "
    "0.1, on logarithmic axes. The right one falls with slope 2, from 0.2 to "
    "rounding below 1e-15. The one with W2 doubled soon turns to slope 1, "
    "and ends at 1e-9. The one with an entry off by one percent runs with the "
    "right one until t is about 1e-5, then turns away to slope 1 and ends at "
    "1e-13."
)
CAPTION = (
    "What the right gradient leaves falls twice as steeply. The one with a "
    "single entry off by 1 % runs with it until t is about 1e-5, where hardly "
    "anything is left, and only then turns aside."
)


def data() -> dict:
    """Return what is left at each step, along one direction for all."""
    left = {}
    for name, gradient in GRADIENTS.items():
        page["rng"] = np.random.default_rng(1)
        left[name] = np.array(page["remainders"](gradient, STEPS))
    return {"steps": STEPS, "left": left}


def draw(axes, numbers):
    steps, left = numbers["steps"], numbers["left"]
    axes.plot(steps, left["one entry off by 1 %"], "k", dashes=(1, 1.5))
    axes.plot(steps, left["W2 doubled"], "k")
    axes.plot(steps, left["right"], "C0")
    axes.loglog()
    axes.set_xlim(1.2e-11, 0.2)
    axes.set_ylim(1e-16, 3)
    axes.set_xticks([1e-7, 1e-5, 1e-3, 1e-1], ["1e-7", "1e-5", "1e-3", "1e-1"])
    axes.set_yticks([1e-15, 1e-10, 1e-5, 1], ["1e-15", "1e-10", "1e-5", "1"])
    axes.set_xlabel("t")
    axes.set_title("left unexplained")
    beside = {"ha": "right", "va": "center"}
    for name, values in left.items():
        colour = "C0" if name == "right" else "k"
        label = name.replace("entry off", "entry\noff")
        axes.text(steps[-1] * 0.7, values[-1], label, color=colour, **beside)
    axes.text(2e-6, 1e-5, "slope 1", ha="center")
    axes.text(2e-4, 1e-9, "slope 2", color="C0")


def table(numbers) -> list[list[str]]:
    """Return what is left at each step."""
    rows = [["t", *numbers["left"]]]
    for i, step in enumerate(numbers["steps"]):
        left = [f"{values[i]:.0e}" for values in numbers["left"].values()]
        rows.append([f"{step:.0e}", *left])
    return rows
