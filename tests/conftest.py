"""What several tests need: the site as it is built, and --record."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser):
    parser.addoption(
        "--record",
        action="store_true",
        help="write what the programs print, and what the pieces say, into their files",
    )


def build(folder, *options, url="http://127.0.0.1:8000/", config=ROOT / "mkdocs.yml"):
    """Build the site into `folder`, strictly; return the finished process."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"]
        + ["--config-file", str(config), "--site-dir", str(folder), *options],
        env=os.environ
        | {"SITE_URL": url, "PYODIDE_URL": "pyodide/", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="session")
def site_url():
    """An address on this machine that nobody serves yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/"


@pytest.fixture(scope="session")
def site(tmp_path_factory, site_url):
    """The folder of the built site, whose pages say they are at `site_url`."""
    folder = tmp_path_factory.mktemp("site")
    built = build(folder, url=site_url)
    assert built.returncode == 0, built.stdout
    return folder
