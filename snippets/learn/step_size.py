# --8<-- [start:spacing]
import math

print(1 + 1e-16 == 1)
print(math.ulp(1.0))
print(math.ulp(1000.0))
# --8<-- [end:spacing]


# --8<-- [start:cancellation]
def square(x):
    return x * x


step = 1e-12
above = square(1.5 + step)
below = square(1.5)
print(f"above       {above:.16f}")
print(f"below       {below:.16f}")
print(f"difference  {above - below:.16f}")
print(f"slope       {(above - below) / step:.16f}")
# --8<-- [end:cancellation]


# --8<-- [start:quotients]
def one_sided(f, x, step):
    return (f(x + step) - f(x)) / step


def two_sided(f, x, step):
    return (f(x + step) - f(x - step)) / (2 * step)


# --8<-- [end:quotients]


# --8<-- [start:functions]
import statistics


def cube(x):
    return x * x * x


def cube_slope(x):
    return 3 * x * x


points = [i / 500 for i in range(1001)]


def typical_error(quotient, f, slope, step):
    """Return the median error of a quotient over all the points."""
    errors = [abs(quotient(f, x, step) - slope(x)) for x in points]
    return statistics.median(errors)


# --8<-- [end:functions]


# --8<-- [start:v_curve]
steps = [1 / 10**digits for digits in range(1, 16)]

print("          one-sided       two-sided")
print(" step    x^3    sin      x^3    sin")
for step in steps:
    row = f"{step:.0e}"
    for quotient in [one_sided, two_sided]:
        for f, slope in [(cube, cube_slope), (math.sin, math.cos)]:
            row += f"  {typical_error(quotient, f, slope, step):.0e}"
        row += "  "
    print(row.rstrip())
# --8<-- [end:v_curve]


# --8<-- [start:best]
eps = math.ulp(1.0)
print(f"one-sided: step {eps ** (1 / 2):.0e}, error {eps ** (1 / 2):.0e}")
print(f"two-sided: step {eps ** (1 / 3):.0e}, error {eps ** (2 / 3):.0e}")
# --8<-- [end:best]


# --8<-- [start:quadratic]
print("x^2 ", two_sided(square, 1.5, 1), "slope", 2 * 1.5)
print("x^3 ", two_sided(cube, 1.5, 1), "slope", cube_slope(1.5))
# --8<-- [end:quadratic]


# --8<-- [start:float32]
import numpy as np

x = np.array(points, dtype=np.float32)
for step in np.float32([1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6]):
    errors = np.abs(two_sided(cube, x, step) - cube_slope(x))
    print(f"{step:.0e}  {np.median(errors):.0e}")
# --8<-- [end:float32]
