"""Says which blocks a reader can run, and serves Pyodide where there is a mirror.

A page's own program runs. The blocks of modules are there to be read: the
program imports their files, and its own blocks have the Run button.
"""

import os
from pathlib import Path

from mkdocs.structure.files import File

MIRROR = Path(__file__).parents[2] / ".pyodide"

# `mkdocs serve` offers the mirror to the browser; a site that is published
# never holds it.
mirrored = False


def on_startup(command, **_):
    global mirrored
    wanted = command == "serve" and "PYODIDE_URL" not in os.environ
    mirrored = wanted and MIRROR.is_dir()


def on_config(config, **_):
    if mirrored:
        config.extra["pyodide"] = "pyodide/"


def on_files(files, config, **_):
    for part in sorted(MIRROR.iterdir()) if mirrored else []:
        path = f"pyodide/{part.name}"
        files.append(File.generated(config, path, abs_src_path=str(part)))
    return files


def on_page_content(content, page, **_):
    program = page.file.src_uri.removesuffix(".md").replace("-", "_") + ".py"
    block = f'highlight"><span class="filename">snippets/{program}</span>'
    return content.replace(block, block.replace('highlight"', 'highlight program"'))
