"""Is this the gradient of this cost: right, wrong, or cannot tell?

    from gradient_check import check_gradient
    print(check_gradient(cost, gradient, parameters))

One file, which needs Python 3.10, NumPy 2.0, and no tolerance. Read it from
the top: it stands in the order in which it thinks.

Version 1.0 of 2026-11-26, MIT licence, © 2026 The Gradient checking authors
Home: the site that teaches it
"""

# --8<-- [start:imports]
from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from html import escape
from importlib import import_module
from numbers import Real
from statistics import NormalDist, median_low
from textwrap import fill
from typing import Any

import numpy as np

__version__ = "1.0"
__all__ = [
    "check_gradient",
    "Report",
    "Findings",
    "WrongGradient",
    "CannotTell",
]

RIGHT, WRONG, CANNOT_TELL = "right", "wrong", "cannot tell"
EPS = 2.0**-52  # The spacing of float64 at 1.
SIX_SIGMAS = 6 / 2**0.5  # times noise / step is a bar: a slope has two costs.
STENCIL = -2, -1, 1, 2  # The points of a look, in steps.
RUNG = 7.389  # The ratio of two steps: no whole number, which may alias.
MAX_LOOKS = 40  # At one slope, each four costs.
PROBES = 8  # Places where the noise is measured.
PILOTS = 8  # Entries whose looks tell at which step to take the others.
BLOCK = 64  # Entries are evaluated at a time, so that memory stays small.
MAX_WRONG = 40  # After so many wrong entries, no other is looked at.
MORE = 4  # times as many directions at most, where those cannot tell.
SHARP = 0.05  # Sides that differ by this share of a slope may be a kink's.
COARSE = 0.01  # No array is right if an error of 1 % could hide in it.
JITTER = 2e-5  # Equal calls differ by less, where sums only round anew.
# --8<-- [end:imports]


# --8<-- [start:check_gradient]
def check_gradient(
    cost: Callable[[Any], Any],
    gradient: Any,
    parameters: Any,
    *,
    rtol: float | None = None,
    sample: int | None = None,
    directions: int | None = None,
    workers: Any = None,
    batched: bool = False,
    step: float | dict[str, float] | None = None,
    seed: int | np.random.Generator = 0,
) -> Report:
    """Return a report: is `gradient` the gradient of `cost` here?

    Parameters
    ----------
    cost : function of `parameters`
        It returns one real number. Each call gets copies of its own.
    gradient : function of `parameters`, its values, or True
        In the shapes of the parameters; None stands for what is frozen. True
        says that `cost` returns both: (cost, gradient). Of a complex z, it
        is dJ/dRe z + i dJ/dIm z.
    parameters : array of floats, or dicts, lists, tuples of such, nested
        The point at which the gradient is checked.
    rtol : float, optional
        The relative error of an array that matters to you: smaller ones are
        forgiven, and an array in which a larger one could hide is not right.
    sample, directions : int, optional
        Check this many random entries of each array, or the slopes along
        this many random directions, instead of every entry.
    workers : function like `map`, optional
        Such as a process pool's: it shares out the evaluations of the cost.
    batched : bool
        Whether the cost takes many of each array, stacked along a new first
        axis, and returns as many numbers.
    step : float, or dict of them by array, optional
        How far parameters up to 1 move at first, and larger ones in
        proportion. Without it, the check finds out.
    seed : int or Generator
        Fixes the random choices.

    Returns
    -------
    Report
        Print it. In a test: ``check_gradient(...).raise_if_wrong()``.

    Raises
    ------
    TypeError, ValueError
        What cannot be checked, and what to do, in a sentence.

    Examples
    --------
    >>> x = np.array([0.5, 1.5])
    >>> check_gradient(lambda x: np.sum(x**3), lambda x: 3 * x**2, x).verdict
    'right'
    """
    check_options(rtol, sample, directions)
    leaves = read_parameters(parameters, step)
    if gradient is True:
        cost, gradient = partial(part, cost, 0), partial(part, cost, 1)
    costs = Evaluator(cost, parameters, leaves, workers, batched)
    rng = np.random.default_rng(seed)
    with np.errstate(all="ignore"):  # Nan and inf are findings here.
        calls = call_twice(costs, gradient)
        arrays: list[Findings] = []
        noise = first = np.nan
        if not calls.flaws:
            round_as_the_cost(costs, gradient, calls)
            point = calibrate(costs, calls, rng)
            noise, matters = point.noise, rtol or COARSE
            jobs = prepare(costs, point, calls, matters, rng)
            first = min(job.share for job in jobs)
            with progress_bar(jobs, sample, directions) as costs.bar:
                if directions:
                    arrays = check_directions(jobs, directions, rng)
                else:
                    arrays = [check_entries(job, sample, rng) for job in jobs]
                for job, found in zip(jobs, arrays):
                    found.flat = is_flat(job, found, gradient, rng)
                    found.verdict = judge(found, rtol)
    verdicts = [found.verdict for found in arrays] or [calls.verdict]
    return Report(
        next(v for v in (WRONG, CANNOT_TELL, RIGHT) if v in verdicts),
        arrays,
        calls.flaws,
        calls.frozen,
        costs.evaluations,
        noise,
        first,
        costs.failure,
    )


def judge(found: Findings, rtol: float | None) -> str:
    """Return the verdict on one array."""
    forgiven = rtol is not None and found.resolution <= rtol
    if found.outside.any() and not forgiven:
        return WRONG
    clear = found.resolution <= (rtol or COARSE) or not found.outside.size
    return RIGHT if clear or found.flat else CANNOT_TELL


def check_options(rtol: Any, sample: Any, directions: Any) -> None:
    """Raise an error for options that mean nothing, or not together."""
    for name, value in dict(sample=sample, directions=directions).items():
        whole = isinstance(value, (int, np.integer))
        if value is not None and (not whole or isinstance(value, bool)):
            raise TypeError(f"{name} is {value}: pass an integer.")
    options = dict(rtol=rtol, sample=sample, directions=directions)
    for name, value in options.items():
        if value is not None and not 0 < value < np.inf:
            raise ValueError(f"{name} is {value}: it must be positive.")
    if sample and directions:
        raise ValueError("Choose sample= or directions=, not both.")
    if rtol and directions:
        raise ValueError(
            "A few directions cannot tell how large an error is, as rtol "
            "asks: leave out rtol=, or choose sample= instead of directions=."
        )


# --8<-- [end:check_gradient]


# --8<-- [start:read]
@dataclass(frozen=True)
class Leaf:
    """One array of the parameters: its numbers, and the lengths to move by.

    A step is a share of an entry's unit: its size, or the usual size in its
    array, if that is larger; but its own, if it is less than 1e-5 of that.
    """

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype
    at: slice  # Where its numbers are among all.
    x: np.ndarray  # Flat, in float64: a complex number is a pair.
    digits: int  # Binary ones, of its floats.
    step: float | None = None  # What the caller asks for.

    @property
    def is_complex(self) -> bool:
        return self.dtype.kind == "c"

    def array(self, x: np.ndarray) -> np.ndarray:
        """Return numbers, or a stack of such, in the shape of the array."""
        shape = x.shape[:-1] + self.shape
        if self.is_complex:
            x = x.view(complex)
        return x.astype(self.dtype, copy=False).reshape(shape)

    @cached_property
    def usual(self) -> float:
        """The root mean square of the entries: 1 if all are zero."""
        return float(norm(self.x) / max(self.x.size, 1) ** 0.5) or 1.0

    @cached_property
    def grid(self) -> int:
        """The digits of the floats that steps end on: entries that are all
        float32 may be kept as such, in the array or in the cost."""
        coarse = self.x.astype(np.float32)
        single = self.x.any() and np.array_equal(self.x, coarse)
        return min(self.digits, 24) if single else self.digits

    def unit(self, i: Any = slice(None)) -> np.ndarray:
        """Return the units of some entries."""
        own = np.asarray(np.abs(self.x[i]))
        tiny = (own > 0) & (own < 1e-5 * self.usual)
        np.maximum(own, self.usual, out=own, where=~tiny)
        return own

    def steps(self, i: Any, share: float, longer: Any = 1.0) -> np.ndarray:
        """Return the steps of entries, which end on floats: a share of their
        units, or what the caller asks for; so many times longer."""
        h = share * self.unit(i)
        if self.step:
            h = self.step * np.maximum(1.0, np.abs(self.x[i]))
        return self.on_grid(i, longer * h)

    def on_grid(self, i: Any, h: np.ndarray) -> np.ndarray:
        """Return the steps near h that, from these entries, end on floats."""
        _, exponent = np.frexp(np.abs(self.x[i]) + 2 * h)
        spacing = np.maximum(np.ldexp(1.0, exponent - self.grid), 5e-324)
        return np.asarray(np.maximum(np.round(h / spacing), 1) * spacing)

    def rounded(self, digits: int) -> Leaf:
        """Return the array with its numbers, and steps, in fewer digits."""
        part, exponent = np.frexp(self.x)
        part *= 2.0**digits
        np.round(part, out=part)
        np.ldexp(part, exponent - digits, out=part)
        return replace(self, x=part, digits=min(digits, self.digits))

    def moved(self, where: Any, distance: float, v: Any) -> np.ndarray:
        """Return a new array, after a move of some of its numbers."""
        x = self.x.copy()
        x[where] += distance * v
        return self.array(x)


def is_numbers(tree: Any) -> bool:
    """Return whether a list or tuple is an array of numbers, written out."""
    plain = isinstance(tree, (list, tuple)) and not hasattr(tree, "_fields")
    return (
        plain
        and len(tree) > 0
        and all(
            isinstance(x, Real) and not isinstance(x, np.generic) for x in tree
        )
    )


def children(tree: Any, path: str) -> list[tuple[str, Any, Any]] | None:
    """Return path, key and value of what a container holds, if it is one."""
    if isinstance(tree, dict):
        return [
            (
                f"{path}[{key!r}]"
                if not isinstance(key, str)
                else f"{path}.{key}"
                if path
                else key,
                key,
                value,
            )
            for key, value in tree.items()
        ]
    if isinstance(tree, (list, tuple)) and not is_numbers(tree):
        names = [f"[{k}]" for k in range(len(tree))]
        if hasattr(tree, "_fields"):
            names = [f".{name}" if path else name for name in tree._fields]
        return [(path + n, k, tree[k]) for k, n in enumerate(names)]
    return None


