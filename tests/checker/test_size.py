"""Samples, directions, batches, workers and a progress bar."""

import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest
from gradient_check import check_gradient
from specimen import (
    ELSEWHERE,
    OF_AN_ARRAY,
    Keeps,
    batched_cost,
    bends,
    check,
    cost,
    cubes,
    every_way,
    gradient,
    parameters,
    spoiled,
)


def test_every_entry_takes_two_evaluations_and_a_few_for_the_noise():
    p = {"W": np.full((20, 50), 0.5), "b": np.ones(4), "c": np.array(1.0)}
    keeps = Keeps()
    report = check_gradient(keeps, gradient, p)
    assert (
        report.evaluations
        == len(keeps.seen)
        == (
            2 * 1005
            + bends(1000, 4, 1)
            + ELSEWHERE
            - 2
            + 3 * OF_AN_ARRAY  # No digit to round.
        )
    )


def test_a_sample_of_k_entries_takes_2k_evaluations_an_array():
    report = check(sample=4)
    assert report.evaluations == (
        2 * (4 + 4 + 1) + bends(4, 4, 1) + ELSEWHERE + 3 * OF_AN_ARRAY
    )
    assert [f.analytic.size for f in report.arrays] == [4, 4, 1]
    assert len(set(check(sample=15).arrays[0].entries)) == 15
    assert check(sample=99).arrays[0].analytic.size == 16


def test_k_directions_take_4k_evaluations_an_array_of_any_size():
    assert check(directions=3).evaluations == (4 * 3 * 3 + ELSEWHERE + 3 * OF_AN_ARRAY)


def test_an_array_that_is_wrong_all_over_is_not_looked_at_closer_all_over():
    p = parameters((30, 40))
    report = check(lambda g, W: 2 * g, p)
    (found, *_) = report.arrays
    assert found.outside.sum() == 40
    assert found.unseen.sum() == 1200 - 40
    assert not np.any(found.unseen & found.outside)
    assert report.evaluations < 2 * 1205 + 40 * 20 + 200
    assert "1160 more entries of W differ" in str(report)


@pytest.mark.parametrize("entry", [0, 7, 4095, 9999])
@pytest.mark.parametrize("k", [1, 3])
def test_where_a_direction_fails_the_wrong_entry_is_found(entry, k):
    x = np.linspace(1, 2, 10_000)
    wrong = 2 * x / x.size
    wrong[entry] *= 1.5
    report = check_gradient(
        lambda p: np.sum(p["b"]) + np.sum(p["x"] ** 2) / x.size,
        {"b": np.ones(3), "x": wrong},
        {"b": np.ones(3), "x": x},
        directions=k,
    )
    assert [f.verdict for f in report.arrays] == ["right", "wrong"]
    assert [name for name, *_ in report.arrays[1].worst] == [f"x[{entry}]"]
    assert f"x[{entry}]" in str(report)
    assert report.evaluations < 400


@pytest.mark.parametrize("k, share", [(1, 0.01253), (3, 0.2734)])
def test_all_k_directions_see_less_than_that_share_once_in_100_times(k, share):
    x = np.ones(200)
    (f,) = check_gradient(cubes, 3 * x**2, x, directions=k).arrays
    # Of the error bars, half is what noise adds at most.
    gap = np.abs(f.analytic - f.numerical)
    most = np.max(gap + f.error_bar) / np.linalg.norm(3 * x**2)
    least = np.max(gap + f.error_bar / 2) / np.linalg.norm(3 * x**2)
    assert least / share * 0.999 <= f.resolution <= most / share * 1.001
    rng = np.random.default_rng(0)
    seen = np.abs(rng.normal(size=(100_000, k))).max(axis=1)
    assert np.mean(seen < share) == pytest.approx(0.01, rel=0.1)


@pytest.mark.parametrize("size", [1e-9, 0.1, 1e4])
def test_along_a_direction_parameters_move_in_proportion_to_their_size(size):
    moved = []

    def f(x):
        moved.append(np.sqrt(np.mean((x - size) ** 2)) / size)
        return np.sum(np.sin(x / size))

    x = np.full(400, size)
    gradient = np.cos(x / size) / size
    assert check_gradient(f, gradient, x, directions=1).verdict == "right"
    assert 1e-6 < min(moved[-4:]) < 1e-3


def threads(n):
    return ThreadPoolExecutor(n)


