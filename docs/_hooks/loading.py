"""Loads modules of snippets/ and benchmarks/, which are on no path of a build."""

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = [str(ROOT / "snippets"), str(ROOT / "benchmarks")]


def load(name):
    """Return the module of that name."""
    sys.path[:0] = FOLDERS
    try:
        return importlib.import_module(name)
    finally:
        del sys.path[: len(FOLDERS)]


def load_all(folder):
    """Return the modules of a folder of snippets/, by the names in markers."""
    paths = sorted((ROOT / "snippets" / folder).glob("[a-z]*.py"))
    stems = [path.stem for path in paths]
    return {stem.replace("_", "-"): load(f"{folder}.{stem}") for stem in stems}
