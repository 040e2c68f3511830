"""What readers move says what other arithmetic says, and is whole when still."""

import importlib
import json
import math
import re
from fractions import Fraction
from os.path import commonprefix

import mpmath
import numpy as np
import pytest
from docs._extension.numbers import minus
from docs._extension.pieces.epsilon import piece as epsilon
from docs._extension.pieces.number import piece as number
from docs._extension.pieces.zoom import piece as zoom
from mpmath import mpf
from network import X, y
from pages import DOCS, PAGES, built, parse
from programs import SNIPPETS, sections

MARKER = re.compile(r"<!-- piece: (\w+) -->")
PIECES = {m: page for page in PAGES for m in MARKER.findall(page.read_text())}
EPS = {"float64": 2.0**-52, "float32": 2.0**-23}

every_piece = pytest.mark.parametrize("name", PIECES)


@pytest.fixture
def piece(name, site):
    return parse(built(PIECES[name], site)).select_one(f"piece-{name}")


def module(name):
    return importlib.import_module(f"docs._extension.pieces.{name}.piece")


def test_every_folder_is_a_piece_of_some_page_and_has_its_three_files():
    folder = DOCS / "_extension" / "pieces"
    found = {path.parent.name for path in folder.glob("*/*")} - {"__pycache__"}
    assert found == set(PIECES) >= {"zoom", "epsilon", "number"}
    for name in found:
        files = {path.name for path in (folder / name).iterdir() if path.is_file()}
        assert files == {"piece.py", "piece.js", "piece.css"}


@every_piece
def test_the_element_holds_the_data_of_its_module(name, piece):
    assert json.loads(piece["data-json"]) == json.loads(json.dumps(module(name).data()))
    assert piece["id"] == name


@every_piece
def test_its_script_is_a_module_of_the_page(name, piece):
    script = piece.find_next_sibling("script")
    assert script["type"] == "module"
    assert script["src"].endswith(f"javascripts/pieces/{name}/piece.js")


@every_piece
def test_it_is_a_form_of_named_and_labelled_native_inputs(name, piece):
    assert piece.form["aria-label"] == module(name).LABEL
    fields = piece.form.select("input:not([type=hidden]), button, select")
    assert fields
    for field in fields:
        labelled = field.find_parent("label") or field.get("aria-label")
        assert field.name == "button" or (field["name"] and labelled)
    assert all(fieldset.legend.get_text() for fieldset in piece.select("fieldset"))
    assert piece.output is not None


@every_piece
def test_still_it_is_a_figure_in_words_with_a_caption_and_a_table(name, piece):
    if not hasattr(module(name), "svg"):  # Then it stands above what it is about.
        assert piece.find_next("table").find_previous("piece-number") is piece
        return
    still = piece.select_one("figure .still[role=img]")
    assert still["aria-label"] == minus(module(name).DESCRIPTION)
    assert len(still["aria-label"]) > 100
    assert still.select("svg path") and still.select("svg text")
    assert len(piece.figcaption.get_text()) > 50
    if hasattr(module(name), "answers"):
        assert len(piece.details.get_text()) > 1000
        return
    headings, rows = module(name).table()
    assert piece.select_one("details > summary").get_text() == module(name).SUMMARY
    shown = [
        [cell.get_text() for cell in line.find_all(["th", "td"])]
        for line in piece.select("details table tr")
    ]
    assert shown == [headings, *([minus(cell) for cell in row] for row in rows)]
    assert piece.select_one("details table")["aria-label"] == module(name).SUMMARY


# Zoom


def exact(name, x):
    if name == "sigmoid":
        return 1 / (1 + mpmath.exp(-mpf(x)))
    return mpf(x) ** 2 if name == "square" else abs(mpf(x))


@pytest.mark.parametrize("name", ["square", "sigmoid"])
def test_the_tangent_has_the_slope_of_mpmath(name):
    x, slope = zoom.POINTS[name]
    with mpmath.workdps(30):
        true = mpmath.diff(lambda t: exact(name, t), x)
        assert abs(slope - true) < 1e-16


@pytest.mark.parametrize("kind", EPS)
@pytest.mark.parametrize("name", ["square", "sigmoid"])
def test_a_secant_is_off_by_no_more_than_bend_and_rounding(name, kind):
    x, slope = zoom.POINTS[name]
    bend = {"square": 1, "sigmoid": 0.05}[name]
    for k, (text, _) in enumerate(zoom.data()[name][kind]):
        h = 10.0**-k
        with mpmath.workdps(40):
            secant = (exact(name, x + mpf(h)) - exact(name, x)) / mpf(h)
        assert abs(secant - slope) < bend * h * 1.01
        # Each value is rounded, and so is where the second one is taken.
        value = float(exact(name, x))
        assert abs(float(text) - secant) <= EPS[kind] * (2 * value + slope * x) / h


def test_the_secants_of_x_squared_are_those_that_the_page_prints():
    printed = sections(SNIPPETS / "learn/derivative.out")["too_far"]
    secants = zoom.data()["square"]["float64"]
    for line in printed.splitlines():
        step, slope = line.split()
        assert secants[-round(math.log10(float(step)))][0] == slope


