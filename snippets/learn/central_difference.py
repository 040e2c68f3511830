# --8<-- [start:square]
from numerical_gradient import central_difference


def square(x):
    return x**2


print(central_difference(square, 1.5, 1e-4))
print(2 * 1.5)
# --8<-- [end:square]


# --8<-- [start:exact]
from fractions import Fraction

print(central_difference(square, Fraction(1.5), Fraction(1e-4)))
# --8<-- [end:exact]


# --8<-- [start:gap]
import math

print(f"gap             {3 - central_difference(square, 1.5, 1e-4):.0e}")
print(f"spacing         {math.ulp(2.25):.0e}")
print(f"over 2 epsilon  {math.ulp(2.25) / 2e-4:.0e}")
# --8<-- [end:gap]


# --8<-- [start:halve]
def cube(x):
    return x**3


print("epsilon  one-sided   central")
for epsilon in [0.1, 0.05, 0.025, 0.0125]:
    one_sided = (cube(1.5 + epsilon) - cube(1.5)) / epsilon
    central = central_difference(cube, 1.5, epsilon)
    print(f"{epsilon:7} {one_sided - 6.75:10.6f} {central - 6.75:9.6f}")
# --8<-- [end:halve]


# --8<-- [start:refused]
import textwrap

for epsilon in [0, -1e-4]:
    try:
        central_difference(square, 1.5, epsilon)
    except ValueError as error:
        print(textwrap.fill(str(error), 44))
# --8<-- [end:refused]
