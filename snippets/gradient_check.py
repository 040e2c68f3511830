"""Is this the gradient of this cost: right, wrong, or cannot tell?

    from gradient_check import check_gradient
    print(check_gradient(cost, gradient, parameters))

One file, which needs NumPy (2.0 or newer) and no tolerance. Read it from the
top: it stands in the order in which it thinks.
"""

# --8<-- [start:imports]
import html
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from statistics import NormalDist, median_low
from textwrap import fill

import numpy as np
from numpy.linalg import norm

RIGHT, WRONG, CANNOT_TELL = "right", "wrong", "cannot tell"
SIGMAS = 6  # of noise are in every error bar.
PROBES = 8  # places tell how large the noise is.
AROUND = -2, -1, 1, 2  # steps away are the points of a look.
LOOKS = 1, 2, 8, 64, 512  # divide the step, where a slope is in doubt.
BLOCK = 64  # entries are evaluated at a time: the memory is small.
ENOUGH = 40  # wrong entries: the rest of the array is not looked at closer.
COARSE = 0.01  # No array is right if an error of 1 % could hide in it.
# --8<-- [end:imports]


# --8<-- [start:check_gradient]
@np.errstate(all="ignore")  # Nan and inf are findings, not warnings.
def check_gradient(
    cost: Callable, gradient, parameters, *, rtol: float | None = None,
    sample: int | None = None, directions: int | None = None,
    workers: Callable | None = None, batched: bool = False,
    step: float | None = None, seed: int = 0,
) -> "Report":
    """Return a report: is `gradient` the gradient of `cost` here?

    Parameters
    ----------
    cost, gradient : functions of `parameters`
        The cost is one number. The gradient has the shapes of the
        parameters; it may also be given as values.
    parameters : an array of floats, or a dict, list or tuple of them
        Your functions are handed copies.
    rtol : the relative error of an array that matters to you
        A smaller one counts as right; if it could hide, it cannot tell.
    sample, directions : instead of every entry
        Check so many random ones of each array, or random directions.
    workers : a function like `map`, such as a process pool's
        It shares out the evaluations of the cost.
    batched : whether the cost takes many of each array
        Stacked along a new first axis; it returns as many numbers.
    step : how far parameters up to 1 move, and larger ones in proportion
        Else 2 eps^(1/3), with the eps of the coarsest float in use.
    seed : fixes the random choices

    Raises TypeError or ValueError, in one sentence, for what it cannot check.
    """
    options = dict(rtol=rtol, sample=sample, directions=directions, step=step)
    for name, value in options.items():
        if value is not None and not 0 < value < np.inf:
            raise ValueError(f"{name} is {value}: it must be positive.")
    for name in "sample", "directions":
        if not isinstance(count := options[name] or 1, (int, np.integer)):
            raise TypeError(f"{name} is {count}: it must be an integer.")
    if sample and directions:
        raise ValueError("Choose sample= or directions=, not both.")
    rng, arrays = np.random.default_rng(seed), []
    near = Nearby(cost, parameters, workers, batched)
    near.here = near.cost_here()
    near.eps = coarsest_eps(near, rng)
    gradients, verdict, causes = call_twice(near, gradient)
    if not causes:
        near.step = step or 2 * near.eps ** (1 / 3)
        near.noise = noise_of_cost(near, gradients, rng)
        with progress_bar(near, sample, directions) as near.bar:
            for name, g in gradients.items():
                if directions and g.size:
                    found = check_directions(near, name, g, directions, rng)
                else:
                    entries = range(g.size)
                    if sample and sample < g.size:
                        entries = np.sort(rng.choice(g.size, sample, False))
                    found = check_entries(near, name, g, entries)
                found.verdict = judge(found, rtol)
                arrays.append(found)
        verdicts = [found.verdict for found in arrays]
        verdict = next(v for v in (WRONG, CANNOT_TELL, RIGHT) if v in verdicts)
        causes = diagnose(arrays, near)
    return Report(
        verdict, arrays, causes, near.evaluations, near.noise, near.step
    )


