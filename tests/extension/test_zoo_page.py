"""The pages of the zoo say what bug_zoo.toml and the measurements say."""

import gzip
import inspect
import json
import re

import mlp
import network
import pytest
import zoo
from bug_zoo import HELD_OUT, read_bugs
from checks import CHECKS
from pages import DOCS, built, parse
from zoo_results import HELD_OUT_SEEDS, bug_results, naming, seen_by

GALLERY = DOCS / "zoo" / "gallery.md"
BUGS = read_bugs()
NETWORKS = {"lesson": network, "mlp": mlp}


@pytest.fixture(scope="module")
def html(site):
    return parse(built(GALLERY, site))


@pytest.fixture(scope="module")
def articles(html):
    return {article["id"]: article for article in html.select("bug-zoo article")}


@pytest.fixture(scope="module")
def rows(html):
    """The cells of each row of the table, by the bug that it links to."""
    rows = html.select("table.zoo tbody tr")
    return {row.a["href"].removeprefix("#"): row.find_all(["th", "td"]) for row in rows}


@pytest.fixture(scope="module")
def results():
    return {result.bug.name: result for result in bug_results()}


def code_lines(code):
    return [line.strip() for line in code.splitlines() if line.strip()]


def test_every_bug_has_a_row_that_links_to_its_article(rows, articles):
    names = [bug.name for bug in BUGS]
    assert list(rows) == list(articles) == names
    for bug in BUGS:
        assert rows[bug.name][0].get_text() == bug.title
        assert articles[bug.name].h2.get_text() == bug.title
        assert articles[bug.name].p.get_text() == bug.lesson


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_diff_takes_the_right_source_to_the_one_with_the_bug(bug, articles):
    removed, added, context = [], [], []
    for line in articles[bug.name].select_one("pre.diff").get_text().splitlines():
        {"-": removed, "+": added, " ": context}[line[0]].append(line[1:].strip())
    old, new = set(code_lines(bug.old)), set(code_lines(bug.new))
    # An old or a new piece may be a part of a line.
    assert any(line in text for line in new for text in added)
    assert removed or old < new
    source = inspect.getsource(NETWORKS[bug.network])
    planted = source.replace(bug.old, bug.new)
    before, after = code_lines(source), code_lines(planted)
    assert [line for line in before if line not in after] == [
        line for line in removed if line not in after
    ]
    assert sorted(before + added) == sorted(after + removed)
    assert len(context) in (1, 2) and set(context) <= set(before)


def test_signs_and_elements_say_what_goes_and_what_comes(articles):
    for article in articles.values():
        diff = article.select_one("pre.diff")
        assert len(diff.select("ins")) >= 1
        for name, sign in [("del", "-"), ("ins", "+")]:
            for piece in diff.select(name):
                assert all(line[0] == sign for line in piece.get_text().splitlines())


def number(text):
    return float(text.rstrip("\u00a0%"))


def test_the_numbers_of_the_table_are_those_of_the_measurements(rows, results):
    for name, (_, net, reach, ratio, seen, named) in rows.items():
        result = results[name]
        assert net.get_text().lower() == result.bug.network
        if result.reach < 0:
            assert reach.get_text() == "rises"
        else:
            assert number(reach.get_text()) == round(100 * result.reach)
        measured = pytest.approx(result.ratio, rel=0.05, nan_ok=True)
        assert float(ratio.get_text()) == measured
        assert seen.get_text() == str(len(seen_by(result)))
        if result.kind.endswith("call"):
            assert number(named.get_text()) == round(100 * naming([result]).first)
        else:
            assert named.get_text() == "–"


def test_an_article_repeats_the_numbers_of_its_row(rows, articles):
    for name, cells in rows.items():
        _, _, reach, ratio, seen, named = (cell.get_text() for cell in cells)
        facts = articles[name].select_one(".facts").get_text()
        assert reach in facts and f" ratio is {ratio};" in facts
        assert f" {seen} of {len(CHECKS)} checks" in facts
        assert named == "–" or facts.endswith(f": {named}.")


def test_an_article_says_how_often_each_check_flags(articles, results):
    for name, article in articles.items():
        checks = article.select_one(".checks")
        text = checks.get_text().strip("\n")
        # A figure space is as wide as a digit: the names begin on one line.
        assert re.fullmatch(r"([\u2007\d]{3}\u00a0%  \S.*(\n|$))+", text), name
        lines = [line.split(None, 2) for line in text.splitlines()]
        said = {check: int(share) for share, _, check in lines}
        shares = results[name].flagged
        assert said == {check: round(100 * share) for check, share in shares.items()}
        quiet = [line.get_text().split(None, 2)[2] for line in checks.select("i")]
        assert quiet == [check for check in CHECKS if shares[check] < 0.5]


def test_an_article_shows_the_report_and_its_ratios(articles, results):
    for name, article in articles.items():
        shown = results[name].shown
        assert article.select("pre")[-1].get_text() == shown["report"]
        said = article.select_one(".ratios").get_text().strip().splitlines()
        if shown["ratios"]:
            ratios = dict(line.split() for line in said)
            assert {n: float(r) for n, r in ratios.items()} == pytest.approx(
                {n: float(r) for n, r in shown["ratios"].items()}, rel=0.05, nan_ok=True
            )
        else:
            assert said == [
                "none: calls that should be alike are not, so it measures nothing."
            ]


def test_no_curve_has_the_colours_of_the_two_gradients(articles):
    for article in articles.values():
        assert not article.svg.select(".analytic, .numerical")