def leaves_of(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the paths and values of the arrays in nested containers."""
    inner = children(tree, path)
    if inner is None and tree is not None:
        yield path or "parameters", tree
    for below, _, value in inner or []:
        yield from leaves_of(value, below)


def rebuilt(tree: Any, arrays: Iterator[np.ndarray]) -> Any:
    """Return the containers again, with the next array at each leaf."""
    if isinstance(tree, dict):
        pairs = {key: rebuilt(value, arrays) for key, value in tree.items()}
        if type(tree) is dict:
            return pairs
        again = copy.copy(tree)
        again.update(pairs)
        return again
    if tree is None:
        return None
    if not isinstance(tree, (list, tuple)):
        return next(arrays)
    if is_numbers(tree):
        a = next(arrays)
        return a if a.ndim > 1 else type(tree)(a.tolist())
    values = [rebuilt(value, arrays) for value in tree]
    if hasattr(tree, "_fields"):
        return type(tree)(*values)
    return type(tree)(values)


def as_array(name: str, value: Any) -> np.ndarray:
    """Return what is a leaf as an array, or raise an error."""
    try:
        return np.asarray(value)
    except Exception:
        kind = type(value).__name__
        if isinstance(value, (list, tuple)):
            kind += f" of {len(value)}"
        raise TypeError(f"{name} is a {kind}, not a NumPy array.") from None


def read_parameters(parameters: Any, step: Any) -> list[Leaf]:
    """Return the arrays of the parameters, or raise an error."""
    leaves, start = [], 0
    asked = dict(step) if isinstance(step, dict) else None
    for name, value in leaves_of(parameters):
        a = as_array(name, value)
        if a.dtype.kind not in "fc":
            raise TypeError(
                f"{name} holds {a.dtype}: pass floats, as in "
                f"np.asarray({name}, float)."
            )
        for i in np.flatnonzero(~np.isfinite(a)):
            where = entry_name(name, a.shape, int(i))
            raise ValueError(f"{where} is {a.flat[i]}: there is no slope.")
        x = as_numbers(a)
        at = slice(start, start := start + x.size)
        own = step if asked is None else asked.pop(name, None)
        if own is not None and not 0 < own < np.inf:
            raise ValueError(f"step is {own}: it must be positive.")
        digits = min(np.finfo(a.dtype).nmant + 1, 53)
        leaves.append(Leaf(name, a.shape, a.dtype, at, x, digits, own))
    if asked:
        raise ValueError(
            f"step= names {', '.join(map(str, asked))}, and the parameters "
            f"are {', '.join(leaf.name for leaf in leaves)}."
        )
    if not start:
        raise ValueError("There is nothing to check: the arrays are empty.")
    return leaves


def as_numbers(a: np.ndarray) -> np.ndarray:
    """Return the entries as flat float64, those of complex ones in pairs."""
    if a.dtype.kind == "c":
        return np.ascontiguousarray(a, complex).ravel().view(float)
    return np.asarray(a, float).ravel()


def read_gradient(
    tree: Any, values: Any, leaves: list[Leaf], path: str = ""
) -> dict[str, np.ndarray]:
    """Return the gradient of each array as flat numbers, or raise an error.

    What the gradient has None for is left out.
    """
    if children(tree, path) is None:
        name = path or "parameters"
        (leaf,) = (leaf for leaf in leaves if leaf.name == name)
        g = as_array(f"The gradient of {name}", values)
        if g.dtype.kind not in "fiu" + "c" * leaf.is_complex:
            raise TypeError(f"The gradient of {name} holds {g.dtype}.")
        if g.shape != leaf.shape:
            raise ValueError(
                f"{name} has shape {leaf.shape}, but its gradient {g.shape}."
            )
        return {name: as_numbers(g.astype(complex) if leaf.is_complex else g)}
    given = None if values is None else children(values, path)
    asked = children(tree, path) or []
    alike = isinstance(values, dict) == isinstance(tree, dict)
    keys = [{key for _, key, _ in part} for part in (given or [], asked)]
    if given is None or not alike or keys[0] != keys[1]:
        names = [
            ", ".join(name for name, _, _ in part) or "no array"
            for part in (given or [], asked)
        ]
        has = names[0] if given is not None else f"{type(values).__name__}"
        raise ValueError(
            f"The gradient has {has}, and the parameters have {names[1]}: "
            "give it the same containers and names."
        )
    read: dict[str, np.ndarray] = {}
    for below, key, value in asked:
        if value is not None and values[key] is not None:
            read |= read_gradient(value, values[key], leaves, below)
    return read


def entry_name(name: str, shape: tuple[int, ...], i: int) -> str:
    """Return such as W[0, 2], for the i-th entry, counted row by row."""
    index = ", ".join(str(k) for k in np.unravel_index(i, shape))
    return f"{name}[{index}]" if shape else name


def norm(a: Any) -> float:
    """Return the norm, also of what is too large or small to be squared."""
    a = np.ravel(a)
    square = float(np.vdot(a, a))
    if 1e-200 < square < 1e200:
        return float(np.sqrt(square))
    largest = float(np.max(np.abs(a), initial=0))
    if not 0 < largest < np.inf:
        return largest
    return largest * float(np.linalg.norm(a / largest))


# --8<-- [end:read]


# --8<-- [start:move]
HERE = None  # The move that moves nothing.


def part(both: Callable[[Any], Any], k: int, parameters: Any) -> Any:
    """Return the cost (0) or the gradient (1) of what computes both."""
    pair = both(parameters)
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise TypeError("gradient=True: return a pair, (cost, gradient).")
    return pair[k]


def as_cost(J: Any) -> float:
    """Return what a cost returned as a number of its own, or raise an error.

    It may be computed only now, or be overwritten by the next call.
    """
    if isinstance(J, (tuple, list)):
        raise TypeError(
            f"The cost returns {len(J)} things, not one number: if they are "
            "cost and gradient, pass gradient=True."
        )
    shape = getattr(J, "shape", ())
    try:
        J = J.item() if hasattr(J, "item") else J
        if isinstance(J, complex):
            raise TypeError
        return float(J)
    except (TypeError, ValueError):
        kind = f"of shape {shape}" if shape else type(J).__name__
        raise TypeError(
            f"The cost is {kind}, not one real number: sum it up, or take "
            "its mean."
        ) from None


def costs_after(
    cost: Callable[[Any], Any],
    parameters: Any,
    leaves: list[Leaf],
    errors: dict[str, Any],
    moves: list[Any],
) -> tuple[list[float], str]:
    """Return the cost after each move, made alone, and the first exception.

    A move is (leaf, entries, distance, v), with leaf None for all leaves. The
    array that moves is a new one each time, which the cost may keep. An
    exception a step away means that there is no cost.
    """
    stays = [
        any(move is HERE or move[0] not in (None, k) for move in moves)
        for k in range(len(leaves))
    ]
    still = [
        leaf.array(leaf.x.copy() if stay else leaf.x)
        for leaf, stay in zip(leaves, stays)
    ]  # Else none is handed out.
    costs, failure = [], ""
    with np.errstate(**errors):  # The cost runs under its own settings.
        for move in moves:
            arrays = still.copy()
            try:
                if move is not HERE:
                    k, where, distance, v = move
                    for j in range(len(leaves)) if k is None else [k]:
                        arrays[j] = leaves[j].moved(
                            where, distance, v[j] if k is None else v
                        )
                J = cost(rebuilt(parameters, iter(arrays)))
            except Exception as error:
                if move is HERE:
                    raise
                J = np.nan
                failure = failure or f"{type(error).__name__}: {error}"
            costs.append(as_cost(J))
    if not is_unchanged(still, leaves):
        raise ValueError("The cost changes its parameters: let it copy them.")
    return costs, failure


def costs_at_once(
    cost: Callable[[Any], Any],
    parameters: Any,
    leaves: list[Leaf],
    errors: dict[str, Any],
    moves: list[Any],
) -> tuple[list[float], str]:
    """Return the same from one call of a batched cost."""
    stacks = [np.tile(leaf.x, (len(moves), 1)) for leaf in leaves]
    for row, move in enumerate(moves):
        if move is not HERE:
            k, where, distance, v = move
            for j in range(len(leaves)) if k is None else [k]:
                stacks[j][row, where] += distance * (v[j] if k is None else v)
    arrays = [leaf.array(stack) for leaf, stack in zip(leaves, stacks)]
    try:
        with np.errstate(**errors):
            costs = np.array(cost(rebuilt(parameters, iter(arrays))))
    except Exception as error:
        if len(moves) == 1 and moves[0] is not HERE:
            return [np.nan], f"{type(error).__name__}: {error}"
        if len(moves) == 1:
            raise
        each = [
            costs_at_once(cost, parameters, leaves, errors, [move])
            for move in moves
        ]
        return [J for (J,), _ in each], max(failure for _, failure in each)
    if costs.shape[:1] != (len(moves),) or costs.size != len(moves):
        raise TypeError(
            f"A batch of {len(moves)} costs has shape {costs.shape}: return "
            "one number for each."
        )
    if costs.dtype.kind in "fiu":
        return costs.ravel().tolist(), ""
    return [as_cost(J) for J in costs], ""


def is_unchanged(arrays: Iterable[Any], leaves: list[Leaf]) -> bool:
    """Return whether arrays still hold the parameters."""
    pairs = zip(arrays, leaves)
    return all(np.array_equal(a, leaf.array(leaf.x)) for a, leaf in pairs)


class Evaluator:
    """Evaluates the cost after moves of the parameters, and counts."""

    def __init__(
        self,
        cost: Callable[[Any], Any],
        parameters: Any,
        leaves: list[Leaf],
        workers: Any,
        batched: bool,
    ) -> None:
        self.cost, self.parameters, self.leaves = cost, parameters, leaves
        self.workers, self.batched = workers, batched
        self.errors: dict[str, Any] = {**np.geterr()}  # The caller's.
        self.evaluations, self.failure = 0, ""
        # A worker is sent all parameters with each share: few and large ones.
        self.at_a_time = 64 * BLOCK if workers else BLOCK
        self.bar: Any = None  # Of progress.

    def __call__(self, moves: list[Any]) -> np.ndarray:
        """Return the cost after each move, made alone."""
        size = sum(leaf.x.size for leaf in self.leaves)
        share = len(moves)
        if self.workers:  # Some shares each, for up to a dozen workers.
            share = -(-len(moves) // 16)
        if self.batched:  # Stacks that fit into a processor's cache.
            share = max(2, 2**16 // size)
        task = partial(
            numbered,
            costs_at_once if self.batched else costs_after,
            self.cost,
            self.parameters,
            self.leaves,
            self.errors,
        )
        shares = [moves[k : k + share] for k in range(0, len(moves), share)]
        # In order, whatever the order in which they are finished.
        results = sorted((self.workers or map)(task, [*enumerate(shares)]))
        costs = [J for _, some, _ in results for J in some]
        for _, _, failure in results:
            self.failure = self.failure or failure
        self.evaluations += len(costs)
        if self.bar is not None:
            self.bar.update(len(costs))
        return np.array(costs)

    def gradient(
        self,
        gradient: Callable[[Any], Any],
        away: list[np.ndarray] | None = None,
    ) -> tuple[dict[str, np.ndarray], bool]:
        """Return the gradient here, or after a move, as flat numbers, and
        whether it left its parameters as they were."""
        xs = [leaf.x.copy() for leaf in self.leaves]
        for x, v in zip(xs, away or []):
            x += v
        arrays = [leaf.array(x) for leaf, x in zip(self.leaves, xs)]
        with np.errstate(**self.errors):
            values = gradient(rebuilt(self.parameters, iter(arrays)))
        if values is None:
            raise TypeError("The gradient returns None: add its return.")
        read = read_gradient(self.parameters, values, self.leaves)
        kept = away is not None or is_unchanged(arrays, self.leaves)
        return {name: g.copy() for name, g in read.items()}, kept


def numbered(
    task: Callable[..., tuple[list[float], str]],
    cost: Callable[[Any], Any],
    parameters: Any,
    leaves: list[Leaf],
    errors: dict[str, Any],
    share: tuple[int, list[Any]],
) -> tuple[int, list[float], str]:
    """Return the number of a share of moves, and what its task returns."""
    number, moves = share
    return number, *task(cost, parameters, leaves, errors, moves)


# --8<-- [end:move]


# --8<-- [start:call_twice]
@dataclass
class Calls:
    """What equal calls returned, and what is wrong with them."""

    here: float = np.nan
    spread: float = 0.0  # Between equal calls of the cost.
    gradients: dict[str, np.ndarray] = field(default_factory=dict)
    jitter: dict[str, float] = field(default_factory=dict)  # The gradient's.
    frozen: list[str] = field(default_factory=list)  # Their gradient is None.
    flaws: list[str] = field(default_factory=list)
    verdict: str = WRONG  # If there are flaws.


def call_twice(costs: Evaluator, gradient: Any) -> Calls:
    """Return the cost and its gradient here, and whether equal calls differ.

    By less than JITTER they may: sums are not always taken in one order.
    """
    first, second = costs([HERE, HERE])
    if not np.isfinite(first):
        raise ValueError(f"The cost is {first} at these parameters.")
    calls = Calls(float(first), abs(second - first))
    if not calls.spread <= JITTER * abs(first):
        calls.verdict = CANNOT_TELL
        calls.flaws.append(
            "The cost changes between equal calls: dropout, a generator not "
            "reseeded, or does it remember its last call?"
        )
        return calls
    again: dict[str, np.ndarray] = {}
    if not callable(gradient):
        read = read_gradient(costs.parameters, gradient, costs.leaves)
        calls.gradients = again = read
    else:
        calls.gradients, kept = costs.gradient(gradient)
        again, kept_again = costs.gradient(gradient)
        if not (kept and kept_again):
            calls.flaws.append("Calling the gradient changes the parameters.")
        (after,) = costs([HERE])
        calls.spread = max(calls.spread, abs(after - first))
        if calls.spread > JITTER * abs(first):
            calls.flaws.append(
                "Calling the gradient changes the cost: its data?"
            )
    for name, g in calls.gradients.items():
        allowed = JITTER * np.max(np.abs(g[np.isfinite(g)]), initial=0)
        if not np.allclose(g, again[name], 0, allowed, equal_nan=True):
            calls.flaws.append(
                f"{name}: the gradient changes between equal calls: momentum, "
                "a buffer not zeroed, or does it remember its last call?"
            )
        differ = np.nan_to_num(np.abs(g - again[name]))
        calls.jitter[name] = float(np.max(differ, initial=0))
    calls.frozen = [
        leaf.name for leaf in costs.leaves if leaf.name not in again
    ]
    if len(calls.frozen) == len(costs.leaves):
        raise ValueError("There is nothing to check: all gradients are None.")
    return calls


# --8<-- [end:call_twice]


# --8<-- [start:calibrate]
@dataclass(frozen=True)
class Calibration:
    """What was measured of the cost before any slope."""

    here: float  # The cost at the parameters.
    noise: float  # Its standard deviation from one place to the next.
    floors: list[float]  # The least that this can be, as each array moves.


def calibrate(
    costs: Evaluator, calls: Calls, rng: np.random.Generator
) -> Calibration:
    """Measure the grain of the cost, and its noise.

    Quartering a move of an array, the cost at last stays as it is. The least
    that it changes by before is a grain of it, which float32, decimals and
    offsets show alike. The error of a staircase is 0.29 grains.

    Of smooth costs in a row, the fourth difference is noise alone, with
    sqrt(70) times its standard deviation; half of the values are above
    0.6745 sqrt(70) = 5.64 times that.
    """
    here, leaves = calls.here, costs.leaves
    rounding = max(EPS / 2 * abs(here), calls.spread, 5e-324)
    vs = [rng.standard_normal(leaf.x.size) * leaf.unit() for leaf in leaves]
    moves, still = (np.full(len(leaves), power) for power in (-4, 27))
    floors = np.full(len(leaves), rounding)
    while np.any(still - moves > 1):
        powers = (moves + still) // 2  # Of 1/4.
        changes = np.abs(
            costs(
                [
                    (k, slice(None), 4.0**-power, v)
                    for k, (power, v) in enumerate(zip(powers.tolist(), vs))
                ]
            )
            - here
        )
        moved = changes != 0
        still[~moved], moves[moved] = powers[~moved], powers[moved]
        moved &= np.isfinite(changes)
        floors[moved] = np.maximum(changes[moved] / 4, rounding)
    del vs  # They are as large as the parameters.

    ends = np.cumsum([leaf.x.size for leaf in leaves])
    places = rng.choice(ends[-1], min(PROBES, ends[-1]), replace=False)
    probes = []
    for place, longer in zip(
        np.resize(places, PROBES), np.linspace(1, 2, PROBES)
    ):  # If one comes twice.
        k = int(np.searchsorted(ends, place, "right"))
        i = int(place) - leaves[k].at.start
        share = 2 * max(EPS, 4.0 ** -float(still[k])) ** (1 / 3)
        h = share * longer * float(leaves[k].unit(i))
        probes += [(k, i, d * h, 1) for d in STENCIL]
    rises = costs(probes + [HERE]) - here
    # Not the same here again: threads that share what they change?
    floors = np.maximum(floors, abs(rises[-1]))
    rises = rises[:-1].reshape(PROBES, 4)
    moved = np.isfinite(rises).all(axis=1) & rises.any(axis=1)
    differences = np.abs(fourth_difference(rises[moved]))
    # Where two halves differ, one is of kinks: the lower one is of noise.
    spread = median_low(differences) / 5.64 if moved.any() else 0.0
    noise = float(max(spread, np.min(floors)))
    return Calibration(here, noise, floors.tolist())


def fourth_difference(rises: np.ndarray) -> np.ndarray:
    """Return that of five costs in a row, of which the middle one is here."""
    return np.asarray(rises @ [1, -4, -4, 1])


# --8<-- [end:calibrate]


# --8<-- [start:prepare]
@dataclass(frozen=True)
class Job:
    """What it takes to check one array."""

    costs: Evaluator
    point: Calibration
    leaf: Leaf
    k: int  # It is the k-th of the leaves.
    g: np.ndarray  # The analytic gradient, flat.
    slack: float  # How far g may be off: between equal calls, by rounding.
    share: float  # The step of an entry, as a share of its unit.
    along: float  # The step along a direction of units.
    matters: float  # A relative error above it must not hide.

    @property
    def floor(self) -> float:
        """The least noise that there can be."""
        return self.point.floors[self.k]

    @property
    def noise(self) -> float:
        """The standard deviation of the cost from place to place."""
        return max(self.point.noise, self.floor)


def round_as_the_cost(costs: Evaluator, gradient: Any, calls: Calls) -> None:
    """Go to where the cost is, if it takes its parameters in half precision.

    Such a cost is the same at the rounded parameters, and has the slopes of
    there. So that is where it is checked, in steps that it can see.
    """
    for digits in 8, 11:  # Of bfloat16, and float16.
        away = [leaf.rounded(digits).x - leaf.x for leaf in costs.leaves]
        if not callable(gradient) or not any(v.any() for v in away):
            continue
        if costs([(None, slice(None), 1, away)])[0] == calls.here:
            calls.gradients, _ = costs.gradient(gradient, away)
            costs.leaves = [leaf.rounded(digits) for leaf in costs.leaves]


def prepare(
    costs: Evaluator,
    point: Calibration,
    calls: Calls,
    matters: float,
    rng: np.random.Generator,
) -> list[Job]:
    """Return what to do, array by array, with the steps that noise asks for.

    Noise disturbs a slope by noise / h, and the bend by slope h**2, if the
    cost changes within a unit by about as much as its slope promises. Near
    an optimum that is nothing: there the rise over 1/8 of the units tells.
    """
    leaves = {leaf.name: k for k, leaf in enumerate(costs.leaves)}
    moves = []
    for name in calls.gradients:
        leaf = costs.leaves[leaves[name]]
        v = rng.standard_normal(leaf.x.size) * leaf.unit() / 8
        moves += [(leaves[name], slice(None), d, v) for d in (-1, 1)]
    rises = 8 * np.abs(costs(moves) - point.here).reshape(-1, 2)
    jobs = []
    for (name, g), rise in zip(calls.gradients.items(), rises):
        leaf = costs.leaves[leaves[name]]
        promised = norm(np.where(np.isfinite(g), g, 0) * leaf.unit())
        whole = max(r for r in (*rise, promised) if np.isfinite(r))
        noise = max(point.noise, point.floors[leaves[name]], EPS * promised)
        share = along = 0.05
        if whole:
            each = whole / max(g.size, 1) ** 0.5
            share, along = (
                float(np.clip((noise / size) ** (1 / 3), EPS ** (1 / 3), 0.05))
                for size in (each, whole)
            )
        if leaf.step:
            along = leaf.step * max(1, leaf.usual) / leaf.usual
        off = 4 * calls.jitter[name] + 16 * EPS * abs(point.here) / leaf.usual
        jobs.append(
            Job(
                costs,
                point,
                leaf,
                leaves[name],
                g,
                off,
                share,
                np.float64(along),
                matters,
            )
        )
    return jobs


# --8<-- [end:prepare]


# --8<-- [start:look]
def slopes(h: np.ndarray, rises: np.ndarray) -> np.ndarray:
    """Return the central differences across h."""
    return np.asarray((rises[:, 2] - rises[:, 1]) / (2 * h))


def bends(h: np.ndarray, rises: np.ndarray) -> np.ndarray:
    """Return the part of each error bar that is not noise.

    What the curve bends across h, the slope across 2h shows; what a kink
    does, the fourth difference.
    """
    wide = (rises[:, 3] - rises[:, 0]) / (4 * h)
    fourth = np.abs(fourth_difference(rises)) / (2 * h)
    return np.asarray(2 * np.abs(wide - slopes(h, rises)) + fourth)


@dataclass(frozen=True)
class Table:
    """The V-curve of one slope: a row for each step, the shortest first."""

    h: np.ndarray
    rises: np.ndarray  # Of the cost from here, at the four points.
    floor: float  # The least noise that there can be.

    @cached_property
    def slope(self) -> np.ndarray:
        """The central difference of each row."""
        return slopes(self.h, self.rises)

    @cached_property
    def noise(self) -> np.ndarray:
        """The noise of one cost: what a shorter step shows is in a longer
        one as well. The first step at which a cost moves at all shows one
        stair or two, of unknown height."""
        fourth = np.abs(fourth_difference(self.rises))
        seen = np.where(np.isfinite(fourth), fourth, 0) / 70**0.5
        most = np.max(np.abs(self.rises), axis=1)
        first = np.flatnonzero((most[:-1] == 0) & (most[1:] > 0)) + 1
        first = first[np.isfinite(most[first])]
        seen[first] = np.maximum(seen[first], most[first] / 2)
        return np.maximum(np.maximum.accumulate(seen), self.floor)

    @cached_property
    def bar(self) -> np.ndarray:
        """The error bar of each slope: inf where there is no cost.

        A cost that stays as it is shows nothing, if it moves at all. And where
        three bars in a row are equally long, a kink is in all longer steps,
        even if one of them seems to be better.
        """
        bar = np.maximum(
            SIX_SIGMAS * self.noise / self.h, bends(self.h, self.rises)
        )
        still = ~self.rises.any(axis=1)
        if not still.all():
            bar[still] = np.inf
        bar = np.where(np.isfinite(bar), bar, np.inf)
        if bar.size > 3:
            three = np.stack([bar[:-3], bar[1:-2], bar[2:-1]])
            alike = np.max(three, axis=0) <= 2 * np.min(three, axis=0)
            alike &= self.h[2:-1] > 5 * RUNG * self.h[:-3]
            kink = np.where(alike & (three[0] < np.inf), three[0], 0)
            bar[3:] = np.maximum(bar[3:], np.maximum.accumulate(kink))
        return bar

    @cached_property
    def passed(self) -> np.ndarray:
        """Which rows a shorter step contradicts: they stepped over
        something, so their slope is not the one here."""
        gap = np.abs(self.slope[:, None] - self.slope)
        apart = gap > self.bar[:, None] + self.bar
        return np.asarray(np.any(np.tril(apart), axis=1))


# --8<-- [end:look]


# --8<-- [start:walk]
class Walk:
    """A walk along the V-curve of one slope, to both sides."""

    def __init__(
        self,
        job: Job,
        where: Any,
        v: Any,
        floor: float,
        snap: Callable[[Any], Any],
    ) -> None:
        self.job, self.where, self.v, self.snap = job, where, v, snap
        self.table = Table(np.empty(0), np.empty((0, 4)), floor)

    def add(self, steps: Iterable[float]) -> bool:
        """Take a look with more steps; return whether any was new."""
        table = self.table
        h = np.unique([float(self.snap(h)) for h in steps if h > 0])
        h = h[(h > 0) & ~np.isin(h, table.h)][: MAX_LOOKS - table.h.size]
        if not h.size:
            return False
        moves = [
            (self.job.k, self.where, d * step, self.v)
            for step in h
            for d in STENCIL
        ]
        rises = (self.job.costs(moves) - self.job.point.here).reshape(-1, 4)
        self.take(h, rises)
        return True

    def take(self, h: np.ndarray, rises: np.ndarray) -> None:
        """Put rows into the table."""
        h = np.append(self.table.h, h)
        rises = np.append(self.table.rises, rises, axis=0)
        order = np.argsort(h)
        self.table = Table(h[order], rises[order], self.table.floor)

    def seek(self, reach: float) -> None:
        """Go on to where the bar is shortest, or the first finite one."""
        while True:
            table = self.table
            k, noisy = int(np.argmin(table.bar)), SIX_SIGMAS * table.floor
            if (
                table.bar[k] == np.inf
                or k == 0
                and (table.bar[0] > 2 * noisy / table.h[0])
            ):
                more = table.h[0] / RUNG
            elif k == table.h.size - 1 and table.h[k] * RUNG <= reach:
                more = table.h[k] * RUNG
            else:
                return
            if table.h.size > 18 or not self.add([more]):
                return

    def finish(self, reach: float, gap: float) -> None:
        """Look as far as a slope can be seen, for this gap or one that a bar
        hides: to where noise would hide it, between the steps about the best,
        and out to `reach`, or far beyond before it is called wrong."""
        if gap:
            reach *= RUNG**2
        self.add(
            self.table.h[-1] * RUNG**k
            for k in range(1, 12)
            if self.table.h[-1] * RUNG**k <= reach
        )
        while True:
            table = self.table
            finest = table.bar[0] if table.bar[0] < np.inf else 0
            least = 48 * table.floor / max(gap, finest, 5e-324)
            finer = table.h[0] / RUNG ** np.arange(1.0, 5)
            if not self.add(finer[finer >= least]):
                break
        self.refine(1 / 2)

    def refine(self, part: float) -> None:
        """Look at both sides of the shortest bar, part of a rung away."""
        table = self.table
        bar = np.where(table.passed, np.inf, table.bar)
        best = table.h[np.argmin(bar)]
        self.add([best / RUNG**part, best * RUNG**part])


# --8<-- [end:walk]


# --8<-- [start:decide]
@dataclass(frozen=True)
class Reading:
    """What a table says of an analytic slope."""

    g: float
    slope: float
    bar: float
    outside: bool
    h: float  # The step that it was read at.
    noise: float  # The part of the bar that is noise.
    disputed: bool  # The shortest bar alone would call g wrong.


def read(table: Table, g: float, slack: float, reach: float) -> Reading:
    """Return what a V-curve says: the slope, its bar, and if g is outside.

    The row with the shortest bar tells. But kinks can cancel in one row,
    hardly in two: to call g wrong takes the second shortest as well, and
    every other that is about as short. And if a coarse row agrees with g,
    the fine ones see something as small as noise: then the bar is made to
    hold both slopes. `slack` is what g itself is uncertain by; beyond `reach`
    the cost is no longer that of here, and only stairs are known again.
    """
    slope, bar, passed = table.slope, table.bar, table.passed
    order = np.argsort(np.where(passed, np.inf, bar), kind="stable")
    k, outside = int(order[0]), not np.isfinite(g)
    wide, disputed = bar[k], False
    if np.isfinite(g) and bar[k] < np.inf:
        inside = np.abs(g - slope) <= bar + slack
        close = ~passed & (bar <= 4 * bar[k])
        close[order[:2]] = True
        told = [int(j) for j in order if close[j] and inside[j]]
        disputed = bool(told and told[0] != k)
        if told:
            k, wide = told[0], bar[told[0]]
        else:
            rises = np.abs(table.rises)
            most = np.max(rises[np.isfinite(rises)], initial=0)
            apart = passed & (np.abs(slope - slope[k]) > bar + bar[k])
            apart &= table.h <= 1.01 * reach
            # Stairs may look smooth in one row, but not like the next one.
            spread = np.abs(np.diff(slope, append=slope[-1]))
            between = np.abs(g - slope) <= bar + spread + slack
            # Noise that stays the same over four steps is that of stairs.
            noise, stairs = table.noise, np.zeros(slope.size, bool)
            stairs[3:] = noise[3:] < 8 * noise[:-3]
            stairs &= noise > 64 * noise[k]
            small = 16 * noise < most
            if np.any(small & (between & apart | inside & stairs)):
                wide = abs(g - slope[k]) + bar[k]
            else:
                outside = True
    noise = min(wide, SIX_SIGMAS * table.noise[k] / table.h[k])
    return Reading(
        float(g),
        float(slope[k]),
        float(wide + slack),
        outside,
        float(table.h[k]),
        float(noise),
        disputed,
    )


# --8<-- [end:decide]


# --8<-- [start:entries]
@dataclass(frozen=True)
class Look:
    """What is kept of the walk along one V-curve."""

    h: np.ndarray  # The steps, the shortest first.
    slope: np.ndarray
    noise: np.ndarray  # The part of each error bar that is noise.
    bar: np.ndarray
    sides: np.ndarray  # Slope and error bar to the left, and to the right.

    @classmethod
    def of(cls, table: Table, noise: float) -> Look:
        """Return what is kept of a table."""
        return cls(
            table.h,
            table.slope,
            SIX_SIGMAS * table.noise / table.h,
            table.bar,
            one_sided(table, noise),
        )


def one_sided(table: Table, noise: float) -> np.ndarray:
    """Return slope and error bar of the left side and the right: nan if
    unknown.

    From the costs here, at h and at 2h, so that no bend is left; what else
    there is shows in the same from h and 2h of the row before.
    """
    sides = np.full((2, 2), np.nan)
    h, rises = table.h, table.rises
    if h.size < 2:
        return sides
    for row, (sign, one, two) in enumerate([(-1, 1, 0), (1, 2, 3)]):
        near = sign * rises[:, one] / h
        far = sign * rises[:, two] / (2 * h)
        side = 2 * near - far
        a, b = 2 * h[:-1], h[1:]
        check = (far[:-1] * b - near[1:] * a) / (b - a)
        bar = 15 * noise / h[1:] + 3 * np.abs(side[1:] - check)
        bar = np.where(np.isfinite(bar) & ~table.passed[1:], bar, np.inf)
        k = int(np.argmin(bar))
        if bar[k] < np.inf:
            sides[row] = side[k + 1], bar[k]
    return sides


class Answers:
    """What is known of the slopes of an array's entries, one by one."""

    def __init__(self, job: Job, entries: np.ndarray):
        self.job, self.entries, m = job, entries, entries.size
        self.g = job.g[entries] if m < job.g.size else job.g
        self.slope, self.noise, self.bar = np.zeros((3, m))
        self.longer = np.ones(m, np.float32)  # Than the first, was the step.
        self.bends: dict[int, float] = {}  # Where the two sides differ much.
        self.outside, self.unseen, self.looked = np.zeros((3, m), bool)
        self.together = False  # Wrong only all together.
        self.looks: dict[int, Look] = {}
        self.kinks: dict[int, float] = {}  # The larger slope of the two.

    def costs(
        self, some: np.ndarray, h: np.ndarray, points: tuple[int, ...]
    ) -> np.ndarray:
        """Return the rises of the cost about entries: a row for each."""
        job, pairs = self.job, zip(self.entries[some].tolist(), h.tolist())
        moves = [(job.k, i, d * step, 1) for i, step in pairs for d in points]
        rises = job.costs(moves) - job.point.here
        return rises.reshape(-1, len(points))

    def glance(self, which: np.ndarray, longer: float, sigma: float) -> None:
        """Compare entries at one step: two costs each, and noise alone in
        the error bar."""
        job, anew = self.job, set(which.tolist()) if self.bends else set()
        self.bends = {k: b for k, b in self.bends.items() if k not in anew}
        for ks in blocks(which, job.costs.at_a_time):
            h = job.leaf.steps(self.entries[ks], job.share, longer)
            rises, self.longer[ks] = self.costs(ks, h, (-1, 1)), longer
            self.slope[ks] = slope = (rises[:, 1] - rises[:, 0]) / (2 * h)
            self.noise[ks] = SIX_SIGMAS * sigma / h
            self.bar[ks] = self.noise[ks] + job.slack
            bend = np.abs(rises[:, 1] + rises[:, 0]) / h
            bent = bend > np.maximum(4 * self.bar[ks], SHARP * np.abs(slope))
            self.bends |= dict(zip(ks[bent].tolist(), bend[bent].tolist()))
            gap = np.abs(self.g[ks] - self.slope[ks])
            self.outside[ks] = ~(gap <= self.bar[ks])

    def measure(self, which: np.ndarray, longer: float) -> None:
        """Compare entries at one step: four costs each, and an error bar
        that holds what bends. Keep what is better than what is known."""
        job = self.job
        for ks in blocks(which, job.costs.at_a_time):
            h = job.leaf.steps(self.entries[ks], job.share, longer)
            rises = self.costs(ks, h, STENCIL)
            slope = slopes(h, rises)
            noise = SIX_SIGMAS * job.noise / h
            bar = job.slack + np.maximum(noise, bends(h, rises))
            better = bar < self.bar[ks]
            ks = ks[better]
            self.slope[ks], self.bar[ks] = slope[better], bar[better]
            self.noise[ks] = noise[better]
            gap = np.abs(self.g[ks] - self.slope[ks])
            self.outside[ks] = ~(gap <= self.bar[ks])

    def look(self, k: int) -> tuple[float, float]:
        """Walk along the V-curve of one entry, until it is told.

        Return how much longer its best step is than the first, and the noise
        that it met.
        """
        job, i, g = self.job, int(self.entries[k]), float(self.g[k])
        leaf = job.leaf
        first = float(leaf.steps(i, job.share))
        # A slope rounds where it is taken, too.
        at = min(abs(g), abs(self.slope[k])) if np.isfinite(g) else 0
        floor = max(job.floor, EPS / 4 * at * abs(leaf.x[i]))
        walk = Walk(job, i, 1, floor, partial(leaf.on_grid, i))
        found = walk_and_read(
            walk,
            g,
            first,
            max(float(leaf.unit(i)), leaf.usual),
            job.slack,
            not self.outside[self.looked].any(),
        )
        table = walk.table
        vague = not found.bar <= COARSE * min(abs(found.slope), 1e300)
        if vague and not found.outside:
            sides = one_sided(table, job.noise)
            jump = np.abs(np.diff(sides[:, 0]))[0]
            for slope, bar in sides if not jump <= np.sum(sides[:, 1]) else []:
                if bar < found.bar / 4 and abs(g - slope) <= bar:
                    self.kinks[k] = np.nanmax(np.abs(sides[:, 0]))
                    found = replace(found, slope=slope, bar=bar, noise=bar)
                    break
        self.slope[k], self.bar[k] = found.slope, found.bar
        self.noise[k] = min(found.noise, found.bar)
        self.outside[k], self.looked[k] = found.outside, True
        self.looks[k] = Look.of(table, job.noise)
        best = table.noise[np.argmin(table.bar)]
        return found.h / first, float(best)

    def look_at(self, some: np.ndarray) -> None:
        """Look at entries, but not for ever: the rest stays unseen."""
        for n, k in enumerate(some):
            if self.wrong >= MAX_WRONG:
                self.unseen[some[n:]], self.outside[some[n:]] = True, False
                break
            self.look(k)

    @property
    def wrong(self) -> int:
        """How many were looked at and found wrong."""
        return int(np.sum(self.outside & self.looked))

    @property
    def bound(self) -> float:
        """The largest relative error that can hide.

        By the triangle inequality no error is larger than the gap, and how
        far the slopes are from the true ones: at most what bends in all,
        while noise of m entries adds up to sqrt(m) of its deviation, and
        5 deviations more at most.
        """
        m = max(self.g.size, 1)
        share = min(1, 1 / 6 + 5 / 6 / m**0.5)
        hidden = norm(self.g - self.slope) + share * norm(self.noise)
        hidden += norm(self.bar - self.noise)
        size = norm([norm(self.slope), *self.kinks.values()])
        return hidden / size if size else np.inf

    def findings(self, sampled: bool) -> Findings:
        """Return all of it."""
        leaf = self.job.leaf
        return Findings(
            leaf.name,
            leaf.shape,
            leaf.is_complex,
            leaf.x,
            self.entries,
            sampled,
            self.g,
            self.slope,
            self.bar,
            self.outside,
            self.unseen,
            self.looks,
            np.array(sorted(self.kinks), int),
            self.job.noise,
            self.bound,
            self.together,
        )


def blocks(a: np.ndarray, size: int) -> Iterator[np.ndarray]:
    """Yield an array piece by piece."""
    for start in range(0, a.size, size):
        yield a[start : start + size]


def walk_and_read(
    walk: Walk,
    g: float,
    first: float,
    reach: float,
    slack: float,
    thorough: bool,
) -> Reading:
    """Return what is told of one slope, after looks to both sides."""
    walk.add([first / RUNG, first, first * RUNG])
    walk.seek(reach)
    found = read(walk.table, g, slack, reach)
    chosen = found.disputed
    for part in 1 / 2, 1 / 4, 1 / 8:
        if found.disputed:
            walk.refine(part)
            found = read(walk.table, g, slack, reach)
    vague = not found.bar <= COARSE * max(abs(g), abs(found.slope))
    if np.isfinite(g) and vague and not found.outside:
        walk.finish(reach, 0)
        found = read(walk.table, g, slack, reach)
    near = abs(g - found.slope) <= 8 * found.bar
    if np.isfinite(g) and found.outside and (vague or thorough or near):
        walk.finish(reach, abs(g - found.slope))
        found = read(walk.table, g, slack, reach)
    # Of several looks, the one that agrees with g has noise that does.
    return replace(found, noise=0.0) if chosen or found.disputed else found


def check_entries(
    job: Job, sample: int | None, rng: np.random.Generator
) -> Findings:
    """Compare entries one by one, and look closer where they differ."""
    g, entries = job.g, np.arange(job.g.size, dtype=np.uint32)
    if sample and sample < g.size:
        entries = np.sort(rng.choice(g.size, sample, replace=False))
    answers = Answers(job, entries)
    every = entries if entries.size == g.size else np.arange(entries.size)
    answers.glance(every, 1.0, job.noise)
    answers.look_at(other_steps(answers, rng))
    look_at_kinks(answers, rng)
    if not answers.wrong and entries.size:
        allow_for_bends(answers)
        sharpen(answers, rng)
    if not answers.wrong and entries.size > 1:
        look_together(answers)
    return answers.findings(entries.size < g.size)


def other_steps(answers: Answers, rng: np.random.Generator) -> np.ndarray:
    """Take a glance at another step, if the entries that differ want one.

    Return those that still differ, and are not looked at yet.
    """
    todo = rng.permutation(np.flatnonzero(answers.outside))
    for _ in range(4):
        if todo.size <= 2 * PILOTS:
            break
        pilots, todo = todo[:PILOTS], todo[PILOTS:]
        longer, sigma = np.median([answers.look(k) for k in pilots], axis=0)
        if answers.wrong or 1 / 4 <= longer < 4:
            break
        if longer < 1:  # What others did not show at this step, they may.
            todo = np.flatnonzero(~answers.looked)
        answers.glance(todo, longer, sigma)
        todo = rng.permutation(todo[answers.outside[todo]])
    return np.sort(todo)


def look_at_kinks(answers: Answers, rng: np.random.Generator) -> None:
    """Look where the slopes of the two sides differ: halfway between them,
    on a kink, a gradient agrees at a glance. If eight places only bend, all
    do; if not, what is not looked at is as uncertain as its sides are apart.
    """
    a = answers
    least = SHARP * norm(a.slope) / max(a.slope.size, 1) ** 0.5
    known = a.looked | a.outside
    bent = [k for k, bend in a.bends.items() if bend > least and not known[k]]
    todo = rng.permutation(np.array(bent, int))
    for k in todo[:PILOTS]:
        a.look(k)
    if any(a.bar[k] > a.bends[k] / 4 for k in todo[:PILOTS]):
        a.look_at(todo[PILOTS:MAX_WRONG])
        for k in todo[MAX_WRONG:]:
            a.bar[k] = max(a.bar[k], a.bends[k])


def allow_for_bends(answers: Answers) -> None:
    """Make the bars of a glance longer by what the curve may bend.

    A few of the steepest entries show it, in two more costs each, twice as
    far away. If it is more than noise, all are measured, with shorter steps.
    """
    a, job = answers, answers.job
    rest = ~a.looked & ~a.outside
    count = min(PILOTS, 3 + a.slope.size // 100, int(rest.sum()))
    if not count:
        return
    size, steepest = np.abs(a.slope), []
    size[~rest] = -1
    for _ in range(count):
        steepest.append(int(np.argmax(size)))
        size[steepest[-1]] = -1
    few = np.array(steepest)
    del size  # It is as large as the array.
    far = 2 * job.leaf.steps(a.entries[few], job.share, a.longer[few])
    rises = a.costs(few, far, (-1, 1))
    wide = (rises[:, 1] - rises[:, 0]) / (2 * far)
    ratio = np.abs(wide - a.slope[few]) / a.noise[few]
    most = float(np.max(np.where(np.isfinite(ratio), ratio, np.inf)))
    # The wide slope bends by four times as much: three are seen. Twice that.
    np.add(a.bar, 2 / 3 * most * a.noise, out=a.bar, where=rest)
    if most > 2:
        longer = float(np.median(a.longer[rest]))
        which = np.flatnonzero(rest)
        a.measure(which, longer * max(most ** (-1 / 3), RUNG**-2))
        a.look_at(which[a.outside[which]])


def look_together(answers: Answers) -> None:
    """Move all entries at once, along what the slopes differ by: an error
    that noise hides in each of them adds up, and noise does not."""
    a, job = answers, answers.job
    gap = a.g - a.slope
    if a.kinks or not norm(gap) > norm(a.noise) / 4:  # Noise makes it 1/6.
        return
    unit = job.leaf.unit(a.entries)
    v = np.zeros(job.g.size)
    v[a.entries] = gap / np.max(np.abs(gap)) * unit * (unit / np.max(unit))
    v /= norm(v / job.leaf.unit())
    walk = Walk(job, slice(None), v, job.floor, np.float64)
    slack = job.slack * norm(v)
    found = walk_and_read(walk, float(job.g @ v), job.along, 1.0, slack, True)
    if found.outside:
        a.together = True
        a.outside[np.argmax(np.abs(gap) / a.bar)] = True


def sharpen(answers: Answers, rng: np.random.Generator) -> None:
    """Measure better, as long as an error that matters could hide.

    First all entries, at the step that is best for some; then those whose
    bars stand out, as those of kinks and of tiny entries do.
    """
    job, m = answers.job, answers.g.size
    if answers.bound > job.matters:
        size = np.abs(answers.slope) * job.leaf.unit(answers.entries)
        large = np.argsort(-size, kind="stable")[: max(PILOTS, m // 2)]
        pilots = rng.permutation(large)[:PILOTS]
        longer = np.median([answers.look(k)[0] for k in pilots])
        if not answers.wrong and m > PILOTS:
            rest = np.flatnonzero(~answers.looked)
            answers.measure(rest, longer)
            answers.look_at(rest[answers.outside[rest]])
    long = np.flatnonzero(answers.bar > 4 * np.median(answers.bar))
    long = long[~answers.looked[long]]
    long = long[np.argsort(-answers.bar[long], kind="stable")]
    few = long.size <= PILOTS
    few &= norm(answers.bar[long]) > norm(answers.bar) / 2
    for k in long[:MAX_WRONG]:
        if not answers.wrong and (few or answers.bound > job.matters):
            answers.look(k)


# --8<-- [end:entries]


# --8<-- [start:directions]
class Directions:
    """What is known of the slopes along random directions of one array.

    Of an error of norm E, a normal direction shows a normal number with the
    standard deviation E.
    """

    def __init__(self, job: Job, count: int, rng: np.random.Generator) -> None:
        self.job, self.rng = job, rng
        # The cost rounds as its parameters do, where they end on no float.
        eps = 2.0 ** (1 - job.leaf.digits)
        rounding = eps / 4 * norm(np.nan_to_num(job.g) * job.leaf.x)
        self.floor = max(job.floor, rounding)
        self.walks = [self.walk() for _ in range(count * bool(job.g.size))]
        self.readings: list[Reading] = []
        self.entry: Findings | None = None

    def walk(self) -> Walk:
        """Return a walk along a new direction."""
        job = self.job
        v = job.leaf.unit()
        ends = np.min(v), np.max(v)
        v *= self.rng.standard_normal(job.g.size)
        if 1e-30 < ends[0] and ends[1] < 1e30:
            v = v.astype(np.float32)  # As good a direction, in half the space.
        return Walk(job, slice(None), v, self.floor, float)

    def read(self, walk: Walk) -> None:
        """Read what a walk tells, and go on where that is not enough."""
        job, g = self.job, float(np.sum(self.job.g * walk.v))
        slack = job.slack * norm(walk.v)
        found = read(walk.table, g, slack, 1.0)
        self.readings.append(found)
        if found.outside or not self.bound <= job.matters:
            first = self.entry is None
            found = walk_and_read(walk, g, job.along, 1.0, slack, first)
            self.readings[-1] = found
        if found.outside and self.entry is None:
            i = bisect(job, walk.v, found.h)
            one = Answers(job, np.array([i]))
            one.look(0)
            self.entry = one.findings(True)
            self.bent = bool(one.kinks or one.bar[0] > 4 * one.noise[0])

    @property
    def bound(self) -> float:
        """The relative error that is seen in 99 of 100 draws.

        Once in 100 draws, all directions see less than `share` of it. The
        noise of one is less than 3 deviations: half of its bar.
        """
        share = NormalDist().inv_cdf(
            (1 + 0.01 ** (1 / max(len(self.readings), 1))) / 2
        )
        size = share * norm(self.job.g * self.job.leaf.unit())
        if not size or any(found.bar == np.inf for found in self.readings):
            return np.inf
        hidden = [
            abs(found.g - found.slope) + found.bar - found.noise / 2
            for found in self.readings
        ]
        return float(max(hidden, default=0) / size)

    def findings(self) -> Findings:
        """Return all of it."""
        job, leaf, told = self.job, self.job.leaf, self.readings
        analytic, slope, bar = (
            np.array([getattr(found, name) for found in told], float)
            for name in ("g", "slope", "bar")
        )
        outside = np.array([found.outside for found in told], bool)
        bound = self.bound
        if self.entry and self.bent and not self.entry.outside.any():
            outside[:], bar[:], bound = False, np.inf, np.inf
        looks = {
            j: Look.of(walk.table, job.noise)
            for j, walk in enumerate(self.walks)
        }
        return Findings(
            leaf.name,
            leaf.shape,
            leaf.is_complex,
            leaf.x,
            None,
            False,
            analytic,
            slope,
            bar,
            outside,
            np.zeros(outside.size, bool),
            looks,
            np.empty(0, int),
            job.noise,
            bound,
            entry=self.entry,
        )


def check_directions(
    jobs: list[Job], count: int, rng: np.random.Generator
) -> list[Findings]:
    """Compare the slopes along random directions of each array.

    All first looks go out together. Where so many directions cannot tell,
    more of them see more.
    """
    every = [Directions(job, count, rng) for job in jobs]
    walks = [walk for some in every for walk in some.walks]
    first_look(walks)
    for some in every:
        for walk in some.walks:
            some.read(walk)
        while (
            MORE * count > len(some.walks) > 0
            and not (some.bound <= some.job.matters or some.entry)
            and np.isfinite(some.bound)
        ):
            some.walks.append(some.walk())
            first_look(some.walks[-1:])
            some.read(some.walks[-1])
    return [some.findings() for some in every]


def first_look(walks: list[Walk]) -> None:
    """Look once along each of some directions, all in one call."""
    moves = [
        (w.job.k, w.where, d * w.job.along, w.v)
        for w in walks
        for d in STENCIL
    ]
    if walks:
        rises = walks[0].job.costs(moves) - walks[0].job.point.here
        for walk, row in zip(walks, rises.reshape(-1, 1, 4)):
            walk.take(np.array([walk.job.along]), row)


def bisect(job: Job, v: np.ndarray, h: float) -> int:
    """Return a wrong entry: halve the array, go where it differs more."""
    if not np.isfinite(job.g).all():
        return int(np.argmin(np.isfinite(job.g)))
    low, high = 0, job.g.size
    while high - low > 1:
        middle, gaps = (low + high) // 2, []
        for half in slice(low, middle), slice(middle, high):
            moves = [(job.k, half, d, v[half]) for d in (-h, h)]
            minus, plus = job.costs(moves)
            gaps.append(abs(job.g[half] @ v[half] - (plus - minus) / (2 * h)))
        low, high = (low, middle) if gaps[0] > gaps[1] else (middle, high)
    return low


# --8<-- [end:directions]


# --8<-- [start:flat]
def is_flat(
    job: Job, found: Findings, gradient: Any, rng: np.random.Generator
) -> bool:
    """Return whether an array does nothing, here and at two other places.

    Moved far, by its size and by 1 at least, it changes the cost by no more
    than noise, while the other arrays do much more; and the gradient says so
    in those places, too.
    """
    costs, k, here = job.costs, job.k, job.point.here
    zero = norm(found.analytic) <= norm(found.error_bar)
    clear = found.resolution <= job.matters or not found.analytic.size
    if clear or found.outside.any() or not zero:
        return False
    far = np.maximum(job.leaf.unit(), 1)
    moved = False
    for place in range(3):
        away = [
            rng.standard_normal(leaf.x.size) * leaf.unit() * (place > 0)
            for leaf in costs.leaves
        ]
        there, still = [], away[k].copy()
        for size in 0, 1, 8:
            away[k][:] = still + rng.standard_normal(far.size) * far * size
            there.append(costs([(None, slice(None), 1, away)])[0])
        away[k][:] = still
        allowed = 8 * job.noise * max(1, abs(there[0] / here or 1))
        changes = np.abs(np.subtract(there, there[0]))
        if not np.all(changes <= [0, allowed, 8 * allowed]):
            return False
        moved |= any(J != here for J in there)
        little = abs(there[0] - here) <= 100 * allowed
        if place and little and (moved or found.analytic.any()):
            return False  # The other arrays do no more, either.
        if callable(gradient):
            g, _ = costs.gradient(gradient, away)
            if not norm(g[job.leaf.name] * far) <= 8 * allowed:
                return False
    return True


# --8<-- [end:flat]


# --8<-- [start:explain]
def causes_of(report: Report) -> list[str]:
    """Return likely causes, each with the arrays it hits.

    They follow from what was found, and change nothing of it: a function that
    fails names no cause.
    """
    hit: dict[str, list[str]] = {}
    loose: set[str] = set()  # What is said of these leaves room for more.
    for found in report.arrays:
        asked: list[Callable[[Findings], str]] = []
        if found.verdict == WRONG:
            asked = WRONG_BECAUSE
        elif found.verdict == CANNOT_TELL:
            asked = [partial(why_unclear, failure=report.failure)]
        named = False
        for why in asked:
            if named and why is factor_of_each:
                continue  # Where nothing else is known.
            try:
                with np.errstate(all="ignore"):
                    cause = why(
                        found.entry
                        if why is not_finite and found.entry
                        else found
                    )
            except Exception:  # It would cost the reader the verdict.
                continue
            if cause:
                hit.setdefault(cause, []).append(found.name)
            if cause and why is factor_of_each:
                loose.add(found.name)
            named = named or bool(cause)
            if cause and why in (not_finite, all_zero, not_moved):
                break  # Nothing else is to be said.
    wrong = [f.name for f in report.arrays if f.verdict == WRONG]
    told = set().union(*hit.values()) - loose
    if len(report.arrays) > 1 and not set(wrong) <= told:
        where = tied(report.arrays) or where_it_begins(report.arrays, wrong)
        hit = {where: wrong} | hit if where else hit
    return report.flaws + [
        f"{', '.join(names)}: {cause}" for cause, names in hit.items()
    ]


def tied(arrays: list[Findings]) -> str:
    """Ask if all wrong arrays are one: each has the slopes of all summed."""
    wrong = [found for found in arrays if found.verdict == WRONG]
    first = wrong[0]
    alike = all(
        found.whole
        and found.shape == first.shape
        and np.array_equal(found.analytic, first.analytic)
        for found in wrong
    )
    if len(wrong) < 2 or not alike:
        return ""
    total = np.sum([found.numerical for found in wrong], axis=0)
    gap = norm(first.analytic - total)
    return (
        ""
        if gap > norm(total) / 1000
        else (
            "the sum of the slopes of all of them: one array under several "
            "names?"
        )
    )


def where_it_begins(arrays: list[Findings], wrong: list[str]) -> str:
    """Return where in the backward pass, from the last array to the first,
    it goes wrong: between wrong ones and those that are right."""
    names = [found.name for found in arrays]
    if wrong == names:
        return "all are wrong: look at the start of the backward pass."
    if not all(f.verdict == RIGHT for f in arrays if f.name not in wrong):
        return ""  # What cannot be told is not right.
    if len(wrong) == 1:
        return "no other is wrong: look at the lines of this one."
    if wrong == names[: len(wrong)]:
        return (
            f"wrong, but right at {names[len(wrong)]}: look between, in the "
            "backward pass."
        )
    return ""


def not_finite(found: Findings) -> str:
    """Name an entry that is nan or infinite."""
    for k in np.flatnonzero(~np.isfinite(found.analytic)):
        return f"the gradient is {found.analytic[k]} at {found.label(int(k))}."
    return ""


def all_zero(found: Findings) -> str:
    """Ask about a gradient of zeros."""
    return (
        ""
        if found.analytic.any()
        else ("the gradient is zero: was it ever computed?")
    )


def not_moved(found: Findings) -> str:
    """Ask about a cost that stays as it is."""
    return (
        ""
        if found.numerical.any()
        else ("the cost does not move: does it use what it is given?")
    )


def explained(found: Findings) -> str:
    """Name the simplest repair that leaves next to nothing of the gap."""
    g, n = found.analytic, found.numerical
    known = ~found.unseen & np.isfinite(found.error_bar)
    gap = norm((g - n)[known])
    enough = min(gap, norm(n)) / 1000 + norm(found.error_bar[known])
    for cause, better in repairs(found):
        if norm((better - n)[known]) <= min(gap / 2, enough):
            return cause
    return ""


def repairs(found: Findings) -> Iterator[tuple[str, np.ndarray]]:
    """Yield what may be wrong, and the gradient with that undone."""
    g, n = found.analytic, found.numerical
    factor = float(g @ (n / norm(n)) / norm(n))
    if factor and np.isfinite(factor):
        yield f"{as_factor(factor)} times what it should be.", g / factor
    if found.entries is None or found.outside.sum() < 2:
        return
    if found.is_complex:
        conjugate = (g.reshape(-1, 2) * [1, -1]).ravel()
        yield (
            "the complex conjugate: dJ/dRe z + i dJ/dIm z is asked for.",
            conjugate,
        )
    x = found.x[found.entries]
    yield "times the parameters: is it for their logarithm?", g / x
    yield "divided by the parameters: a chain rule?", g * x
    yield (
        "times the exponential of the parameters: a chain rule?",
        g / np.exp(x),
    )
    if abs(g @ x) <= 1e-6 * norm(g) * norm(x):
        yield (
            "across the parameters: projected on a sphere?",
            g + (n @ x) / (x @ x) * x,
        )
    decay = float((g - n) @ x / (x @ x))
    kind = "missing" if decay < 0 else "too much, or twice"
    yield (
        f"off by {decay:.3g} times the parameters: weight decay {kind}?",
        g - decay * x,
    )
    if g.size > 2:
        yield (
            "off by the same in every entry: projected, for parameters whose "
            "sum is fixed?",
            g + np.mean(n - g),
        )
    yield (
        "the right values in another order: transposed, or flattened in "
        "another order?",
        np.sort(g)[np.argsort(np.argsort(n))],
    )
    if found.whole and len(found.shape) == 2 and min(found.shape) > 1:
        G, N = g.reshape(found.shape), n.reshape(found.shape)
        if found.shape[0] == found.shape[1]:
            yield (
                "the mean of the slopes and of their transpose: is a "
                "symmetric matrix asked for?",
                (G + (N - N.T) / 2).ravel(),
            )
        for axis, name in (1, "row"), (0, "column"):
            mean = np.mean(N - G, axis=axis, keepdims=True)
            yield (
                f"off by the same all along a {name}: projected, for "
                f"{name}s whose sum is fixed, as after softmax?",
                (G + mean).ravel(),
            )
    sides = {k: look.sides[:, 0] for k, look in found.looks.items()}
    half = g.copy()
    for k in np.flatnonzero(found.outside).tolist():
        if k in sides and abs(g[k] - np.mean(sides[k])) < 1e-3 * abs(
            np.diff(sides[k])[0]
        ):
            half[k] = n[k]
    yield "halfway between the two slopes at a kink.", half


def nearly(found: Findings) -> str:
    """Say how many digits agree, if they are many and nothing explains it."""
    g, n = found.analytic, found.numerical
    share = norm(g - n) / norm(n)
    if found.outside.sum() < 2 or share > 3e-5:
        return ""
    if np.array_equal(g, g.astype(np.float32)):
        return "as close as float32: is some of the backward pass?"
    if share > 1e-6 and explained(found):
        return ""
    digits = 10.0 ** np.ceil(np.log10(share))
    single = "float32 on the way, or " if 1e-9 < share < 1e-6 else ""
    return (
        f"it agrees to {digits:.0e}: {single}a solver or a table in the cost? "
        "Tighten its tolerance, or pass rtol=."
    )


def only_some(found: Findings) -> str:
    """Name the row, column or entry that alone is wrong."""
    if not found.whole or found.outside.all() or found.unseen.any():
        return ""
    gap = np.abs(found.analytic - found.numerical)
    wrong = found.outside
    if np.max(found.error_bar[~wrong]) > np.min(gap[wrong]):
        return ""  # Another might be as wrong.
    places = np.argwhere(wrong.reshape(found.shape))
    same = np.all(places == places[0], axis=0)
    index = [str(i) if s else ":" for i, s in zip(places[0], same)]
    return f"only [{', '.join(index)}] is wrong." if same.any() else ""


def factor_of_each(found: Findings) -> str:
    """Say if every row, or every column, is off by a factor of its own."""
    shape = found.shape
    if not found.whole or len(shape) != 2 or min(shape) < 2 or max(shape) < 3:
        return ""
    G, N = (a.reshape(shape) for a in (found.analytic, found.numerical))
    least = min(norm(G - N) / 2, norm(N) / 1000 + norm(found.error_bar))
    for axis, name in (1, "row"), (0, "column"):
        factors = np.sum(G * N, axis, keepdims=True)
        factors = factors / np.sum(N * N, axis, keepdims=True)
        if shape[axis] > 2 and norm(G - factors * N) <= least:
            if not explained(found):
                return f"a factor of its own in every {name}."
    return ""


def one_size(found: Findings) -> str:
    """Ask about wrong entries that are all zero, or equally large."""
    sizes = np.unique(np.abs(found.analytic[found.outside]))
    if found.entries is None or found.outside.sum() < 2 or sizes.size > 1:
        return ""
    if not sizes[0]:
        return "all wrong entries are 0: never computed, or masked?"
    smaller = np.all(sizes[0] <= np.abs(found.numerical[found.outside]))
    if found.outside.all() and np.ptp(found.analytic) == 0 and not smaller:
        return "the same in every entry: summed over too much?"
    return f"all wrong entries are ±{sizes[0]:.3g}: clipped?"


WRONG_BECAUSE: list[Callable[[Findings], str]] = [
    not_finite,
    all_zero,
    not_moved,
    nearly,
    explained,
    only_some,
    one_size,
    factor_of_each,
]


def as_factor(k: float) -> str:
    """Return a factor as one would write it: 2, -1, 1/32 or 1.235."""
    sign = "-" if k < 0 else ""
    if abs(k - 1) < 1e-3:
        return f"{k:.10g}"
    for value, text in (abs(k), "{:.0f}"), (1 / abs(k), "1/{:.0f}"):
        if abs(value - round(value)) < 1e-3 * value:
            return sign + text.format(value)
    return f"{k:.4g}"


def why_unclear(found: Findings, failure: str) -> str:
    """Return what keeps an array from being told."""
    found = found.entry or found
    noise = f"noise of {found.noise:.0e}"
    k = int(np.argmax(found.error_bar))
    look = found.looks.get(k)
    if np.isinf(found.error_bar[k]):
        return (
            f"the cost is nan or infinite near {found.label(k)}."
            if (not failure)
            else f"near {found.label(k)} the cost raises {failure}"
        )
    rises = np.max(np.abs(look.slope * look.h)) if look else 0
    if look and not look.slope[0] and 0 < rises < 1e6 * found.noise:
        return (
            f"the cost is flat at {found.label(k)}, and jumps near it: "
            "saturated, sampled or rounded?"
        )
    best = int(np.argmin(look.bar)) if look else 0
    if look and look.bar[best] * look.h[best] > 4 * SIX_SIGMAS * found.noise:
        return f"there is a kink or a sharp bend at {found.label(k)}."
    if np.all(np.abs(found.numerical) <= found.error_bar):
        return f"{noise} drowns its slopes: saturated, dead, optimal, offset?"
    return (
        f"{noise} in the cost hides errors of {found.resolution:.0e}: "
        "sampled, rounded, float32, offset?"
    )


# --8<-- [end:explain]


# --8<-- [start:report]
class WrongGradient(AssertionError):
    """The gradient is not that of the cost."""


class CannotTell(AssertionError):
    """The check does not see enough to say right or wrong."""


@dataclass
class Findings:
    """What was found about one array: a value per entry, or direction.

    Attributes
    ----------
    analytic, numerical, error_bar : arrays of shape (m,)
        The slopes that were given and measured, and how far the measured ones
        may be from the true ones.
    outside : array of bool, of shape (m,)
        Where the analytic slope is wrong.
    resolution : float
        No larger error hides in the array, as a share of the norm of its
        slopes; along directions, of slopes times the sizes of the entries.
    """

    name: str
    shape: tuple[int, ...]
    is_complex: bool  # Its numbers are pairs, then.
    x: np.ndarray  # All its numbers, flat.
    entries: np.ndarray | None  # Counted row by row; None: along directions.
    sampled: bool
    analytic: np.ndarray
    numerical: np.ndarray
    error_bar: np.ndarray
    outside: np.ndarray
    unseen: np.ndarray  # Differ at a glance, but were not looked at.
    looks: dict[int, Look]
    kinks: np.ndarray  # Where the gradient is the slope of one side.
    noise: float  # The standard deviation of one cost.
    resolution: float
    together: bool = False  # No entry alone shows that they are wrong.
    entry: Findings | None = None  # The one that a direction led to.
    flat: bool = False  # Nothing that this array does changes the cost.
    verdict: str = CANNOT_TELL

    @property
    def ratio(self) -> float:
        """The lesson's ‖g − n‖ / ‖g + n‖."""
        g, n = self.analytic, self.numerical
        with np.errstate(all="ignore"):
            return float(np.divide(norm(g - n), norm(g + n)))

    @property
    def detects_from(self) -> float:
        """The least relative error that shows: where the array is wrong, as
        much as the error bars leave open."""
        if not self.outside.any():
            return self.resolution
        with np.errstate(all="ignore"):
            return float(np.divide(norm(self.error_bar), norm(self.numerical)))

    @property
    def whole(self) -> bool:
        """Whether every entry of a real array was checked."""
        every = self.entries is not None and not self.sampled
        return every and not self.is_complex

    @property
    def ranked(self) -> np.ndarray:
        """Wrong entries, the most excessive first."""
        wrong = np.flatnonzero(self.outside)
        with np.errstate(all="ignore"):
            excess = np.abs(self.analytic - self.numerical) / self.error_bar
        excess = np.nan_to_num(excess[wrong], nan=np.inf)
        return wrong[np.argsort(-excess, kind="stable")]

    @property
    def worst(self) -> list[tuple[str, float, float, float]]:
        """Name, analytic, numerical and error bar of up to three entries."""
        if self.entries is None:
            return self.entry.worst if self.entry else []
        g, n, bar = self.analytic, self.numerical, self.error_bar
        return [
            (self.label(k), float(g[k]), float(n[k]), float(bar[k]))
            for k in self.ranked[:3]
        ]

    def label(self, k: int) -> str:
        """Return the name of the k-th entry, or direction."""
        if self.entries is None:
            return f"{self.name} along direction {k}"
        i = int(self.entries[k])
        if not self.is_complex:
            return entry_name(self.name, self.shape, i)
        part = ("real", "imag")[i % 2]
        return f"{entry_name(self.name, self.shape, i // 2)}.{part}"


@dataclass(repr=False)
class Report:
    """The verdict on a gradient, and what led to it."""

    verdict: str
    arrays: list[Findings]
    flaws: list[str]  # Calls that should be alike, and are not.
    not_checked: list[str]  # Arrays whose gradient is None.
    evaluations: int  # Of the cost.
    noise: float  # The standard deviation of one cost.
    step: float  # The first, as a share of a parameter's size: the least.
    failure: str  # What the cost raised a step away, the first time.

    @property
    def ok(self) -> bool | None:
        """True if right, False if wrong, None if it cannot be told."""
        return {RIGHT: True, WRONG: False}.get(self.verdict)

    def __bool__(self) -> bool:
        """Return whether it is right; raise CannotTell if neither."""
        if self.ok is None:
            raise CannotTell(f"\n{self}")
        return self.ok

    def raise_if_wrong(self) -> None:
        """Raise WrongGradient or CannotTell, unless the verdict is right."""
        if not self:
            raise WrongGradient(f"\n{self}")

    @cached_property
    def causes(self) -> list[str]:
        """Likely causes, the simplest first."""
        return causes_of(self)

    @property
    def summary(self) -> str:
        """The verdict, in a sentence."""
        if self.flaws:
            return f"{self.verdict}: calls that should be alike are not."
        if self.verdict == RIGHT:
            if count := sum(f.outside.sum() for f in self.arrays):
                return f"right within rtol, though {count} outside."
            seen = [f for f in self.arrays if f.outside.size and not f.flat]
            if not seen:
                return "right: flat wherever we looked."
            bound = max(f.resolution for f in seen)
            end = ", of the sample" if any(f.sampled for f in seen) else ""
            if any(f.entries is None for f in seen):
                end = ", along random directions"
            return f"right: within {bound:.0e}{end}."
        ends = {WRONG: "is not that of the cost", CANNOT_TELL: "is in doubt"}
        names = [f.name for f in self.arrays if f.verdict == self.verdict]
        return (
            f"{self.verdict}: the gradient of {', '.join(names)} "
            f"{ends[self.verdict]}."
        )

    @property
    def remarks(self) -> list[str]:
        """What there is to say beside the verdict and its causes."""
        remarks = [f"likely: {cause}" for cause in self.causes]
        for f in self.arrays:
            if f.kinks.size:
                remarks.append(
                    f"note: {f.name} is on a kink in {f.kinks.size} of "
                    f"{f.outside.size} entries, such as "
                    f"{f.label(f.kinks[0])}: the gradient is the slope of one "
                    "side."
                )
            if f.together:
                remarks.append(
                    f"note: no entry of {f.name} alone differs by more than "
                    "noise, but all together do."
                )
            if f.unseen.any():
                remarks.append(
                    f"note: {f.unseen.sum()} more entries of {f.name} differ "
                    "at a glance, and were not looked at."
                )
            if f.is_complex:
                remarks.append(
                    f"note: of {f.name}, dJ/dRe + i dJ/dIm was checked."
                )
        return remarks

    @property
    def tables(self) -> list[list[list[str]]]:
        """The rows of two tables, headings first: arrays, and entries."""
        rows = [["array", "shape", "ratio", "detects from", "outside", ""]]
        worst = [["entry", "analytic", "numerical", "error bar"]]
        for f in self.arrays:
            kind = "directions" if f.entries is None else "entries"
            outside = f"{f.outside.sum()} of {f.outside.size} {kind}"
            finest = "flat" if f.flat else f"{f.detects_from:.0e}"
            rows.append(
                [
                    f.name,
                    str(f.shape),
                    f"{f.ratio:.0e}",
                    finest,
                    outside,
                    f.verdict,
                ]
            )
            for name, *values, bar in f.worst:
                numbers = [f"{value:.6g}" for value in values]
                worst.append([name, *numbers, f"{bar:.0e}"])
        rows += [
            [name, "", "", "", "", "not checked"] for name in self.not_checked
        ]
        return [table for table in (rows, worst) if len(table) > 1]

    @property
    def last(self) -> str:
        """What it took, and by which version."""
        return (
            f"{self.evaluations} evaluations of the cost, gradient_check "
            f"{__version__}"
        )

    def __str__(self) -> str:
        words = [
            fill(line, 79, subsequent_indent="  ")
            for line in [self.summary, *self.remarks]
        ]
        parts = [words, *map(aligned, self.tables), [self.last]]
        return "\n\n".join("\n".join(part) for part in parts)

    __repr__ = __str__  # At a prompt, too.

    def _repr_html_(self) -> str:
        """Return the same for a notebook, with pictures."""
        colour = {RIGHT: "#2a8a4a", WRONG: "#d6432f", CANNOT_TELL: "#9a7414"}
        verdict, rest = (
            self.summary.split(":", 1)
            if (":" in self.summary)
            else (self.verdict, self.summary.removeprefix(self.verdict))
        )
        lines = [
            f'<p><strong style="color: {colour[self.verdict]}; '
            f'font-size: 1.4em">{escape(verdict)}</strong>:'
            f"{escape(rest)}</p>"
        ]
        lines += [f"<p>{escape(remark)}</p>" for remark in self.remarks]
        lines += map(html_table, self.tables)
        lines += [
            picture
            for f in self.arrays
            if f.verdict == self.verdict
            for picture in (slopes_svg(f), v_curve_svg(f))
        ][:2]
        lines.append(f"<p><small>{escape(self.last)}</small></p>")
        return f'<div class="gradient-check">{"".join(lines)}</div>'

    def plot(self) -> Any:
        """Return a figure: the slopes of an array, and its worst V-curve.

        Raises
        ------
        ImportError
            If matplotlib is not installed.
        """
        try:
            Figure = import_module("matplotlib.figure").Figure
        except ImportError as error:
            raise ImportError(
                "report.plot() needs matplotlib: pip install matplotlib."
            ) from error
        chosen = [f for f in self.arrays if f.verdict == self.verdict]
        figure = Figure(figsize=(9, 4), layout="constrained")
        left, right = figure.subplots(1, 2)
        for f in chosen[:1]:
            marks = np.where(f.outside, "outside", "inside")
            for kind, shape in ("inside", "o"), ("outside", "X"):
                some = marks == kind
                left.errorbar(
                    f.numerical[some],
                    f.analytic[some],
                    None,
                    f.error_bar[some],
                    shape,
                    label=kind,
                )
            left.set(xlabel=f"numerical slopes of {f.name}", ylabel="analytic")
            sizes = np.abs(f.numerical[f.numerical != 0])
            if sizes.size and np.max(sizes) > 1000 * np.median(sizes):
                linear = float(np.median(sizes))
                left.set_xscale("symlog", linthresh=linear)
                left.set_yscale("symlog", linthresh=linear)
            left.legend()
            if curve := v_curve(f):
                label, h, gap, bar = curve
                right.loglog(h, gap, "o-", label="|analytic − numerical|")
                right.loglog(h, bar, "--", label="error bar")
                right.set(xlabel="step", title=label)
                right.legend()
        return figure


def aligned(rows: list[list[str]]) -> list[str]:
    """Return the lines of a table."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def html_table(rows: list[list[str]]) -> str:
    """Return a table whose first row and column are headings."""
    head = "".join(f'<th scope="col">{escape(x)}</th>' for x in rows[0])
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(x)}</td>" for x in rest)
        + "</tr>"
        for first, *rest in rows[1:]
    )
    return (
        '<div style="overflow-x: auto"><table style="text-align: left; '
        'white-space: nowrap; border-spacing: 1em 0.2em"><thead><tr>'
        f"{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def v_curve(
    f: Findings,
) -> tuple[str, np.ndarray, np.ndarray, np.ndarray] | None:
    """Return name, steps, gaps and error bars of the worst entry's look."""
    source = f.entry or f
    order = [k for k in source.ranked if k in source.looks]
    for k in order or list(source.looks)[:1]:
        look = source.looks[k]
        gap = np.abs(look.slope - source.analytic[k])
        fine = np.isfinite(look.bar) & np.isfinite(gap)
        if fine.sum() > 1:
            return source.label(k), look.h[fine], gap[fine], look.bar[fine]
    return None


def svg(name: str, up: str, along: str, marks: list[str]) -> str:
    """Return a picture of marks in a square of 200 by 200.

    It is named above, with what goes up; what goes along stands below.
    """
    short = name if len(name) < 30 else f"{name[:14]}…{name[-14:]}"
    return (
        '<svg class="gradient-check-plot" role="img" viewBox="-8 -38 216 262" '
        f'width="260" aria-label="{escape(f"{name}. Up: {up}. {along}")}" '
        'fill="none" stroke="currentColor" font-family="sans-serif">'
        '<rect width="200" height="200" opacity=".4"/>'
        + "".join(marks)
        + '<g fill="currentColor" stroke="none" font-size="11">'
        f'<text y="-23">{escape(short)}</text>'
        f'<text y="-8">{escape(up)}</text>'
        f'<text y="216">{escape(along)}</text></g></svg>'
    )


def scaled(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return where values are between 0 and 200."""
    return np.round(200 * (values - low) / ((high - low) or 1), 1)


def slopes_svg(f: Findings) -> str:
    """Return a picture of analytic slopes against numerical ones.

    On an axis that is linear up to the median slope, and logarithmic beyond.
    """
    fine = np.isfinite(f.analytic) & np.isfinite(f.numerical)
    shown = np.flatnonzero(fine & ~f.unseen)
    if not shown.size:
        return ""
    wrong = f.outside[shown]
    shown = np.concatenate([shown[wrong], shown[~wrong]])[:300]
    g, n = f.analytic[shown], f.numerical[shown]
    bar = np.where(np.isfinite(f.error_bar[shown]), f.error_bar[shown], 0)
    unit = float(np.median(np.abs(n))) or float(np.max(np.abs(g))) or 1.0

    def axis(values: np.ndarray) -> np.ndarray:
        return np.asarray(np.arcsinh(values / unit))

    ends = np.concatenate([axis(g), axis(n)])
    low, high = float(np.min(ends)), float(np.max(ends))
    if low == high:
        low, high = low - 1, high + 1
    x, y, up, down = (
        scaled(axis(v), low, high) for v in (n, g, n - bar, n + bar)
    )
    marks = ['<path d="M0 200L200 0" stroke-dasharray="4 4" opacity=".6"/>']
    for a, b, left, right, out in zip(x, 200 - y, up, down, f.outside[shown]):
        left, right = max(left, -8), min(right, 208)
        mark = (
            f"M{a - 4} {b - 4}l8 8m0 -8l-8 8"
            if out
            else f"M{a - 2} {b}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0"
        )
        colour = ' stroke="#d6432f" stroke-width="2"' if out else ""
        marks.append(f'<path d="M{left} {b}H{right}{mark}"{colour}/>')
    return svg(
        f.name,
        "analytic slopes ↑ crosses are wrong",
        "numerical slopes, with error bars →",
        marks,
    )


def v_curve_svg(f: Findings) -> str:
    """Return a picture of the worst V-curve: gap and error bar by step."""
    if not (curve := v_curve(f)):
        return ""
    label, h, gap, bar = curve
    x = np.log10(h)
    ys = [np.log10(np.maximum(y, np.min(bar) / 1000)) for y in (gap, bar)]
    low, high = (float(end(np.concatenate(ys))) for end in (np.min, np.max))
    x = scaled(x, x[0], x[-1])
    marks = []
    for y, style in zip(
        ys, ('stroke="#d6432f" stroke-width="2"', 'stroke-dasharray="4 4"')
    ):
        points = zip(x, 200 - scaled(y, low, high))
        line = " ".join(f"{a},{b}" for a, b in points)
        marks.append(f'<polyline points="{line}" {style}/>')
    return svg(
        label,
        "gap (line), error bar (dashes) ↑",
        f"step, from {h[0]:.0e} to {h[-1]:.0e} →",
        marks,
    )


def progress_bar(
    jobs: list[Job], sample: int | None, directions: int | None
) -> Any:
    """Return a progress bar, if there are tqdm and a terminal."""
    try:
        tqdm = import_module("tqdm").tqdm
    except ImportError:
        return nullcontext()
    each = [2 * min(job.g.size, sample or job.g.size) for job in jobs]
    total = 4 * directions * len(jobs) if directions else sum(each)
    return tqdm(total=total, unit=" costs", delay=2, disable=None)


# --8<-- [end:report]
