"""Makes a page of each notebook, running it: an error ends the build.

A notebook is a .py file in jupytext's percent format. Its page is Markdown
like any other, so it looks the same, and its links are checked like theirs.
The .py file is published as it is, and an .ipynb is made beside it.
"""

import copy
import posixpath
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

import jupytext
from docs._extension.drawing import of_the_page
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, DeadKernelError
from traitlets.config import Config

SNIPPETS = Path(__file__).parents[2] / "snippets"

# Plots come as SVG, with text as text and the same bytes each time.
KERNEL_ARGUMENTS = [
    "--InlineBackend.figure_formats=svg",
    "--InlineBackend.print_figure_kwargs={'bbox_inches': None}",
    "--InlineBackend.rc={'figure.constrained_layout.use': True, "
    "'svg.fonttype': 'none', 'svg.hashsalt': 'notebook'}",
]
# The page shows its headings: two more lists of them would weigh 5 KB.
FRONT_MATTER = "---\nhide: [toc]\n---\n\n"

LINK = re.compile(r"\]\((?P<path>[^):#]+)(?P<anchor>#[^)]*)?\)")
ATTRIBUTES = re.compile(r"\s*\{ [^}]+ \}")
ANSI_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

# While the site is served, a notebook runs again only when it has changed, or a
# program beside it: for each, what its page was made from, and that page.
made = {}


def is_notebook(file):
    return re.fullmatch(r"notebooks/.*\.(py|md)", file.src_uri)


def on_files(files, config, **_):
    for file in filter(is_notebook, files.media_files()):
        notebook = read(Path(file.abs_src_path))
        stem = file.src_uri.removesuffix(".py")
        for path, content in {
            f"{stem}.ipynb": ipynb(notebook, file.src_uri, files, config.site_url),
            f"{stem}.md": page_of(notebook, file.src_uri),
        }.items():
            files.append(File.generated(config, path, content=content))
    return files


def read(path):
    """Return the notebook at `path`, the same each time: no random ids."""
    notebook = jupytext.read(path, fmt="py:percent")
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number}"
    return notebook


def ipynb(notebook, name, files, site_url):
    """Return the notebook for Jupyter, whose Markdown has no attribute lists.

    Links lead back to the site.
    """

    def absolute(link):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), link["path"]))
        target = files.get_file_from_path(path)
        address = target.url if target else path
        return f"]({urljoin(site_url or '', address)}{link['anchor'] or ''})"

    portable = copy.deepcopy(notebook)
    for cell in portable.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(absolute, ATTRIBUTES.sub("", cell.source))
    return jupytext.writes(portable, fmt="ipynb")


def page_of(notebook, name):
    """Return the Markdown of the page, from this run or an earlier one."""
    programs = [path.read_bytes() for path in sorted(SNIPPETS.glob("*.py"))]
    sources = [jupytext.writes(notebook, fmt="ipynb"), *programs]
    if made.get(name, [None])[0] != sources:
        run(notebook, name)
        made[name] = (
            sources,
            FRONT_MATTER
            + "\n\n".join(
                markdown(cell, f"{name}, cell {number}", f"plot-{number}")
                for number, cell in enumerate(notebook.cells, start=1)
            ),
        )
    return made[name][1]


def run(notebook, name):
    """Run the cells in order, beside the files that the reader downloads."""
    with TemporaryDirectory() as folder:
        # Sockets in a folder that only this user can open, instead of TCP.
        connection = {"transport": "ipc", "connection_file": f"{folder}/kernel.json"}
        client = NotebookClient(
            notebook,
            config=Config(ConnectionFileMixin=connection),
            resources={"metadata": {"path": str(SNIPPETS)}},
            extra_arguments=KERNEL_ARGUMENTS,
            # What a slow cell prints arrives in pieces.
            coalesce_streams=True,
            timeout=60,
        )
        try:
            client.execute()
        except (CellControlSignal, DeadKernelError) as error:
            message = ANSI_COLOUR.sub("", str(error))
            raise PluginError(f"{name} does not run:\n{message}") from error


def markdown(cell, where, prefix):
    """Return what the page shows of a cell: its code, what it prints, a plot."""
    if cell.cell_type != "code":
        return cell.source
    blocks = [f"```{{ .python }}\n{cell.source}\n```"]
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            text = output.text.rstrip()
            blocks.append(f'```{{ .text .output title="Output" }}\n{text}\n```')
        elif output.output_type == "stream":
            raise PluginError(f"{where} warns:\n{output.text}")
        elif "image/svg+xml" not in output.data:
            raise PluginError(
                f"{where} ends in a bare value, which a program would not show: "
                f"print it.\n{output.data.get('text/plain', '')}"
            )
        elif "alt" not in cell.metadata:
            raise PluginError(f'{where} plots: describe it, as in `# %% alt="..."`.')
        else:
            plot = of_the_page(
                output.data["image/svg+xml"], cell.metadata["alt"], prefix
            )
            blocks.append(f"<figure markdown=0>{plot}</figure>")
    return "\n\n".join(blocks)
