# --8<-- [start:argon]
import numpy as np
from gradient_check import check_gradient

DEPTH, SIGMA = 1.65e-21, 3.4e-10  # Of argon: joules and metres.


def energy(r):
    s = (SIGMA / r) ** 6
    return 4 * DEPTH * np.sum(s**2 - s)


def slope(r):
    s = (SIGMA / r) ** 6
    return 4 * DEPTH * (6 * s - 12 * s**2) / r


r = np.array([3.6e-10, 4.1e-10, 5.0e-10])
# --8<-- [end:argon]


# --8<-- [start:fixed]
def ratio(cost, gradient, x, step):
    """Return the norm ratio for one step, or a step for each entry."""
    h, n = np.broadcast_to(step, x.shape), np.empty_like(x)
    for i in range(x.size):
        move = np.zeros_like(x)
        move[i] = h[i]
        n[i] = (cost(x + move) - cost(x - move)) / (2 * h[i])
    g = gradient(x)
    return np.linalg.norm(g - n) / np.linalg.norm(g + n)


print("step   ratio")
for step in [1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-14]:
    print(f"{step:.0e}  {ratio(energy, slope, r, step):.0e}")
# --8<-- [end:fixed]


# --8<-- [start:relative]
for share in [1e-3, 1e-4, 1e-5]:
    print(f"{share:.0e} r  {ratio(energy, slope, r, share * r):.0e}")
# --8<-- [end:relative]


# --8<-- [start:clock]
NOW, SECONDS = 1.7e9, np.arange(0, 60, 0.5)
TARGET = np.sin(2 * np.pi * SECONDS / 10)


def misfit(t0, now=NOW):
    angle = 2 * np.pi * (now + SECONDS - t0) / 10
    return np.sum((np.sin(angle) - TARGET) ** 2)


def misfit_slope(t0, now=NOW):
    angle = 2 * np.pi * (now + SECONDS - t0) / 10
    gap = np.sin(angle) - TARGET
    return np.array([-0.4 * np.pi * np.sum(gap * np.cos(angle))])


t0 = np.array([NOW + 1.1])
print("step     ratio")
for step in [1e-5 * t0[0], 1, 1e-2, 1e-4, 1e-6]:
    print(f"{step:.0e} s  {ratio(misfit, misfit_slope, t0, step):.0e}")
print(f"{np.spacing(t0[0]):.0e} s to the next float")
# --8<-- [end:clock]


# --8<-- [start:verdicts]
print("argon:", check_gradient(energy, slope, r).summary)
print("clock:", check_gradient(misfit, misfit_slope, t0).summary)
# --8<-- [end:verdicts]


# --8<-- [start:shift]
report = check_gradient(
    lambda t: misfit(t, 0), lambda t: misfit_slope(t, 0), t0 - NOW
)
print("clock:", report.summary)
# --8<-- [end:shift]


# --8<-- [start:mixed]
p = np.array([1e-12, 3.0, 1e9])


def waves(q):
    return np.sum(np.sin(q / p))


def wrong(q):
    return np.cos(q / p) / p * [1, 1, -1]


print(f"as they are {ratio(waves, wrong, p, 1e-4 * p):.0e}")
# --8<-- [end:mixed]


# --8<-- [start:rescale]
def rescaled(q):
    return waves(p * q)


def rescaled_slope(q):
    return wrong(p * q) * p


ones = np.ones(3)
print(f"rescaled    {ratio(rescaled, rescaled_slope, ones, 1e-4):.0e}")
print(check_gradient(waves, wrong, p).verdict)
# --8<-- [end:rescale]


# --8<-- [start:answer_share]
for share in [1e-8, 1e-10, 1e-12]:
    print(f"{share:.0e} r  {ratio(energy, slope, r, share * r):.0e}")
# --8<-- [end:answer_share]


# --8<-- [start:answer_days]
report = check_gradient(
    lambda days: misfit(86400 * days),
    lambda days: 86400 * misfit_slope(86400 * days),
    t0 / 86400,
)
print("in days:", report.summary)
# --8<-- [end:answer_days]