def test_the_corner_of_the_absolute_value_never_straightens():
    for kind in EPS:
        assert {secant for secant, _ in zoom.data()["abs"][kind]} == {"1.0"}


def test_so_many_numbers_are_in_a_window():
    # From 0.5 to 1, from 1 to 2, from 2 to 2.5, and the last one.
    for kind, digits in ("float64", 52), ("float32", 23):
        count = 2**digits + 2**digits + 2 ** (digits - 2) + 1
        assert zoom.numbers_within(1.5, 1.0, kind) == count
    for kind, h, dtype in ("float64", 1e-14, float), ("float32", 1e-5, np.float32):
        at, last, count = dtype(1.5) - dtype(h), dtype(1.5) + dtype(h), 1
        while at < last:
            at, count = np.nextafter(at, dtype(2)), count + 1
        assert zoom.numbers_within(1.5, h, kind) == count
    assert zoom.numbers_within(1.5, 1e-16, "float64") == 1
    # About zero: as many on either side, and zero itself.
    assert zoom.numbers_within(0, 1, "float32") == 2 * 127 * 2**23 + 1


# Choose ε


def exact_cost(weight):
    """The cost of the lesson's network, with the digits of mpmath."""
    theta = [mpf(float(w)) for w in epsilon.THETA]
    theta[epsilon.WEIGHT] = weight
    total = mpf(0)
    for (a, b), target in zip(X.tolist(), y[:, 0].tolist()):
        hidden = [exact("sigmoid", a * theta[j] + b * theta[3 + j]) for j in range(3)]
        y_hat = exact("sigmoid", sum(h * w for h, w in zip(hidden, theta[6:])))
        total += (mpf(target) - y_hat) ** 2 / 2
    return total


EXACT = {
    "cube": (lambda x: x**3, mpf(5) / 7),
    "sin": (mpmath.sin, mpf(1)),
    "exp": (mpmath.exp, mpf(1)),
    "cost": (exact_cost, mpf(float(epsilon.THETA[epsilon.WEIGHT]))),
}


@pytest.mark.parametrize("name", EXACT)
def test_the_digits_of_a_slope_are_those_of_mpmath(name):
    f, x = EXACT[name]
    with mpmath.workdps(40):
        x = mpf(5) / 7 if name == "cube" else x
        true = mpmath.diff(f, x)
        assert abs(mpf(epsilon.data()[name]["slope"]) - true) <= mpf("1.01e-15")


@pytest.mark.parametrize("kind", EPS)
@pytest.mark.parametrize("name", EXACT)
def test_an_estimate_is_the_central_difference_but_for_rounding(name, kind):
    f, x = EXACT[name]
    for step, estimate in zip(epsilon.STEPS, epsilon.data()[name][kind], strict=True):
        with mpmath.workdps(40):
            e = mpf(step)
            difference = (f(x + e) - f(x - e)) / (2 * e)
            slope = abs(mpmath.diff(f, x))
            largest = max(abs(f(x + e)), abs(f(x - e)))
        # Rounded are both values, a few times, and where they are taken.
        bound = EPS[kind] * (4 * largest + slope * (abs(x) + e)) / e
        bound += 10.0 ** -epsilon.TYPES[kind][1]  # It is cut there.
        assert abs(mpf(estimate) - difference) <= bound


def right_digits(name, kind, step):
    digits = epsilon.data()[name]
    estimate = digits[kind][epsilon.STEPS.index(step)]
    return len(commonprefix([estimate, digits["slope"]]).replace(".", ""))


def test_the_words_of_the_figure_count_the_digits_as_they_are():
    counts = [right_digits("cube", "float64", step) for step in ("1", "1e-5", "1e-12")]
    assert counts == [0, 10, 4]
    said = "none is right at ε = 1, ten are at 1e-5 and four at 1e-12"
    assert said in epsilon.DESCRIPTION
    digits = epsilon.data()["cube"]
    for kind in EPS:
        errors = [abs(float(e) - float(digits["slope"])) for e in digits[kind]]
        least = f"{min(errors):.0e}".replace("e-0", "e-")
        turn = f"to {least} at {epsilon.STEPS[errors.index(min(errors))]}"
        assert turn in epsilon.DESCRIPTION
        if kind == "float64":
            last = f"to {errors[0]:.0e} at 1e-12".replace("e-0", "e-")
            assert last in epsilon.DESCRIPTION


@pytest.mark.parametrize("name", EXACT)
def test_digits_are_lost_on_both_sides(name):
    for kind, best in ("float64", range(3, 8)), ("float32", range(1, 5)):
        counts = [right_digits(name, kind, f"1e-{k}") for k in range(1, 13)]
        most = max(counts)
        assert counts.index(most) + 1 in best
        assert counts[0] < most > counts[-1]


