"""The extension turns Markdown into the site's HTML, and refuses in a sentence."""

import json
import re
import socket
import types
from xml.etree import ElementTree

import markdown
import pytest
from docs._extension import figures, hooks, markers, marks, pieces, programs
from docs._extension.drawing import drawn
from docs._extension.numbers import minus, power, short
from docs._extension.page import Page
from docs._extension.project import SNIPPETS, Refused
from matplotlib import pyplot
from mkdocs.exceptions import Abort
from pages import DOCS, built, parse
from pytest import approx

OTHERS = [
    "attr_list",
    "md_in_html",
    "tables",
    "pymdownx.arithmatex",
    "pymdownx.highlight",
    "pymdownx.superfences",
]
OPTIONS = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.highlight": {"pygments_lang_class": True},
}


def html(text, source="learn/derivative.md"):
    """Return the HTML of a page, as any program has it that uses Python-Markdown."""
    md = markdown.Markdown(
        extensions=["docs._extension", *OTHERS], extension_configs=OPTIONS
    )
    file = types.SimpleNamespace(src_uri=source, url=source.removesuffix(".md") + "/")
    told = types.SimpleNamespace(file=file, run=lambda root: None)
    md.treeprocessors.register(told, "relpath", 0)
    return md.convert(text)


def soup(tmp_path, *text):
    path = tmp_path / "page.html"
    path.write_text(f"<meta charset=utf-8>{html(*text)}")
    return parse(path)


# Markers


def test_a_marker_becomes_what_its_provider_makes():
    assert '<figure class="drawn" id="figure-secants">' in html(
        "Before.\n\n<!-- figure: secants -->\n\nAfter."
    )


def test_a_block_stands_in_no_paragraph_and_a_number_in_that_of_its_words():
    text = "Of\n<!-- number: bugs --> bugs\n<!-- number: bugs -->.\n{ .lede }"
    assert re.fullmatch(r'<p class="lede">Of\n\d+ bugs\n\d+\.</p>', html(text))
    assert "<p><figure" not in html("<!-- figure: secants -->")


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- figure: secants -->`",
        "`` `<!-- figure: nothing -->` ``",
        "``` { .text }\n<!-- figure: secants -->\n```",
    ],
)
def test_a_marker_in_code_is_shown_as_it_is_written(text):
    assert "&lt;!-- figure: " in html(text)


def test_a_comment_that_is_no_marker_stays_one():
    assert html("<!-- Not shown. -->") == "<!-- Not shown. -->"


@pytest.mark.parametrize(
    "marker, said",
    [
        (
            "<!-- figur: secants -->",
            "learn/derivative.md asks for <!-- figur: secants -->, which nobody makes: "
            "before the colon stands one of exercise, figure, number, piece, zoo.",
        ),
        (
            "<!-- figure: secant -->",
            "learn/derivative.md asks for <!-- figure: secant -->, which is not there: "
            "a module of docs/_extension/figures/ makes it.",
        ),
        (
            "Of <!-- number: pigs -->.",
            "learn/derivative.md asks for <!-- number: pigs -->, which is not there: "
            "docs/_extension/measured.py makes it.",
        ),
    ],
)
def test_a_marker_without_provider_is_refused_in_a_sentence(marker, said):
    with pytest.raises(Refused, match=re.escape(said)):
        html(marker)


def test_what_is_made_and_not_asked_for_is_refused_in_a_sentence(monkeypatch):
    every = {(kind, n) for kind, p in markers.PROVIDERS.items() for n in p.names()}
    monkeypatch.setattr(markers, "asked", every - {("figure", "kink")})
    with pytest.raises(Refused, match="No page shows the figure kink: write <!-- figu"):
        markers.check_that_all_are_asked_for()
    markers.asked.add(("figure", "kink"))
    markers.check_that_all_are_asked_for()


def test_every_marker_of_the_pages_has_the_one_syntax(site):
    """Each ends in its place: in the built pages nothing is left of a marker."""
    count = 0
    for page in DOCS.rglob("*.md"):
        text = re.sub(r"(`+).*?\1", "", page.read_text(), flags=re.DOTALL)
        count += len(re.findall("<!-- [a-z]+: [a-z-]+ -->", text))
        assert not re.search(r"\{\{|<!-- (?![a-z]+: [a-z-]+ -->)", text), page
    assert count > 25


