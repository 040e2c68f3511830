"""Puts each table into a box: one that is too wide scrolls in it by itself.

Material's script does so, too, but where it comes late the page would jump, and
without it nothing scrolls. (Of Material's boxes, site.css makes nothing.)
"""

import re

# One with a class is laid out in a way of its own.
TABLE = re.compile(r"<table(?![^>]* class=).*?</table>", re.DOTALL)


def on_page_content(content, **_):
    return TABLE.sub(r'<div class="table">\g<0></div>', content)
