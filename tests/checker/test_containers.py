"""What people have: nested containers, several types, and frozen parameters."""

from collections import OrderedDict, namedtuple

import bs4
import numpy as np
import pytest
from gradient_check import check_gradient

Layer = namedtuple("Layer", "W b")


class Bunch(dict):
    """A dict whose keys are also attributes, as many libraries have one."""

    def __getattr__(self, name):
        return self[name]


def squares(*arrays):
    return sum(float(np.sum(np.abs(a) ** 2)) for a in arrays)


def names_of(report):
    return [found.name for found in report.arrays]


# Nested


def test_arrays_in_nested_containers_are_named_by_the_way_to_them():
    p = {
        "layers": [
            {"W": np.ones((3, 2)), "b": np.ones(2)},
            Layer(np.ones((2, 1)), (np.ones(1), np.ones(1))),
        ],
        "scale": np.array(2.0),
    }

    def cost(p):
        first, last = p["layers"]
        return squares(first["W"], first["b"], last.W, *last.b, p["scale"])

    def gradient(p):
        first, last = p["layers"]
        W = 2 * first["W"]
        W[2, 1] += 1
        return {
            "scale": 2 * p["scale"],
            "layers": [
                {"b": 2 * first["b"], "W": W},
                Layer(2 * last.W, (2 * last.b[0], 2 * last.b[1])),
            ],
        }

    report = check_gradient(cost, gradient, p)
    assert names_of(report) == [
        "layers[0].W",
        "layers[0].b",
        "layers[1].W",
        "layers[1].b[0]",
        "layers[1].b[1]",
        "scale",
    ]
    wrong = [f.name for f in report.arrays if f.verdict != "right"]
    assert wrong == ["layers[0].W"]
    assert report.arrays[0].worst[0][0] == "layers[0].W[2, 1]"


@pytest.mark.parametrize(
    "p",
    [
        Layer(np.ones(2), np.ones(3)),
        Bunch(W=np.ones(2), b=np.ones(3)),
        OrderedDict(b=np.ones(3), W=np.ones(2)),
        [np.ones(2), [np.ones(3), (np.ones(1),)]],
    ],
    ids=lambda p: type(p).__name__,
)
def test_a_container_comes_back_as_what_it_was(p):
    def arrays(tree):
        if isinstance(tree, np.ndarray):
            return [tree]
        values = tree.values() if isinstance(tree, dict) else tree
        return [a for value in values for a in arrays(value)]

    def cost(q):
        assert type(q) is type(p)
        assert type(q[1] if isinstance(q, list) else q) in (type(p), list)
        return squares(*arrays(q))

    def doubled(tree):
        if isinstance(tree, np.ndarray):
            return 2 * tree
        if isinstance(tree, dict):
            return {key: doubled(value) for key, value in tree.items()}
        values = [doubled(value) for value in tree]
        return type(tree)(*values) if hasattr(tree, "_fields") else type(tree)(values)

    assert check_gradient(cost, doubled, p).verdict == "right"


def test_keys_may_be_integers_beside_strings_of_the_same_digits():
    p = {1: np.ones(2), "1": np.ones(3)}
    report = check_gradient(
        lambda p: squares(p[1]) + 3 * squares(p["1"]),
        lambda p: {1: 2 * p[1], "1": 2 * p["1"]},
        p,
    )
    assert names_of(report) == ["[1]", "1"]
    assert [f.verdict for f in report.arrays] == ["right", "wrong"]


def test_a_list_of_numbers_is_one_array_and_comes_back_as_a_list():
    def cost(x):
        assert type(x) is list
        assert type(x[0]) is float
        return sum(value**3 for value in x)

    report = check_gradient(cost, lambda x: [3 * v**2 for v in x], [0.5, 2.0, -1.0])
    assert report.verdict == "right"
    assert names_of(report) == ["parameters"]


# Types


def test_each_array_keeps_its_type_and_its_shape():
    p = {
        "half": np.ones((2, 2), np.float16),
        "single": np.ones((3, 1), np.float32),
        "double": np.asfortranarray(np.ones((2, 3))),
        "one": np.array(1.5),
    }
    kinds = {name: (a.dtype, a.shape) for name, a in p.items()}

    def cost(q):
        assert {name: (a.dtype, a.shape) for name, a in q.items()} == kinds
        return sum(float(np.sum(a.astype(float) ** 2)) for a in q.values())

    report = check_gradient(cost, lambda q: {name: 2 * a for name, a in q.items()}, p)
    assert report.verdict == "right"


def test_arrays_that_cannot_be_written_to_will_do():
    x = np.linspace(1, 2, 5)
    x.flags.writeable = False
    assert check_gradient(squares, lambda x: 2 * x, x).verdict == "right"


