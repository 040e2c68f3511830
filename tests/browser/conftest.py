"""A real browser, and the built site behind a server that compresses."""

import gzip
import mimetypes
import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from .pyodide_mirror import MIRROR

NO_BROWSER = (
    "These tests look at the site in Chromium, and none is on the PATH: "
    "`apt-get install chromium` gets one."
)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
    return {
        "executable_path": chromium,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def base_url(site, site_url):
    """Serve the site where its pages say they are; return the address.

    (Elsewhere, Material's instant navigation silently loads whole pages.)
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            name = urlsplit(self.path).path.lstrip("/")
            mirrored = name.startswith("pyodide/")
            path = MIRROR.parent / f".{name}" if mirrored else site / name
            path = path / "index.html" if path.is_dir() else path
            found = path.is_file()
            body = (path if found else site / "404.html").read_bytes()
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind if found else "text/html")
            if path.suffix != ".woff2" and not mirrored:
                body = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", urlsplit(site_url).port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield site_url
    server.shutdown()
    server.server_close()
    thread.join()


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
