"""Puts the gallery of the bug zoo on its page: `<!-- zoo: gallery -->`.

That becomes a table of all bugs with an article on each below it, gallery.html.
Without a script that is the page; with one, zoo.js shows the articles one at a time.
"""

import importlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

PLACE = "docs/_extension/zoo/"

template = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
).get_template("gallery.html")


def names():
    return ["gallery"]


def html(name, page):
    # Only here: a network that is broken is told in a sentence while a page is made.
    gallery = importlib.import_module(f"{__name__}.gallery")
    return template.render(
        cards=gallery.read_cards(),
        checks=len(gallery.CHECKS),
        sort_key=gallery.sort_key,
        asset=lambda path: page.address(f"assets/{path}"),
    )
