"""The page that is being made, as far as an extension can know it."""

import posixpath
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    source: str = "this page"  # learn/derivative.md
    url: str = ""  # learn/derivative/: where its links begin

    @classmethod
    def of(cls, md):
        """Return the page that a Markdown object converts.

        Python-Markdown does not know. MkDocs tells its own processor of links, and
        Zensical one that does nothing else.
        """
        if "relpath" in md.treeprocessors:
            file = md.treeprocessors["relpath"].file
            return cls(file.src_uri, file.url)
        if "rendering_context" in md.preprocessors:
            path = md.preprocessors["rendering_context"].page.path
            # It takes every link for one that begins at the source.
            return cls(path, posixpath.dirname(path))
        return cls()

    def address(self, path):
        """Return the address of a file of the site, relative to this page."""
        return posixpath.relpath(path, self.url or ".")
