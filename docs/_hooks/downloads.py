"""Publishes the programs and their data, under the paths that the pages show."""

from pathlib import Path

from mkdocs.structure.files import File

SNIPPETS = Path(__file__).parents[2] / "snippets"
# What draws figures and pieces is on no page, and runs in the build only.
BUILD_ONLY = SNIPPETS / "figures", SNIPPETS / "pieces"


def on_files(files, config, **_):
    programs = [*SNIPPETS.rglob("*.py"), *SNIPPETS.rglob("*.toml")]
    for program in sorted(programs):
        if program.parent in BUILD_ONLY:
            continue
        path = "snippets/" + program.relative_to(SNIPPETS).as_posix()
        files.append(File.generated(config, path, abs_src_path=str(program)))
    return files
