"""The notebook prints the lecture's own numbers, and its errors end a build."""

import os
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import jupytext
import matplotlib.pyplot as plt
import mpmath
import nbformat
import network
import numpy as np
import pytest
from bug_zoo import plant, read_bugs
from conftest import ROOT
from docs._extension import notebook
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient
from pages import code_blocks, parse

# The ten numbers that the lecture's notebook prints.
PRINTED = """
    -0.01570145  0.04553206  0.02332193 -0.01261438  0.02962221
     0.02384717 -0.19123277 -0.24006099 -0.09635695
""".split()
PRINTED_RATIO = 2.7533413768397804e-10

# W1, row by row, then W2: the weights that it must have drawn, and the others
# that print the same nine gradients.
WEIGHTS = """
    1.2058474 0.3091937 -2.1994865 -0.9108809 1.5990897 0.7660183
    0.3331475 -1.060311 -0.7108504
""".split()
OTHERS = """
    0.599379 0.2853319 -2.1706653 -0.1753113 1.6023339 0.7240723
    0.3070505 -1.0499533 -0.7047553
""".split()

WITHOUT_THE_HIDDEN_SLOPE = "sigmoid-slope-missing-in-the-hidden-layer"
SOURCE = ROOT / "docs" / "notebooks" / "part-five.py"


def printed(values):
    return [f"{float(value):.8f}" for value in values]


@pytest.fixture
def weights():
    return np.array(WEIGHTS, dtype=float)


@pytest.fixture
def html(site):
    return parse(site / "notebooks" / "part-five" / "index.html")


def test_on_these_weights_backpropagation_gives_the_nine_printed_gradients(weights):
    assert printed(NeuralNetwork(weights).gradient(X, y)) == PRINTED


def test_on_these_weights_the_check_gives_the_nine_printed_gradients(weights):
    numgrad = numerical_gradient(lambda w: NeuralNetwork(w).cost(X, y), weights)
    assert printed(numgrad) == PRINTED


def test_on_these_weights_the_complex_step_gives_the_nine_printed_gradients(weights):
    steps = 1e-20j * np.eye(9)
    costs = [NeuralNetwork(weights + step).cost(X, y) for step in steps]
    assert printed(np.imag(costs) / 1e-20) == PRINTED


def test_the_ratio_is_the_lectures_but_for_rounding(weights):
    numgrad = numerical_gradient(lambda w: NeuralNetwork(w).cost(X, y), weights)
    ratio = norm_ratio(NeuralNetwork(weights).gradient(X, y), numgrad)
    assert ratio == pytest.approx(PRINTED_RATIO, rel=0.01)


def cost_in_many_digits(w):
    """Return the lecture's cost: its network written out, without NumPy."""
    total = 0
    for sleep, study, score in (
        ("0.3", 1, "0.75"),
        ("0.5", "0.2", "0.82"),
        (1, "0.4", "0.93"),
    ):
        hidden = [
            1
            / (1 + mpmath.exp(-mpmath.mpf(sleep) * w[k] - mpmath.mpf(study) * w[3 + k]))
            for k in range(3)
        ]
        y_hat = 1 / (1 + mpmath.exp(-mpmath.fdot(hidden, w[6:])))
        total += (mpmath.mpf(score) - y_hat) ** 2 / 2
    return total


def gradient_in_many_digits(w, epsilon):
    """Return the central differences of the cost, free from rounding."""
    gradient = []
    for k in range(9):
        above, below = list(w), list(w)
        above[k] += epsilon
        below[k] -= epsilon
        rise = cost_in_many_digits(above) - cost_in_many_digits(below)
        gradient.append(rise / (2 * epsilon))
    return gradient


