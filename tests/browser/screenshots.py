"""Draw ten pages in the three engines, side by side, into .screenshots/.

For each page, width and scheme there is a picture of each engine, and one of
all three. Words on the command line pick pages by their names.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from conftest import build

from browser.engines import ENGINES, Chromium
from browser.server import served

PAGES = {
    "home": "/",
    "derivative": "/learn/derivative/",
    "best-step": "/learn/best-step/",
    "check-it-here": "/use/check-it-here/",
    "norm-ratio": "/learn/norm-ratio/",
    "perturb-every-weight": "/learn/perturb-every-weight/",
    "read-your-number": "/use/read-your-number/",
    "gallery": "/zoo/gallery/",
    "notebook": "/notebooks/part-five/",
    "how-it-decides": "/use/how-it-decides/",
}
WIDTHS = [1280, 390]
SCHEMES = ["light", "dark"]
FOLDER = ROOT / ".screenshots"


def draw(engine, pages):
    """Draw the pages in an engine, each as tall as it is."""
    for scheme in SCHEMES:
        engine.scheme(scheme)
        for width in WIDTHS:
            for name in pages:
                engine.resize(width, 800)
                engine.open(PAGES[name])
                height = engine.evaluate("() => document.documentElement.scrollHeight")
                engine.resize(width, height)
                engine.screenshot(picture(name, width, scheme, engine.name))
        print(f"{engine.name}, {scheme}: drawn")


def picture(name, width, scheme, engine):
    return FOLDER / engine / f"{name}-{width}-{scheme}.png"


def side_by_side(name, width, scheme):
    """Put what the engines drew into one picture, in their order."""
    drawn = [Image.open(picture(name, width, scheme, e.name)) for e in ENGINES]
    gap = 20
    both = Image.new("RGB", (len(drawn) * (width + gap), max(d.height for d in drawn)))
    for place, one in enumerate(drawn):
        both.paste(one, (place * (width + gap), 0))
        one.close()
    both.save(FOLDER / f"{name}-{width}-{scheme}.png")


def main(words):
    pages = [name for name in PAGES if not words or name in words]
    for engine in ENGINES:
        if not engine.installed():
            sys.exit(f"{engine.name} is not installed: `{engine.command}` gets it.")
        (FOLDER / engine.name).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, served(Path(folder)) as url:
        built = build(folder, url=url)
        if built.returncode:
            sys.exit(built.stdout)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**Chromium.launch)
            for make in ENGINES:
                needed = [browser] if make is Chromium else []
                engine = make(*needed, base=url)
                draw(engine, pages)
                engine.close()
            browser.close()
    for name in pages:
        for width in WIDTHS:
            for scheme in SCHEMES:
                side_by_side(name, width, scheme)
    print(f"Side by side in {FOLDER}")


if __name__ == "__main__":
    main(sys.argv[1:])
