"""The check on any shapes, types and scales."""

import numpy as np
from gradient_check import check_gradient
from hypothesis import assume, given, settings
from hypothesis import strategies as st


@st.composite
def problems(draw):
    """A smooth cost of arrays of any shape and scale, and its gradient."""
    dtype = draw(st.sampled_from([np.float64, np.float32]))
    shape = st.lists(st.integers(0, 4), max_size=3).map(tuple)
    shapes = draw(st.lists(shape, min_size=1, max_size=3))
    assume(any(0 not in shape for shape in shapes))
    seed = draw(st.integers(0, 2**32 - 1))
    scale = 10.0 ** draw(st.integers(-6, 6))
    rng = np.random.default_rng(seed)
    arrays = [rng.normal(size=s).astype(dtype) for s in shapes]
    factors = [(scale * rng.normal(size=s)).astype(dtype) for s in shapes]

    def f(p):
        return sum(np.sum(k * np.sin(x)) for k, x in zip(factors, p))

    def df(p):
        return [k * np.cos(x) for k, x in zip(factors, p)]

    return f, df, arrays, seed


@settings(max_examples=150, deadline=None, derandomize=True)
@given(problems(), st.sampled_from([{}, {"sample": 2}, {"directions": 2}]))
def test_no_right_gradient_is_called_wrong(problem, how):
    f, df, arrays, seed = problem
    report = check_gradient(f, df, arrays, seed=seed, **how)
    assert report.verdict != "wrong"
    assert [f.shape for f in report.arrays] == [a.shape for a in arrays]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(problems(), st.sampled_from([{}, {"directions": 2}]), st.data())
def test_no_wrong_gradient_is_called_right(problem, how, data):
    f, df, arrays, seed = problem
    which = [i for i, a in enumerate(arrays) if a.size]
    bad = data.draw(st.sampled_from(which))
    g = df(arrays)
    size = np.linalg.norm(g[bad])
    assume(size > 0)
    g[bad] = g[bad] + np.asarray(0.1 * size, arrays[bad].dtype)
    report = check_gradient(f, g, arrays, seed=seed, **how)
    assert report.verdict != "right"
