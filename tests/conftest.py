"""What several tests need: the built site, what is installed, and --record."""

import fcntl
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from browser.server import served

# A worker for each core, and a thread for each worker: more only wait for each other.
for library in "OMP", "OPENBLAS", "MKL":
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

ROOT = Path(__file__).parents[1]

# In the environment, which the workers of pytest-xdist inherit.
SITE, SITE_URL = "TESTED_SITE", "TESTED_SITE_URL"


def pytest_addoption(parser):
    parser.addoption(
        "--record",
        action="store_true",
        help="write what the programs print, and what the pieces say, into their files",
    )


def pytest_configure(config):
    """Serve a folder, for whose address the first test that needs it builds the site.

    One process does so for all workers: a page knows where it is served.
    """
    if hasattr(config, "workerinput"):
        return
    ends = ExitStack()
    config.add_cleanup(ends.close)
    folder = Path(ends.enter_context(TemporaryDirectory(prefix="site-"))) / "site"
    os.environ[SITE] = str(folder)
    os.environ[SITE_URL] = ends.enter_context(served(folder))


def build(folder, *options, url="http://127.0.0.1:8000/", config=ROOT / "mkdocs.yml"):
    """Build the site into `folder`, strictly; return the finished process."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"]
        + ["--config-file", str(config), "--site-dir", str(folder), *options],
        cwd=ROOT,
        env=os.environ
        | {"SITE_URL": url, "PYODIDE_URL": "pyodide/", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def alone(path):
    """Go on when no other process is here."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def site_url():
    """Where the built site is served."""
    return os.environ[SITE_URL]


@pytest.fixture(scope="session")
def site(site_url):
    """The folder of the built site, whose pages say they are at `site_url`."""
    folder = Path(os.environ[SITE])
    with alone(folder.with_suffix(".lock")):
        if not folder.exists():
            built = build(folder, url=site_url)
            assert built.returncode == 0, built.stdout
    return folder


# What is not installed, and the command that gets it.

missed = {}


def need(name, installed, command):
    """Go on if something is installed; under CI, where all has to be, fail."""
    if installed:
        return
    missed[name] = command
    (pytest.fail if os.environ.get("CI") else pytest.skip)(
        f"{name} is not installed: `{command}` gets it."
    )


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["missed"] = missed


@pytest.hookimpl(optionalhook=True)  # Of pytest-xdist.
def pytest_testnodedown(node):
    missed.update(getattr(node, "workeroutput", {}).get("missed", {}))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    yield  # What pytest has to say comes before.
    for name, command in missed.items():
        terminalreporter.line(f"Not tested, for want of {name}: `{command}` gets it.")
