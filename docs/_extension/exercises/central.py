"""put the point in the middle

The central difference divides by one epsilon, where the points are two apart.
"""

SOLUTION = {"/ epsilon": "/ (2 * epsilon)"}
MISS = {"f(x - epsilon)": "f(x)"}


# --8<-- [start:task]
def central_difference(f, x, epsilon):
    return (f(x + epsilon) - f(x - epsilon)) / epsilon


# --8<-- [end:task]

# --8<-- [start:check]
_found = central_difference(lambda x: x**3, 1.5, 0.1)
_right = 6.76
if abs(_found - _right) < 1e-9:
    print("Solved: for x^3 at 1.5 you get 6.76, and the slope is 6.75.")
elif abs(_found - 2 * _right) < 1e-9:
    print(
        f"Not yet: for x^3 at 1.5 you get {_found:.2f}, twice as much as 6.76. "
        "How far apart are the two points?"
    )
elif abs(_found - 7.21) < 1e-9:
    print(
        "Not yet: for x^3 at 1.5 you get 7.21. That is the one-sided "
        "difference, which looks only to the right."
    )
else:
    print(
        f"Not yet: for x^3 at 1.5 you get {_found:.4g}, and a central "
        "difference with epsilon = 0.1 gives 6.76."
    )
# --8<-- [end:check]
