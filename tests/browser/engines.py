"""Three engines behind one interface: Chromium, Firefox ESR and WebKitGTK.

Chromium is driven by Playwright. Firefox is by WebDriver BiDi, which it speaks
itself: Playwright wants a Firefox of its own making, and Debian has no
geckodriver. WebKitGTK, which is the engine of Safari, is by Debian's WebDriver,
on a screen that nobody sees.
"""

import base64
import json
import os
import re
import shutil
import subprocess
from contextlib import ExitStack, closing
from glob import glob
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from threading import Thread

import websocket
from selenium.webdriver import ActionChains, Remote, WebKitGTKOptions
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.service import Service

APT = "apt-get install --no-install-recommends"
LONG = 120  # seconds: the first Run loads Python, on a machine that does more.


class Engine:
    """A browser with one page open; `base` is where the site is served."""

    base = ""

    def until(self, script, *arguments, within=LONG):
        """Wait until a function of the page gives something true; return it."""
        return self.evaluate(
            f"""(seconds, ...given) => new Promise((resolve, reject) => {{
                const end = performance.now() + 1000 * seconds
                const look = async () => {{
                    const found = await ({script})(...given)
                    if (found) resolve(found)
                    else if (performance.now() < end) requestAnimationFrame(look)
                    else reject(new Error("Not in time: " + {json.dumps(script)}))
                }}
                look().catch(reject)
            }})""",
            within,
            *arguments,
        )

    def open(self, address):
        """Load the page anew; return when it has its fonts, too."""
        # In between, since a change of nothing but the hash loads no page.
        self.load("about:blank")
        self.load(self.base + address)
        self.evaluate("async () => { await document.fonts.ready }")

    def screenshot(self, path):
        # WebKit's is of what it drew last: let that be after the last change.
        frame = "new Promise(requestAnimationFrame)"
        self.evaluate(f"async () => {{ await {frame}; await {frame} }}")
        Path(path).write_bytes(base64.b64decode(self.picture()))


class Chromium(Engine):
    name = "Chromium"
    command = f"{APT} chromium-headless-shell"
    # The engine alone opens a page in half of the time that it takes with windows.
    names = "chromium-headless-shell", "chromium", "chromium-browser"
    path = next(filter(None, map(shutil.which, names)), None)
    launch = {
        "executable_path": path,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            # Letters as wide as in a window: the engine alone rounds them.
            "--font-render-hinting=none",
        ],
    }

    @classmethod
    def installed(cls):
        return bool(cls.path)

    def __init__(self, browser, base=""):
        """Open a page in a `browser` of Playwright's."""
        self.browser, self.base = browser, base.rstrip("/")
        self.said = []
        self.scheme("light")

    def scheme(self, scheme):
        """Be a new reader, who likes light or dark."""
        if hasattr(self, "page"):
            self.page.context.close()
        context = self.browser.new_context(color_scheme=scheme)
        self.page = context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def forced_colors(self, on=True):
        self.page.emulate_media(forced_colors="active" if on else "none")

    def load(self, address):
        self.page.goto(address)

    def evaluate(self, script, *arguments):
        return self.page.evaluate(f"given => ({script})(...given)", list(arguments))

    def press(self, *chords):
        for chord in chords:
            self.page.keyboard.press(chord)

    def type(self, text):
        self.page.keyboard.type(text)

    def click(self, selector):
        self.page.locator(selector).first.click()

    def resize(self, width, height):
        self.page.set_viewport_size({"width": width, "height": height})

    def picture(self):
        return base64.b64encode(self.page.screenshot())

    def complaints(self):
        """Return what the console has said since the last time."""
        found, self.said = self.said, []
        return found

    def close(self):
        self.page.context.close()