def test_the_answer_adds_up_the_mistakes_of_the_three_bounds_as_the_tables_have_them():
    tables = (DOCS.parent / "benchmarks" / "zoo" / "tables.md").read_text()

    def rows(name):
        """Return the numbers of the three bounds, a list each."""
        table = re.search(rf"start:{name}\](.*?)\[end:", tables, re.DOTALL)[1]
        lines = re.findall(r"^\| lecture, 1e-[874] \|(.*)", table, re.MULTILINE)
        return [[int(n) for n in re.findall(r"\d+", line)] for line in lines]

    missed = [100 - row[0] for row in rows("tallies")]
    failed = [row[5] for row in rows("alarms")]
    both = [a + b for a, b in zip(missed, failed)]
    text = " ".join((DOCS / "zoo" / "checks.md").read_text().split())
    for numbers in missed, failed, both:
        assert "{}, {} and {} %".format(*numbers) in text
    assert min(both) == both[1], "1e-7"
    assert [row[-1] for row in rows("alarms")] == [100, 100, 100]


def test_a_curve_is_told_in_words_and_its_ends_are_labelled(articles, results):
    ways = set()
    for name, article in articles.items():
        said = article.svg["aria-label"]
        way, *costs, best = re.fullmatch(
            r"The cost (falls|rises|stays)(?: from (\S+) to| at) (\S+);"
            r" with the correct gradient it falls to (\S+)\.",
            said,
        ).groups()
        ways.add(way)
        shown = results[name].shown
        start, end = (float(shown["curve"][k]) for k in (0, -1))
        right = float(shown["correct curve"][-1])
        expected = "falls" if end < start else "rises" if end > start else "stays"
        assert way == expected
        assert float(costs[-1]) == pytest.approx(end, rel=0.006)
        assert float(best) == pytest.approx(right, rel=0.006)
        labels = [text.get_text() for text in article.select("svg text")]
        end_said = "∞" if costs[-1] == "infinity" else costs[-1]
        assert {f"{end_said} buggy", f"{best} correct"} < set(labels)
        assert float(labels[0]) == pytest.approx(start, rel=0.006)
    assert {"falls", "rises"} <= ways


def test_curves_stay_in_their_frame_or_leave_it_at_the_top(articles, results):
    for name, article in articles.items():
        for path, key in [("buggy", "curve"), ("correct", "correct curve")]:
            marks = article.select_one(f"svg path.{path}")["d"].removeprefix("M")
            numbers = [int(n) for n in marks.split()]
            x, y = numbers[::2], numbers[1::2]
            costs = [float(J) for J in results[name].shown[key]]
            assert len(x) == len(costs) and x == sorted(x)
            assert max(y) <= 140 and min(y) >= -15
            # The larger the cost, the higher: less y.
            order = sorted(range(len(y)), key=lambda k: costs[k])
            assert all(y[a] >= y[b] for a, b in zip(order, order[1:]))


def test_the_introduction_counts_the_bugs(html, results):
    wrong = [result for result in results.values() if result.kind.endswith("call")]
    well = [result for result in wrong if result.reach >= 0.95]
    said = re.findall(r"\d+", html.select_one("article .lede").get_text())
    assert said == [str(n) for n in (len(BUGS), len(wrong), len(well), 95)]


def test_the_filter_asks_for_what_the_measurements_say(html, results):
    for row in html.select("table.zoo tbody tr"):
        result = results[row.a["href"].removeprefix("#")]
        groups = {result.bug.network}
        if result.kind.endswith("call") and result.reach >= 0.95:
            groups.add("well")
        if result.flagged["lecture, 1e-8"] < 0.5:
            groups.add("unseen")
        assert set(row["class"]) == groups
    asked = {option["value"] for option in html.select("bug-zoo option")}
    assert asked == {"", ".lesson", ".mlp", ".well", ".unseen"}


def test_the_search_finds_the_page_and_not_each_bug(site):
    index = json.loads((site / "search" / "search_index.json").read_text())["docs"]
    ours = [entry for entry in index if entry["location"].startswith("zoo/gallery/")]
    assert ours and sum(len(entry["text"]) for entry in ours) < 5000
    assert not any(bug.lesson in entry["text"] for entry in ours for bug in BUGS)


def test_the_script_is_small():
    script = DOCS / "_extension" / "zoo" / "zoo.js"
    assert len(gzip.compress(script.read_bytes())) <= 2000


def test_the_prose_of_the_zoo_counts_what_was_measured():
    story, checks = (
        " ".join((DOCS / "zoo" / f"{page}.md").read_text().split())
        for page in ("story", "checks")
    )
    held_out = [bug for bug in BUGS if bug.held_out]
    assert f"what {len(BUGS)} changes to a correct network do" in story
    assert f"trained from {len(zoo.SEEDS)} random starts" in story
    assert f"the last {len(HELD_OUT_SEEDS)} starts" in story
    assert "the dozen bugs" in story and len(held_out) == 12
    assert "each of seventeen checks catches" in checks and len(CHECKS) == 17
    regimes = f"in eleven regimes from easy to hard, {len(zoo.SEEDS)} of each"
    assert regimes in checks and len(zoo.REGIMES) == 11
    untuned = len(read_bugs(HELD_OUT))
    assert f"there are {untuned} more" in checks and untuned == 40
    assert f"from {len(zoo.FEW)} random starts" in checks


def test_held_out_bugs_are_counted_on_the_page_of_checks_and_not_in_the_gallery(
    site, articles
):
    held_out = read_bugs(HELD_OUT)
    assert not {bug.name for bug in held_out} & set(articles)
    page = parse(built(DOCS / "zoo" / "checks.md", site))
    heads = [[th.get_text() for th in t.select("th")] for t in page.select("table")]
    assert any("false alarms" in head and "cannot tell" in head for head in heads)
    assert any("first cause is true" in head for head in heads)
