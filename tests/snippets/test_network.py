"""The lesson's network, against oracles that share none of its code."""

import mpmath
import numpy as np
import pytest
from network import NeuralNetwork, X, check_targets, sigmoid, sigmoid_prime, y
from oracles import cost_in_50_digits

SEEDS = range(20)
every_seed = pytest.mark.parametrize("seed", SEEDS)


def weights(seed):
    return np.random.default_rng(seed).standard_normal(9)


def test_the_data_are_the_lectures_over_each_columns_maximum_and_over_100():
    np.testing.assert_array_equal(X * [10, 5], [[3, 5], [5, 1], [10, 2]])
    np.testing.assert_allclose(y * 100, [[75], [82], [93]], rtol=1e-15)


@every_seed
def test_the_cost_agrees_with_50_digits_to_1e_14(seed):
    theta = weights(seed)
    exact = cost_in_50_digits([mpmath.mpf(float(t)) for t in theta])
    assert abs(NeuralNetwork(theta).cost(X, y) / exact - 1) < 1e-14


@every_seed
def test_backprop_agrees_with_the_complex_step_to_1e_14(seed):
    theta = weights(seed)
    steps = 1e-20j * np.eye(9)
    oracle = [NeuralNetwork(theta + h).cost(X, y).imag / 1e-20 for h in steps]
    gradient = NeuralNetwork(theta).gradient(X, y)
    assert np.linalg.norm(gradient - oracle) < 1e-14 * np.linalg.norm(oracle)


@every_seed
def test_backprop_agrees_with_a_difference_in_50_digits_to_1e_14(seed):
    theta = weights(seed)
    with mpmath.workdps(50):
        h = mpmath.mpf(10) ** -16
        exact = []
        for i in range(9):
            plus = [mpmath.mpf(float(t)) for t in theta]
            minus = list(plus)
            plus[i] += h
            minus[i] -= h
            slope = (cost_in_50_digits(plus) - cost_in_50_digits(minus)) / (2 * h)
            exact.append(float(slope))
    gradient = NeuralNetwork(theta).gradient(X, y)
    assert np.linalg.norm(gradient - exact) < 1e-14 * np.linalg.norm(exact)


def test_backprop_agrees_with_the_complex_step_for_another_number_of_examples():
    rng = np.random.default_rng(0)
    inputs, targets = rng.random((7, 2)), rng.random((7, 1))
    theta = weights(0)
    oracle = [
        NeuralNetwork(theta + h).cost(inputs, targets).imag / 1e-20
        for h in 1e-20j * np.eye(9)
    ]
    gradient = NeuralNetwork(theta).gradient(inputs, targets)
    assert np.linalg.norm(gradient - oracle) < 1e-14 * np.linalg.norm(oracle)


@pytest.mark.parametrize("z", [-700.0, -30.0, -1.0, 0.0, 0.5, 3.0, 36.0, 700.0])
def test_the_sigmoid_and_its_slope_agree_with_50_digits(z):
    with mpmath.workdps(50):
        exact = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
        slope = mpmath.diff(lambda t: 1 / (1 + mpmath.exp(-t)), z)
        assert abs(sigmoid(z) / exact - 1) < 4e-16
        # Beside s = 1, the rest 1 - s has lost its last digits.
        assert abs(sigmoid_prime(z) - slope) < 2e-16
        if z <= 0:
            assert abs(sigmoid_prime(z) / slope - 1) < 8e-16


@pytest.mark.parametrize("z", [-710.0, -1e4, 1e4, 710.0])
def test_the_slope_of_the_sigmoid_is_0_and_not_nan_where_exp_overflows(z):
    with np.errstate(over="ignore"):
        assert sigmoid_prime(z) == 0


def test_the_shapes_are_those_of_the_weights():
    dJdW1, dJdW2 = NeuralNetwork(weights(0)).cost_gradients(X, y)
    assert dJdW1.shape == (2, 3)
    assert dJdW2.shape == (3, 1)


def test_the_gradient_is_in_the_order_of_the_parameters():
    network = NeuralNetwork(np.arange(9.0))
    dJdW1, dJdW2 = network.cost_gradients(X, y)
    np.testing.assert_array_equal(network.W1, [[0, 1, 2], [3, 4, 5]])
    np.testing.assert_array_equal(network.W2, [[6], [7], [8]])
    np.testing.assert_array_equal(
        network.gradient(X, y), [*dJdW1[0], *dJdW1[1], *dJdW2[:, 0]]
    )


def test_parameters_that_were_set_come_back():
    theta = np.array([-0.0, 5e-324, 1e308, 0.1, -0.5, 1 / 3, 1.3, 0.9, -0.7])
    network = NeuralNetwork(np.zeros(9))
    network.set_parameters(theta)
    # Adding 0.0 turns -0.0 into 0.0, which every sum treats alike.
    assert network.get_parameters().tobytes() == (theta + 0.0).tobytes()


def test_the_network_shares_no_memory_with_the_vectors():
    theta = weights(0)
    network = NeuralNetwork(theta)
    taken = network.get_parameters()
    taken[:] = 0
    network.W1[0, 0] = 7
    np.testing.assert_array_equal(theta, weights(0))
    np.testing.assert_array_equal(network.get_parameters()[1:], weights(0)[1:])


def test_whole_number_weights_become_floats():
    assert NeuralNetwork(np.arange(9)).get_parameters().dtype == float


def test_float32_stays_float32():
    network = NeuralNetwork(weights(0).astype(np.float32))
    gradient = network.gradient(X.astype(np.float32), y.astype(np.float32))
    assert gradient.dtype == np.float32
    np.testing.assert_allclose(
        gradient, NeuralNetwork(weights(0)).gradient(X, y), rtol=1e-4
    )


@pytest.mark.parametrize("method", ["cost", "cost_gradients", "gradient"])
@pytest.mark.parametrize("targets", [y[:, 0], y.T, y[:2], 0.75], ids=np.shape)
def test_targets_that_numpy_would_broadcast_are_refused(method, targets):
    network = NeuralNetwork(weights(0))
    with pytest.raises(ValueError) as error:
        getattr(network, method)(X, targets)
    assert str(error.value) == (
        f"y has shape {np.shape(targets)} and the predictions have shape (3, 1): "
        "there must be one target per prediction, or NumPy pairs every target "
        "with every prediction. A flat y becomes a column by y.reshape(-1, 1)."
    )


def test_targets_in_a_list_of_the_right_shape_are_taken():
    check_targets(y.tolist(), y)
    assert NeuralNetwork(weights(0)).cost(X, y.tolist()) > 0


@pytest.mark.parametrize("inputs", [X[0], X.T, X[None], 0.5], ids=np.shape)
def test_inputs_that_are_not_rows_of_two_are_refused(inputs):
    with pytest.raises(ValueError) as error:
        NeuralNetwork(weights(0)).forward(inputs)
    assert str(error.value) == (
        f"X has shape {np.shape(inputs)}, but the network takes one row per "
        "example and 2 columns, so (m, 2)."
    )


@pytest.mark.parametrize(
    "theta", [np.zeros(8), np.zeros((9, 1)), np.zeros(10), 0.0], ids=np.shape
)
def test_parameters_that_are_not_a_vector_of_nine_are_refused(theta):
    with pytest.raises(ValueError) as error:
        NeuralNetwork(theta)
    assert str(error.value) == (
        f"The parameters have shape {np.shape(theta)}, but the network takes a "
        "vector of its 9 weights, of shape (9,)."
    )
