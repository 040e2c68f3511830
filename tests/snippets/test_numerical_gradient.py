"""The lesson's numerical gradient, against closed forms and many digits."""

import mpmath
import numpy as np
import pytest
from network import NeuralNetwork, X, y
from numerical_gradient import central_difference, norm_ratio, numerical_gradient
from oracles import cost_in_50_digits

EPS = 2.0**-52


def square(x):
    return x**2


def cost(theta):
    return NeuralNetwork(theta).cost(X, y)


def sum_of_squares(theta):
    return np.sum(theta**2)


# One slope


def test_the_lectures_slope_of_x_squared_comes_out_to_the_last_digit():
    assert repr(central_difference(square, 1.5)) == "2.9999999999996696"


@pytest.mark.parametrize("epsilon", [1.0, 0.5, 2.0**-10])
def test_a_central_difference_is_exact_for_a_quadratic(epsilon):
    slope = central_difference(lambda x: 3 * x**2 - 2 * x + 1, 1.5, epsilon)
    assert slope == 7.0


@pytest.mark.parametrize("epsilon", [1.0, 0.5, 2.0**-10])
def test_for_a_cubic_it_is_off_by_epsilon_squared_exactly(epsilon):
    slope = central_difference(lambda x: x**3, 1.5, epsilon)
    assert slope == 3 * 1.5**2 + epsilon**2


@pytest.mark.parametrize("epsilon", [1e-1, 1e-2, 1e-4, 1e-6, 1e-8])
@pytest.mark.parametrize("name", ["exp", "sin", "atan", "sinh"])
def test_it_agrees_with_the_same_quotient_in_50_digits(name, epsilon):
    numpys = {"atan": np.arctan}.get(name) or getattr(np, name)
    in_many_digits = getattr(mpmath, name)
    slope = central_difference(numpys, 0.7, epsilon)
    with mpmath.workdps(50):
        x, h = mpmath.mpf(0.7), mpmath.mpf(epsilon)
        exact = (in_many_digits(x + h) - in_many_digits(x - h)) / (2 * h)
        # Each value is off by an ulp or so, and so is each point x ± h.
        assert abs(slope - exact) < 4 * EPS / epsilon


def test_for_the_sine_it_falls_short_by_the_factor_sin_epsilon_over_epsilon():
    slope = central_difference(np.sin, 0.7, 0.5)
    assert abs(slope - np.cos(0.7) * np.sin(0.5) / 0.5) < 1e-15


@pytest.mark.parametrize("epsilon", [0, 0.0, -1e-4, float("nan")])
def test_a_step_that_is_not_positive_is_refused(epsilon):
    message = f"epsilon is {epsilon}, but a step must be a positive number: try 1e-4."
    with pytest.raises(ValueError) as error:
        central_difference(square, 1.5, epsilon)
    assert str(error.value) == message
    with pytest.raises(ValueError) as error:
        numerical_gradient(sum_of_squares, np.ones(2), epsilon)
    assert str(error.value) == message


# A slope for every parameter


@pytest.mark.parametrize("epsilon", [1e-2, 1e-4, 1e-6])
@pytest.mark.parametrize("seed", range(10))
def test_every_slope_of_the_network_agrees_with_50_digits(seed, epsilon):
    theta = np.random.default_rng(seed).standard_normal(9)
    numgrad = numerical_gradient(cost, theta, epsilon)
    with mpmath.workdps(50):
        for i in range(9):
            plus = [mpmath.mpf(float(t)) for t in theta]
            minus = list(plus)
            plus[i] += mpmath.mpf(epsilon)
            minus[i] -= mpmath.mpf(epsilon)
            difference = cost_in_50_digits(plus) - cost_in_50_digits(minus)
            exact = difference / (2 * mpmath.mpf(epsilon))
            assert abs(numgrad[i] - exact) < 8 * EPS / epsilon


@pytest.mark.parametrize("shape", [(), (1,), (5,), (2, 3), (2, 1, 3), (0,)])
def test_the_slopes_have_the_shape_of_the_parameters(shape):
    theta = np.random.default_rng(0).standard_normal(shape)
    numgrad = numerical_gradient(sum_of_squares, theta)
    assert numgrad.shape == shape
    np.testing.assert_allclose(numgrad, 2 * theta, rtol=0, atol=1e-10)


