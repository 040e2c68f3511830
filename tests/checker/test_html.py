"""The report for the eye: its tables, its pictures, and the plot."""

import sys
from xml.etree import ElementTree

import bs4
import numpy as np
import pytest
from gradient_check import check_gradient
from specimen import check


def huge():
    return check_gradient(
        lambda x: 1e200 * np.sum(np.sin(x)),
        lambda x: -1e200 * np.cos(x),
        np.linspace(0, 3, 400),
    )


def between_two_sides():
    return check_gradient(
        lambda x: np.sum(np.abs(x)), np.array([1.0, 0, -1]), np.array([1.0, 0, -2])
    )


REPORTS = {
    "right": check,
    "wrong": lambda: check(lambda g, W: g * np.where(np.eye(4), 1.5, 1)),
    "cannot tell": between_two_sides,
    "along directions": lambda: check(lambda g, W: 2 * g, directions=3),
    "huge": huge,
    "nan": lambda: check(lambda g, W: np.where(np.eye(4), np.nan, g)),
    "flat": lambda: check_gradient(lambda x: 1.0, np.zeros(2), np.ones(2)),
    "calls that differ": lambda: check_gradient(
        lambda x: np.random.normal(), np.ones(2), np.ones(2)
    ),
    "a name with signs": lambda: check_gradient(
        lambda p: np.sum(p["<W & b>" * 9] ** 2),
        lambda p: {"<W & b>" * 9: np.ones(3)},
        {"<W & b>" * 9: np.ones(3)},
    ),
}
every_report = pytest.mark.parametrize("name", REPORTS)


@every_report
def test_every_report_is_html_that_loads_nothing(name):
    report = REPORTS[name]()
    shown = report._repr_html_()
    ElementTree.fromstring(shown)  # Well-formed, pictures and all.
    page = bs4.BeautifulSoup(shown, "html.parser")
    assert not page.select("[src], [href], script, style, link")
    assert page.strong.get_text() == report.verdict


@every_report
def test_its_tables_say_what_the_print_says_and_name_rows_and_columns(name):
    report = REPORTS[name]()
    page = bs4.BeautifulSoup(report._repr_html_(), "html.parser")
    tables = page.select("table")
    assert len(tables) == len(report.tables)
    for table, rows in zip(tables, report.tables):
        found = [
            [c.get_text() for c in row.select("th, td")] for row in table.select("tr")
        ]
        assert found == rows
        assert all(th["scope"] == "col" for th in table.select("thead th"))
        assert all(row.th["scope"] == "row" for row in table.select("tbody tr"))


def test_pictures_mark_the_wrong_entries_by_shape_and_have_a_name():
    page = bs4.BeautifulSoup(REPORTS["wrong"]()._repr_html_(), "html.parser")
    slopes, curve = page.select("svg")
    crosses = [p for p in slopes.select("path") if "l8 8m0" in p["d"]]
    assert len(crosses) == 4
    assert all("stroke" in cross.attrs for cross in crosses)
    assert len(curve.select("polyline")) == 2
    assert slopes["role"] == curve["role"] == "img"
    assert slopes["aria-label"].startswith("W. Up: analytic slopes")
    assert curve["aria-label"].startswith("W[")


def test_a_picture_of_a_large_array_has_all_that_is_wrong_and_not_every_entry():
    x = np.linspace(0, 3, 2000)
    g = np.cos(x)
    g[[3, 1500]] = 7
    report = check_gradient(lambda x: np.sum(np.sin(x)), g, x)
    page = bs4.BeautifulSoup(report._repr_html_(), "html.parser")
    marks = page.svg.select("path")[1:]
    assert len(marks) == 300
    assert sum("l8 8m0" in mark["d"] for mark in marks) == 2


@pytest.mark.parametrize("name", ["right", "wrong", "cannot tell", "huge", "nan"])
def test_the_plot_draws_slopes_and_a_curve(name, tmp_path):
    figure = REPORTS[name]().plot()
    slopes, _ = figure.axes
    assert slopes.get_xlabel().startswith("numerical slopes of ")
    figure.savefig(tmp_path / "report.png")


def test_without_matplotlib_plot_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ImportError, match="pip install matplotlib"):
        check().plot()


@pytest.mark.parametrize(
    "name, shown",
    [
        ("weights", "weights"),
        ("encoder.layers.0.attention.query", "encoder.layers…ttention.query"),
    ],
)
def test_a_long_name_is_shortened_in_the_picture_and_spoken_whole(name, shown):
    report = check_gradient(
        lambda p: np.sum(p[name] ** 2),
        lambda p: {name: 2 * p[name]},
        {name: np.ones(3)},
    )
    picture = bs4.BeautifulSoup(report._repr_html_(), "html.parser").svg
    assert picture.text.startswith(shown)
    assert picture["aria-label"].startswith(f"{name}. Up: ")
