"""Makes a page of each notebook, running it: an error ends the build.

A notebook is a .py file in jupytext's percent format. Its page is Markdown
like any other, so it looks the same, and its links are checked like theirs.
The .py file is published as it is, and an .ipynb is made beside it.
"""

import html
import logging
import re
from pathlib import Path

import jupytext
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

SNIPPETS = Path(__file__).parents[2] / "snippets"

# Plots come as small SVG, with text as text and the same bytes each time.
KERNEL_ARGUMENTS = [
    "--InlineBackend.figure_formats=svg",
    "--InlineBackend.rc={'svg.fonttype': 'none', 'svg.hashsalt': 'notebook'}",
]
# Matplotlib's own colours become the site's, which follow the theme.
COLOURS = {
    "#1f77b4": "var(--analytic)",
    "#ff7f0e": "var(--numerical)",
    "#000000": "currentColor",
    "#ffffff": "none",
}


def on_files(files, config, **_):
    for file in files.media_files():
        if file.src_uri.startswith("notebooks/") and file.src_uri.endswith(".py"):
            notebook = jupytext.read(file.abs_src_path, fmt="py:percent")
            stem = file.src_uri.removesuffix(".py")
            ipynb = jupytext.writes(notebook, fmt="ipynb")
            files.append(File.generated(config, f"{stem}.ipynb", content=ipynb))
            run(notebook, file.src_uri)
            page = "\n\n".join(markdown(cell, file.src_uri) for cell in notebook.cells)
            files.append(File.generated(config, f"{stem}.md", content=page))
    return files


def run(notebook, name):
    """Run the cells in order, beside the files that the reader downloads."""
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": str(SNIPPETS)}},
        extra_arguments=KERNEL_ARGUMENTS,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise PluginError(f"{name} does not run:\n{error}") from error


def markdown(cell, name):
    if cell.cell_type != "code":
        return cell.source
    blocks = [f"```{{ .python }}\n{cell.source}\n```"]
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            text = output.text.rstrip()
            blocks.append(f'```{{ .text .output title="Output" }}\n{text}\n```')
        elif "image/svg+xml" in output.get("data", {}):
            blocks.append(figure(output.data["image/svg+xml"], cell.metadata, name))
        else:
            raise PluginError(
                f"{name}: a cell ends in an output that is neither printed nor "
                f"a plot:\n{cell.source}"
            )
    return "\n\n".join(blocks)


def figure(svg, metadata, name):
    if "alt" not in metadata:
        raise PluginError(f'{name}: a plot needs its cell to say alt="...".')
    label = html.escape(metadata["alt"], quote=True)
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(<svg [^>]*?)width="[^"]*" height="[^"]*"', r"\1", svg)
    svg = re.sub(r"\s*\n\s*", " ", svg)
    for colour, themed in COLOURS.items():
        svg = svg.replace(colour, themed)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return f"<figure markdown=0>{svg}</figure>"
