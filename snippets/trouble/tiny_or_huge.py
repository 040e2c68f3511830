# --8<-- [start:capacitor]
import numpy as np
from gradient_check import check_gradient

# A capacitor of some microfarads is charged over some kiloohms.
t = np.array([0.001, 0.002, 0.004, 0.008])  # seconds
volts = np.array([1.7, 2.9, 4.2, 4.9])


def cost(p):
    model = 5 * (1 - np.exp(-t / (p["R"] * p["C"])))
    return np.sum((model - volts) ** 2)


def gradient(p):
    rc = p["R"] * p["C"]
    decay = np.exp(-t / rc)
    error = 5 * (1 - decay) - volts
    of_rc = np.sum(2 * error * -5 * decay * t / rc**2)
    return {"R": of_rc * p["C"], "C": of_rc * p["R"]}


parameters = {"R": 2200.0, "C": 1.2e-6}
slopes = gradient(parameters)
for name, size in parameters.items():
    print(f"{name} = {size:.1e}, slope {slopes[name]:.1e}")
# --8<-- [end:capacitor]


# --8<-- [start:fixed_step]
for step in [1e-4, 1e-6, 1e-12]:
    row = f"{step:.0e}"
    for name in ["R", "C"]:
        up, down = dict(parameters), dict(parameters)
        up[name] += step
        down[name] -= step
        with np.errstate(over="ignore", invalid="ignore"):
            slope = (cost(up) - cost(down)) / (2 * step)
        off = abs(slope / slopes[name] - 1)
        row += f"  {name}: {off:.0e}" if off < 1e9 else f"  {name}: lost"
    print(row)
# --8<-- [end:fixed_step]


# --8<-- [start:share]
for name in ["R", "C"]:
    step = 1e-5 * parameters[name]
    up, down = dict(parameters), dict(parameters)
    up[name] += step
    down[name] -= step
    slope = (cost(up) - cost(down)) / (2 * step)
    print(
        f"{name}  off by less than 1e-8:", abs(slope / slopes[name] - 1) < 1e-8
    )

print(check_gradient(cost, gradient, parameters).verdict)
# --8<-- [end:share]


# --8<-- [start:answer_rescale]
def of_units(p):
    return cost({"R": 1e3 * p["kiloohm"], "C": 1e-6 * p["microfarad"]})


def slopes_of_units(p):
    g = gradient({"R": 1e3 * p["kiloohm"], "C": 1e-6 * p["microfarad"]})
    return {"kiloohm": 1e3 * g["R"], "microfarad": 1e-6 * g["C"]}


units = {"kiloohm": 2.2, "microfarad": 1.2}
for name, slope in slopes_of_units(units).items():
    print(f"{name:10}  {slope:.2f}")
print(check_gradient(of_units, slopes_of_units, units).verdict)
# --8<-- [end:answer_rescale]
