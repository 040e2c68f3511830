# --8<-- [start:fails]
import textwrap

import numpy as np
from gradient_check import check_gradient
from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient

X32, y32 = X.astype(np.float32), y.astype(np.float32)


def cost32(theta):
    return NeuralNetwork(theta).cost(X32, y32)


def gradient32(theta):
    return NeuralNetwork(theta).gradient(X32, y32)


def about(ratio):
    """Return the nearest power of ten: the rest is noise."""
    return f"1e{np.log10(ratio):.0f}"


theta = np.random.default_rng(0).standard_normal(9)
theta32 = theta.astype(np.float32)
numgrad = numerical_gradient(cost32, theta32)
print("computed in", cost32(theta32).dtype)
print("ratio about", about(norm_ratio(gradient32(theta32), numgrad)))
# --8<-- [end:fails]


# --8<-- [start:every_threshold]
ratios = []
for seed in range(1000):
    draw = np.random.default_rng(seed).standard_normal(9)
    draw = draw.astype(np.float32)
    numgrad = numerical_gradient(cost32, draw)
    ratios.append(norm_ratio(gradient32(draw), numgrad))

for threshold in [1e-8, 1e-7, 1e-6, 1e-5, 1e-4]:
    failed = np.sum(np.array(ratios) > threshold)
    print(f"threshold {threshold:.0e}: {failed} of 1000 fail")
# --8<-- [end:every_threshold]


# --8<-- [start:spacing]
J = cost32(theta32)
print(f"cost               {J:.2f}")
print(f"next float32 after {np.spacing(J):.0e} more")
print(f"over 2 epsilon     {np.spacing(J) / 2e-4:.0e}")
print(f"largest slope      {np.abs(gradient32(theta32)).max():.0e}")
# --8<-- [end:spacing]


# --8<-- [start:by_epsilon]
def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def gradient(theta):
    return NeuralNetwork(theta).gradient(X, y)


def median_ratio(cost, gradient, dtype, epsilon):
    ratios = []
    for seed in range(100):
        draw = np.random.default_rng(seed).standard_normal(9)
        draw = draw.astype(dtype)
        numgrad = numerical_gradient(cost, draw, epsilon)
        ratios.append(norm_ratio(gradient(draw), numgrad))
    return np.median(ratios)


print("epsilon  float32  float64")
for epsilon in [1e-1, 1e-2, 1e-3, 1e-4, 1e-5]:
    in32 = median_ratio(cost32, gradient32, np.float32, epsilon)
    in64 = median_ratio(cost, gradient, np.float64, epsilon)
    print(f"{epsilon:.0e} {about(in32):>9} {about(in64):>8}")
# --8<-- [end:by_epsilon]


# --8<-- [start:in_float64]
numgrad = numerical_gradient(cost, theta)
print("ratio about", about(norm_ratio(gradient(theta), numgrad)))
# --8<-- [end:in_float64]


# --8<-- [start:left_behind]
def backward_in_32(theta):
    return gradient32(theta.astype(np.float32))


report = check_gradient(cost, backward_in_32, theta)
print(report.verdict)
print(textwrap.fill(report.causes[0], 44))
# --8<-- [end:left_behind]


# --8<-- [start:knows_it]
def suspect32(theta):
    return gradient32(theta) + np.float32(1e-6) * theta


def suspect(theta):
    return gradient(theta) + 1e-6 * theta


print("in float32")
print("  gradient", check_gradient(cost32, gradient32, theta32).verdict)
print("  suspect ", check_gradient(cost32, suspect32, theta32).verdict)
print("in float64")
print("  gradient", check_gradient(cost, gradient, theta).verdict)
print("  suspect ", check_gradient(cost, suspect, theta).verdict)
# --8<-- [end:knows_it]


# --8<-- [start:rtol]
for rtol in [1e-2, 1e-5]:
    report = check_gradient(cost32, suspect32, theta32, rtol=rtol)
    print(f"an error of {rtol:.0e} matters: {report.verdict}")
# --8<-- [end:rtol]


# --8<-- [start:answer_within]
in32, in64 = (cost32, gradient32, theta32), (cost, gradient, theta)
for J, dJ, point in [in32, in64]:
    report = check_gradient(J, dJ, point)
    within = about(report.arrays[0].resolution)
    print(f"{point.dtype}  {report.verdict}, within about {within}")
# --8<-- [end:answer_within]


# --8<-- [start:answer_worse]
def worse32(theta):
    return gradient32(theta) + np.float32(1e-4) * theta


verdicts = []
for seed in range(10):
    draw = np.random.default_rng(seed).standard_normal(9)
    draw = draw.astype(np.float32)
    verdicts.append(check_gradient(cost32, worse32, draw).verdict)
print(f"at 1e-4: {verdicts.count('wrong')} of 10 are wrong")
# --8<-- [end:answer_worse]