def test_a_quadratic_form_has_the_gradient_of_its_closed_form():
    rng = np.random.default_rng(0)
    A, theta = rng.standard_normal((6, 6)), rng.standard_normal(6)
    numgrad = numerical_gradient(lambda t: t @ A @ t, theta)
    np.testing.assert_allclose(numgrad, (A + A.T) @ theta, rtol=0, atol=1e-10)


def test_the_cost_is_called_twice_per_parameter_with_one_parameter_moved():
    theta = np.array([1.0, 2.0, 3.0])
    calls = []
    numerical_gradient(lambda t: calls.append(t.copy()) or 0.0, theta, 0.5)
    np.testing.assert_array_equal(
        np.array(calls) - theta,
        [[0.5, 0, 0], [-0.5, 0, 0], [0, 0.5, 0], [0, -0.5, 0]]
        + [[0, 0, 0.5], [0, 0, -0.5]],
    )


def test_float32_parameters_give_float32_slopes_right_to_1e_3():
    theta = np.random.default_rng(0).standard_normal(9).astype(np.float32)
    inputs, targets = X.astype(np.float32), y.astype(np.float32)

    def cost_in_float32(theta):
        return NeuralNetwork(theta).cost(inputs, targets)

    numgrad = numerical_gradient(cost_in_float32, theta, 1e-2)
    assert cost_in_float32(theta).dtype == numgrad.dtype == np.float32
    exact = NeuralNetwork(theta.astype(float)).gradient(X, y)
    assert norm_ratio(numgrad, exact) < 1e-3


def test_parameters_in_a_list_are_taken():
    assert numerical_gradient(sum_of_squares, [1.5]).shape == (1,)


# Parameters stay as they are


AWKWARD = [-0.0, 0.1, 1 / 3, 5e-324, -1.7, 1e3]


def test_parameters_are_bit_for_bit_as_before():
    theta = np.array(AWKWARD)
    numerical_gradient(sum_of_squares, theta)
    assert theta.tobytes() == np.array(AWKWARD).tobytes()


@pytest.mark.parametrize("call", range(1, 13))
def test_parameters_are_bit_for_bit_as_before_when_a_call_raises(call):
    theta, calls = np.array(AWKWARD), []

    def fails(t):
        calls.append(t)
        if len(calls) == call:
            raise RuntimeError("half-way")
        return 0.0

    with pytest.raises(RuntimeError, match="half-way"):
        numerical_gradient(fails, theta)
    assert len(calls) == call
    assert theta.tobytes() == np.array(AWKWARD).tobytes()


def test_a_parameter_is_put_back_bit_for_bit_before_the_next_one_moves():
    seen = []
    numerical_gradient(lambda t: seen.append(t.copy()) or 0.0, np.array(AWKWARD))
    for i in range(1, len(AWKWARD)):
        for theta in seen[2 * i : 2 * i + 2]:
            assert theta[:i].tobytes() == np.array(AWKWARD[:i]).tobytes()


# Errors that help


@pytest.mark.parametrize("dtype", ["int64", "uint8", "bool", "complex128"])
def test_parameters_that_are_not_floats_are_refused(dtype):
    with pytest.raises(TypeError) as error:
        numerical_gradient(sum_of_squares, np.ones(2, dtype))
    assert str(error.value) == (
        f"The parameters are {dtype}, not floats, and a step of 0.0001 is lost "
        "in those: pass parameters.astype(float)."
    )


