"""Real browsers, and what they have open."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from conftest import need
from playwright.sync_api import expect

from .engines import ENGINES, LONG, Chromium
from .pyodide_mirror import MIRROR

# A machine that does more is no reason to fail. Where all is well, nobody waits.
expect.set_options(timeout=LONG * 1000)


@pytest.fixture
def context(context):
    context.set_default_timeout(LONG * 1000)
    return context


def need_engine(engine):
    need(engine.name, engine.installed(), engine.command)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    need_engine(Chromium)
    return Chromium.launch


@pytest.fixture(scope="session")
def base_url(site, site_url):
    """The address of the site, which is served."""
    return site_url


def name_of(engine):
    return engine.name


# Chromium last: a test of the two others has them at the same places, and each
# browser is started once.
@pytest.fixture(scope="session", params=[*ENGINES[1:], Chromium], ids=name_of)
def engine(request, base_url):
    """Each of the three browsers in turn."""
    need_engine(request.param)
    is_chromium = request.param is Chromium
    browser = [request.getfixturevalue("browser")] if is_chromium else []
    engine = request.param(*browser, base=base_url)
    yield engine
    engine.close()


@pytest.fixture
def desktop(engine):
    """The engine in a large window; by the end of the test, it says nothing."""
    engine.resize(1280, 800)
    engine.complaints()
    yield engine
    assert engine.complaints() == []


@pytest.fixture(scope="session")
def mirror():
    """The Python that runs in a browser, without which a test has none."""
    need("Python in the browser", MIRROR.is_dir(), "make pyodide-mirror")


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
