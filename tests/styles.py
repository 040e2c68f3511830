"""The declarations of the site's styles, each as an engine would meet it."""

import re
from pathlib import Path

import tinycss2

ROOT = Path(__file__).parents[1]
SHEETS = sorted((ROOT / "docs").rglob("*.css"))
SUBSTITUTION = re.compile(r"var\((--[\w-]+)\)")


def parts():
    """Return what an engine may not know, each once and sorted.

    Declarations are rules of their own, `a { color: red }` or `@font-face {...}`,
    with variables replaced by one of their values: an engine takes any
    declaration that has a variable, and drops it later. Selectors are rules that
    hold nothing, and conditions are `@media ... {}`.
    """
    rules = [rule for sheet in SHEETS for rule in parsed(sheet.read_text())]
    values = dict(custom_properties(rules))
    found = set()
    for rule in rules:
        if rule.type == "at-rule":
            prelude = tinycss2.serialize(rule.prelude).strip()
            holder = f"@{rule.at_keyword} {prelude}".strip()
            if rule.at_keyword != "font-face":
                found.add(f"{holder} {{}}")
        else:
            found.add(f"{tinycss2.serialize(rule.prelude).strip()} {{}}")
            holder = "a"
        for declaration in declarations(rule):
            if not declaration.name.startswith("--"):
                text = f"{declaration.name}: {value_of(declaration)}"
                found.add(f"{holder} {{ {substituted(text, values)} }}")
    return sorted(found)


def parsed(text):
    """Return the rules of a stylesheet, those inside of @media among them."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        assert rule.type != "error", rule.message
        yield rule
        if rule.type == "at-rule" and rule.at_keyword in ("media", "supports"):
            yield from parsed(tinycss2.serialize(rule.content))


def declarations(rule):
    if rule.type == "at-rule" and rule.at_keyword != "font-face":
        return []
    found = tinycss2.parse_blocks_contents(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    assert all(each.type == "declaration" for each in found), rule
    return found


def value_of(declaration):
    return " ".join(tinycss2.serialize(declaration.value).split())


def custom_properties(rules):
    for rule in rules:
        for declaration in declarations(rule):
            if declaration.name.startswith("--"):
                yield declaration.name, value_of(declaration)


def substituted(text, values):
    while SUBSTITUTION.search(text):
        text = SUBSTITUTION.sub(lambda name: values[name[1]], text)
    return text


# What each engine takes of `parts`: `make record-styles` asks them.
RECORD = Path(__file__).with_name("styles.txt")
MARKS = {"Chromium": "C", "Firefox ESR": "F", "WebKitGTK": "W"}


def read_record():
    """Return the marks of the engines that take a part, by the part."""
    lines = (line.split(" ", 1) for line in RECORD.read_text().splitlines())
    return {part: set(marks) & set(MARKS.values()) for marks, part in lines}


def write_record(takes):
    def column(marks):
        return "".join(mark if mark in marks else "-" for mark in MARKS.values())

    lines = (f"{column(marks)} {part}\n" for part, marks in sorted(takes.items()))
    RECORD.write_text("".join(lines))
