"""Turns the Markdown of a page into what the site shows of it.

This is one Python-Markdown extension, which MkDocs, its forks and Zensical load
under `markdown_extensions:`. A page asks for what is made while the site is built by
a marker, `<!-- figure: v-curve -->`, and markers.py says who makes it. What no such
extension can do, since it concerns files or the final HTML, is in hooks.py.
"""

from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

from . import formulas, markers, programs, typography
from .page import Page

# What happens to the HTML of a page, in this order.
STEPS = [
    # First, since what is inserted below has elements that mean something.
    typography.plain_code,
    # Before the numbers, which pass over what is MathML.
    formulas.render,
    programs.mark,
    # Before the numbers, which are kept whole in captions, too.
    markers.insert("figure", "number"),
    typography.whole_numbers,
    # After them: these have thousands, each on a line of its own.
    markers.insert("piece", "zoo", "exercise"),
    markers.refuse_what_is_left,
    # Last, since all of these hold tables.
    typography.boxed_tables,
]


class Site(Extension):
    """The extension: all but the markers is done once a page is HTML."""

    def extendMarkdown(self, md):
        # After the fences of superfences (25), before blocks of HTML (20).
        md.preprocessors.register(markers.Markers(md), "markers", priority=22)
        # Last of all: what others have put aside is back in its place.
        md.postprocessors.register(Steps(md), "site", priority=-10)


class Steps(Postprocessor):
    def run(self, text):
        page = Page.of(self.md)
        for step in STEPS:
            text = step(text, page)
        return text


def makeExtension(**options):
    """Return the extension, as Python-Markdown asks for it."""
    return Site(**options)
