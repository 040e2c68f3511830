"""The built site, behind a server that compresses."""

import functools
import gzip
import mimetypes
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from .pyodide_mirror import MIRROR

# Of a page that is served to WebKit, which has no other way to hear it.
LISTENER = """<script>
window.complaints = []
for (const [name, word] of [["error", "message"], ["unhandledrejection", "reason"]])
  addEventListener(name, event => complaints.push(String(
    event[word] ?? `${event.target.src ?? event.target.href} was not loaded`)), true)
for (const name of ["error", "warn", "log"]) {
  const say = console[name]
  console[name] = (...words) => { complaints.push(words.join(" ")); say(...words) }
}
</script>"""


compressed = functools.lru_cache(gzip.compress)


@contextmanager
def served(site):
    """Serve the folder `site`, which need not exist yet; yield the address.

    Its pages are built for that address: elsewhere, Material's instant navigation
    silently loads whole pages.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self):
            with suppress(ConnectionError):  # A browser leaves a page as it comes.
                super().handle()

        def do_GET(self):
            name = urlsplit(self.path).path.lstrip("/")
            mirrored = name.startswith("pyodide/")
            path = MIRROR.parent / f".{name}" if mirrored else site / name
            path = path / "index.html" if path.is_dir() else path
            found = path.is_file()
            body = (path if found else site / "404.html").read_bytes()
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            kind = kind if found else "text/html"
            # So Safari's engine names itself, and no other does.
            if kind == "text/html" and " Version/" in self.headers["User-Agent"]:
                body = body.replace(b"<head>", b"<head>" + LISTENER.encode())
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            zips = "gzip" in self.headers["Accept-Encoding"]
            if zips and path.suffix != ".woff2" and not mirrored:
                body = compressed(body)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()