@every_way
@pytest.mark.parametrize("bad", [1, 2])
@pytest.mark.parametrize(
    "many, pool",
    [
        (cost, threads),
        (cost, ProcessPoolExecutor),
        (batched_cost, None),
        (batched_cost, threads),
    ],
)
def test_shared_out_or_batched_the_report_is_the_same(many, pool, bad, how):
    wrong = spoiled(lambda g, W: bad * g)
    alone = check_gradient(cost, wrong, parameters(), **how)
    options = {"batched": many is batched_cost, **how}
    if pool:
        with pool(2) as workers:
            shared = check_gradient(
                many, wrong, parameters(), workers=workers.map, **options
            )
    else:
        shared = check_gradient(many, wrong, parameters(), **options)
    assert shared.verdict == alone.verdict
    assert shared.causes == alone.causes
    assert shared.evaluations == alone.evaluations
    for f, g in zip(shared.arrays, alone.arrays):
        np.testing.assert_allclose(f.numerical, g.numerical, rtol=1e-8)


def test_a_batched_cost_gets_many_at_once():
    stacks = []

    def counted(p):
        stacks.append(len(p["c"]))
        return batched_cost(p)

    check_gradient(counted, gradient, parameters(), batched=True)
    assert max(stacks) == 33  # The probes, and once more here.
    assert stacks[-6:] == [32, 6, 8, 6, 2, 2]  # Entries, then their bends.


@pytest.mark.parametrize("size", [1000, 40_000, 100_000])
def test_a_batched_cost_of_large_arrays_gets_few_at_once(size):
    stacks = []

    def squares(x):
        stacks.append(len(x))
        return np.sum(x**2, axis=1)

    x = np.linspace(1, 2, size)
    how = {"sample": 64} if size == 1000 else {"directions": 1}
    report = check_gradient(squares, 2 * x, x, batched=True, **how)
    assert report.verdict == "right"
    assert 1 < max(stacks) <= max(2, 2**16 / size)  # Of 512 KiB, or a pair.


def test_workers_are_handed_several_tasks_at_a_time():
    tasks = []

    def workers(task, shares):
        tasks.append(len(shares))
        return map(task, shares)

    check(p=parameters((10, 10)), workers=workers)
    assert max(tasks) >= 8


def test_without_tqdm_or_without_a_terminal_nothing_is_printed(capsys, monkeypatch):
    check()
    monkeypatch.setitem(sys.modules, "tqdm", None)
    check()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "how, total", [({}, 2 * 21), ({"sample": 3}, 2 * 7), ({"directions": 2}, 4 * 2 * 3)]
)
def test_with_tqdm_the_evaluations_are_counted(monkeypatch, how, total):
    class Bar:
        def __init__(self, **options):
            self.options, self.done, bars[:] = options, 0, [self]

        def __enter__(self):
            return self

        def __exit__(self, *exception):
            self.closed = True

        def update(self, n):
            self.done += n

    bars = []
    monkeypatch.setitem(sys.modules, "tqdm", type("", (), {"tqdm": Bar}))
    check(**how)
    (bar,) = bars
    assert bar.closed
    assert bar.options["total"] == total <= bar.done
    assert bar.options["disable"] is None  # That is: only on a terminal.


@pytest.mark.parametrize("k", [1, 3])
def test_along_directions_an_error_is_above_the_bound_once_in_100_times(k):
    x = np.ones(200)  # Of one size: the bound weighs errors by the sizes.
    right, above = 3 * x**2, 0
    for seed in range(300):
        how = {"directions": k, "seed": seed}
        seen = check_gradient(cubes, right, x, **how).arrays[0].resolution
        share = 1.05 * seen * np.random.default_rng(seed).choice([1, 3, 30])
        error = np.random.default_rng(seed).normal(size=200)
        error *= share * np.linalg.norm(right) / np.linalg.norm(error)
        report = check_gradient(cubes, right + error, x, **how)
        if report.verdict == "right":
            above += share > report.arrays[0].resolution
    assert above <= 6


def test_directions_kept_in_float32_are_as_exact_as_those_in_float64():
    x = np.linspace(1, 2, 1000)
    for seed in range(20):
        report = check_gradient(cubes, 3 * x**2, x, directions=3, seed=seed)
        assert report.arrays[0].resolution < 1e-7
        assert report.verdict == "right"


def test_workers_are_sent_few_and_large_shares():
    tasks = []

    def pool(task, shares):
        shares = list(shares)
        tasks.extend(len(moves) for _, moves in shares)
        return map(task, shares)

    x = np.linspace(1, 2, 20_000)
    report = check_gradient(lambda x: np.sum(x**2), lambda x: 2 * x, x, workers=pool)
    assert report.verdict == "right"
    assert sum(tasks) == report.evaluations
    assert len(tasks) < 250


def test_along_directions_no_note_speaks_of_entries_that_were_not_compared():
    for report in check(directions=3), check(lambda g, W: 2 * g, directions=3):
        assert "no entry of" not in str(report)
        assert not any(f.together for f in report.arrays)
