"""Real bugs, each one change to a correct network.

The bugs are in bug_zoo.toml: the line as it is, and the line as it came out.
Those of bug_zoo_held_out.toml are counted apart: no check was tuned on them.
"""

# --8<-- [start:bug]
import inspect
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import mlp
import network
import numpy as np


@dataclass(frozen=True)
class Bug:
    """One change to the source of a network."""

    name: str  # In addresses: sign-of-the-error.
    title: str
    network: str  # lesson or mlp
    old: str  # What stands in the network's source, once.
    new: str  # What stands there instead.
    lesson: str
    cause: str = ""  # What a check should name: a regular expression.
    together: bool = False  # Is the cost wrong in the same way?
    held_out: bool = False  # Was it kept from whoever tuned the check?
    options: dict = field(default_factory=dict)  # Of the network.


ZOO, HELD_OUT = "bug_zoo.toml", "bug_zoo_held_out.toml"


def read_bugs(file: str = ZOO) -> list[Bug]:
    """Return all bugs of a file beside the networks, in its order."""
    path = Path(network.__file__).with_name(file)
    tables = tomllib.loads(path.read_text())
    return [
        Bug(network=name, **bug) for name in tables for bug in tables[name]
    ]


# --8<-- [end:bug]


# --8<-- [start:plant]
def plant(bug: Bug | None, module: ModuleType) -> ModuleType:
    """Return the module with the bug in it, or as it is if there is none.

    Raises ValueError if what the bug changes is not there exactly once.
    """
    source = inspect.getsource(module)
    if bug is not None:
        if (count := source.count(bug.old)) != 1:
            raise ValueError(
                f"{bug.name} changes what stands {count} times in "
                f"{module.__name__}.py: name a line that is there once."
            )
        source = source.replace(bug.old, bug.new)
    planted = ModuleType(module.__name__)
    exec(compile(source, f"<{module.__name__}.py>", "exec"), vars(planted))
    return planted


# --8<-- [end:plant]


# --8<-- [start:problem]
@dataclass
class Problem:
    """What a check is given, and how to train on it."""

    cost: Callable[[dict], float]
    gradient: Callable[[dict], dict]
    parameters: dict[str, np.ndarray]
    rate: float
    steps: int


def lesson_problem(
    bug: Bug | None, seed: int, scale: float = 1.0, dtype: type = float
) -> Problem:
    """Return the lesson's 2-3-1 network, with its weights in two arrays."""
    planted = plant(bug, network)
    weights = scale * np.random.default_rng(seed).normal(size=9)
    net = planted.NeuralNetwork(weights)
    X, y = planted.X.astype(dtype), planted.y.astype(dtype)

    def load(p):
        net.set_parameters(np.concatenate([p["W1"].ravel(), p["W2"].ravel()]))

    def cost(p):
        load(p)
        return net.cost(X, y)

    def gradient(p):
        load(p)
        g = net.gradient(X, y)
        return {"W1": g[:6].reshape(2, 3), "W2": g[6:].reshape(3, 1)}

    W1, W2 = weights[:6].reshape(2, 3), weights[6:].reshape(3, 1)
    p = {"W1": W1.astype(dtype), "W2": W2.astype(dtype)}
    return Problem(cost, gradient, p, rate=1.0, steps=1000)


def mlp_problem(
    bug: Bug | None,
    seed: int,
    scale: float = 1.0,
    dtype: type = float,
    **options,
) -> Problem:
    """Return the larger network, with options of its own."""
    X, labels, p = mlp.draw(seed)
    planted = plant(bug, mlp)
    net = planted.MLP(X.astype(dtype), labels, **options)
    p = {name: (scale * a).astype(dtype) for name, a in p.items()}
    return Problem(net.cost, net.gradient, p, rate=0.2, steps=400)


def problem(bug: Bug, seed: int, correct: bool = False) -> Problem:
    """Return the network of a bug with that bug, or the correct one."""
    planted = None if correct else bug
    if bug.network == "lesson":
        return lesson_problem(planted, seed)
    return mlp_problem(planted, seed, **bug.options)


# --8<-- [end:problem]