class Firefox(Engine):
    name = "Firefox ESR"
    command = f"{APT} firefox-esr"
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    settings = {
        # Without a screen there is no mouse, for `hover`; a desktop has one.
        "ui.primaryPointerCapabilities": 6,
        "ui.allPointerCapabilities": 6,
    }

    @classmethod
    def installed(cls):
        return bool(cls.path)

    def __init__(self, base=""):
        self.base = base.rstrip("/")
        self.sent, self.said, self.loaded = 0, [], set()
        with ExitStack() as begun:
            self.start(begun)
            self.begun = begun.pop_all()

    def start(self, begun):
        # What is left of the browser may still write into it, for a moment.
        profile = begun.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
        # Scripts of the browser's own: they set what no other command does.
        process = begun.enter_context(
            subprocess.Popen(
                [self.path, "--headless", "--no-remote", "--profile", profile]
                + ["--remote-debugging-port=0", "--remote-allow-system-access"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        heard = Queue()
        listening = Thread(target=lambda: [heard.put(line) for line in process.stderr])
        listening.start()
        begun.callback(listening.join)
        begun.callback(process.terminate)
        while "BiDi listening on" not in (line := heard.get(timeout=LONG)):
            pass
        address = line.split()[-1]
        self.socket = begun.enter_context(
            closing(
                websocket.create_connection(
                    f"{address}/session", timeout=LONG, suppress_origin=True
                )
            )
        )
        self.send("session.new", capabilities={})
        events = ["log.entryAdded", "browsingContext.load"]
        self.send("session.subscribe", events=events)
        tree = self.send("browsingContext.getTree", **{"moz:scope": "chrome"})
        self.window = tree["contexts"][0]["context"]
        for name, value in self.settings.items():
            self.set(name, value)
        tree = self.send("browsingContext.getTree")
        self.page = tree["contexts"][0]["context"]
        self.scheme("light")

    def send(self, method, **params):
        self.sent += 1
        self.socket.send(
            json.dumps({"id": self.sent, "method": method, "params": params})
        )
        while (heard := self.hear()).get("id") != self.sent:
            pass
        if "error" in heard:
            raise RuntimeError(f"{method}: {heard['message']}")
        return heard["result"]

    def hear(self):
        """Wait for a word of the browser's, and return it."""
        heard = json.loads(self.socket.recv())
        if heard.get("method") == "log.entryAdded":
            self.said.append(heard["params"])
        elif heard.get("method") == "browsingContext.load":
            self.loaded.add(heard["params"]["navigation"])
        return heard

    def call(self, context, script, *arguments):
        answer = self.send(
            "script.callFunction",
            functionDeclaration="async given =>"
            f" JSON.stringify(await ({script})(...JSON.parse(given)) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def set(self, name, value):
        script = "(...given) => Services.prefs.setIntPref(...given)"
        self.call(self.window, script, name, value)

    def scheme(self, scheme):
        """Be a new reader, who likes light or dark."""
        likes = int(scheme == "light")
        self.set("layout.css.prefers-color-scheme.content-override", likes)
        reader = self.send("browser.createUserContext")["userContext"]
        tab = self.send("browsingContext.create", type="tab", userContext=reader)
        self.send("browsingContext.close", context=self.page)
        self.page = tab["context"]

    def forced_colors(self, on=True):
        self.set("browser.display.document_color_use", 2 if on else 0)

    def load(self, address):
        # By itself it does not wait long enough where the page it leaves notes in
        # its history how far it was scrolled, as Material's do.
        begun = self.send("browsingContext.navigate", context=self.page, url=address)
        while begun["navigation"] not in self.loaded:
            self.hear()

    def evaluate(self, script, *arguments):
        return self.call(self.page, script, *arguments)

    def act(self, kind, actions, **more):
        source = {"type": kind, "id": kind, "actions": actions, **more}
        self.send("input.performActions", context=self.page, actions=[source])

    def press(self, *chords):
        for keys in map(keys_of, chords):
            down = [{"type": "keyDown", "value": key} for key in keys]
            up = [{"type": "keyUp", "value": key} for key in reversed(keys)]
            self.act("key", down + up)

    def type(self, text):
        self.press(*text)

    def click(self, selector):
        nodes = self.send(
            "browsingContext.locateNodes",
            context=self.page,
            locator={"type": "css", "value": selector},
        )["nodes"]
        self.evaluate(INTO_VIEW, selector)
        origin = {"type": "element", "element": {"sharedId": nodes[0]["sharedId"]}}
        self.act(
            "pointer",
            [
                {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerUp", "button": 0},
            ],
        )

    def resize(self, width, height):
        size = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self.page, viewport=size)

    def picture(self):
        return self.send("browsingContext.captureScreenshot", context=self.page)["data"]

    def complaints(self):
        """Return what the console has said since the last time.

        Besides the errors of scripts, what was not loaded or was forbidden. MathML
        is judged too early: by what has arrived, where a page comes slowly.
        """
        of_the_page = self.call(
            self.window,
            """() => {
                const found = Services.console.getMessageArray().filter(message =>
                    message instanceof Ci.nsIScriptError && !message.isFromChromeContext
                    && !(message.flags & message.warningFlag))
                Services.console.reset()
                return found.map(message => message.errorMessage)
            }""",
        )
        called = [entry["text"] for entry in self.said if entry["type"] == "console"]
        self.said = []
        early = "Invalid markup: Incorrect number of children"
        return called + [said for said in of_the_page if not said.startswith(early)]

    def close(self):
        self.begun.close()


class WebKitGTK(Engine):
    """The engine of Safari. It cannot force colours, nor say what its console does."""

    name = "WebKitGTK"
    command = f"{APT} webkit2gtk-driver xvfb"
    # MiniBrowser is no wider than its buttons allow, 447 pixels, and draws them
    # above the page: they give way to pages of a phone's width.
    style = "* { min-width: 0; min-height: 0; margin: 0; padding: 0; font-size: 1px }"

    @classmethod
    def installed(cls):
        drivers = map(shutil.which, ["WebKitWebDriver", "Xvfb"])
        return all(drivers) and bool(cls.browsers())

    @staticmethod
    def browsers():
        return sorted(glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"))

    def __init__(self, base=""):
        self.base = base.rstrip("/")
        self.driver = self.service = None
        self.size = 1280, 800
        with ExitStack() as begun:
            self.start(begun)
            self.begun = begun.pop_all()

    def start(self, begun):
        self.home = begun.enter_context(TemporaryDirectory())
        sheet = Path(self.home, "gtk-3.0", "gtk.css")
        sheet.parent.mkdir()
        sheet.write_text(self.style)
        number, write = os.pipe()
        with open(number) as announced:
            screen = begun.enter_context(
                subprocess.Popen(
                    ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24"]
                    + ["-nolisten", "tcp"],
                    pass_fds=[write],
                    stderr=subprocess.DEVNULL,
                )
            )
            os.close(write)
            begun.callback(screen.terminate)
            self.display = f":{announced.readline().strip()}"
        begun.callback(self.stop)
        self.scheme("light")

    def scheme(self, scheme):
        """Be a new reader, who likes light or dark: for that it starts again."""
        self.stop()
        options = WebKitGTKOptions()
        options.binary_location = self.browsers()[-1]
        options.add_argument("--automation")
        if scheme == "dark":
            options.add_argument("--dark-mode")
        self.service = Service(
            shutil.which("WebKitWebDriver"),
            env=os.environ
            | {
                "DISPLAY": self.display,
                "GDK_BACKEND": "x11",
                "XDG_CONFIG_HOME": self.home,
                "LIBGL_ALWAYS_SOFTWARE": "1",
                # Root has no sandbox.
                "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            },
        )
        self.service.start()
        # Selenium's class for WebKitGTK calls what Selenium has deprecated.
        server = RemoteConnection(client_config=ClientConfig(self.service.service_url))
        self.driver = Remote(server, options=options)
        self.driver.set_script_timeout(LONG)
        self.resize(*self.size)

    def load(self, address):
        self.driver.get(address)

    def evaluate(self, script, *arguments):
        answer = self.driver.execute_async_script(
            f"""const [given, done] = arguments
            Promise.resolve().then(() => ({script})(...JSON.parse(given))).then(
                value => done({{ value: JSON.stringify(value ?? null) }}),
                error => done({{ error: String(error) }}))""",
            json.dumps(arguments),
        )
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return json.loads(answer["value"])

    def press(self, *chords):
        for keys in map(keys_of, chords):
            actions = ActionChains(self.driver)
            for key in keys:
                actions.key_down(key)
            for key in reversed(keys):
                actions.key_up(key)
            actions.perform()

    def type(self, text):
        self.press(*text)

    def click(self, selector):
        self.evaluate(INTO_VIEW, selector)
        self.driver.find_element("css selector", selector).click()

    def resize(self, width, height):
        self.size = width, height
        inner = "() => [innerWidth, innerHeight]"
        bar = self.driver.get_window_size()["height"] - self.evaluate(inner)[1]
        self.driver.set_window_rect(0, 0, width, height + bar)
        self.until(f"(...size) => ({inner})().join() == size.join()", width, height)

    def picture(self):
        return self.driver.get_screenshot_as_base64()

    def complaints(self):
        """Return what LISTENER has heard on this page.

        That is scripts, and elements without their file; a font that is not
        loaded, or what is forbidden, it does not hear.
        """
        return self.evaluate("() => (window.complaints ?? []).splice(0)")

    def stop(self):
        if self.driver:
            self.driver.quit()
        if self.service:
            self.service.stop()
        self.driver = self.service = None

    def close(self):
        self.begun.close()


ENGINES = [Chromium, Firefox, WebKitGTK]

INTO_VIEW = """selector => document.querySelector(selector)
    .scrollIntoView({ block: "center", behavior: "instant" })"""


def keys_of(chord):
    """Return the keys of "a", "Enter" or "Control+Enter", as WebDriver has them."""
    names = chord.split("+") if len(chord) > 1 else [chord]
    return [
        getattr(Keys, re.sub("(?<=[a-z])(?=[A-Z])", "_", name).upper())
        if len(name) > 1
        else name
        for name in names
    ]
