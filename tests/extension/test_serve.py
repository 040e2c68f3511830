"""`make serve` shows each edit on the next page load, and outlives a broken program."""

import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from conftest import ROOT

# A small site, of the real build and one page, so that it is built in a second.
CONFIG = """
INHERIT: mkdocs.yml
nav: [index.md]
strict: false
hooks: [docs/_extension/hooks.py]
plugins: [search]
"""
PAGE = """
# A page

<!-- figure: network -->

<!-- piece: number -->
"""


@pytest.fixture
def project(tmp_path):
    """A copy of the project with little in it."""
    for folder in "docs/_extension", "docs/_theme", "docs/assets", "snippets":
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "benchmarks").mkdir()
    for file in (ROOT / "benchmarks").glob("*.py"):
        shutil.copy(file, tmp_path / "benchmarks")
    shutil.copytree(ROOT / "benchmarks/zoo", tmp_path / "benchmarks/zoo")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "small.yml").write_text(CONFIG)
    (tmp_path / "docs/index.md").write_text(PAGE)
    extension = tmp_path / "docs/_extension"
    for figure in (extension / "figures").glob("[!_]*.py"):
        if figure.stem not in ("network", "riddle"):
            figure.unlink()
    for piece in (extension / "pieces").glob("*/"):
        if piece.name != "number":
            shutil.rmtree(piece)
    # What the page does not ask for.
    replace(
        extension / "hooks.py",
        "        markers.check_that_all_are_asked_for()",
        "        pass",
    )
    return tmp_path


def replace(path, old, new):
    text = path.read_text()
    assert text.count(old) == 1, path
    path.write_text(text.replace(old, new))


@contextmanager
def serving(project):
    """Serve the project; yield what waits for a line of what it says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--livereload"]
        + ["--config-file", "small.yml", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def until(words):
        said = []
        for line in server.stdout:
            said.append(line)
            if words in line:
                return "".join(said)
            if "An error happened" in line:
                break
        raise AssertionError("".join(said))

    def page_with(words):
        """Return the page, once a build has these words in it."""
        while words not in (page := get("")):
            until("Reloading browsers")
        return page

    def get(path):
        with urlopen(f"http://127.0.0.1:{port}/{path}") as answer:
            return answer.read().decode()

    try:
        until("Serving on")
        yield until, page_with, get
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


@pytest.mark.slow
def test_an_edit_is_on_the_next_page_load_and_a_broken_one_is_told_in_a_sentence(
    project,
):
    extension = project / "docs/_extension"
    with serving(project) as (until, page_with, get):
        assert "A circle holds a number" in get("")
        replace(extension / "figures/network.py", "A circle holds", "A ring holds")
        replace(extension / "pieces/number/piece.py", "did your", "has your")
        replace(extension / "pieces/number/piece.css", "9rem", "8.5rem")
        replace(extension / "pieces/number/piece.js", "import {", "/**/ import {")
        replace(extension / "typography.py", 'class="number"', 'class="digits"')
        replace(extension / "hooks.py", 'else "\\n"', 'else "\\n\\n"')
        replace(extension / "__init__.py", "    formulas.render,\n", "")
        with (project / "docs/assets/stylesheets/site.css").open("a") as sheet:
            sheet.write(".edited {}")
        (project / "docs/index.md").write_text(PAGE + "\nOf \\(x\\) 1e-8.\n")
        page = page_with("<p>Of")  # That came last.
        for words in (
            "A ring holds a number",
            "What number has your checker",
            "8.5rem",
            '<span class="digits">1e-8</span>',
            '<span class="arithmatex">',
        ):
            assert words in page, words
        assert "\n\n" in page
        assert get("assets/javascripts/pieces/number/piece.js").startswith("/**/")
        assert get("assets/stylesheets/site.css").endswith(".edited {}")

        right = (project / "snippets/network.py").read_text()
        (project / "snippets/network.py").write_text("def f(:\n" + right)
        said = until("An error happened during the rebuild")
        assert "Traceback" not in said
        assert "snippets/network.py, line 1: invalid syntax" in said.splitlines()
        (project / "snippets/network.py").write_text(right)
        until("Reloading browsers")
        assert "A ring holds a number" in get("")
