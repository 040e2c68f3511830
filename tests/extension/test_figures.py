"""The figures show what is so, and each is whole for who cannot see it."""

import importlib
import math
import re

import matplotlib
import numpy as np
import pytest
from docs._extension import figures
from network import NeuralNetwork, X, y
from numerical_gradient import norm_ratio, numerical_gradient
from pages import FIGURES, built, parse
from programs import SNIPPETS, sections
from pytest import approx

PLOTS = [
    name for name in FIGURES if name not in ("network", "backprop", "gradient-check")
]
every_figure = pytest.mark.parametrize("name", FIGURES)
every_plot = pytest.mark.parametrize("name", PLOTS)


def module(name):
    return importlib.import_module(f"docs._extension.figures.{name.replace('-', '_')}")


@pytest.fixture(scope="module")
def numbers():
    return {name: module(name).data() for name in FIGURES}


@pytest.fixture(scope="module")
def shown(site):
    """Each figure, as it stands on its page."""
    return {
        name: parse(built(page, site)).select_one(f"#figure-{name}")
        for name, page in FIGURES.items()
    }


def recorded(path, section):
    """Return the words of each line that a section of a page's program prints."""
    return [line.split() for line in sections(SNIPPETS / path)[section].splitlines()]


def log_slope(x, y):
    return np.polyfit(np.log(x), np.log(y), 1)[0]


# The V-curve


@pytest.mark.parametrize("kind", ["float64", "float32"])
@pytest.mark.parametrize("rule, power", [("forward", 1 / 2), ("central", 1 / 3)])
def test_a_v_is_lowest_near_the_power_of_eps_that_theory_gives(
    kind, rule, power, numbers
):
    panel = numbers["v-curve"][kind]
    best = panel["steps"][np.argmin(panel["errors"][rule])]
    expected = np.finfo(kind).eps ** power
    assert expected / 4 < best < expected * 4


@pytest.mark.parametrize(
    "rule, order, above",
    [("forward", 1, 1e-7), ("central", 2, 1e-4), ("complex", 2, 1e-6)],
)
def test_an_error_falls_with_its_order_and_rises_like_one_over_the_step(
    rule, order, above, numbers
):
    panel = numbers["v-curve"]["float64"]
    steps, errors = panel["steps"], panel["errors"][rule]
    right, left = steps > above, steps < 1e-9
    assert log_slope(steps[right], errors[right]) == approx(order, abs=0.03)
    rise = 0 if rule == "complex" else -1
    assert log_slope(steps[left], errors[left]) == approx(rise, abs=0.1)


def test_the_thin_lines_are_taylors_terms(numbers):
    def derivative(n):  # of exp(x) sin(x)
        x = np.linspace(0, 2, 1501)
        return np.median(abs(2 ** (n / 2) * np.exp(x) * np.sin(x + n * math.pi / 4)))

    for kind, panel in numbers["v-curve"].items():
        h, lines = panel["steps"], panel["theory"]
        assert lines["forward truncation"] == approx(h / 2 * derivative(2))
        assert lines["central truncation"] == approx(h**2 / 6 * derivative(3))
        assert lines["rounding"] == approx(np.finfo(kind).eps * derivative(0) / h)


@pytest.mark.parametrize("kind", ["float64", "float32"])
def test_the_v_curve_has_the_errors_that_its_page_prints(kind, numbers):
    panel, compared = numbers["v-curve"][kind], 0
    for step, *printed in recorded("use/choose_the_step.out", kind)[1:]:
        at = np.flatnonzero(np.isclose(panel["steps"], float(step), atol=0))
        if at.size:
            drawn = [f"{errors[at[0]]:.0e}" for errors in panel["errors"].values()]
            assert drawn == printed, step
            compared += 1
    assert compared >= 6


# The norm ratio


