"""The page that is being made, as far as an extension can know it."""

import posixpath
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    source: str = "this page"  # learn/derivative.md
    url: str = ""  # learn/derivative/

    @classmethod
    def of(cls, md):
        """Return the page that a Markdown object converts.

        Python-Markdown does not know. MkDocs tells its own processor of links.
        """
        try:
            file = md.treeprocessors["relpath"].file
        except (KeyError, AttributeError):
            return cls()
        return cls(file.src_uri, file.url)

    def address(self, path):
        """Return the address of a file of the site, relative to this page."""
        return posixpath.relpath(path, self.url or ".")
