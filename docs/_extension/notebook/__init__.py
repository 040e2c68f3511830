"""Makes the page of a notebook: mkdocs-jupyter runs it, at each build.

The plugin's template, in templates/, makes Markdown of what came out, and that
becomes a page in the way of all pages: the look is the same, and links are checked.
A notebook is a .py file in jupytext's percent format. It is published as it is, with
an .ipynb beside it.
"""

import ast
import os
import posixpath
import re
from html import unescape
from itertools import count
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urljoin

import jupytext
from mkdocs.structure.pages import Page
from mkdocs_jupyter.config import settings
from nbclient.exceptions import CellControlSignal, DeadKernelError
from nbconvert.exporters.templateexporter import default_filters

from ..drawing import of_the_page
from ..project import ROOT, SNIPPETS, Refused

HERE = Path(__file__).parent
LINK = re.compile(r"\]\((?P<path>[^):#]+)(?P<anchor>#[^)]*)?\)")
HTML_LINK = re.compile('<a href="([^"]+)"')
ATTRIBUTES = re.compile(r"\s*\{ [^}]+ \}")
FOLDED = re.compile(
    r'^(?P<in> *)\?\?\? \w+ "(?P<title>[^"]+)"\n'
    r"(?P<text>(?:\n|(?P=in)    .*(?:\n|$))+)",
    re.MULTILINE,
)
ANSI_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
FETCH = """\
# Fetches what this notebook imports, where it is not beside it.
from pathlib import Path
from urllib.request import urlretrieve

for name in {names}:
    if not Path(name).exists():
        urlretrieve("{site}snippets/" + name, name)"""

settings.templates_dir = str(HERE / "templates")

# While the site is served, a notebook runs again only when it has changed, or our
# modules, of which this is one, are loaded anew: the Markdown, by the source.
made: dict[str, str] = {}


def is_notebook(file):
    return re.fullmatch(r"notebooks/.*\.py", file.src_uri)


# The page


def run_by_the_plugin(page):
    """Have the page rendered as any other, from what the plugin renders.

    The plugin gives the page another `render`; this gives it one around that.
    """
    run = page.render

    def render(config, files):
        source = page.file.content_string
        if source not in made:
            run_in_peace(run, page, config, files)
            made[source] = unescape(page.content)
        page.markdown = made[source]
        Page.render(page, config, files)

    page.render = render


def run_in_peace(run, page, config, files):
    """Run the notebook, beside the programs that a reader downloads."""
    plots = count(1)

    def plot(cell, svg):
        if "alt" not in cell.metadata:
            refuse(cell, 'plots: describe it, as in `# %% alt="..."`.')
        svg = of_the_page(svg, cell.metadata["alt"], f"plot-{next(plots)}")
        return f"<figure markdown=0>{svg}</figure>"

    paths = os.pathsep.join([str(SNIPPETS), str(ROOT)])
    found = {"PYTHONPATH": paths, "JUPYTER_CONFIG_PATH": str(HERE)}
    filters = {"refuse": refuse, "plot": plot}
    with patch.dict(os.environ, found), patch.dict(default_filters, filters):
        try:
            run(config, files)
        except (CellControlSignal, DeadKernelError) as error:
            said = ANSI_COLOUR.sub("", str(error))
            raise Refused(f"{page.file.src_uri} does not run:\n{said}") from error
        except Refused as error:
            raise Refused(f"{page.file.src_uri}: {error}") from error


def refuse(cell, what):
    begins = cell.source.partition("\n")[0]
    raise Refused(f"the cell that begins with `{begins}` {what}")


# The .ipynb


def ipynb(file, files, site_url):
    """Return the .ipynb beside a notebook.

    It begins by fetching what it imports, so that it runs anywhere. What is
    folded is so in HTML, no attribute lists are left, and links lead back to the site.
    """

    def absolute(link):
        folder = posixpath.dirname(file.src_uri)
        path = posixpath.normpath(posixpath.join(folder, link["path"]))
        target = files.get_file_from_path(path)
        address = target.url if target else path
        return f"]({urljoin(site_url or '', address)}{link['anchor'] or ''})"

    def absolute_too(link):
        return f'<a href="{urljoin(urljoin(site_url or "", file.url), link[1])}"'

    def folded(answer):
        text = answer["text"].strip("\n").replace("\n" + " " * 4, "\n")[4:]
        space = answer["in"]
        head = f"{space}<details><summary>{answer['title']}</summary>"
        return f"{head}\n\n{text}\n\n{space}</details>\n\n"

    text = file.content_string
    notebook = jupytext.reads(text, fmt="py:percent")
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    names = [f"{name}.py" for name in sorted(imported(text))]
    fetch = FETCH.format(names=names, site=site_url).replace("'", '"')
    notebook.cells.insert(
        0, jupytext.reads(f"# %%\n{fetch}", fmt="py:percent").cells[0]
    )
    for number, cell in enumerate(notebook.cells):
        # The same each time: no random ids.
        cell["id"] = f"cell-{number}"
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(absolute, ATTRIBUTES.sub("", cell.source))
            cell.source = FOLDED.sub(folded, cell.source)
            cell.source = HTML_LINK.sub(absolute_too, cell.source)
    path = file.src_uri.removesuffix(".py") + ".ipynb"
    return path, jupytext.writes(notebook, fmt="ipynb")


def imported(text, known=frozenset()):
    """Return the names of the programs in snippets/ that a text imports, and they."""
    for node in ast.walk(ast.parse(text)):
        names = [getattr(node, "module", None) or ""]
        names += [alias.name for alias in getattr(node, "names", [])]
        for name in names:
            path = SNIPPETS / f"{name}.py"
            if name and name not in known and path.is_file():
                known = imported(path.read_text(), known | {name})
    return known
