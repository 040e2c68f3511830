"""A central difference whose two points lie on two sides of a corner."""

from numerical_gradient import central_difference

from ..programs import names_of

relu = names_of("trouble/kinks.py", "one_kink")["relu"]
AT, STEP = 3e-5, 1e-4
LEFT, RIGHT = AT - STEP, AT + STEP

SIZE = 4.2, 2.7
DESCRIPTION = (
    "ReLU near its corner at 0: flat on the left, rising with slope 1 on the "
    "right. The point is at 0.00003. A step of 1e-4 to the left, at −0.00007, "
    "is on the flat part; a step to the right, at 0.00013, is on the rising "
    "one. The dashed line through these two has the slope 0.65, and passes "
    "above the corner and the point."
)
CAPTION = (
    "The two points of a step of 1e-4 lie on either side of the corner. The "
    "dashed line through them is less steep than ReLU is at the point between."
)


def data() -> dict:
    """Return ReLU at its corner and the points, and the slope it finds."""
    x = [-1.2e-4, 0.0, 1.8e-4]
    return {
        "x": x,
        "y": [float(relu(z)) for z in x],
        "ends": [LEFT, RIGHT],
        "values": [float(relu(z)) for z in (LEFT, RIGHT)],
        "slope": float(central_difference(relu, AT, STEP)),
    }


def draw(axes, numbers):
    (left, right), (low, high) = numbers["ends"], numbers["values"]
    axes.plot(numbers["x"], numbers["y"], "C0")
    axes.plot([left, right], [low, high], "C1", dashes=(4, 1.5))
    axes.plot([left, right], [low, high], "C1o", markersize=4)
    axes.plot(AT, relu(AT), "ko", markersize=4)
    below = -1.8e-5
    axes.text(left, below, f"{left:.5f}".replace("-", "−"), ha="center")
    axes.text(0, below, "0", ha="center")
    axes.text(right + 8e-6, high - 1e-5, f"{right:.5f}")
    axes.text(AT + 8e-6, relu(AT) - 1e-5, f"{AT:.5f}, slope 1", color="C0")
    slope = f"slope {numbers['slope']:.2f}"
    axes.text(0, 6e-5, slope, color="C1", ha="right")
    axes.text(numbers["x"][0], 7e-6, "ReLU")
    axes.set_xlim(numbers["x"][0], 2.1e-4)
    axes.axis("off")


def table(numbers) -> list[list[str]]:
    """Return the two points, and the slope between them."""
    rows = [["x", "ReLU"]] + [
        [f"{x:.5f}", f"{y:.5f}"] for x, y in zip(numbers["ends"], numbers["values"])
    ]
    return [*rows, ["slope", f"{numbers['slope']:.2f}"]]
