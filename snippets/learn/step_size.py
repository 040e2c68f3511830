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


# --8<-- [start:errors]
print(" step  slope of x^2 at 1.5  error")
for digits in range(1, 16, 2):
    step = 1 / 10**digits
    slope = (square(1.5 + step) - square(1.5)) / step
    print(f"{step:.0e}  {slope:19.15f}  {abs(slope - 3):.0e}")
# --8<-- [end:errors]


# --8<-- [start:answer_wide_gap]
print(math.ulp(1000.0))
print(1000 + 1e-14 == 1000)
# --8<-- [end:answer_wide_gap]


# --8<-- [start:answer_offset]
def raised(x):
    return x * x + 1e6


for step in [1e-3, 1e-5, 1e-7]:
    slope = (raised(1.5 + step) - raised(1.5)) / step
    print(f"{step:.0e}  {slope:.6f}  error {abs(slope - 3):.0e}")
# --8<-- [end:answer_offset]