@pytest.mark.parametrize(
    "largest, epsilon", [(np.float64(-1e13), 1e-4), (np.float32(4096), 1e-4)]
)
def test_a_step_that_is_lost_beside_a_parameter_is_refused(largest, epsilon):
    with pytest.raises(ValueError) as error:
        numerical_gradient(
            sum_of_squares, np.array([0, largest], largest.dtype), epsilon
        )
    assert str(error.value) == (
        f"A step of {epsilon} is lost beside a parameter of {abs(largest)} "
        f"({largest.dtype}): take a larger epsilon."
    )


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, float("nan")])
@pytest.mark.parametrize("call, where", [(3, "0.5"), (4, "-0.5")])
def test_a_cost_that_is_not_finite_is_refused_and_the_place_told(bad, call, where):
    costs = iter([1.0] * (call - 1) + [bad])
    with pytest.raises(ValueError) as error:
        numerical_gradient(lambda theta: next(costs), np.ones((1, 2)), 0.5)
    assert str(error.value) == (
        f"The cost is {bad} where parameter [0, 1] has moved by {where}: look "
        "for an overflow, a log of 0 or a division by 0 there."
    )


@pytest.mark.parametrize("shape", [(1,), (3, 1), (0,)])
def test_a_cost_that_is_an_array_is_refused(shape):
    with pytest.raises(TypeError) as error:
        numerical_gradient(lambda theta: np.ones(shape), np.ones(2))
    assert str(error.value) == (
        f"The cost is an array of shape {shape}, but a slope needs one number: "
        "return np.sum(...) of it."
    )


@pytest.mark.parametrize("bad", [None, 1j, "0.5", True])
def test_a_cost_that_is_no_real_number_is_refused(bad):
    with pytest.raises(TypeError) as error:
        numerical_gradient(lambda theta: bad, np.ones(2))
    assert str(error.value) == (
        f"The cost is {bad!r}, but a slope needs a real number: does your cost "
        "function return one?"
    )


@pytest.mark.parametrize("J", [1, 1.0, np.float32(1), np.array(1.0)])
def test_a_cost_may_be_any_real_number(J):
    assert numerical_gradient(lambda theta: J, np.ones(2)).tolist() == [0, 0]


# One number


@pytest.mark.parametrize("k", [0.0, 0.5, 1.0, 2.0, 3.0, -0.5, -3.0])
def test_a_gradient_times_k_has_the_ratio_k_minus_1_over_k_plus_1(k):
    n = np.array([1.0, -2.0, 2.0])
    assert norm_ratio(k * n, n) == abs(k - 1) / abs(k + 1)


def test_perpendicular_gradients_have_the_ratio_1():
    assert norm_ratio(np.array([3.0, 0.0]), np.array([0.0, 4.0])) == 1.0


@pytest.mark.parametrize("seed", range(10))
def test_the_ratio_agrees_with_50_digits(seed):
    g, n = np.random.default_rng(seed).standard_normal((2, 9))
    with mpmath.workdps(50):
        pairs = [(mpmath.mpf(float(a)), mpmath.mpf(float(b))) for a, b in zip(g, n)]
        difference = mpmath.sqrt(sum((a - b) ** 2 for a, b in pairs))
        exact = difference / mpmath.sqrt(sum((a + b) ** 2 for a, b in pairs))
        assert abs(norm_ratio(g, n) / exact - 1) < 1e-14


def test_an_array_of_any_shape_has_the_ratio_of_its_entries():
    g, n = np.random.default_rng(0).standard_normal((2, 2, 3))
    assert norm_ratio(g, n) == pytest.approx(norm_ratio(g.ravel(), n.ravel()), 1e-14)


def test_the_ratio_does_not_depend_on_the_unit():
    g, n = np.random.default_rng(0).standard_normal((2, 9))
    assert norm_ratio(g * 2.0**-40, n * 2.0**-40) == norm_ratio(g, n)


def test_an_exact_negative_has_an_infinite_ratio():
    assert norm_ratio(np.array([1.0, -2.0]), np.array([-1.0, 2.0])) == np.inf


def test_two_zero_gradients_compare_nothing_so_the_ratio_is_nan():
    assert np.isnan(norm_ratio(np.zeros(9), np.zeros(9)))


def test_a_nan_in_a_gradient_makes_the_ratio_nan():
    assert np.isnan(norm_ratio(np.array([1.0, np.nan]), np.ones(2)))


def test_gradients_of_different_shapes_are_refused():
    with pytest.raises(ValueError) as error:
        norm_ratio(np.ones(9), np.ones((9, 1)))
    assert str(error.value) == (
        "The gradient has shape (9,), the numerical one (9, 1): compare arrays "
        "of the same shape."
    )