def test_the_stacked_networks_are_the_lessons(numbers):
    weights = np.random.default_rng(5).standard_normal((20, 9))
    gradients = np.array([NeuralNetwork(w).gradient(X, y) for w in weights])
    figure = module("norm-ratios")
    assert figure.costs(weights) == approx(
        [NeuralNetwork(w).cost(X, y) for w in weights]
    )
    for epsilon in (1e-2, 1e-4):
        stacked = figure.norm_ratios(
            gradients, figure.numerical_gradients(weights, epsilon)
        )
        one_by_one = [
            norm_ratio(
                g, numerical_gradient(lambda t: NeuralNetwork(t).cost(X, y), w, epsilon)
            )
            for w, g in zip(weights, gradients)
        ]
        assert stacked == approx(one_by_one, rel=0.1)


def test_the_norm_ratios_are_those_that_the_page_prints(numbers):
    drawn = numbers["norm-ratios"]
    for epsilon, median, high, largest, failed in recorded(
        "learn/norm_ratio.out", "thousand"
    )[1:]:
        row = drawn["ratios"][drawn["epsilons"].index(float(epsilon))]
        assert [f"{ratio:.0e}" for ratio in row[2:]] == [median, high, largest]
        if float(epsilon) == 1e-4:
            assert drawn["failed"]["lecture"] == int(failed)


def test_the_ratio_goes_with_epsilon_squared_and_then_with_one_over_it(numbers):
    epsilons = np.array(numbers["norm-ratios"]["epsilons"])
    for ratios in numbers["norm-ratios"]["ratios"].T:
        assert log_slope(epsilons[:4], ratios[:4]) == approx(2, abs=0.05)
        assert log_slope(epsilons[5:], ratios[5:]) == approx(-1, abs=0.05)


def test_the_caption_counts_the_gradients_that_each_threshold_fails(numbers):
    failed = numbers["norm-ratios"]["failed"]
    caption = module("norm-ratios").CAPTION
    assert f"lecture’s bar fails {failed['lecture']} of the thousand" in caption
    assert f"Coursera’s {failed['Coursera']}, deeplearning.ai’s none" in caption
    assert failed["deeplearning.ai"] == 0
    # Four or five: how a processor rounds exp decides.
    assert "and then fails a handful." in caption
    assert 3 <= failed["CS231n"] <= 8


def test_the_thresholds_are_those_of_the_table_on_the_page():
    text = FIGURES["norm-ratios"].read_text()
    for name, (epsilon, threshold) in module("norm-ratios").THRESHOLDS.items():
        row = next(
            line for line in text.splitlines() if line.startswith("|") and name in line
        )
        assert f"{epsilon:.0e}".replace("e-0", "e-") in row
        assert f"{threshold:.0e}".replace("e-0", "e-") in row


# The others


def test_the_taylor_remainder_has_slope_2_for_a_right_gradient_and_1_for_a_wrong_one(
    numbers,
):
    steps, left = numbers["taylor-test"]["steps"], numbers["taylor-test"]["left"]
    middle, small = (steps < 1e-2) & (steps > 1e-7), steps < 1e-6
    assert log_slope(steps[middle], left["right"][middle]) == approx(2, abs=0.05)
    assert log_slope(steps[small], left["W2 doubled"][small]) == approx(1, abs=0.02)
    one_off = left["one entry off by 1 %"]
    coarse, fine = steps > 1e-4, steps < 1e-7
    assert one_off[coarse] == approx(left["right"][coarse], rel=0.05)
    assert log_slope(steps[fine], one_off[fine]) == approx(1, abs=0.1)


def test_the_walk_goes_both_ways_and_only_the_wrong_gap_survives(numbers):
    walk = numbers["walk"]
    steps, bars = walk["steps"], walk["bars"]
    assert walk["verdicts"] == {"right": "right", "off by a millionth": "wrong"}
    assert f"{walk['first']:.0e}" == "8e-06"
    assert steps[0] < walk["first"] / 100 and steps[-1] > walk["first"] * 100
    assert f"{steps[0]:.0e} {steps[-1]:.0e}" == "2e-08 1e+01"
    best = np.argmin(bars)
    assert f"{bars[best]:.0e} at {steps[best]:.0e}" == "1e-09 at 1e-07"
    near = steps < 4e-3
    assert np.all(walk["gaps"]["right"][near] < bars[near])
    off = walk["gaps"]["off by a millionth"]
    w = 0.3
    wrong_by = 1e-6 * (math.cos(w) + math.cos(300 * w))
    assert off[best] == approx(wrong_by, rel=0.01)
    assert off[best] > 100 * bars[best]