# Figures and pieces


def figure_of(monkeypatch, **attributes):
    # Matplotlib loads it in the way that is replaced here.
    pyplot.switch_backend("svg")
    module = types.SimpleNamespace(data=dict, SIZE=(2, 1), **attributes)
    monkeypatch.setattr(figures.importlib, "import_module", lambda name: module)
    return figures.html.__wrapped__("new", Page())


def line(axes, numbers):
    axes.semilogx([1, 2], [1, 2])


def test_a_figure_needs_no_more_than_numbers_a_drawing_and_its_words(monkeypatch):
    made = figure_of(monkeypatch, draw=line, DESCRIPTION="A line.", CAPTION="It rises.")
    assert made.startswith('<figure class="drawn" id="figure-new"><div data-search')
    assert 'aria-label="A line."' in made
    assert "<figcaption>It rises.</figcaption></figure>" in made


@pytest.mark.parametrize(
    "attributes",
    [
        {"draw": line},
        {"draw": line, "DESCRIPTION": ""},
        {"draw": line, "PANELS": "ab", "DESCRIPTION": {"a": "One of two."}},
        {"svg": lambda numbers: "<svg></svg>"},
        {"svg": lambda numbers: marks.picture(1, 1, description="")},
    ],
)
def test_a_figure_without_a_description_is_refused_in_a_sentence(
    attributes, monkeypatch
):
    with pytest.raises(Refused, match="The figure new has no description: "):
        figure_of(monkeypatch, **attributes)


def test_a_drawing_has_no_minor_ticks_and_is_the_same_each_time():
    def draw(axes):
        axes.loglog([1, 1000], [1, 1000])

    svg = drawn(draw, (3, 2), "A line.", "new")
    assert svg == drawn(draw, (3, 2), "A line.", "new")
    root = ElementTree.fromstring(svg.replace("xlink:", ""))
    uses = [e for e in root.iter() if e.tag.endswith("use")]
    assert len(uses) == 8  # 1, 10, 100 and 1000, on both axes.


@pytest.mark.parametrize("missing", ["piece.py", "piece.js", "piece.css"])
def test_a_piece_that_lacks_one_of_its_files_is_refused(missing, tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "FOLDER", tmp_path)
    (tmp_path / "turn").mkdir()
    for name in {"piece.py", "piece.js", "piece.css"} - {missing}:
        (tmp_path / "turn" / name).touch()
    assert pieces.names() == ["turn"]
    with pytest.raises(Refused, match=f"The piece turn lacks its {missing}: write it."):
        pieces.html.__wrapped__("turn", Page())


def test_the_data_of_a_piece_may_hold_any_text(tmp_path):
    words = {"said": 'it\'s <b>"5 > 3"</b> & more &amp;'}
    piece = types.SimpleNamespace(LABEL="Turn", CONTROLS="", data=lambda: words)
    page = tmp_path / "page.html"
    page.write_text(pieces.element("turn", piece))
    assert json.loads(parse(page).select_one("piece-turn")["data-json"]) == words


# Formulas, numbers, tables, code


def test_a_formula_becomes_mathml_and_no_word_of_the_search(tmp_path):
    page = soup(tmp_path, r"Here \(f'(x) = \hat{y}\), and \(\frac{1}{2}\).")
    assert [math.name for math in page.select(".formula > math")] == ["math"] * 2
    for formula in page.select(".formula"):
        assert formula.has_attr("data-search-exclude")
    # On the base line, and a letter with a mark: Chromium and WebKit differ else.
    assert page.select_one('mo[lspace="0"][rspace="0"]').get_text() == "′"
    assert not page.select("msup") and not page.select("mover")
    assert "𝑦̂" in page.get_text()
    assert page.select_one("mfrac")["displaystyle"] == "true"


