"""The programs of snippets/: their sections, and what these print.

A section stands between two comments, `# --8<-- [start:name]` and
`# --8<-- [end:name]`; a page shows it by its name. The .out file beside a
page's program holds what each section prints, between the same markers.
"""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

SNIPPETS = Path(__file__).parents[1] / "snippets"
# Other people's pages show the sections of these; the programs of the pages
# themselves have the paths of the pages.
MODULES = sorted(p for p in SNIPPETS.glob("*.py") if p.stem != "index")
PROGRAMS = sorted(p for p in SNIPPETS.rglob("*.py") if p not in MODULES)

MARKER = re.compile(r"(?:# )?--8<-- \[(start|end):([a-z][a-z0-9_-]*)\]")
RUNNER = Path(__file__).with_name("runner.py")


class MisplacedSection(Exception):
    """A section that is not closed, not unique, or does not hold all lines."""


def sections(path):
    """Return the text of each section of the file at `path`, in its order.

    Only the docstring of a file may stand before them: pasted into Python, a
    string would echo.
    """
    found, name = {}, None
    text = path.read_text()
    documented = docstring_lines(text) if path.suffix == ".py" else range(0)
    for number, line in enumerate(text.splitlines(), start=1):
        if number in documented:
            continue
        marker = MARKER.fullmatch(line)
        where = f"{path.relative_to(SNIPPETS)}, line {number}"
        if "--8<--" in line and not marker:
            raise MisplacedSection(f"{where}: no marker looks like {line!r}.")
        if marker and marker[1] == "start":
            if name:
                raise MisplacedSection(
                    f"{where}: '{marker[2]}' starts, but '{name}' has no end."
                )
            name = marker[2]
            if name in found:
                raise MisplacedSection(f"{where}: a second section '{name}'.")
            found[name] = []
        elif marker:
            if marker[2] != name:
                raise MisplacedSection(
                    f"{where}: '{marker[2]}' ends, but the open section is {name!r}."
                )
            name = None
        elif name:
            found[name].append(line)
        elif line.strip():
            raise MisplacedSection(
                f"{where}: the line is in no section, so no page shows it: {line}"
            )
    if name:
        raise MisplacedSection(f"{path.relative_to(SNIPPETS)}: '{name}' has no end.")
    return {name: "\n".join(lines).strip("\n") for name, lines in found.items()}


def docstring_lines(source):
    """Return the numbers of the lines of a file's docstring."""
    module = ast.parse(source)
    if ast.get_docstring(module) is None:
        return range(0)
    return range(1, module.body[0].end_lineno + 1)


def run(blocks, folder, *options):
    """Return what each block prints, run one after another in one Python.

    The blocks run as if a reader pasted them; warnings are errors. Raises
    AssertionError with the traceback if a block does.
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", *options, str(RUNNER)],
        cwd=folder,
        input=json.dumps(blocks),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
