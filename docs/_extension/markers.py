"""Puts what is made while the site is built where a page has a marker for it.

A marker is an HTML comment of two words, `<!-- figure: v-curve -->`. The first names
a provider: a module that has

names()           what it can make, by the second word of the marker
html(name, page)  what it made, as HTML
PLACE             where one adds to it, said to whoever asks for what is not there
"""

import re

from markdown.preprocessors import Preprocessor

from . import exercises, figures, measured, pieces, zoo
from .project import Refused

PROVIDERS = {
    "exercise": exercises,
    "figure": figures,
    "number": measured,
    "piece": pieces,
    "zoo": zoo,
}
# Code is passed over: a page may say how a marker is written.
MARKER = re.compile(r"(?P<code>`+).*?(?P=code)|<!-- ([a-z]+): ([\w-]+) -->", re.DOTALL)
# What stands for a marker while Markdown is read, which would take a comment at the
# beginning of a line for a block of HTML: two characters that mean nothing.
TOKEN = re.compile("(<p>)?\ue000([a-z]+): ([\\w-]+)\ue001(?(1)</p>)")

# The provider and the name of each marker of this build.
asked: set[tuple[str, str]] = set()


class Markers(Preprocessor):
    """Keeps the markers apart until the page is HTML."""

    def run(self, lines):
        return MARKER.sub(kept_apart, "\n".join(lines)).split("\n")


def kept_apart(found):
    return found[0] if found["code"] else f"\ue000{found[2]}: {found[3]}\ue001"


def insert(*kinds):
    """Return a step: it puts in what markers of these kinds ask for."""

    def inserted(html, page):
        def put(token):
            kind, name = token[2], token[3]
            return made(kind, name, page) if kind in kinds else token[0]

        return TOKEN.sub(put, html)

    return inserted


def refuse_what_is_left(html, page):
    """Raise an error if a marker asks for what nobody makes."""
    if left := TOKEN.search(html):
        raise Refused(
            f"{page.source} asks for <!-- {left[2]}: {left[3]} -->, which nobody "
            f"makes: before the colon stands one of {', '.join(PROVIDERS)}."
        )
    return html


def made(kind, name, page):
    provider = PROVIDERS[kind]
    if name not in provider.names():
        raise Refused(
            f"{page.source} asks for <!-- {kind}: {name} -->, which is not there: "
            f"{provider.PLACE} makes it."
        )
    asked.add((kind, name))
    return provider.html(name, page)


def check_that_all_are_asked_for():
    """Raise an error if something is made that no page shows."""
    for kind, provider in PROVIDERS.items():
        for name in provider.names():
            if (kind, name) not in asked:
                raise Refused(
                    f"No page shows the {kind} {name}: write <!-- {kind}: {name} --> "
                    f"where it belongs, or delete it."
                )
