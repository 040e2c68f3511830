"""Numbers, as the site writes them."""

import re
from math import isfinite


def short(number: float, digits: int = 2) -> str:
    """Return a number in so many digits: 4.5e+9, 1234, 0.33, 1e-8."""
    if isfinite(number) and 1000 <= abs(number) < 1e5:
        return f"{number:.0f}"
    return re.sub(r"(e[+-])0+", r"\1", f"{number:.{digits}g}")


def minus(words: str) -> str:
    """Return the words with true minus signs: of 1e-5, one hears "1 e 5"."""
    return re.sub(r"-(?=\d)", "\N{MINUS SIGN}", words)


def power(k: int) -> str:
    """Return 10 to the minus k: 0.01, 1e−3."""
    return ("1", "0.1", "0.01")[k] if k < 3 else minus(f"1e-{k}")