def test_a_secant_of_x_squared_at_1_5_has_the_slope_3_plus_the_step(numbers):
    assert numbers["secants"]["tangent"] == 3
    for step, slope in numbers["secants"]["secants"].items():
        assert slope == approx(3 + step)
    assert len(numbers["secants"]["secants"]) == 3


def test_the_slope_across_the_kink_is_the_share_of_the_way_on_the_rising_side(numbers):
    left, right = numbers["kink"]["ends"]
    assert left < 0 < right
    assert numbers["kink"]["slope"] == approx(right / (right - left))
    assert f"slope {numbers['kink']['slope']:.2f}" == "slope 0.65"
    assert ["1e-04", "0.650"] in recorded("trouble/kinks.out", "one_kink")


def test_the_network_shows_what_paper_and_pencil_give_for_the_first_student(shown):
    def squashed(z):
        return 1 / (1 + math.exp(-z))

    W1, W2 = [[0.1, -0.1, 0.6], [0.1, -0.5, 0.4]], [1.3, 0.9, -0.7]
    hidden = [squashed(0.3 * a + 1.0 * b) for a, b in zip(*W1)]
    score = squashed(sum(a * w for a, w in zip(hidden, W2)))
    expected = [*W1[0], *W1[1], *W2, 0.3, 1.0]
    words = [f"{number:.1f}" for number in expected]
    words += [f"{number:.2f}" for number in [*hidden, score]]
    drawn = [
        text.get_text().replace("−", "-") for text in shown["network"].select("text")
    ]
    assert sorted(t for t in drawn if re.fullmatch(r"[-\d.]+", t)) == sorted(words)

    def places(words):
        return [
            complex(float(text["x"]), float(text["y"]))
            for text in shown["network"].select("text")
            if text.get_text().replace("−", "-") == words
        ]

    # A weight stands on the line from its unit to its unit.
    units = [places(f"{number:.2f}")[0] for number in hidden]
    starts = [(places("0.3")[0], W1[0]), (places("1.0")[0], W1[1])]
    ends = [(start, list(zip(units, weights))) for start, weights in starts]
    output = max(places(f"{score:.2f}"), key=lambda at: at.real)
    ends += [(unit, [(output, weight)]) for unit, weight in zip(units, W2)]
    for start, lines in ends:
        for end, weight in lines:
            on = [(at - start) / (end - start) for at in places(f"{weight:.1f}")]
            assert any(0 < p.real < 1 and abs(p.imag) < 0.01 for p in on), weight


def test_the_shapes_of_backprop_are_those_that_its_page_prints(numbers, shown):
    shapes = numbers["backprop"]
    printed = {
        line[0]: " ".join(line[1:])
        for section in ("delta3", "djdw2", "delta2", "djdw1")
        for line in recorded("learn/backprop.out", section)[:1]
    }
    assert {name: str(shapes[name]) for name in printed} == printed
    assert shapes["dJdW1"] == shapes["W1"] and shapes["dJdW2"] == shapes["W2"]
    assert shapes["delta2"] == shapes["z2"] and shapes["delta3"] == shapes["z3"]
    texts = shown["backprop"].select("text")
    words = [text.get_text() for text in texts]
    column = {}
    for name, shape in shapes.items():
        at = words.index(name.replace("y_hat", "ŷ"))
        assert words[at + 1] == str(shape)
        column[name] = texts[at]["x"]
    for n in (2, 3):
        below = f"W{n - 1}", f"z{n}", f"delta{n}", f"dJdW{n - 1}"
        assert len({column[name] for name in below}) == 1


# All of them, as they stand on the pages


def test_every_figure_is_on_a_page():
    assert set(figures.names()) == {*FIGURES, "riddle"}


def test_no_marker_is_left_on_a_page(site):
    for path in site.rglob("*.html"):
        assert not re.search("<!-- [a-z]+:|[\ue000\ue001]", path.read_text()), path


