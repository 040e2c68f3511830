# --8<-- [start:quotient]
def square(x):
    return x**2


def slope_between(f, x, step):
    """Return the change in y over the change in x, from x to x + step."""
    return (f(x + step) - f(x)) / step


for step in [1, 0.1, 0.01, 0.001, 0.0001]:
    print(f"{step:<7} {slope_between(square, 1.5, step):.5f}")
# --8<-- [end:quotient]


# --8<-- [start:zoom]
for half_width in [1, 0.1, 0.01, 0.001]:
    left, right = 1.5 - half_width, 1.5 + half_width
    rise = square(right) - square(left)
    middle_of_line = (square(left) + square(right)) / 2
    sag = middle_of_line - square(1.5)
    print(f"{left:<5} to {right:<5}  {100 * sag / rise:7.4f} %")
# --8<-- [end:zoom]


# --8<-- [start:too_far]
for step in [1e-4, 1e-8, 1e-12, 1e-15, 1e-16]:
    print(f"{step:.0e} {slope_between(square, 1.5, step)}")
# --8<-- [end:too_far]