@pytest.mark.parametrize(
    "digits, ratio",
    [(WEIGHTS, 2.7500e-10), (OTHERS, 2.6901e-10)],
    ids=["ours", "others"],
)
def test_both_sets_of_weights_print_the_gradients_but_only_one_the_ratio(digits, ratio):
    with mpmath.workdps(60):
        w = [mpmath.mpf(digit) for digit in digits]
        true = gradient_in_many_digits(w, mpmath.mpf("1e-20"))
        numerical = gradient_in_many_digits(w, mpmath.mpf("1e-4"))
        difference = mpmath.norm([a - b for a, b in zip(true, numerical)])
        truncation = difference / mpmath.norm([a + b for a, b in zip(true, numerical)])
    assert printed(true) == printed(numerical) == PRINTED
    assert float(truncation) == pytest.approx(ratio, rel=2e-5)
    # The rounding of its eighteen costs moves the lecture's ratio by 0.2 %.
    is_the_lectures = abs(float(truncation) / PRINTED_RATIO - 1) < 0.01
    assert is_the_lectures == (digits is WEIGHTS)


def test_the_page_shows_the_nine_gradients_of_either_way(html):
    outputs = [output for _, output in code_blocks(html)]
    with_gradients = [o for o in outputs if re.findall(r"-?\d\.\d{8}", o) == PRINTED]
    assert len(with_gradients) == 2


def test_the_page_shows_every_cell_and_no_error(html):
    cells = jupytext.read(SOURCE, fmt="py:percent").cells
    sources = [cell.source + "\n" for cell in cells if cell.cell_type == "code"]
    assert [code for code, _ in code_blocks(html)] == sources
    assert "Traceback" not in html.article.get_text()


def test_the_page_offers_what_it_takes_to_run_it(site, html):
    folder = site / "notebooks" / "part-five"
    links = [link["href"] for link in html.select("article a[download]")]
    assert [link.rpartition("/")[2] for link in links] == [
        "network.py",
        "numerical_gradient.py",
        "gradient_check.py",
        "part-five.ipynb",
        "part-five.py",
    ]
    assert all((folder / link).is_file() for link in links)


