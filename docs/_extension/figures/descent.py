"""Training by the right gradient, and by one that lacks a transpose."""

from ..programs import names_of
from . import training

page = names_of("learn/train.py", "check_first", "descend", "wrong_gradient")

SIZE = training.SIZE
DESCRIPTION = (
    "Two costs against the step, from 1 to 10,000, on logarithmic axes. Both fall all "
    "the way. By the right gradient the cost ends at 0.00007; by the one that lacks a "
    "transpose it falls somewhat further, to 0.000005."
)
CAPTION = (
    "Dashed, the training by the wrong gradient. Nothing in this picture says which of "
    "the two is right."
)
draw, table = training.draw, training.table


def data() -> dict:
    """Return the cost by the wrong and by the right gradient, step by step."""
    return training.trainings(wrong=page["wrong_gradient"], right=page["gradient"])
