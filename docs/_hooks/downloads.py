"""Publishes the programs, under the paths that the pages show."""

from pathlib import Path

from mkdocs.structure.files import File

SNIPPETS = Path(__file__).parents[2] / "snippets"


def on_files(files, config, **_):
    for program in sorted(SNIPPETS.rglob("*.py")):
        path = "snippets/" + program.relative_to(SNIPPETS).as_posix()
        files.append(File.generated(config, path, abs_src_path=str(program)))
    return files
