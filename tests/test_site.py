"""The built site needs nobody, leads somewhere, and shows mathematics as such."""

import ast
import functools
import json
import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from conftest import ROOT, build
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from pages import PAGES, built, parse, relative

# What a browser fetches by itself when it meets the element.
LOADED = {
    "link": ["href"],
    "script": ["src"],
    "img": ["src", "srcset"],
    "source": ["src", "srcset"],
    "image": ["href", "xlink:href"],
    "use": ["href", "xlink:href"],
    "iframe": ["src"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "embed": ["src"],
    "object": ["data"],
}
# Of these links a browser fetches nothing.
NOT_FETCHED = {"canonical", "next", "prev"}
IN_CSS = re.compile(r"""(?:url\(|@import\s+(?!url))\s*["']?([^"')\s;]+)""")
IN_SCRIPT = re.compile(
    r"""(?:fetch\(|import\(|importScripts\(|from|import|\.src\s*=|new \w+\()\s*"""
    r"""["'`]((?:https?:)?//[^"'`]+)"""
)
TEX = re.compile(r"\\[a-zA-Z]+|\\[()\[\]{}]|\$\$|\^\{|_\{")

parsed = functools.cache(parse)


@pytest.fixture
def pages(site):
    """Every page of the site, parsed, by its path."""
    found = {path: parsed(path) for path in sorted(site.rglob("*.html"))}
    assert len(found) > 10
    return found


def addresses(html):
    """Return each address that a browser loads as it shows the page."""
    for element in html.find_all(LOADED):
        if NOT_FETCHED & set(element.get("rel", [])):
            continue
        for attribute in LOADED[element.name]:
            for candidate in element.get(attribute, "").split(","):
                yield from candidate.split()[:1]
    for style in html.find_all("style"):
        yield from IN_CSS.findall(style.string or "")
    for element in html.find_all(style=True):
        yield from IN_CSS.findall(element["style"])
    for script in html.find_all("script", src=False):
        yield from IN_SCRIPT.findall(script.string or "")


def is_elsewhere(address, site_url):
    parts = urlsplit(urljoin(site_url, address))
    return parts.scheme != "data" and not parts.geturl().startswith(site_url)


def test_no_page_loads_anything_from_another_host(pages, site_url):
    elsewhere = {
        f"{path}: {address}"
        for path, html in pages.items()
        for address in addresses(html)
        if is_elsewhere(address, site_url)
    }
    assert elsewhere == set()


def test_no_stylesheet_loads_anything_from_another_host(site, site_url):
    stylesheets = sorted(site.rglob("*.css"))
    assert stylesheets
    for path in stylesheets:
        for address in IN_CSS.findall(path.read_text()):
            assert not is_elsewhere(address, site_url), f"{path}: {address}"


def test_no_script_of_ours_loads_anything_from_another_host():
    for path in (ROOT / "docs").rglob("*.js"):
        assert IN_SCRIPT.findall(path.read_text()) == [], path


def test_a_published_site_loads_python_from_one_pinned_address(site, monkeypatch):
    monkeypatch.delenv("PYODIDE_URL", raising=False)
    pyodide = load_config(str(ROOT / "mkdocs.yml")).extra["pyodide"]
    assert pyodide == "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/"
    monkeypatch.setenv("PYODIDE_URL", "https://mirror.example/python/")
    pyodide = load_config(str(ROOT / "mkdocs.yml")).extra["pyodide"]
    assert pyodide == "https://mirror.example/python/"
    # The mirror for tests is never published.
    assert list(site.rglob("*pyodide*")) == []


def test_every_link_and_anchor_leads_somewhere(pages, site, site_url):
    broken = set()
    for path, html in pages.items():
        here = urljoin(site_url, path.relative_to(site).as_posix())
        for link in html.select("[href], [src]"):
            address = urljoin(here, link.get("href", link.get("src")))
            if not address.startswith(site_url):
                continue
            parts = urlsplit(address)
            target = site / unquote(parts.path).lstrip("/")
            if target.is_dir():
                target /= "index.html"
            anchor = unquote(parts.fragment)
            if not target.is_file():
                broken.add(f"{path}: {address}")
            elif anchor and not parsed(target).find(id=anchor):
                broken.add(f"{path}: {address} has no such anchor")
    assert broken == set()


def test_no_page_shows_raw_tex(pages):
    for path in pages:
        shown = parse(path).body
        for element in shown.find_all(["pre", "code", "script", "style"]):
            element.decompose()
        assert TEX.findall(shown.get_text()) == [], path


def test_formulas_are_mathml(pages):
    formulas = [f for html in pages.values() for f in html.select(".formula")]
    assert len(formulas) > 20
    assert all(formula.find("math") for formula in formulas)
    pairs = {"msup", "msub", "mfrac", "mover", "munder"}
    for formula in formulas:
        for element in formula.find_all(pairs):
            assert len(element.find_all(recursive=False)) == 2, element


def test_the_search_index_holds_no_raw_tex(site):
    index = json.loads((site / "search" / "search_index.json").read_text())
    assert len(index["docs"]) > 20
    for entry in index["docs"]:
        text = re.sub(r"<(pre|code)\b.*?</\1>", "", entry["text"], flags=re.DOTALL)
        assert TEX.findall(text + entry["title"]) == [], entry["location"]


def test_tex_that_cannot_be_rendered_fails_the_build(tmp_path, caplog):
    page = tmp_path / "docs" / "index.md"
    page.parent.mkdir()
    page.write_text("# A page\n\nIts formula is \\(\\undefined{x}\\).\n")
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        docs_dir=str(page.parent),
        site_dir=str(tmp_path / "site"),
        nav=None,
    )
    with pytest.raises(Abort):
        mkdocs_build(config)
    assert r"index.md: the formula \undefined{x} is wrong" in caplog.text


