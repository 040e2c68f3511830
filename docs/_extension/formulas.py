"""Turns the formulas of a page from TeX into MathML while the site is built.

`pymdownx.arithmatex` marks them; TeX that cannot be rendered ends the build.
Formulas are kept out of the search index: nobody searches for their glyphs.
"""

import re
import unicodedata
from html import unescape

from math_core import LatexError, LatexToMathML

from .project import Refused

FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\[(\[](?P<tex>.*?)\\[)\]]</(?P=tag)>',
    re.DOTALL,
)
# A prime set as a superscript comes out tiny in STIX Two Math, whose glyph is
# raised and small by itself: set it on the base line.
PRIME = re.compile(r"<msup>((?:(?!<msup>).)*?)<mo>([′″‴])</mo></msup>")

# A hat as an element of its own floats far above its letter in WebKit: a
# combining mark is placed by the font.
HAT = re.compile(
    r'<mover accent="true"><mi>([a-gi-z])</mi><mo stretchy="false">ˆ</mo></mover>'
)
# WebKit sets a fraction in a line of text as large as one in a line of its own:
# these are made small here.
TEXT_FRACTION = '<mfrac displaystyle="true" class="in-text">'

converter = LatexToMathML(fancy_error=False)


def render(html, page):
    """Return the HTML of a page with its formulas as MathML."""

    def rendered(formula):
        tag, tex = formula["tag"], unescape(formula["tex"]).strip()
        try:
            mathml = converter.convert_with_local_state(tex, displaystyle=tag == "div")
        except LatexError as error:
            raise Refused(
                f"{page.source}: the formula {tex} is wrong: {error}"
            ) from error
        mathml = PRIME.sub(r'\1<mo lspace="0" rspace="0">\2</mo>', mathml)
        mathml = HAT.sub(hatted, mathml)
        # Firefox takes it for one of the large operators, like a sum.
        mathml = mathml.replace("<mo>⊙</mo>", '<mo largeop="false">⊙</mo>')
        mathml = mathml.replace('<mfrac displaystyle="false">', TEXT_FRACTION)
        if tag == "span":
            mathml = mathml.replace("<mfrac>", TEXT_FRACTION)
        return f'<{tag} class="formula" data-search-exclude>{mathml}</{tag}>'

    return FORMULA.sub(rendered, html)


def hatted(accent):
    letter = unicodedata.lookup(f"MATHEMATICAL ITALIC SMALL {accent[1].upper()}")
    return f"<mi>{letter}\N{COMBINING CIRCUMFLEX ACCENT}</mi>"
