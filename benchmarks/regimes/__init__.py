"""Problems with a right gradient, in regimes that are hard to check.

Each file has one subject. Nobody tunes the check on those in apart_*.py, and
the tables report them apart.
"""

import importlib
import pkgutil

from .problem import REGIMES, Problem, Regime

for _module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
    importlib.import_module(f"{__name__}.{_module}")

__all__ = ["REGIMES", "Problem", "Regime"]
