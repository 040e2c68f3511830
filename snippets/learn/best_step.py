# --8<-- [start:functions]
import math
import statistics


def cube(x):
    return x * x * x


def one_sided(f, x, step):
    return (f(x + step) - f(x)) / step


def central(f, x, step):
    return (f(x + step) - f(x - step)) / (2 * step)


points = [i / 500 for i in range(1001)]


def typical_error(quotient, step):
    """Return the median error for x^3, over all the points."""
    errors = [abs(quotient(cube, x, step) - 3 * x * x) for x in points]
    return statistics.median(errors)


# --8<-- [end:functions]


# --8<-- [start:v_curve]
print(" step  one-sided  central")
for digits in range(1, 13):
    step = 1 / 10**digits
    errors = typical_error(one_sided, step), typical_error(central, step)
    print(f"{step:.0e}  {errors[0]:9.0e}  {errors[1]:7.0e}")
# --8<-- [end:v_curve]


# --8<-- [start:best]
eps = math.ulp(1.0)
print(f"one-sided: step {eps ** (1 / 2):.0e}, error {eps ** (1 / 2):.0e}")
print(f"central:   step {eps ** (1 / 3):.0e}, error {eps ** (2 / 3):.0e}")
# --8<-- [end:best]


# --8<-- [start:float32]
import numpy as np

x = np.array(points, dtype=np.float32)
for step in np.float32([1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6]):
    errors = np.abs(central(cube, x, step) - 3 * x * x)
    print(f"{step:.0e}  {np.median(errors):.0e}")
# --8<-- [end:float32]


# --8<-- [start:answer_offset]
def raised(x):
    return x * x * x + 1e6


for step in [1e-2, 1e-3, 1e-4, 1e-5]:
    errors = [abs(central(raised, x, step) - 3 * x * x) for x in points]
    print(f"{step:.0e}  {statistics.median(errors):.0e}")
print(f"predicted: {(eps * 1e6) ** (1 / 3):.0e}")
# --8<-- [end:answer_offset]


# --8<-- [start:answer_large]
large = [1000 + i / 500 for i in range(1001)]
for step in [1e-1, 1e-2, 1e-3, 1e-5]:
    errors = [abs(central(cube, x, step) - 3 * x * x) for x in large]
    print(f"{step:.0e}  {statistics.median(errors):.0e}")
# --8<-- [end:answer_large]