def test_the_marks_of_the_figure_end_where_the_digits_go_wrong(site):
    html = parse(built(PIECES["epsilon"], site))
    rows = html.select("piece-epsilon .still text.digits")
    assert len(rows) == 13
    slope, marked = epsilon.data()["cube"]["slope"], 0
    for row in rows:
        wrong = row.tspan.extract().get_text()
        right = row.get_text()
        assert slope.startswith(right) and not slope.startswith(right + wrong[0])
        mark = row.find_previous_sibling("text").find_previous_sibling("rect")
        if right:
            marked += 1
            one = float(row["textLength"]) / len(right + wrong)
            assert float(mark["width"]) == pytest.approx(one * len(right), abs=0.1)
    assert marked == 12


# Read your number


def test_the_rows_are_those_of_the_table(site):
    table = parse(built(PIECES["number"], site)).select_one("piece-number ~ table")
    if table is None:
        table = parse(built(PIECES["number"], site)).find("table")
    names = [line.td.get_text() for line in table.select("tbody tr")]
    assert names == [name for name, *_ in number.ROWS]
    assert all(line.a["href"].startswith("#") for line in table.select("tbody tr"))


def test_a_row_is_named_by_its_bounds():
    for name, low, high in number.ROWS:
        named = [float(text) for text in re.findall(r"[\d.e-]*\d", name)]
        bounds = {bound for bound in (low, high) if bound not in (5e-324, None)}
        assert set(named) == bounds


@pytest.mark.parametrize(
    "ratio, names",
    [
        (0, ["0"]),
        (5e-324, ["below 1e-7"]),
        (3e-11, ["below 1e-7"]),
        (3e-8, ["below 1e-7", "1e-8 to 2e-3"]),
        (2.7e-7, ["1e-8 to 2e-3"]),
        (1e-3, ["1e-8 to 2e-3"]),
        (0.02, ["anything else"]),
        (0.18, ["anything else"]),
        (1 / 3, ["0.32 to 0.35"]),
        (0.5, ["0.48 to 0.52"]),
        (0.94, ["anything else"]),
        (0.999, ["0.97 to 1.03"]),
        (1.2, ["anything else"]),
        (5.5, ["more than 1.5"]),
        (math.inf, ["more than 1.5"]),
        (math.nan, ["nan"]),
    ],
)
def test_a_ratio_belongs_to_these_rows(ratio, names):
    assert number.rows(ratio) == names


@pytest.mark.parametrize("k", ["1/32", "1/3", "1/2", 2, 3, 32, -1, -2])
def test_a_factor_is_found_whatever_the_ratio_was_divided_by(k):
    k = Fraction(k)
    both = [pytest.approx(sorted([float(k), float(1 / k)]))] if k != -1 else [[]]
    # By the norms, all k < 0 give 1, so no k is named.
    for divisor, divided, found in [
        ("sum", abs(k - 1) / abs(k + 1) if k != -1 else math.inf, both),
        ("norms", abs(k - 1) / (abs(k) + 1), both if k > 0 else [[]]),
        ("larger", abs(k - 1) / max(abs(k), 1), both),
    ]:
        assert [sorted(number.factors(float(divided), divisor))] == found
        assert not number.too_much(float(divided), divisor)


@pytest.mark.parametrize("divisor, most", [("norms", 1), ("larger", 2)])
def test_no_formula_gets_an_answer_that_it_cannot_give(divisor, most):
    draw = np.random.default_rng(0)
    for _ in range(200):
        g, n = draw.standard_normal((2, 3))
        by_norms = np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
        by_larger = np.max(np.abs(g - n) / np.maximum(np.abs(g), np.abs(n)))
        assert by_norms <= 1 and by_larger <= 2
    assert number.rows(most, divisor) and number.rows(most + 1e-7, divisor)
    for ratio in (most + 1e-5, 5.5, 1e9, math.inf):
        assert number.too_much(ratio, divisor)
        assert number.rows(ratio, divisor) == number.factors(ratio, divisor) == []
    assert "more than 1.5" not in [
        name for n in range(101) for name in number.rows(n / 100, "norms")
    ]
    assert all(k > 0 for n in range(101) for k in number.factors(n / 100, "norms"))


def test_a_plain_norm_is_no_ratio_except_0_and_nan():
    assert number.rows(0, "nothing") == ["0"]
    assert number.rows(math.nan, "nothing") == ["nan"]
    for error in (1.1e-5, 0.333, 1, 5.5, math.inf):
        assert number.rows(error, "nothing") == number.factors(error, "nothing") == []


def test_a_plain_norm_is_what_scipy_returns():
    """rosen at (2, -1): scipy.optimize.check_grad of SciPy 1.17 gives 3.05e-05."""
    printed = sections(SNIPPETS / "use/read_your_number.out")["nothing"]
    assert "3.1e-05 is what check_grad returns" in printed


def test_the_page_prints_numbers_that_its_rows_expect():
    printed = sections(SNIPPETS / "use/read_your_number.out")
    for section, name in [("third", "0.32 to 0.35"), ("nan", "nan")]:
        found = re.findall(r"\b(?:nan|0\.3\d+)\b", printed[section])
        assert found and all(name in number.rows(float(text)) for text in found)