@every_figure
def test_a_figure_is_an_image_with_a_description_and_a_caption(name, shown):
    images = shown[name].select("svg")
    assert len(images) == (2 if name == "v-curve" else 1)
    for image in images:
        assert image["role"] == "img"
        assert len(image["aria-label"]) > 150
    assert len(shown[name].figcaption.get_text()) > 80


@every_figure
def test_a_figure_has_the_colours_of_the_theme_and_no_others(name, shown):
    ours = {"none", "currentColor", "var(--analytic)", "var(--numerical)"}
    found = set()
    for element in shown[name].select("svg, svg *"):
        style = re.findall(r"([\w-]+):([^;]+)", element.get("style", ""))
        for key, value in [*element.attrs.items(), *style]:
            if key in ("fill", "stroke", "color", "stop-color"):
                found.add(value.strip())
    assert found <= ours
    assert "currentColor" in found


@every_plot
def test_the_numbers_of_a_plot_are_in_its_table(name, numbers, shown):
    figure = module(name)
    cells = [
        [cell.get_text() for cell in row.select("th, td")]
        for row in shown[name].select("details table tr")
    ]
    assert cells == figure.table(numbers[name])

    drawn = []
    panels = getattr(figure, "PANELS", None)
    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    for panel in [numbers[name][p] for p in panels] if panels else [numbers[name]]:
        fig, axes = plt.subplots()
        figure.draw(axes, panel)
        for line in axes.lines:
            x, y = (np.asarray(line.get_data()[k], dtype=float) for k in (0, 1))
            drawn += [*x, *y]
            if len(x) == 2 and x[0] != x[1]:
                drawn.append((y[1] - y[0]) / (x[1] - x[0]))
        plt.close(fig)

    tabled = [c for row in cells for c in row if re.fullmatch(r"-?[\d.]+(e-?\d+)?", c)]
    assert len(tabled) >= 5
    for cell in tabled:
        places = len(cell.partition(".")[2])
        form = ".0e" if "e" in cell else f".{places}f"
        assert cell in {format(value, form) for value in drawn} | {"0"}, cell


def test_the_ids_of_a_page_are_unique(site):
    for page in set(FIGURES.values()):
        ids = [e["id"] for e in parse(built(page, site)).select("[id]")]
        assert len(ids) == len(set(ids)), page


def test_the_wrong_gradient_is_ahead_at_first_and_ends_at_three_times_the_cost(numbers):
    steps, first, second = (
        numbers["training"][k] for k in ("steps", "first", "second")
    )
    at = int(np.abs(steps - 1000).argmin())
    assert first[at] < second[at]
    assert first[-1] / second[-1] == approx(3, abs=0.5)


def test_the_chord_to_both_sides_is_off_by_epsilon_squared_and_that_to_one_by_far_more(
    numbers,
):
    chords = numbers["chords"]
    assert chords["central"] - chords["tangent"] == approx(0.5**2)
    # By the next two terms of Taylor's formula, 3 x and 1.
    assert chords["one-sided"] - chords["tangent"] == approx(3 * 0.5 + 0.5**2)


def test_the_tips_of_the_lessons_curves_are_where_the_rule_puts_them(numbers):
    curves, eps = numbers["best-step"], np.finfo(float).eps
    for name, power in ("one-sided", 1 / 2), ("central", 1 / 3):
        best = curves["steps"][int(np.argmin(curves[name]))]
        assert abs(np.log10(best / eps**power)) < 1


def test_the_slope_of_the_sigmoid_is_that_of_its_curve(numbers):
    drawn = numbers["sigmoid"]
    measured = np.gradient(drawn["sigmoid"], drawn["z"])[1:-1]
    assert drawn["slope"][1:-1] == approx(measured, abs=0.01)
    assert max(drawn["slope"]) == 0.25


def test_the_gradient_without_its_transpose_ends_at_the_costs_that_the_page_prints(
    numbers,
):
    drawn = numbers["descent"]
    for name, section in ("right", "descend"), ("wrong", "wrong_gradient"):
        [*_, last] = recorded("learn/train.out", section)
        assert drawn[name][-1] == approx(float(last[-1]), abs=1e-6)
