"""The reader of sections finds the mistakes that the build does not see."""

import programs
import pytest
from programs import MisplacedSection, sections

GOOD = """\
\"\"\"A docstring.\"\"\"

# --8<-- [start:one]
x = 1
# --8<-- [end:one]


# --8<-- [start:two]
y = 2
# --8<-- [end:two]
"""


@pytest.fixture
def parse(tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "SNIPPETS", tmp_path)

    def parse(text):
        path = tmp_path / "program.py"
        path.write_text(text)
        return sections(path)

    return parse


def test_sections_come_in_the_order_of_the_file_without_their_markers(parse):
    assert parse(GOOD) == {"one": "x = 1", "two": "y = 2"}


@pytest.mark.parametrize(
    "broken, message",
    {
        "a section that never ends": (
            GOOD.replace("# --8<-- [end:two]\n", ""),
            "'two' has no end",
        ),
        "a section that ends under another name": (
            GOOD.replace("[end:two]", "[end:three]"),
            "'three' ends, but the open section is 'two'",
        ),
        "a section inside another": (
            GOOD.replace("# --8<-- [end:one]\n", ""),
            "'two' starts, but 'one' has no end",
        ),
        "a name used twice": (GOOD.replace("two", "one"), "a second section 'one'"),
        "a line outside": (GOOD + "z = 3\n", "no page shows it: z = 3"),
        "a comment outside": (GOOD + "# why\n", "no page shows it: # why"),
        "a misspelt marker": (
            GOOD.replace("[end:two]", "[End: two]"),
            "no marker looks like",
        ),
    }.values(),
)
def test_a_misplaced_section_is_named(parse, broken, message):
    with pytest.raises(MisplacedSection) as error:
        parse(broken)
    assert message in str(error.value)