def test_tex_that_is_wrong_is_refused_in_a_sentence():
    with pytest.raises(
        Refused, match=r"learn/derivative.md: the formula \\no is wrong"
    ):
        html(r"\(\no\)")


@pytest.mark.parametrize(
    "text, whole",
    [
        ("It is 2.75e-10 here.", ["2.75e-10"]),
        ("Take ε = 0.1 or h = −1,000.", ["ε = 0.1", "h = −1,000"]),
        ("Then × 0.001.", ["× 0.001"]),
        ("`1e-8` and [1e-7](x.md)", ["1e-7"]),
        ("``` { .python }\nx = 1e-8\n```", []),
        (r"\(x = 1\)", []),
        ("A step of 3.", []),
    ],
)
def test_a_number_is_kept_whole_but_in_code_and_formulas(text, whole, tmp_path):
    page = soup(tmp_path, text)
    assert [e.get_text() for e in page.select("span.number")] == whole


def test_a_number_is_kept_whole_in_a_caption_and_not_in_a_piece():
    page = html("<!-- figure: v-curve -->\n\n<!-- piece: zoom -->")
    figure, piece = page.split("<piece-zoom")
    assert '<span class="number">' not in piece
    assert "<style>" in figure and figure.index("</figure>") < figure.index("<style>")


def test_a_table_scrolls_in_a_box_and_its_empty_corner_is_no_heading(tmp_path):
    page = soup(tmp_path, "| | a |\n|---|---|\n| b | 1 |")
    assert page.select_one("div.table > table")
    assert [cell.get_text() for cell in page.select("th")] == ["a"]


def test_names_and_brackets_of_code_are_no_elements(tmp_path):
    code = soup(tmp_path, "``` { .python }\nx = f(1)  # One.\n```").select_one(
        "pre code"
    )
    assert code.get_text() == "x = f(1)  # One.\n"
    assert [e.get_text() for e in code.select("span[class]")] == ["1", "# One."]


def test_the_blocks_of_the_own_program_can_be_run_and_no_others(tmp_path):
    block = '``` {{ .python title="snippets/{}" }}\nx = 1\n```\n\n'
    text = block.format("learn/step_size.py") + block.format("network.py")
    own, module = soup(tmp_path, text, "learn/step-size.md").select(".highlight")
    assert "program" in own["class"] and "program" not in module["class"]


def test_a_figure_runs_the_code_of_the_page_and_names_the_line_of_an_error(monkeypatch):
    assert programs.names_of("learn/derivative.py", "quotient")
    with pytest.raises(Refused, match="learn/derivative.py has no section 'slop'."):
        programs.names_of("learn/derivative.py", "slop")


# Numbers and marks


@pytest.mark.parametrize(
    "number, digits, written",
    [
        (4.52e9, 2, "4.5e+9"),
        (1234.5, 2, "1234"),
        (-2048, 1, "-2048"),
        (0.3333, 2, "0.33"),
        (1e-8, 2, "1e-8"),
        (2.75e-10, 3, "2.75e-10"),
        (float("nan"), 2, "nan"),
        (float("inf"), 2, "inf"),
    ],
)
def test_a_number_is_written_short(number, digits, written):
    assert short(number, digits) == written


def test_a_minus_sign_is_one_and_a_hyphen_stays():
    assert minus("from -1 to 1e-5, half-way") == "from −1 to 1e−5, half-way"
    assert [power(k) for k in (0, 1, 2, 3, 16)] == ["1", "0.1", "0.01", "1e−3", "1e−16"]


def test_an_axis_is_a_straight_line():
    at = marks.axis(-1, 3, 100, 20)
    assert [at(-1), at(3), at(0)] == approx([100, 20, 80])


