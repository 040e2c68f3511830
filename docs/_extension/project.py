"""Where the sources of the site are, and what is said of one that is wrong."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SNIPPETS = ROOT / "snippets"

# The programs import each other by their plain names, as a reader's do.
for folder in (ROOT / "benchmarks", SNIPPETS):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


class Refused(Exception):
    """What ends the build. Its text is a sentence that says what to do."""
