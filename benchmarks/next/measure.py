"""What does a core say in the regimes: of right gradients, and of wrong ones?

    PYTHONPATH=benchmarks/next:benchmarks:snippets \
        python -P benchmarks/next/measure.py 20 [tuned or apart]

With snippets first in the path, it measures the core that readers have now. It
needs SciPy, scikit-learn and ml_dtypes.
"""

import sys
import warnings
from collections import Counter

import numpy as np
from gradient_check import check_gradient
from numpy.linalg import norm
from regimes import REGIMES

WAYS = {"every entry": {}, "3 directions": {"directions": 3}}
TIMES = 1.05, 3, 10  # the bound, are the errors of the wrong gradients.
VERDICTS = "right", "cannot tell", "wrong"


def verdict(problem, gradient, way):
    """Return the report, and the verdict: that of a crash is its name."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            report = check_gradient(
                problem.cost, gradient, problem.parameters, **WAYS[way]
            )
    except Exception as error:
        return None, type(error).__name__
    return report, report.verdict


def error_of(g, share, how, rng):
    """Return an error whose norm is that share of the norm of g."""
    if how == "factor":
        return share * g
    largest = np.max(np.abs(g))  # Slopes of 1e200 cannot be squared.
    error = rng.normal(size=g.shape)
    if how == "one entry":
        error *= (np.arange(g.size) == rng.integers(g.size)).reshape(g.shape)
    return error * (share * norm(g / largest) / norm(error)) * largest


def wrong_gradients(problem, report, rng):
    """Yield way, share of the error, array and gradient, of one array.

    It is one in which the right gradient's report leaves an error of less
    than 5 % room.
    """
    right = problem.gradient(problem.parameters)
    by_name = right if isinstance(right, dict) else {"parameters": right}
    told = [f for f in report.arrays if 0 < f.resolution < 0.05
            and not getattr(f, "flat", False)]  # The present core has none.
    if not told:
        return
    found = told[rng.integers(len(told))]
    g = np.asarray(by_name[found.name], float)
    for how in "one entry", "spread", "factor":
        for times in TIMES:
            error = error_of(g, times * found.resolution, how, rng)
            bad = {**by_name, found.name: g + error}
            share = times * found.resolution
            yield times, share, found.name, (
                bad if isinstance(right, dict) else bad["parameters"]
            )


def main():
    n, groups = int(sys.argv[1]), sys.argv[2:] or ["tuned", "apart"]
    for group in groups:
        some = [r for r in REGIMES.values() if r.apart == (group == "apart")]
        for way in WAYS:
            said, wrong, above = Counter(), Counter(), Counter()
            alarms = Counter()
            for regime in some:
                for seed in range(n):
                    with np.errstate(all="ignore"):
                        problem = regime.make(seed)
                    report, word = verdict(problem, problem.gradient, way)
                    kind = "" if regime.exact else "approximate "
                    said[kind + word] += 1
                    if word not in VERDICTS[:2]:
                        alarms[regime.name] += 1
                    if word != "right":
                        continue
                    rng = np.random.default_rng(seed)
                    for times, share, name, bad in wrong_gradients(
                        problem, report, rng
                    ):
                        again, word = verdict(problem, bad, way)
                        wrong[times, word] += 1
                        if word == "right":
                            (f,) = [f for f in again.arrays if f.name == name]
                            above[times] += share > 1.000001 * f.resolution
            print(f"{group}, {len(some)} regimes, {n} each, {way}:", dict(said))
            for times in TIMES:
                counts = {v: c for (t, v), c in wrong.items() if t == times}
                print(f"  errors of {times} bounds:", counts, "- called right "
                      "with a smaller bound:", above[times])
            print("  called wrong, or crashed:", dict(alarms), flush=True)


if __name__ == "__main__":
    main()