class Scalar:
    """A framework's number: neither a float nor an array."""

    def __init__(self, value):
        self.value, self.shape = value, ()

    def item(self):
        return self.value


@pytest.mark.parametrize(
    "wrap",
    [lambda J: np.array([J]), lambda J: np.array([[J]]), Scalar, np.float32],
    ids=["shape (1,)", "shape (1, 1)", "a framework's", "float32"],
)
def test_a_cost_may_be_a_number_in_any_wrapping(wrap):
    x = np.linspace(1, 2, 5)
    cost = lambda x: wrap(squares(x))  # noqa: E731
    assert check_gradient(cost, lambda x: 2 * x, x).verdict == "right"
    assert check_gradient(cost, lambda x: 3 * x, x).verdict == "wrong"


# Complex numbers


def modulus(z):
    return float(np.sum(np.abs(z) ** 2)) + float(np.sum(z.real**3))


def slopes(z):  # dJ/dRe z + i dJ/dIm z
    return 2 * z + 3 * z.real**2


Z = np.array([[1 + 2j, 0.5 - 1j], [-0.3 + 0.1j, 2 - 0.7j]])


@pytest.mark.parametrize("how", [{}, {"sample": 3}, {"directions": 3}], ids=str)
def test_complex_parameters_are_checked_as_pairs_and_the_report_says_so(how):
    report = check_gradient(modulus, slopes, Z, **how)
    assert report.verdict == "right"
    assert "of parameters, dJ/dRe + i dJ/dIm was checked" in str(report)


def test_a_wrong_part_of_a_complex_entry_is_named():
    def slipped(z):
        g = slopes(z)
        g[1, 0] += 0.5j
        return g

    report = check_gradient(modulus, slipped, Z)
    assert report.arrays[0].worst[0][0] == "parameters[1, 0].imag"
    (again,) = check_gradient(modulus, slipped, Z, sample=3, seed=1).arrays
    assert all(name.endswith((".real", ".imag")) for name, *_ in again.worst)


def test_the_conjugate_is_named_as_such():
    report = check_gradient(modulus, lambda z: slopes(z).conj(), Z)
    assert report.causes[0].startswith("parameters: the complex conjugate")


def test_a_real_gradient_of_complex_parameters_lacks_one_part():
    report = check_gradient(modulus, lambda z: slopes(z).real, Z)
    assert report.verdict == "wrong"
    assert all(name.endswith(".imag") for name, *_ in report.arrays[0].worst)


# Frozen


def test_what_has_no_gradient_is_listed_as_not_checked():
    p = {"W": np.ones((2, 2)), "frozen": np.ones(3), "none": None}
    report = check_gradient(
        lambda p: squares(p["W"], p["frozen"]),
        lambda p: {"W": 2 * p["W"], "frozen": None, "none": None},
        p,
    )
    assert report.verdict == "right"
    assert report.not_checked == ["frozen"]
    (line,) = [x for x in str(report).splitlines() if x.startswith("frozen")]
    assert line.endswith("not checked")
    table = bs4.BeautifulSoup(report._repr_html_(), "html.parser").table
    last = [c.get_text() for c in table.select("tr")[-1].select("th, td")]
    assert last[0] == "frozen" and last[-1] == "not checked"


# Cost and gradient at once


def test_a_cost_that_returns_both_is_checked_with_gradient_true():
    x = np.linspace(1, 2, 4)
    assert check_gradient(lambda x: (squares(x), 2 * x), True, x).verdict == "right"
    assert check_gradient(lambda x: [squares(x), 3 * x], True, x).verdict == "wrong"
    report = check_gradient(
        lambda p: (squares(*p), [2 * a for a in p]), True, [x, x[:2]], directions=2
    )
    assert report.verdict == "right"


# A step for each array


def test_a_step_for_one_array_moves_that_one_and_leaves_the_others():
    moved = {"a": [], "b": []}
    p = {"a": np.full(3, 0.5), "b": np.full(3, 0.5)}

    def cost(q):
        for name, seen in moved.items():
            away = np.abs(q[name] - p[name])
            if np.count_nonzero(away) == 1:
                seen.append(away.max())
        return float(sum(np.sum(np.sin(a)) for a in q.values()))

    report = check_gradient(
        cost, lambda q: {n: np.cos(a) for n, a in q.items()}, p, step={"a": 2.0**-9}
    )
    assert report.verdict == "right"
    assert np.sum(np.array(moved["a"]) == 2.0**-9) >= 6
    assert 2.0**-9 not in moved["b"]
