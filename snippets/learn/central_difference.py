# --8<-- [start:square]
from numerical_gradient import central_difference


def square(x):
    return x**2


print(central_difference(square, 1.5))
# --8<-- [end:square]
