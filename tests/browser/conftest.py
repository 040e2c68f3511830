"""Real browsers, and what they have open."""

import os
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from .engines import ENGINES, Chromium
from .server import served

missed = {}  # The engines that are not installed, and the commands that get them.


def need(engine):
    """Go on if an engine is installed; where all have to be, fail without it."""
    if engine.installed():
        return
    missed[engine.name] = engine.command
    (pytest.fail if os.environ.get("CI") else pytest.skip)(
        f"These tests look at the site in {engine.name}, which is not installed: "
        f"`{engine.command}` gets it.",
        pytrace=False,
    )


def pytest_terminal_summary(terminalreporter):
    for name, command in missed.items():
        terminalreporter.line(f"Not tested in {name}: `{command}` gets it.")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    need(Chromium)
    return Chromium.launch


@pytest.fixture(scope="session")
def base_url(site, site_url):
    """The address of the site, which is served."""
    with served(site, site_url):
        yield site_url


@pytest.fixture(scope="session", params=ENGINES, ids=lambda engine: engine.name)
def engine(request, base_url):
    """Each of the three browsers in turn."""
    need(request.param)
    is_chromium = request.param is Chromium
    browser = [request.getfixturevalue("browser")] if is_chromium else []
    engine = request.param(*browser, base=base_url)
    yield engine
    engine.close()


@pytest.fixture
def complaints(page):
    """What the page says in its console: by the end of the test, nothing."""
    found = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


@pytest.fixture(scope="session")
def addresses(site):
    """The address of every page, as the site map lists them."""
    sitemap = ElementTree.parse(site / "sitemap.xml")
    found = [urlsplit(loc.text).path for loc in sitemap.iterfind(".//{*}loc")]
    assert len(found) > 10
    return found