@pytest.mark.parametrize(
    "mark, svg",
    [
        (marks.text(1.25, 2, "a < b"), '<text x="1.2" y="2">a < b</text>'),
        (
            marks.text(1, 2, "a", "quiet", "end", textLength="9"),
            '<text class="quiet" x="1" y="2" text-anchor="end" textLength="9">a</text>',
        ),
        (
            marks.label(1, 2, "a & b"),
            '<text x="1" y="5.5" text-anchor="middle">a &amp; b</text>',
        ),
        (marks.path([(0, -0.01), (1, 2.26)]), '<path d="M0 0 1 2.3"/>'),
        (
            marks.path([(0.6, 1.4), (2, 3)], "cost", digits=0),
            '<path class="cost" d="M1 1 2 3"/>',
        ),
        (
            marks.arrow((0, 0), (10, 0), head=4),
            '<path d="M0 0 10 0"/><path d="M6 2 10 0 6 -2"/>',
        ),
        (marks.dot(1, 2, "move", 3.5), '<circle class="move" cx="1" cy="2" r="3.5"/>'),
        (marks.group(["a", "b"], stroke_width=2), '<g stroke-width="2">ab</g>'),
        (
            marks.picture(3, 4, "a", "b", kind="net"),
            '<svg class="net" viewBox="0 0 3 4" aria-hidden="true">ab</svg>',
        ),
        (
            marks.picture(3, 4, description='a "b"'),
            '<svg viewBox="0 0 3 4" role="img" aria-label="a &quot;b&quot;"></svg>',
        ),
    ],
)
def test_a_mark_is_this_svg(mark, svg):
    assert mark == svg


# The hooks


def test_the_templates_blank_lines_and_margins_go_and_code_keeps_its_own():
    page = "<p>\n\n   a\u00a0\n b</p>\n<pre>x\n\n    y\n</pre>\n  <p>"
    assert (
        hooks.on_post_page(page) == "<p>\na\u00a0\nb</p>\n<pre>x\n\n    y\n</pre>\n<p>"
    )


def test_what_a_page_was_given_can_be_linked_to():
    page = types.SimpleNamespace(present_anchor_ids={"heading"})
    hooks.on_page_content('<figure class="drawn" id="figure-a"><b data-id="no">', page)
    assert page.present_anchor_ids == {"heading", "figure-a"}


def test_only_what_a_reader_can_save_is_published_and_all_of_it(site):
    published = {
        path.relative_to(site / "snippets").as_posix()
        for path in (site / "snippets").rglob("*")
        if path.is_file()
    }
    kept = {
        path.relative_to(SNIPPETS).as_posix()
        for path in SNIPPETS.rglob("*")
        if path.suffix in (".py", ".toml") and path.name[0] != "."
    }
    assert published == kept
    assert not list(site.rglob("*_extension*"))


def test_text_of_figures_and_pieces_is_not_searched(site):
    index = json.loads((site / "search" / "search_index.json").read_text())["docs"]
    text = " ".join(entry["text"] for entry in index)
    for words in "1.5 ± 1e−15", "How far must you zoom", "← Previous", "<math":
        assert words not in text
    for page in DOCS.rglob("*.md"):
        if "<!-- figure: " not in re.sub("`.*?`", "", page.read_text()):
            continue
        shown = parse(built(page, site))
        for svg in shown.select("article figure svg"):
            assert svg.find_parent(attrs={"data-search-exclude": True}), page


@pytest.mark.parametrize(
    "code, said",
    [
        ("x = (", "snippets/broken.py, line 1: '(' was never closed"),
        ("\n1 / 0", "snippets/broken.py, line 2: ZeroDivisionError: division by zero"),
    ],
)
def test_a_broken_program_ends_the_build_in_a_sentence(code, said):
    with pytest.raises((SyntaxError, ZeroDivisionError)) as raised:
        exec(compile(code, SNIPPETS / "broken.py", "exec"))
    with pytest.raises(Abort, match=re.escape(said)):
        hooks.on_build_error(raised.value)


def test_an_error_that_is_not_ours_stays_what_it_is():
    hooks.on_build_error(KeyError("no traceback"))
    hooks.on_build_error(Abort("a sentence of MkDocs"))


def test_a_port_that_is_taken_is_refused_in_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Abort, match=f"Port {port} is taken: .* PORT={port + 1}`."):
            hooks.refuse_a_port_that_is_taken("127.0.0.1", port)
    hooks.refuse_a_port_that_is_taken("127.0.0.1", port)
