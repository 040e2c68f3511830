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


# --8<-- [start:answer_cube]
def cube(x):
    return x**3


for step in [0.1, 0.001, 0.00001]:
    print(f"{step:<7} {slope_between(cube, 1.5, step):.4f}")
print(f"rule    {3 * 1.5**2:.4f}")
# --8<-- [end:answer_cube]


# --8<-- [start:answer_abs]
for step in [1, 0.01, -0.01, -1]:
    print(f"{step:5}  {slope_between(abs, 0, step):4}")
# --8<-- [end:answer_abs]
