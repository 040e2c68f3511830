"""What the site's styles say, all three engines take, or there is a reason."""

from styles import MARKS, parts, read_record, substituted

ALL = set(MARKS.values())
# What one of them drops, by how it begins, and why that does no harm.
REASONS = {
    "@font-face { ascent-override: ": "In WebKit a line of the reader's own font "
    "has its own height: text may move by a pixel when ours arrives.",
    "@font-face { descent-override: ": "The same.",
    "@font-face { line-gap-override: ": "The same.",
    "a { forced-color-adjust: none }": "WebKit forces no colours.",
    "a { scrollbar-color: ": "WebKit's bars float over the page, without a track.",
    "a { text-wrap: pretty }": "Firefox breaks lines as it always did.",
    '.piece [type="range"]::-moz-range-thumb {}': "The name is Firefox's own; the "
    "others have one, too, in a rule of its own.",
}


def test_every_part_of_the_styles_was_shown_to_three_engines():
    assert set(parts()) == set(read_record()), "`make record-styles` asks them."


def test_what_an_engine_drops_has_its_reason():
    dropped = [part for part, marks in read_record().items() if marks != ALL]
    reasons = {
        part: [start for start in REASONS if part.startswith(start)] for part in dropped
    }
    assert [part for part, found in reasons.items() if not found] == []
    assert {start for found in reasons.values() for start in found} == set(REASONS)


def test_no_part_hides_its_value_in_a_variable():
    assert [part for part in parts() if "var(" in part] == []
    values = {"--line": "1px var(--ink)", "--ink": "red"}
    assert substituted("border: var(--line)", values) == "border: 1px red"