def judge(found: "Findings", rtol: float | None) -> str:
    """Return the verdict on one array."""
    allowed = rtol and 2 * found.ratio <= rtol  # As g + n is about 2 n.
    if found.outside.any() and not allowed:
        return WRONG
    clear = found.resolution <= (rtol or COARSE) or not found.outside.size
    return RIGHT if clear else CANNOT_TELL
# --8<-- [end:check_gradient]


# --8<-- [start:read]
def as_dict(values) -> dict[str, np.ndarray]:
    """Return the arrays in `values`, by the names that a report uses."""
    if isinstance(values, dict):
        return {str(name): np.asarray(a) for name, a in values.items()}
    if isinstance(values, (list, tuple)):
        return {f"[{i}]": np.asarray(a) for i, a in enumerate(values)}
    return {"parameters": np.asarray(values)}


def read_parameters(parameters) -> dict[str, np.ndarray]:
    """Return the parameters as flat arrays, or raise an error."""
    arrays = as_dict(parameters)
    for name, a in arrays.items():
        if a.dtype.kind != "f":
            raise TypeError(f"{name} holds {a.dtype}: pass floats.")
        for i in np.flatnonzero(~np.isfinite(a)):
            where = entry_name(name, a.shape, i)
            raise ValueError(f"{where} is {a.flat[i]}: no slope there.")
    if not any(a.size for a in arrays.values()):
        raise ValueError("There is nothing to check: the arrays are empty.")
    return {name: a.ravel() for name, a in arrays.items()}


def read_gradient(values, parameters) -> dict[str, np.ndarray]:
    """Return the gradient as flat float64 arrays, or raise an error."""
    given, arrays = as_dict(values), as_dict(parameters)
    if given.keys() != arrays.keys():
        raise ValueError(
            f"The gradient has {', '.join(given) or 'no array'}, and the "
            f"parameters have {', '.join(arrays)}."
        )
    for name, g in given.items():
        if g.dtype.kind not in "fiu":
            raise TypeError(f"The gradient of {name} holds {g.dtype}.")
        if g.shape != (shape := arrays[name].shape):
            raise ValueError(
                f"{name} has shape {shape}, but its gradient {g.shape}."
            )
    return {q: np.asarray(given[q], float).ravel() for q in arrays}


def entry_name(name: str, shape: tuple[int, ...], i: int) -> str:
    """Return such as W[0, 2], for the i-th entry, counted row by row."""
    index = ", ".join(str(k) for k in np.unravel_index(i, shape))
    return f"{name}[{index}]" if shape else name
# --8<-- [end:read]


# --8<-- [start:move]
def flat_copy(parameters) -> np.ndarray:
    """Return the entries of all arrays, one after another."""
    return np.concatenate([a.ravel() for a in as_dict(parameters).values()])


def arranged(x: np.ndarray, parameters):
    """Return views of a flat `x` in the shapes and container of `parameters`.

    Of a stack of such, along the first axis, return stacks.
    """
    views, start = [], 0
    for a in as_dict(parameters).values():
        view = x[..., start : start + a.size]
        views.append(view.reshape(x.shape[:-1] + a.shape))
        start += a.size
    if isinstance(parameters, dict):
        return dict(zip(parameters, views))
    if isinstance(parameters, (list, tuple)):
        return type(parameters)(views)
    return views.pop()


def is_unchanged(x: np.ndarray, parameters) -> bool:
    """Return whether `x` still holds the entries of `parameters`."""
    views = as_dict(arranged(x, parameters)).values()
    return all(map(np.array_equal, views, as_dict(parameters).values()))


def costs_after(cost, parameters, moves: list) -> list:
    """Return the cost after each move (where, distance, v), made alone.

    A copy moves, and is put back at once: the cost may have kept it.
    """
    x = flat_copy(parameters)
    given, costs = arranged(x, parameters), []
    for where, distance, v in moves:
        before = x[where].copy()
        try:
            x[where] += distance * v
            costs.append(cost(given))
        finally:
            x[where] = before
        del before  # It may be large, and the next one is made first.
    if not is_unchanged(x, parameters):
        raise ValueError("The cost changes its parameters.")
    return costs


