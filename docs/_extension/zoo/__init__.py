"""Puts the gallery of the bug zoo on its page: `<!-- zoo: gallery -->`.

That becomes a table of all bugs with an article on each below it, gallery.html.
Without a script that is the page; with one, zoo.js shows the articles one at a time.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from .gallery import CHECKS, read_cards, sort_key

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
    return template.render(
        cards=read_cards(),
        checks=len(CHECKS),
        sort_key=sort_key,
        asset=lambda path: page.address(f"assets/{path}"),
    )
