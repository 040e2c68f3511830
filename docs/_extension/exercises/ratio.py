"""a number without a unit

The length of the difference alone says little.
"""

SOLUTION = {"norm(g - n)": "norm(g - n) / np.linalg.norm(g + n)"}
MISS = {"norm(g - n)": "norm(g - n) / np.sum(g + n)"}

# --8<-- [start:task]
import numpy as np


def norm_ratio(g, n):
    return np.linalg.norm(g - n)


# --8<-- [end:task]

# --8<-- [start:check]
_g = np.array([3.0, -4.0])
_small, _large = norm_ratio(_g * 1e-6, 2e-6 * _g), norm_ratio(_g * 1e6, 2e6 * _g)
if abs(_small - 1 / 3) < 1e-9 and abs(_large - 1 / 3) < 1e-9:
    print(
        "Solved: twice a gradient gives 0.333, whether its slopes are small or large."
    )
elif not abs(_small / _large - 1) < 1e-6:
    print(
        f"Not yet: twice a gradient gives {_small:.0e} where the slopes are small "
        f"and {_large:.0e} where they are large. Divide by something that has "
        "the same unit."
    )
else:
    print(
        f"Not yet: twice the gradient (3, -4) gives {_large:.3g}, and not 0.333. "
        "Divide by the length of the sum."
    )
# --8<-- [end:check]