def costs_at_once(cost, parameters, moves: list) -> list:
    """Return the same from one call of a batched cost."""
    stack = np.tile(flat_copy(parameters), (len(moves), 1))
    for x, (where, distance, v) in zip(stack, moves):
        x[where] += distance * v
    costs = np.asarray(cost(arranged(stack, parameters)))
    if costs.shape[:1] != (len(moves),):
        raise TypeError(f"A batch of {len(moves)} costs is {costs.shape}.")
    return list(costs)


class Nearby:
    """The cost near the parameters, and how much noise is in it."""

    def __init__(self, cost, parameters, workers, batched):
        self.cost, self.parameters = cost, parameters
        self.workers, self.batched = workers, batched
        self.flat = read_parameters(parameters)
        self.shapes = {q: a.shape for q, a in as_dict(parameters).items()}
        # Where each array starts among all entries.
        ends = np.cumsum([x.size for x in self.flat.values()]).tolist()
        self.starts, self.size = dict(zip(self.flat, [0, *ends])), ends[-1]
        self.evaluations, self.bar = 0, None
        self.noise = self.step = np.nan

    def costs(self, moves: list) -> np.ndarray:
        """Return the cost after each move (where, distance, v)."""
        share, task = 8 if self.workers else len(moves), costs_after
        if self.batched:  # Stacks that fit into a processor's cache.
            share, task = max(2, 2**16 // self.size), costs_at_once
        task = partial(task, self.cost, self.parameters)
        starts = range(0, len(moves), share)
        shares = [moves[start : start + share] for start in starts]
        results = (self.workers or map)(task, shares)
        costs = np.array([J for result in results for J in result])
        if costs.shape[1:] or costs.dtype.kind not in "fiu":
            raise TypeError(
                f"The cost is {costs.dtype} of shape {costs.shape[1:]}, not "
                "one real number."
            )
        self.evaluations += costs.size
        if self.bar is not None:
            self.bar.update(costs.size)
        return costs.astype(float)

    def cost_here(self) -> float:
        """Return the cost at the parameters, or raise an error."""
        (cost,) = self.costs([(slice(0), np.nan, np.nan)])  # Moves nothing.
        if not np.isfinite(cost):
            raise ValueError(f"The cost is {cost} at these parameters.")
        return float(cost)

    def steps(self, x):
        """Return how far to move parameters `x`."""
        return self.step * np.maximum(1.0, np.abs(x))
# --8<-- [end:move]


# --8<-- [start:call_twice]
def call_twice(near, gradient) -> tuple[dict, str, list[str]]:
    """Return the gradient, or a verdict and why: equal calls differ."""
    tiny = 64 * near.eps
    if abs(near.cost_here() - near.here) > tiny * abs(near.here):
        return {}, CANNOT_TELL, [
            "The cost changes between equal calls: dropout, a generator not "
            "reseeded?"
        ]
    if not callable(gradient):
        return read_gradient(gradient, near.parameters), RIGHT, []
    calls, flaws = [], []
    for _ in range(2):
        x = flat_copy(near.parameters)
        g = gradient(arranged(x, near.parameters))
        g = read_gradient(g, near.parameters)
        calls.append({name: values.copy() for name, values in g.items()})
    if not is_unchanged(x, near.parameters):
        flaws.append("Calling the gradient changes the parameters.")
    if abs(near.cost_here() - near.here) > tiny * abs(near.here):
        flaws.append("Calling the gradient changes the cost: its data?")
    first, second = calls
    for name, g in first.items():
        allowed = tiny * np.max(np.abs(g[np.isfinite(g)]), initial=0)
        if not np.allclose(g, second[name], 0, allowed, equal_nan=True):
            flaws.append(
                f"{name}: the gradient changes between equal calls: momentum, "
                "a buffer not zeroed?"
            )
    return first, WRONG, flaws
# --8<-- [end:call_twice]


# --8<-- [start:noise]
def coarsest_eps(near, rng) -> float:
    """Return the spacing of floats at 1, for the coarsest type in use.

    A cost that is a float32 wherever it is taken was computed as such.
    """
    dtypes = {np.dtype(float), *(x.dtype for x in near.flat.values())}
    v = rng.standard_normal(near.size, np.float32)
    (elsewhere,) = near.costs([(slice(None), 1e-3, v)])
    if elsewhere == np.float32(elsewhere):
        dtypes.add(np.dtype(np.float32))
    return max(float(np.finfo(dtype).eps) for dtype in dtypes)


def noise_of_cost(near, gradients, rng) -> float:
    """Return the standard deviation of the noise in one cost.

    Of smooth costs in a row, the fourth difference is noise alone. Its
    standard deviation is sqrt(70) times theirs, so that half of its values
    are above 0.6745 sqrt(70) = 5.64 times theirs.
    """
    places = rng.choice(near.size, min(PROBES, near.size), replace=False)
    places = np.resize(places, PROBES)
    steps = near.steps(flat_copy(near.parameters)[places].astype(float))
    steps *= np.linspace(1, 2, PROBES)  # Should a place come up again.
    pairs = zip(places.tolist(), steps.tolist())
    costs = near.costs([(i, d * h, 1) for i, h in pairs for d in AROUND])
    costs = costs.reshape(PROBES, 4)
    moved = np.isfinite(costs).all(axis=1) & np.any(costs != near.here, axis=1)
    differences = np.abs(fourth_difference(costs[moved], near.here))
    # Rounding is the least: of the cost, and of the points it is taken at.
    sizes = [abs(near.here)]
    for name, g in gradients.items():
        sizes.append(norm(g * near.steps(near.flat[name])) / near.step)
    largest = max(size for size in sizes if np.isfinite(size))
    # Where two halves differ, one is of kinks: the lower one is of noise.
    spread = median_low(differences) / 5.64 if moved.any() else 0.0
    return float(max(spread, near.eps * largest))


def fourth_difference(costs, here):
    """Return that of five costs in a row, four around the one here."""
    return costs @ [1, -4, -4, 1] + 6 * here
# --8<-- [end:noise]


# --8<-- [start:look]
def look(near, where, v, analytic, h, looks=LOOKS):
    """Return the slope along v, its error bar, and if the analytic is outside.

    What curvature does to the slope across h, the slope across 2h shows; what
    a kink does, the fourth difference. The sharpest look tells. But kinks can
    cancel in one look, hardly in two: to call the analytic slope wrong takes
    the second sharpest look as well.
    """
    h = h / np.array(looks)
    moves = [(where, d * step, v) for step in h.tolist() for d in AROUND]
    costs = near.costs(moves).reshape(h.size, 4)
    slope = (costs[:, 2] - costs[:, 1]) / (2 * h)
    curvature = 2 * np.abs((costs[:, 3] - costs[:, 0]) / (4 * h) - slope)
    kink = np.abs(fourth_difference(costs, near.here)) / h
    bar = SIGMAS * near.noise / h + curvature + kink
    bar[~np.isfinite(bar)] = np.inf
    for k in np.argsort(bar, kind="stable")[:2]:
        if np.isfinite(analytic) and not abs(analytic - slope[k]) > bar[k]:
            return slope[k], bar[k], False
    k = np.argmin(bar)
    return slope[k], bar[k], True
# --8<-- [end:look]


# --8<-- [start:check_entries]
def check_entries(near, name, g, entries) -> "Findings":
    """Compare entries one by one, and look closer where they differ."""
    x, first, size = near.flat[name], near.starts[name], len(entries)
    slope, bar = np.empty((2, size))
    outside = np.empty(size, bool)
    for start in range(0, size, BLOCK):
        block = slice(start, start + BLOCK)
        some = np.array(entries[block])
        h = near.steps(x[some].astype(float))
        places = zip((first + some).tolist(), h.tolist())
        moves = [(i, d, 1) for i, step in places for d in (-step, step)]
        costs = near.costs(moves)
        slope[block] = (costs[1::2] - costs[::2]) / (2 * h)
        bar[block] = SIGMAS * near.noise / h
        outside[block] = ~(np.abs(g[some] - slope[block]) <= bar[block])
    wrong = 0
    for k in np.flatnonzero(outside):
        i, h = entries[k], near.steps(float(x[entries[k]]))
        slope[k], bar[k], outside[k] = look(near, first + i, 1, g[i], h)
        wrong += outside[k]
        if wrong == ENOUGH:
            break
    g = g if isinstance(entries, range) else g[entries]
    # The second look's error bar is twice as long, and noise helps to hide.
    seen = float(3 * norm(bar) / norm(slope))
    shape = near.shapes[name]
    return Findings(name, shape, entries, g, slope, bar, outside, seen)
# --8<-- [end:check_entries]


# --8<-- [start:check_directions]
def check_directions(near, name, g, k, rng) -> "Findings":
    """Compare the slopes along k random directions of one array.

    Of an error of norm E, a normal direction shows a normal number with the
    standard deviation E.
    """
    x, start, entry = near.flat[name], near.starts[name], None
    analytic, slope, bar = np.empty((3, k))
    outside = np.empty(k, bool)
    h = near.step * max(1.0, norm(x) / x.size**0.5)
    h = 2.0 ** np.round(np.log2(h))  # Exact when it multiplies float32.
    # Once in 100 times, all k see less than this share of an error.
    share = NormalDist().inv_cdf((1 + 0.01 ** (1 / k)) / 2)
    enough = COARSE * norm(g) * share / 3
    for j in range(k):
        v = rng.standard_normal(x.size, np.float32)
        analytic[j] = g @ v
        for looks in LOOKS[:1], LOOKS:
            where = slice(start, start + x.size)
            seen = look(near, where, v, analytic[j], h, looks)
            slope[j], bar[j], outside[j] = seen
            if not outside[j] and bar[j] <= enough:
                break
        if outside[j] and not entry:
            i = bisect(near, start, g, v, h)
            entry = check_entries(near, name, g, [i])
    if entry and not entry.outside.any() and has_kink(entry, near):
        outside[:], bar[:] = False, np.inf  # It may be what was seen.
    seen = float(3 * np.max(bar) / share / norm(g))
    shape = near.shapes[name]
    return Findings(
        name, shape, None, analytic, slope, bar, outside, seen, entry
    )


def has_kink(found, near) -> bool:
    """Return whether an error bar is longer than noise makes it."""
    return bool(np.max(found.error_bar) > 4 * SIGMAS * near.noise / near.step)


def bisect(near, start, g, v, h) -> int:
    """Return a wrong entry: halve the array, go where it differs more."""
    if not np.isfinite(g).all():
        return int(np.argmin(np.isfinite(g)))
    low, high = 0, g.size
    while high - low > 1:
        middle, gaps = (low + high) // 2, []
        for half in slice(low, middle), slice(middle, high):
            where = slice(start + half.start, start + half.stop)
            minus, plus = near.costs([(where, d, v[half]) for d in (-h, h)])
            gaps.append(abs(g[half] @ v[half] - (plus - minus) / (2 * h)))
        low, high = (low, middle) if gaps[0] > gaps[1] else (middle, high)
    return low
# --8<-- [end:check_directions]


# --8<-- [start:diagnose]
def diagnose(arrays, near) -> list[str]:
    """Return likely causes, each with the arrays it hits."""
    hit: dict[str, list[str]] = {}
    for found in arrays:
        causes = []
        if found.verdict == WRONG:
            causes = why_wrong(found, near.flat[found.name])
        elif found.verdict == CANNOT_TELL:
            causes = [why_unclear(found, near)]
        for cause in causes:
            hit.setdefault(cause, []).append(found.name)
    wrong = [found.name for found in arrays if found.verdict == WRONG]
    if len(arrays) > 1 and not set(wrong) <= set().union(*hit.values()):
        for cause in where_it_begins(wrong, list(near.flat)):
            hit = {cause: wrong} | hit
    return [f"{', '.join(names)}: {cause}" for cause, names in hit.items()]


def where_it_begins(wrong, names) -> list[str]:
    """Return where on its way from the last array to the first it errs."""
    if wrong == names:
        return ["all are wrong: look where the way back begins."]
    if len(wrong) == 1:
        return ["no other is wrong: look at the lines of this one."]
    if wrong == names[: len(wrong)]:
        right = names[len(wrong)]
        return [f"wrong, but right at {right}: look between, on the way back."]
    return []


def why_wrong(found, x) -> list[str]:
    """Return what would explain a wrong array, the simplest first."""
    g, n, seen = found.analytic, found.numerical, found.entry or found
    for k in np.flatnonzero(~np.isfinite(seen.analytic)):
        return [f"the gradient is {seen.analytic[k]} at {seen.label(k)}."]
    if not g.any():
        return ["the gradient is zero: was it ever computed?"]
    if not n.any():
        return ["the cost does not move: does it use what it is given?"]

    k, several = (g @ n) / (n @ n), found.outside.sum() > 1
    mended = {f"{as_factor(k)} times what it should be.": g / k}
    if found.entries is not None and several:
        at = x[found.entries].astype(float)
        decay = ((g - n) @ at) / (at @ at)
        kind = "missing" if decay < 0 else "too much, or twice"
        cause = f"off by {decay:.3g} times the parameters: weight decay "
        mended[cause + kind + "?"] = g - decay * at
        order = np.argsort(np.argsort(n))
        cause = "the right values in another order: transposed, or raveled so?"
        mended[cause] = np.sort(g)[order]
    gap = norm(g - n)
    enough = min(gap / 1000 + norm(found.error_bar), gap / 2)
    causes = [c for c, better in mended.items() if norm(better - n) <= enough]

    if found.entries is not None and g.size == x.size:
        wrong = np.argwhere(found.outside.reshape(found.shape))
        same = np.all(wrong == wrong[0], axis=0)
        index = [str(i) if s else ":" for i, s in zip(wrong[0], same)]
        if same.any() and not found.outside.all():
            causes.append(f"only [{', '.join(index)}] is wrong.")
    sizes = np.unique(np.abs(g[found.outside]))
    if found.entries is not None and several and sizes.size == 1:
        causes.append(f"all wrong entries are ±{sizes[0]:.3g}: clipped?")
    if several and gap < 1e-6 * norm(n):
        cause = "as close as float32: is some of the backward pass?"
        causes.insert(0, cause)
    return causes


def as_factor(k: float) -> str:
    """Return a factor as one would write it: 2, -1, 1/32 or 1.235."""
    sign = "-" if k < 0 else ""
    if abs(k - 1) < 1e-3:
        return f"{k:.10g}"
    for value, text in (abs(k), "{:.0f}"), (1 / abs(k), "1/{:.0f}"):
        if abs(value - round(value)) < 1e-3 * value:
            return sign + text.format(value)
    return f"{k:.4g}"


def why_unclear(found, near) -> str:
    """Return what keeps an array from being told."""
    found = found.entry or found
    noise = f"noise of {near.noise:.0e}"
    k = int(np.argmax(found.error_bar))
    if np.isinf(found.error_bar[k]):
        return f"the cost is nan or infinite near {found.label(k)}."
    if has_kink(found, near):
        return f"there is a kink or a sharp bend at {found.label(k)}."
    if np.all(np.abs(found.numerical) <= found.error_bar):
        return f"{noise} drowns its slopes: saturated, dead, optimal, offset?"
    return f"{noise} in the cost hides errors of {found.resolution:.0e}."
# --8<-- [end:diagnose]


# --8<-- [start:report]
class WrongGradient(AssertionError):
    """The gradient is not that of the cost."""


class CannotTell(AssertionError):
    """The check does not see enough to say right or wrong."""


@dataclass
class Findings:
    """What was found about one array: a value per entry, or direction."""

    name: str
    shape: tuple[int, ...]
    entries: range | np.ndarray | None  # Counted row by row.
    analytic: np.ndarray
    numerical: np.ndarray
    error_bar: np.ndarray
    outside: np.ndarray
    resolution: float  # A larger relative error would have been seen.
    entry: "Findings | None" = None  # The one that a direction led to.
    verdict: str = CANNOT_TELL

    @property
    def ratio(self) -> float:
        """The lesson's ‖g − n‖ / ‖g + n‖."""
        g, n = self.analytic, self.numerical
        with np.errstate(all="ignore"):
            return float(norm(g - n) / norm(g + n))

    @property
    def worst(self) -> list[tuple[str, float, float, float]]:
        """Name, analytic, numerical and error bar of up to three entries."""
        if self.entries is None:
            return self.entry.worst if self.entry else []
        g, n, bar = self.analytic, self.numerical, self.error_bar
        wrong = np.flatnonzero(self.outside)
        with np.errstate(all="ignore"):
            excess = np.abs(g - n)[wrong] / bar[wrong]
        first = np.argsort(-np.nan_to_num(excess, nan=np.inf), kind="stable")
        return [
            (self.label(k), float(g[k]), float(n[k]), float(bar[k]))
            for k in wrong[first[:3]]
        ]

    def label(self, k: int) -> str:
        """Return the name of the k-th entry, or direction."""
        if self.entries is None:
            return f"{self.name} along direction {k}"
        return entry_name(self.name, self.shape, self.entries[k])


@dataclass
class Report:
    """The verdict on a gradient, and what led to it."""

    verdict: str
    arrays: list[Findings]
    causes: list[str]
    evaluations: int  # Of the cost.
    noise: float  # The standard deviation of one cost.
    step: float

    def __bool__(self) -> bool:
        if self.verdict == CANNOT_TELL:
            raise CannotTell(f"\n{self}")
        return self.verdict == RIGHT

    def raise_if_wrong(self) -> None:
        """Raise WrongGradient or CannotTell, unless the verdict is right."""
        if not self:
            raise WrongGradient(f"\n{self}")

    @property
    def summary(self) -> str:
        """The verdict, in a sentence."""
        if not self.arrays:
            return f"{self.verdict}: calls that should be alike are not."
        if self.verdict == RIGHT:
            if count := sum(f.outside.sum() for f in self.arrays):
                return f"right within rtol, though {count} outside."
            seen = max(f.resolution for f in self.arrays if f.outside.size)
            kinds = {type(f.entries) for f in self.arrays}
            end = "seen in the sample." if np.ndarray in kinds else "seen."
            return f"right: an error of {seen:.0e} would have been {end}"
        ends = {WRONG: "is not that of the cost", CANNOT_TELL: "is in doubt"}
        names = [f.name for f in self.arrays if f.verdict == self.verdict]
        return (
            f"{self.verdict}: the gradient of {', '.join(names)} "
            f"{ends[self.verdict]}."
        )

    def __str__(self) -> str:
        rows = [["array", "shape", "ratio", "sees from", "outside", ""]]
        worst = [["entry", "analytic", "numerical", "error bar"]]
        for f in self.arrays:
            kind = "directions" if f.entries is None else "entries"
            outside = f"{f.outside.sum()} of {f.outside.size} {kind}"
            numbers = f"{f.ratio:.0e}", f"{f.resolution:.0e}"
            rows.append([f.name, str(f.shape), *numbers, outside, f.verdict])
            for name, *values, bar in f.worst:
                numbers = [f"{value:.6g}" for value in values]
                worst.append([name, *numbers, f"{bar:.0e}"])
        likely = [f"likely: {cause}" for cause in self.causes]
        count = [f"{self.evaluations} evaluations of the cost"]
        words = [fill(line, 79, subsequent_indent="  ") for line in
                 (self.summary, *likely)]
        parts = words, aligned(rows), aligned(worst), count
        return "\n\n".join("\n".join(part) for part in parts if part)

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>"


def aligned(rows: list[list[str]]) -> list[str]:
    """Return the lines of a table; none, if it only has a heading."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return lines if len(rows) > 1 else []


def progress_bar(near, sample, directions):
    """Return a progress bar, if there are tqdm and a terminal."""
    try:
        from tqdm import tqdm
    except ImportError:
        return nullcontext()
    sizes = [x.size for x in near.flat.values()]
    each = [2 * min(n, sample or n) for n in sizes]
    total = 4 * directions * len(sizes) if directions else sum(each)
    return tqdm(total=total, unit=" costs", delay=2, disable=None)
# --8<-- [end:report]
