"""Publishes the programs and their data, under the paths that the pages show.

The comments that mark what a page shows are of no use to a reader; where the site
is, to whom a file was handed on, is.
"""

import re
from pathlib import Path

from mkdocs.structure.files import File

SNIPPETS = Path(__file__).parents[2] / "snippets"
# What draws figures and pieces is on no page, and runs in the build only.
BUILD_ONLY = SNIPPETS / "figures", SNIPPETS / "pieces"
MARKER = re.compile(r"(?:(?<=\n)\n\n)?^# --8<-- .*\n", re.MULTILINE)
HOME = "Home: the site that teaches it"


def on_files(files, config, **_):
    programs = [*SNIPPETS.rglob("*.py"), *SNIPPETS.rglob("[!.]*.toml")]
    for program in sorted(programs):
        if program.parent in BUILD_ONLY:
            continue
        path = "snippets/" + program.relative_to(SNIPPETS).as_posix()
        text = MARKER.sub("", program.read_text())
        text = text.replace(HOME, f"Home: {config.site_url}")
        files.append(File.generated(config, path, content=text))
    return files
