"""What each engine takes of the site's styles is what tests/styles.txt says.

`make record-styles` writes it.
"""

from styles import MARKS, RECORD, parts, read_record, write_record

# Ask for a part alone: a declaration that is dropped leaves its rule empty, a
# selector its sheet, and a condition is neither true nor false.
TAKES = """parts => parts.map(part => {
    const condition = part.match(/^@media (.*) \\{\\}$/)?.[1]
    if (condition) {
        const opposite = `not ${condition[0] == "(" ? "all and " : ""}${condition}`
        return [condition, opposite].some(query => matchMedia(query).matches)
    }
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(part)
    const [rule] = sheet.cssRules
    if (!rule || part.endsWith("{}")) return Boolean(rule)
    const name = part.match(/\\{ ([\\w-]+):/)[1]
    return part[0] == "@" ? rule.cssText.includes(name + ":") : rule.style.length > 0
})"""
UNKNOWN = [
    "a { no-such: 1 }",
    "a { color: no-such }",
    "a { text-decoration: underline 1px solid no-such }",
    "@font-face { no-such: 1 }",
    "@media (no-such: 1) {}",
    "@media screen and (no-such: 1) {}",
    "a, b:no-such {}",
]


def test_an_engine_takes_what_is_recorded(engine, request):
    engine.open("/licences/")
    takes = dict(zip(parts(), engine.evaluate(TAKES, parts())))
    mark = MARKS[engine.name]
    recorded = read_record() if RECORD.exists() else {}
    if request.config.getoption("--record"):
        others = {part: marks - {mark} for part, marks in recorded.items()}
        recorded = {
            part: others.get(part, set()) | ({mark} if taken else set())
            for part, taken in takes.items()
        }
        write_record(recorded)
    known = {part: mark in marks for part, marks in recorded.items()}
    assert {part: taken for part, taken in takes.items() if known[part] != taken} == {}
    assert engine.evaluate(TAKES, UNKNOWN) == [False] * len(UNKNOWN)
