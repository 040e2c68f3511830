# --8<-- [start:function]
import numpy as np


def f(x):
    return np.exp(x) * np.sin(x)


def slope(x):
    return np.exp(x) * (np.sin(x) + np.cos(x))


# --8<-- [end:function]


# --8<-- [start:rules]
def forward(f, x, h):
    return (f(x + h) - f(x)) / h


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def complex_step(f, x, h):
    return f(x + 1j * h).imag / h


# --8<-- [end:rules]


# --8<-- [start:float64]
points = np.linspace(0, 2, 1501)


def typical_error(rule, f, step, dtype):
    """Return the median error over all the points, or 1e-15 if less."""
    x = points.astype(dtype)
    errors = np.abs(rule(f, x, dtype(step)) - slope(points))
    return max(np.median(errors), 1e-15)


print(" step    forward  central  complex")
for k in [*range(1, 14), 20, 99]:
    row = f"1e-{k:02} "
    for rule in [forward, central, complex_step]:
        row += f"{typical_error(rule, f, 10.0**-k, np.float64):9.0e}"
    print(row)
# --8<-- [end:float64]


# --8<-- [start:float32]
print(" step    forward  central  complex")
for k in [1, 2, 3, 4, 5, 6, 20]:
    row = f"1e-{k:02} "
    for rule in [forward, central, complex_step]:
        row += f"{typical_error(rule, f, 10.0**-k, np.float32):9.0e}"
    print(row)
# --8<-- [end:float32]


# --8<-- [start:best]
print("          forward         central")
print("          step   error   step   error")
for dtype in [np.float64, np.float32]:
    eps = float(np.finfo(dtype).eps)
    h1, h2 = eps ** (1 / 2), eps ** (1 / 3)
    print(f"{dtype.__name__}  {h1:.0e}  {h1:.0e}   {h2:.0e}  {h2**2:.0e}")
# --8<-- [end:best]


# --8<-- [start:offset]
def plus(offset):
    return lambda x: f(x) + offset


for offset in [0, 1_000, 1_000_000]:
    errors = {
        k: typical_error(central, plus(offset), 10.0**-k, np.float64)
        for k in range(1, 10)
    }
    k = min(errors, key=errors.get)
    print(f"f + {offset:<9,} best step 1e-{k:02}, error {errors[k]:.0e}")
# --8<-- [end:offset]


# --8<-- [start:verdicts]
from gradient_check import check_gradient
from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


theta = np.random.default_rng(0).standard_normal(9)
correct = NeuralNetwork(theta).gradient(X, y)
bad = correct * np.array([1, 1, 1, 1, 1, 1, 1, 1, 1.01])
print("        1e-8 says        check_gradient says")
print("step    right  1 % off   right  1 % off")
for step in [1e-1, 1e-3, 1e-5, 1e-7, 1e-9]:
    numgrad = numerical_gradient(cost, theta, step)
    row = f"{step:.0e}  "
    for g in [correct, bad]:
        row += "pass   " if norm_ratio(g, numgrad) < 1e-8 else "fail   "
    for g in [correct, bad]:
        row += "  " + check_gradient(cost, g, theta, step=step).verdict
    print(row)
# --8<-- [end:verdicts]


# --8<-- [start:not_analytic]
def slope_of_first(f, w):
    step = np.zeros(w.size)
    step[0] = 1e-20
    return f(w + 1j * step).imag / 1e-20


def squared_norm(w):
    return np.sum(w * w)


def by_abs(w):
    return np.sum(np.abs(w) ** 2)


def by_norm(w):
    return np.linalg.norm(w) ** 2


def by_conjugate(w):
    return w.conj() @ w


def by_real(w):
    return np.sum(w.real**2)


w = np.array([1.5, -0.5])
for g in [squared_norm, by_abs, by_norm, by_conjugate, by_real]:
    print(f"{g.__name__:12} {g(w):.6f}  slope {slope_of_first(g, w):.1f}")
# --8<-- [end:not_analytic]


# --8<-- [start:refuses]
import math


def bent(x):
    return x if x > 0 else 0.1 * x


for g in [math.exp, bent]:
    try:
        print(complex_step(g, 1.5, 1e-20))
    except TypeError as error:
        print(type(error).__name__, "from", g.__name__)
# --8<-- [end:refuses]


# --8<-- [start:answer_root]
def root(x):
    return np.sqrt(np.abs(x))


points = np.linspace(0.1, 2, 1501)
for rule in [forward, central, complex_step]:
    errors = rule(root, points, 1e-5) - 0.5 / np.sqrt(points)
    print(f"{rule.__name__:12}  {np.median(np.abs(errors)):.0e}")
# --8<-- [end:answer_root]


# --8<-- [start:answer_far]
for first in [0, 1_000]:
    points = np.linspace(first, first + 2, 1001)
    print("from", first)
    for step in [1e-3, 1e-4, 1e-5, 2.0**-17]:
        errors = central(np.sin, points, step) - np.cos(points)
        power = round(np.log10(np.median(np.abs(errors))))
        print(f"    {step:.0e}  about 1e{power}")
# --8<-- [end:answer_far]