@pytest.mark.parametrize(
    "path, number",
    {
        "learn/norm-ratio": "1e-8",
        "trouble/weight-decay": "λ = 10,000",
        "trouble/float32": "ε = 1e-2",
        "use/how-it-decides": "× 0.001",
    }.items(),
)
def test_a_number_stays_on_one_line_and_code_stays_as_it_is(path, number, site):
    page = parse(site / path / "index.html").article
    assert page.select("pre .number, code .number, math .number") == []
    for whole in page.select("pre, code, svg"):
        whole.extract()
    numbers = [span.extract().get_text() for span in page.select(".number")]
    assert number in numbers
    assert re.findall(r"\de-\d|\w\s=\s\d", page.get_text()) == []


def test_the_next_page_has_one_name_in_the_text_and_in_the_footer(pages):
    compared = 0
    for path, html in pages.items():
        for sentence in html.select("article p"):
            if sentence.get_text().startswith("Next:"):
                inside = sentence.a
                below = html.select_one(".md-footer__link--next")
                assert inside["href"] == below["href"], path
                title = below.select_one(".md-footer__title .md-ellipsis").get_text()
                assert inside.get_text() == title.strip(), path
                compared += 1
    assert compared > 20


def test_every_table_has_a_box_to_scroll_in(pages):
    tables = [t for html in pages.values() for t in html.select("table:not([class])")]
    assert len(tables) > 20
    assert all(table.parent.get("class") == ["table"] for table in tables)


# What the HTML of a page may weigh without its scripts, in bytes: text compresses
# well, so this is a bound on what a browser has to lay out.
@pytest.mark.parametrize(
    "path, budget",
    {"index.html": 30_000, "learn/central-difference/index.html": 60_000}.items(),
)
def test_a_page_stays_within_its_budget(site, path, budget):
    html = (site / path).read_bytes()
    assert len(re.sub(rb"(?s)<script.*?</script>", b"", html)) <= budget


def test_a_program_is_downloaded_without_the_marks_of_its_sections(site, site_url):
    for path in sorted((site / "snippets").rglob("*.py")):
        assert "--8<--" not in path.read_text(), path
    text = (site / "snippets" / "gradient_check.py").read_text()
    assert "\n\n\n\n" not in text
    assert f"\nHome: {site_url}\n" in text
    ast.parse(text)


def test_a_script_is_sent_without_the_lines_that_only_comment(site):
    for path in sorted((ROOT / "docs" / "assets").rglob("*.js")):
        sent = (site / path.relative_to(ROOT / "docs")).read_text().splitlines()
        kept = [x for x in path.read_text().splitlines() if x.lstrip()[:2] != "//"]
        assert sent == kept, path


def test_what_the_theme_leaves_without_a_name_has_one(pages):
    for path, html in pages.items():
        for dialog in html.select("[role=dialog]"):
            assert dialog.get("aria-label"), path
        assert html.select_one("[data-md-component=search][role=dialog]"), path


@pytest.mark.slow
def test_two_builds_of_the_site_are_equal(site, site_url, tmp_path):
    built = build(tmp_path, url=site_url)
    assert built.returncode == 0, built.stdout

    def files(folder):
        return {p.relative_to(folder) for p in folder.rglob("*") if p.is_file()}

    assert files(site) == files(tmp_path)
    for path in files(site):
        if path.suffix != ".gz":  # The sitemap, with the time of day beside it.
            assert (site / path).read_bytes() == (tmp_path / path).read_bytes(), path


def test_a_page_lists_its_section_and_marks_where_the_reader_is(site):
    for source in PAGES:
        if relative(source).split("/")[0] not in ("learn", "use", "trouble"):
            continue
        html = parse(built(source, site))
        sidebar = html.select_one(".md-sidebar--primary")
        here = sidebar.select("a.md-nav__link--active")
        assert len(here) >= 1, source
        section = source.parent.glob("*.md")
        linked = {a["href"].rstrip("/").rpartition("/")[2] for a in sidebar.select("a")}
        for page in section:
            if page.stem != "index" and page != source:
                assert page.stem in linked, (source, page)


def test_a_page_with_more_than_four_headings_lists_them(site):
    for source in PAGES:
        html = parse(built(source, site))
        headings = html.select("article h2[id]")
        listed = html.select(".md-nav--secondary a")
        if len(headings) > 4:
            assert len(listed) == len(headings), source
        else:
            assert not listed, source
