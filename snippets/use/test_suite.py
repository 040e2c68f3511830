# --8<-- [start:yours]
import numpy as np
from gradient_check import check_gradient
from network import NeuralNetwork, X, y


def network(p):
    return NeuralNetwork(np.concatenate([p["W1"].ravel(), p["W2"].ravel()]))


def cost(p):
    return network(p).cost(X, y)


def gradient(p):
    dJdW1, dJdW2 = network(p).cost_gradients(X, y)
    return {"W1": dJdW1, "W2": dJdW2}


# --8<-- [end:yours]


# --8<-- [start:test]
def draw(seed):
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.standard_normal((2, 3)),
        "W2": rng.standard_normal((3, 1)),
    }


def test_the_gradient_is_right():
    for seed in range(5):
        report = check_gradient(cost, gradient, draw(seed))
        report.raise_if_wrong()


# --8<-- [end:test]


# --8<-- [start:fails]
import textwrap


def forgetful(p):
    return gradient(p) | {"W1": np.zeros((2, 3))}


def what_it_raises(gradient, p):
    try:
        check_gradient(cost, gradient, p).raise_if_wrong()
    except AssertionError as error:
        print(type(error).__name__)
        for line in str(error).strip().splitlines()[:2]:
            print(textwrap.fill(line, 44, subsequent_indent="    "))


what_it_raises(forgetful, draw(0))
# --8<-- [end:fails]


# --8<-- [start:cannot_fail]
from numerical_gradient import numerical_gradient

zeros = {"W1": np.zeros((2, 3)), "W2": np.zeros((3, 1))}


def naive_test(gradient):
    numgrad = numerical_gradient(
        lambda W1: cost(zeros | {"W1": W1}), zeros["W1"]
    )
    assert np.allclose(gradient(zeros)["W1"], numgrad)


for candidate in [gradient, forgetful]:
    naive_test(candidate)
    print(f"{candidate.__name__} passes")
# --8<-- [end:cannot_fail]


# --8<-- [start:zeros]
what_it_raises(gradient, zeros)
# --8<-- [end:zeros]


# --8<-- [start:bugs]
def sign_lost(g):
    return {name: -values for name, values in g.items()}


def doubled(g):
    return g | {"W2": 2 * g["W2"]}


def left_out(g):
    return g | {"W1": 0 * g["W1"]}


def flattened_by_column(g):
    return g | {"W1": g["W1"].ravel("F").reshape(2, 3)}


def one_entry(g):
    W2 = g["W2"].copy()
    W2[0] *= 1.001
    return g | {"W2": W2}


BUGS = [sign_lost, doubled, left_out, flattened_by_column, one_entry]
# --8<-- [end:bugs]


# --8<-- [start:test_your_test]
def after_backprop(bug):
    return lambda p: bug(gradient(p))


def test_your_test():
    for bug in BUGS:
        for seed in range(5):
            p = draw(seed)
            report = check_gradient(cost, after_backprop(bug), p)
            assert report.verdict == "wrong", bug.__name__


# --8<-- [end:test_your_test]


# --8<-- [start:run]
if __name__ == "__main__":
    for test in [test_the_gradient_is_right, test_your_test]:
        test()
        print(f"{test.__name__} passed")
# --8<-- [end:run]


# --8<-- [start:answer_bug]
def clipped(g):
    return {name: np.clip(v, -1, 1) for name, v in g.items()}


BUGS.append(clipped)
try:
    test_your_test()
except AssertionError as error:
    print("not called wrong:", error)
# --8<-- [end:answer_bug]


# --8<-- [start:answer_zeros]
def draw(seed):
    return zeros


for test in [test_the_gradient_is_right, test_your_test]:
    try:
        test()
    except AssertionError as error:
        print(f"{test.__name__}:")
        print("   ", type(error).__name__, str(error).split(":")[0].strip())
# --8<-- [end:answer_zeros]
