"""choose a step that is not too small

With a step of 1e-15 the one-sided slope of the sine is all rounding.
"""

SOLUTION = {"1e-15": "1e-8"}
MISS = {"1e-15": "1e-3"}

# --8<-- [start:task]
import math

step = 1e-15

slope = (math.sin(1 + step) - math.sin(1)) / step
# --8<-- [end:task]

# --8<-- [start:check]
_error = abs(slope - math.cos(1))
_rounding, _bend = math.ulp(1.0) / abs(step), abs(step) * math.sin(1) / 2
if _error < 1e-7:
    print("Solved: the slope is 0.540302, right to seven decimals.")
elif _rounding > _bend:
    print(
        f"Not yet: with a step of {step:.0e} the slope is off by {_error:.0e}. "
        "The step is too small: the digits went in the subtraction."
    )
else:
    print(
        f"Not yet: with a step of {step:.0e} the slope is off by {_error:.0e}. "
        "The step is too large: the curve bends between the two points."
    )
# --8<-- [end:check]
