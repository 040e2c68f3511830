"""Errors of 1.05, 3 and 10 times the bound: called wrong, or above the bound?

    PYTHONPATH=benchmarks/next:snippets:benchmarks python \
        benchmarks/next/quick_tries.py 4
"""

import sys
import warnings
from collections import Counter

import numpy as np
from false_alarms import regimes
from gradient_check import check_gradient
from quick_regimes import REGIMES

warnings.simplefilter("ignore")


def spoil(g, share, how, rng):
    """Return an error of that share of the norm of g, in one of three ways."""
    size = share * np.linalg.norm(g)
    if how == "factor":
        return g * share
    error = rng.normal(size=g.size)
    if how == "one entry":
        error *= np.arange(g.size) == rng.integers(g.size)
    return (error * size / np.linalg.norm(error)).reshape(g.shape)


def problems(n):
    for make in REGIMES.values():
        yield from (make(seed) for seed in range(n))
    for make in regimes().values():
        for net in map(make, range(n)):
            yield net.cost, net.gradient, net.parameters


def main():
    verdicts, above = Counter(), Counter()
    for cost, gradient, p in problems(int(sys.argv[1])):
        for options in {}, {"directions": 3}:
            report = check_gradient(cost, gradient, p, **options)
            told = [f for f in report.arrays if f.shape and not f.flat
                    and 0 < f.resolution < 0.05]
            if report.verdict != "right" or not told:
                continue
            rng = np.random.default_rng(0)
            found = told[rng.integers(len(told))]
            right = gradient(p)
            g = right if isinstance(right, dict) else {"parameters": right}
            g = np.array(g[found.name], float)
            for how in "one entry", "spread", "factor":
                for times in 1.05, 3, 10:
                    error = spoil(g, times * found.resolution, how, rng)
                    bad = g + error
                    if isinstance(right, dict):
                        bad = {**right, found.name: bad}
                    again = check_gradient(cost, bad, p, **options)
                    way = *options, how, times
                    verdicts[way + (again.verdict,)] += 1
                    (f,) = [f for f in again.arrays if f.name == found.name]
                    share = np.linalg.norm(error) / np.linalg.norm(g)
                    if again.verdict == "right" and share > 1.000001 * f.resolution:
                        above[way] += 1
    for way, count in sorted(verdicts.items(), key=str):
        print(*way, count)
    print("above the bound, and called right:", dict(above))


if __name__ == "__main__":
    main()
