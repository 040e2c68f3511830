"""Keeps numbers such as 2.75e-10 and ε = 0.1 on one line.

A browser breaks a line after the hyphen, and at either side of the sign.
"""

import re

# What comes first is matched first: code, drawings and tags are passed over.
NUMBER = re.compile(
    r"<(pre|code|math|svg)\b.*?</\1>|<[^>]*>|(?P<number>"
    r"(?:\w+\s=|×)\s[-−]?\d+(?:[.,]\d+)*(?:e-?\d+)?|[\d.]+e-\d+)",
    re.DOTALL,
)


def on_page_content(content, **_):
    def whole(found):
        number = found["number"]
        return f'<span class="number">{number}</span>' if number else found[0]

    return NUMBER.sub(whole, content)