@pytest.mark.slow
def test_the_downloaded_py_runs_as_it_is_and_prints_what_the_page_says(
    site, html, tmp_path
):
    for link in html.select("article a[download]"):
        shutil.copy(site / "notebooks" / "part-five" / link["href"], tmp_path)
    done = subprocess.run(
        [sys.executable, "-W", "error", "part-five.py"],
        cwd=tmp_path,
        env={k: v for k, v in os.environ.items() if k not in ("DISPLAY", "PYTHONPATH")}
        | {"MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "".join(output for _, output in code_blocks(html))


def test_the_downloaded_ipynb_holds_the_same_cells(site, site_url):
    text = (site / "notebooks" / "part-five.ipynb").read_text()
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    cells = jupytext.read(SOURCE, fmt="py:percent").cells
    # Before them stands the one that fetches.
    assert len(notebook.cells) - 1 == len(cells) > 20
    for cell, source in zip(notebook.cells[1:], cells):
        assert cell.cell_type == source.cell_type
        if cell.cell_type == "code":
            assert cell.source == source.source
            continue
        # Jupyter knows no attribute lists, and no pages beside the notebook.
        assert "{ ." not in cell.source and "{ download" not in cell.source
        assert "???" not in cell.source
        for address in re.findall(r"\]\(([^)]+)\)", cell.source):
            assert address.startswith(("https://", site_url)), address
            inside = address.removeprefix(site_url)
            assert inside.startswith("https://") or (site / inside).exists(), address


def test_the_answers_are_folded_in_the_ipynb_too(site):
    text = (site / "notebooks" / "part-five.ipynb").read_text()
    last = nbformat.reads(text, as_version=4).cells[-1].source
    exercises = last.partition("## Try it")[2].partition("## Sources")[0]
    begin, end = "<details><summary>Answer</summary>", "</details>"
    answers = re.findall(
        rf"^    {begin}\n\n    (?=\S)(?s:.*?)\n\n    {end}$", exercises, re.MULTILINE
    )
    assert len(answers) == exercises.count("\n- ") == 2


def test_without_sigmoid_prime_only_the_gradients_of_w1_are_wrong(weights):
    bug = next(b for b in read_bugs() if b.name == WITHOUT_THE_HIDDEN_SLOPE)
    assert bug.old.replace(" * sigmoid_prime(z2)", "") == bug.new
    broken = plant(bug, network).NeuralNetwork(weights).gradient(X, y)
    numgrad = numerical_gradient(lambda w: NeuralNetwork(w).cost(X, y), weights)
    factors = broken / numgrad
    assert (factors[:6].min().round(1), factors[:6].max().round(1)) == (4.4, 6.5)
    assert factors[6:] == pytest.approx(1)
    assert f"{norm_ratio(broken, numgrad):.2f}" == "0.38"


@pytest.mark.slow
def test_six_hundred_starts_from_afar_find_no_third_solution(monkeypatch):
    monkeypatch.setattr(plt, "show", plt.close)
    source, _, _ = SOURCE.read_text().partition("# ## The tenth number decides")
    source = source.replace("rng.standard_normal", "3 * rng.standard_normal")
    source = source.replace("range(60)", "range(600)")
    with np.errstate(all="ignore"):
        names = {}
        exec(compile(source, str(SOURCE), "exec"), names)
    assert len(names["found"]) == 2
    assert [w.tolist() for w in names["found"]] == [
        [float(f"{float(w):.3f}") for w in solution] for solution in (OTHERS, WEIGHTS)
    ]
    assert sum(names["counts"]) < 200
    assert names["counts"] / sum(names["counts"]) == pytest.approx(0.5, abs=0.1)


def test_the_plots_are_described_and_follow_the_theme(html):
    plots = html.select("article figure svg")
    assert len(plots) == 5
    for plot in plots:
        assert plot["role"] == "img" and len(plot["aria-label"]) > 40
        assert plot.select("style, metadata, title") == []
        assert re.findall(r"#[0-9a-f]{6}\b", str(plot)) == []
    assert all("var(--analytic)" in str(plot) for plot in plots[:3])
    assert all("var(--numerical)" in str(plot) for plot in plots[:3])


def test_no_id_is_used_twice(html):
    ids = [element["id"] for element in html.select("[id]")]
    assert len(set(ids)) == len(ids)


@pytest.fixture
def build_with(tmp_path, caplog):
    """Return what builds a site of one notebook, and returns its page, or an error."""

    def built(*cells):
        docs = tmp_path / "docs"
        (docs / "notebooks").mkdir(parents=True, exist_ok=True)
        (docs / "index.md").write_text("# A site\n")
        text = "# %% [markdown]\n# # A notebook\n\n" + "\n".join(cells)
        (docs / "notebooks" / "small.py").write_text(text)
        config = load_config(
            str(ROOT / "mkdocs.yml"),
            docs_dir=str(docs),
            site_dir=str(tmp_path / "site"),
            nav=["index.md", "notebooks/small.py"],
        )
        try:
            mkdocs_build(config)
        except Abort as error:
            return f"{caplog.text}{error}"
        return parse(tmp_path / "site" / "notebooks" / "small" / "index.html")

    return built


@pytest.mark.parametrize(
    "cells, said",
    {
        "an error": (["# %%\nprint(undefined)"], "notebooks/small.py does not run:\n"),
        "a warning": (
            ["# %%\nimport warnings\nwarnings.warn('careful')"],
            "notebooks/small.py: the cell that begins with `import warnings` warns:\n",
        ),
        "a bare value": (
            ["# %%\n6 * 7"],
            "notebooks/small.py: the cell that begins with `6 * 7` ends in a bare "
            "value, which a program would not show: print it.\n42",
        ),
        "a plot without words": (
            ["# %%\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"],
            "notebooks/small.py: the cell that begins with `import matplotlib.pyplot "
            "as plt` plots: describe it, as in",
        ),
        "TeX that is wrong": (
            ["# %% [markdown]", r"# Of \(\no\)."],
            r"notebooks/small.py: the formula \no is wrong",
        ),
        "a link that leads nowhere": (
            ["# %% [markdown]", "# See [this](nowhere.md)."],
            "contains a link 'nowhere.md', but the target 'notebooks/nowhere.md' is",
        ),
    }.values(),
    ids=lambda value: value[0][:30] if isinstance(value, list) else "",
)
def test_what_no_reader_should_see_ends_the_build(cells, said, build_with):
    ended = build_with(*cells)
    assert isinstance(ended, str), "The build went on."
    assert said in ended


def test_a_cell_that_raises_is_told_with_its_error(build_with):
    assert "NameError: name 'undefined' is not defined" in build_with(
        "# %%\nprint(undefined)"
    )


@pytest.mark.slow
def test_what_a_slow_cell_prints_is_one_output(build_with):
    html = build_with("# %%\nimport time\nprint(1)\ntime.sleep(1)\nprint(2)")
    assert [output for _, output in code_blocks(html)] == ["1\n2\n"]


@pytest.mark.slow
def test_a_second_build_runs_the_cells_again(build_with, monkeypatch):
    outputs = []
    for _ in range(2):
        monkeypatch.setattr(notebook, "made", {})
        html = build_with("# %%\nimport time\nprint(time.time_ns())")
        outputs += [output for _, output in code_blocks(html)]
    assert outputs[0] != outputs[1]


def test_a_notebook_is_a_page_like_others(build_with, html):
    small = build_with(
        "# %% [markdown]",
        "# You'll see \\(x^2\\) and ε = 0.1.",
        "# { .lede }",
        "# %%",
        "print(1 < 2, '&')",
    )
    assert small.select_one("p.lede .formula math")
    assert small.select_one("span.number").get_text() == "ε = 0.1"
    assert [output for _, output in code_blocks(small)] == ["True &\n"]
    for page in small, html:
        assert not page.select("[class*=jp-], [class*=Jupyter], [class*=cell]")
        sheets = [sheet["href"] for sheet in page.select("link[rel=stylesheet]")]
        assert all("assets/stylesheets/" in sheet for sheet in sheets)


def test_while_serving_it_runs_again_only_when_it_has_changed(monkeypatch):
    runs = []

    def run(page, config, files):
        runs.append(page)
        page.content = "&lt;b&gt;"

    monkeypatch.setattr(notebook, "made", {})
    monkeypatch.setattr(notebook.Page, "render", lambda page, config, files: None)
    for source in "first", "first", "second", "first":
        file = SimpleNamespace(content_string=source, src_uri="notebooks/small.py")
        page = SimpleNamespace(file=file)
        page.render = lambda config, files, page=page: run(page, config, files)
        notebook.run_by_the_plugin(page)
        page.render(None, None)
        assert page.markdown == "<b>"
    assert len(runs) == 2


def test_the_code_and_the_plots_leave_the_prose_a_fifth_more_than_it_has(site):
    page = (site / "notebooks" / "part-five" / "index.html").read_text()
    page = re.sub(r"(?s)<script.*?</script>", "", page)
    article = re.search(r"(?s)<article.*</article>", page)[0]
    prose = re.sub(r"(?s)<(svg|pre)\b.*?</\1>", "", article)
    whole, prose = len(page.encode()), len(prose.encode())
    # The frame of the page, the code and the plots; and all of it, with the prose:
    # without the scripts that stand in it, which every page has.
    assert whole - prose <= 47_500
    assert whole <= 60_000


@pytest.mark.slow
def test_the_downloaded_ipynb_fetches_what_it_imports_and_runs(site, tmp_path):
    shutil.copy(site / "notebooks" / "part-five.ipynb", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", "execute", "--inplace", "part-five.ipynb"],
        cwd=tmp_path,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    fetched = {path.name for path in tmp_path.glob("*.py")}
    assert fetched == {"gradient_check.py", "network.py", "numerical_gradient.py"}
    text = (tmp_path / "part-five.ipynb").read_text()
    assert PRINTED[0] in text
