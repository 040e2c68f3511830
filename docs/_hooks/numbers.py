"""Keeps numbers such as 2.75e-10 on one line: a browser breaks after the hyphen."""

import re

# What comes first is matched first: code, drawings and tags are passed over.
NUMBER = re.compile(
    r"<(pre|code|math|svg)\b.*?</\1>|<[^>]*>|(?P<number>[\d.]+e-\d+)", re.DOTALL
)


def on_page_content(content, **_):
    def whole(found):
        number = found["number"]
        return f'<span class="number">{number}</span>' if number else found[0]

    return NUMBER.sub(whole, content)
