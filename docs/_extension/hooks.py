"""What no Markdown extension can do, since it concerns files, the final HTML, or serve.

MkDocs calls these functions in the order in which they stand here:

on_startup       once: is this `mkdocs serve`?
on_config        before each build
on_files         adds what the site offers beside its pages
on_pre_page      before a page is made
on_page_content  after the extension has made the HTML of a page
on_env           after it has made that of all pages
on_post_page     takes out of the final HTML what nobody sees
on_post_build    adds the notebooks as they are: their paths are those of pages
on_build_error   says in a sentence what ended the build
on_serve         has an edit of this package, too, seen on the next page load
"""

import importlib
import os
import re
import shutil
import socket
import sys
import traceback
from pathlib import Path

from docs._extension import markers, notebook
from docs._extension.project import ROOT, SNIPPETS, Refused
from mkdocs.config.config_options import Hooks
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File

EXTENSION = Path(__file__).parent
DOCS = EXTENSION.parent
MIRROR = ROOT / ".pyodide"
SOURCES = EXTENSION, SNIPPETS, ROOT / "benchmarks"

# The comments that mark what a page shows are of no use to who saves a program, nor
# are two blank lines before one; where the site is, to whom it is handed on, is.
SECTION = re.compile(r"(?:(?<=\n)\n\n)?^# --8<-- .*\n", re.MULTILINE)
HOME = "Home: the site that teaches it"
COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
ANCHOR = re.compile(r'<[a-z][^>]*? id="([^"]+)"')
# Of spaces only ASCII's: who writes another one means it.
PRE_OR_MARGIN = re.compile(r"<pre\b.*?</pre>|\s*\n\s*", re.DOTALL | re.ASCII)

# In the environment, since this module is loaded anew while the site is served.
SERVED = "GRADIENT_CHECKING_IS_SERVED"
starting = False  # `mkdocs serve`, which has not built the site yet.


def on_startup(command, **_):
    global starting
    if command == "serve":
        starting, os.environ[SERVED] = True, "yes"


def on_config(config, **_):
    global starting
    markers.asked.clear()
    if starting:
        starting = False
        refuse_a_port_that_is_taken(*config.dev_addr)
    if is_mirrored():
        config.extra["pyodide"] = "pyodide/"


def is_mirrored():
    """Return whether the site offers the Python that runs in a browser.

    `mkdocs serve` does, if it is here; a site that is published never holds it.
    """
    return SERVED in os.environ and "PYODIDE_URL" not in os.environ and MIRROR.is_dir()


def refuse_a_port_that_is_taken(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Abort(
                f"Port {port} is taken: choose another one, as in "
                f"`make serve PORT={port + 1}`."
            ) from None


def on_files(files, config, **_):
    # Programs and their data, under the paths that the pages show.
    for path in sorted([*SNIPPETS.rglob("*.py"), *SNIPPETS.rglob("*.toml")]):
        text = SECTION.sub("", path.read_text())
        text = text.replace(HOME, f"Home: {config.site_url}")
        name = f"snippets/{path.relative_to(SNIPPETS).as_posix()}"
        files.append(File.generated(config, name, content=text))
    # What makes pieces move and the zoo a gallery.
    for path in sorted([*EXTENSION.rglob("*.js"), EXTENSION / "zoo" / "zoo.css"]):
        kind = {".js": "javascripts", ".css": "stylesheets"}[path.suffix]
        name = f"assets/{kind}/{path.relative_to(EXTENSION).as_posix()}"
        files.append(File.generated(config, name, abs_src_path=str(path)))
    # Scripts are sent without the lines that only comment.
    for file in files:
        if file.src_uri.endswith(".js") and Path(file.abs_src_path).is_relative_to(
            DOCS
        ):
            file.content_string = COMMENT.sub("", file.content_string)
    # What Jupyter opens.
    for file in filter(notebook.is_notebook, list(files)):
        name, text = notebook.ipynb(file, files, config.site_url)
        files.append(File.generated(config, name, content=text))
    for part in sorted(MIRROR.iterdir()) if is_mirrored() else []:
        name = f"pyodide/{part.name}"
        files.append(File.generated(config, name, abs_src_path=str(part)))
    return files


def on_pre_page(page, **_):
    if notebook.is_notebook(page.file):
        notebook.run_by_the_plugin(page)


def on_page_content(html, page, **_):
    # Other pages may link to what the extension has put in: a figure, a bug.
    page.present_anchor_ids |= set(ANCHOR.findall(html))


def on_env(env, config, **_):
    if Path(config.docs_dir) == DOCS:
        markers.check_that_all_are_asked_for()


def on_post_page(output, **_):
    """Take out the blank lines and margins that the theme's templates leave."""

    def lean(found):
        return found[0] if found[0].startswith("<pre") else "\n"

    return PRE_OR_MARGIN.sub(lean, output)


def on_post_build(config, **_):
    for path in sorted(Path(config.docs_dir, "notebooks").glob("*.py")):
        shutil.copy(path, Path(config.site_dir, "notebooks"))


def on_build_error(error, **_):
    """End the build in a sentence, but where MkDocs itself has one to say."""
    if not isinstance(error, (BuildError, SystemExit)) and (said := sentence(error)):
        raise Abort(said) from error


def sentence(error):
    """Return what is wrong, and where in our files, or "" if that is not known."""
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, SyntaxError) and error.filename:
        place, said = (error.filename, error.lineno), error.msg
    else:
        calls = traceback.extract_tb(error.__traceback__)
        places = [(call.filename, call.lineno) for call in calls]
        place = next((p for p in reversed(places) if is_ours(p[0])), None)
        said = f"{type(error).__name__}: {error}"
    if not place:
        return ""
    path, line = place
    path = Path(path).relative_to(ROOT) if is_ours(path) else path
    return f"{path}, line {line}: {said}"


def is_ours(file):
    return any(Path(file).is_relative_to(folder) for folder in SOURCES)


def on_serve(server, builder, **_):
    """Have all of it loaded anew before a build, if it has changed."""
    seen = times()

    def build():
        nonlocal seen
        if times() != seen:
            seen = times()
            forget()
        try:
            builder()
        except Exception as error:  # Before the build has begun.
            on_build_error(error)
            raise

    server.builder = build
    # It would be taken for the source, if that changes twice in a second.
    sys.dont_write_bytecode = True
    return server


def times():
    """Return when each source was changed."""
    files = (file for folder in SOURCES for file in folder.rglob("*"))
    return {
        f: f.stat().st_mtime_ns for f in files if f.suffix != ".pyc" and f.is_file()
    }


def forget():
    """Have Python, and MkDocs, load our modules anew."""
    for name, module in list(sys.modules.items()):
        if is_ours(getattr(module, "__file__", None) or "/"):
            del sys.modules[name]
    Hooks._load_hook.cache_clear()
    importlib.invalidate_caches()
