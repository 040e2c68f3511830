"""Numerical gradients, and the one number that compares two gradients."""

# --8<-- [start:imports]
from collections.abc import Callable

import numpy as np

# --8<-- [end:imports]


# --8<-- [start:central_difference]
def central_difference(
    f: Callable[[float], float], x: float, epsilon: float = 1e-4
) -> float:
    """Return the slope of `f` at `x`, from its values at x ± epsilon.

    Raises ValueError if `epsilon` is not a positive number.
    """
    if not epsilon > 0:
        raise ValueError(
            f"epsilon is {epsilon}, but a step must be a positive number: "
            "try 1e-4."
        )
    return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon)


# --8<-- [end:central_difference]


# --8<-- [start:numerical_gradient]
def numerical_gradient(
    cost: Callable[[np.ndarray], float],
    parameters: np.ndarray,
    epsilon: float = 1e-4,
) -> np.ndarray:
    """Return the gradient of `cost`: one central difference per parameter.

    Parameters
    ----------
    cost
        Takes an array like `parameters` and returns one number. It is
        called twice per parameter.
    parameters
        Floats, in an array of any shape. The array is copied first, so
        yours stays as it is, also when `cost` raises.
    epsilon
        How far each parameter moves, to either side.

    Returns
    -------
    numpy.ndarray
        The slopes, in the shape of `parameters`.

    Raises
    ------
    TypeError
        If `parameters` are not floats, or `cost` does not return a number.
    ValueError
        If `epsilon` is not positive, or so small that adding it to the
        largest parameter changes nothing, or if `cost` returns nan or
        infinity.
    """
    theta = np.array(parameters)
    check_arguments(theta, epsilon)
    numgrad = np.zeros_like(theta)
    for i in np.ndindex(theta.shape):
        kept = theta[i]
        theta[i] = kept + epsilon
        cost_plus = check_cost(cost(theta), i, epsilon)
        theta[i] = kept - epsilon
        cost_minus = check_cost(cost(theta), i, -epsilon)
        theta[i] = kept
        numgrad[i] = (cost_plus - cost_minus) / (2 * epsilon)
    return numgrad


# --8<-- [end:numerical_gradient]


# --8<-- [start:checks]
def check_arguments(theta: np.ndarray, epsilon: float) -> None:
    """Raise an error that helps, if no numerical gradient can come out."""
    if not epsilon > 0:
        raise ValueError(
            f"epsilon is {epsilon}, but a step must be a positive number: "
            "try 1e-4."
        )
    if not np.issubdtype(theta.dtype, np.floating):
        raise TypeError(
            f"The parameters are {theta.dtype}, not floats, and a step of "
            f"{epsilon} is lost in those: pass parameters.astype(float)."
        )
    largest = np.abs(theta).max(initial=0)
    if epsilon < np.spacing(largest):
        raise ValueError(
            f"A step of {epsilon} is lost beside a parameter of {largest} "
            f"({theta.dtype}): take a larger epsilon."
        )


def check_cost(J: float, i: tuple[int, ...], step: float) -> float:
    """Return the cost `J`, or raise an error if it is not one number."""
    if np.ndim(J) != 0:
        raise TypeError(
            f"The cost is an array of shape {np.shape(J)}, but a slope needs "
            "one number: return np.sum(...) of it."
        )
    if np.asarray(J).dtype.kind not in "iuf":
        raise TypeError(
            f"The cost is {J!r}, but a slope needs a real number: does your "
            "cost function return one?"
        )
    if not np.isfinite(J):
        raise ValueError(
            f"The cost is {J} where parameter {list(i)} has moved by {step}: "
            "look for an overflow, a log of 0 or a division by 0 there."
        )
    return J


# --8<-- [end:checks]


# --8<-- [start:norm_ratio]
def norm_ratio(gradient: np.ndarray, numgrad: np.ndarray) -> float:
    """Return ‖gradient − numgrad‖ / ‖gradient + numgrad‖.

    About 1e-8 or less says that two float64 gradients agree. It is nan if
    both are zero, which compares nothing, and infinity if one is the exact
    negative of the other.

    Raises ValueError if the shapes differ.
    """
    gradient, numgrad = np.asarray(gradient), np.asarray(numgrad)
    if gradient.shape != numgrad.shape:
        raise ValueError(
            f"The gradient has shape {gradient.shape}, the numerical one "
            f"{numgrad.shape}: compare arrays of the same shape."
        )
    difference = np.linalg.norm(gradient - numgrad)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(difference / np.linalg.norm(gradient + numgrad))


# --8<-- [end:norm_ratio]
