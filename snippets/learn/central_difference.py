# --8<-- [start:square]
from numerical_gradient import central_difference


def square(x):
    return x**2


print(central_difference(square, 1.5, 1e-4))
print(2 * 1.5)
# --8<-- [end:square]


# --8<-- [start:halve]
def cube(x):
    return x**3


print("epsilon  one-sided   central")
for epsilon in [0.1, 0.05, 0.025, 0.0125]:
    one_sided = (cube(1.5 + epsilon) - cube(1.5)) / epsilon
    central = central_difference(cube, 1.5, epsilon)
    print(f"{epsilon:7} {one_sided - 6.75:10.6f} {central - 6.75:9.6f}")
# --8<-- [end:halve]


# --8<-- [start:quadratic]
print("x^2 ", central_difference(square, 1.5, 1), "slope", 3.0)
print("x^3 ", central_difference(cube, 1.5, 1), "slope", 6.75)
# --8<-- [end:quadratic]


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


# --8<-- [start:answer_halve]
epsilon, before = 0.1, None
for _ in range(25):
    error = abs(central_difference(cube, 1.5, epsilon) - 6.75)
    if before is not None and not 0.2 < error / before < 0.3:
        print(f"epsilon {epsilon:.0e}, error {error:.0e}")
        break
    epsilon, before = epsilon / 2, error
# --8<-- [end:answer_halve]


# --8<-- [start:answer_sine]
predicted = -(0.1**2) / 6 * math.cos(1)
found = central_difference(math.sin, 1, 0.1) - math.cos(1)
print(f"predicted {predicted:.6f}, found {found:.6f}")
# --8<-- [end:answer_sine]
