"""write the slope between two points

The quotient lacks its denominator.
"""

SOLUTION = {"f(x + step) - f(x)": "(f(x + step) - f(x)) / step"}
MISS = {"f(x + step) - f(x)": "(f(x + step) - f(x)) / x"}


# --8<-- [start:task]
def slope_between(f, x, step):
    return f(x + step) - f(x)


# --8<-- [end:task]

# --8<-- [start:check]
_found = slope_between(lambda x: x * x, 1.5, 0.5)
_other = slope_between(lambda x: x**3, 2.0, 1.0)
if abs(_found - 3.5) < 1e-9 and abs(_other - 19) < 1e-9:
    print("Solved: from 1.5 to 2, x^2 rises by 1.75 over 0.5, a slope of 3.5.")
elif abs(_found - 1.75) < 1e-9:
    print(
        "Not yet: from 1.5 to 2 you say 1.75 for x^2. That is how much y "
        "changes. A slope is that change divided by the change in x."
    )
else:
    print(
        f"Not yet: from 1.5 to 2 you say {_found:.3g} for x^2, where y changes by "
        "1.75 and x by 0.5."
    )
# --8<-- [end:check]
