"""How mkdocs-jupyter runs a notebook: nbconvert finds this by JUPYTER_CONFIG_PATH."""

from docs._extension.drawing import STYLE

c = get_config()  # noqa: F821
c.NotebookClient.timeout = 60  # seconds a cell
# What a slow cell prints comes in pieces, which are put together after the run.
c.CoalesceStreamsPreprocessor.enabled = True
c.HTMLExporter.default_preprocessors = [
    "nbconvert.preprocessors.ExecutePreprocessor",
    "nbconvert.preprocessors.CoalesceStreamsPreprocessor",
]
# Sockets in a folder that only this user can open, instead of TCP.
c.ConnectionFileMixin.transport = "ipc"
# Plots come as SVG, in the style of the figures.
c.NbConvertBase.display_data_priority = ["image/svg+xml", "text/plain"]
c.NotebookClient.extra_arguments = [
    "--InlineBackend.figure_formats=svg",
    "--InlineBackend.print_figure_kwargs={'bbox_inches': None}",
    f"--InlineBackend.rc={STYLE}",
]
