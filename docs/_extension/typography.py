"""Small things about the HTML of a page that no reader should have to see."""

import re

# Names, operators, brackets and blanks of code are set in plain ink.
PLAIN = re.compile(r'<span(?: class="[nopw]")?>([^<]*)</span>')
# What comes first is matched first: code, drawings and tags are passed over.
NUMBER = re.compile(
    r"<(pre|code|math|svg)\b.*?</\1>|<[^>]*>|(?P<number>"
    r"(?:\w+\s=|×)\s[-−]?\d+(?:[.,]\d+)*(?:e-?\d+)?|[\d.]+e-\d+)",
    re.DOTALL,
)
# One with a class is laid out in a way of its own.
TABLE = re.compile(r"<table(?![^>]* class=).*?</table>", re.DOTALL)


def plain_code(html, page):
    """Take out the elements that change nothing: a third of them all.

    The corner of a table, above its rows' names, is a cell like others: a heading
    that is empty would only be read out.
    """
    return PLAIN.sub(r"\1", html).replace("<th></th>", "<td></td>")


def whole_numbers(html, page):
    """Keep numbers such as 2.75e-10 and ε = 0.1 on one line.

    A browser breaks a line after the hyphen, and at either side of the sign.
    """

    def whole(found):
        number = found["number"]
        return f'<span class="number">{number}</span>' if number else found[0]

    return NUMBER.sub(whole, html)


def boxed_tables(html, page):
    """Put each table into a box: one that is too wide scrolls in it by itself.

    Material's script does so, too, but where it comes late the page would jump, and
    without it nothing scrolls. (Of Material's boxes, site.css makes nothing.)
    """
    return TABLE.sub(r'<div class="table">\g<0></div>', html)
