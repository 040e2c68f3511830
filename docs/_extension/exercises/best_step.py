"""the best step for half the digits

The rule for one-sided differences stands where that for central ones belongs.
"""

SOLUTION = {"(1 / 2)": "(1 / 3)"}
MISS = {"eps ** (1 / 2)": "1e-6"}

# --8<-- [start:task]
import numpy as np

eps = float(np.finfo(np.float32).eps)  # 1.2e-07

step = eps ** (1 / 2)
# --8<-- [end:task]


# --8<-- [start:check]
def _error(step):
    """The median error of the central difference of x^3, in float32."""
    x, h = np.linspace(0.5, 2, 1001, dtype=np.float32), np.float32(step)
    slopes = ((x + h) ** 3 - (x - h) ** 3) / (2 * h)
    return float(np.median(np.abs(slopes - 3 * x.astype(float) ** 2)))


_yours, _best = _error(step), _error(eps ** (1 / 3))
if _yours < 2 * _best:
    print(
        f"Solved: with a step of {step:.0e} the error is about {_yours:.0e}, "
        "as small as float32 allows."
    )
else:
    _side = "small" if step < eps ** (1 / 3) else "large"
    print(
        f"Not yet: with a step of {step:.0e} the error is {_yours:.0e}, and "
        f"another step gives {_best:.0e}. Yours is too {_side}."
    )
# --8<-- [end:check]
