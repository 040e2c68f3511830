"""What a browser loads, and when."""

import re

import pytest
from pytest import approx

from .readers import layout_shift, links_are_taken, open_to_the_end, sizes

HOME, LEARN, NOTEBOOK = "/", "/learn/central-difference/", "/notebooks/part-five/"
ZOO = "/zoo/gallery/"
FIGURE = "/learn/norm-ratio/"
KB = 1000


@pytest.mark.parametrize(
    "address, budget, requests",
    [
        (HOME, 100 * KB, 12),
        (LEARN, 150 * KB, 12),
        (FIGURE, 150 * KB, 14),  # It has a piece, and symbols in its code.
        (NOTEBOOK, 150 * KB, 12),
        (ZOO, 150 * KB, 12),
    ],
)
def test_a_first_visit_stays_within_its_bytes_and_requests(
    address, budget, requests, page, base_url
):
    loaded = sizes(open_to_the_end(page, address))
    listed = "\n".join(f"{size:7} {url}" for url, size in loaded.items())
    assert sum(loaded.values()) <= budget, listed
    assert 5 < len(loaded) <= requests, listed
    assert page.locator("*").count() <= 2500


@pytest.mark.parametrize("address", [HOME, LEARN, FIGURE, ZOO])
def test_nothing_moves_as_a_page_arrives(address, page):
    page.goto(address)
    shift = layout_shift(page)
    assert shift == approx(0, abs=0.005)


def test_the_search_is_loaded_when_it_is_touched_and_finds(page, base_url):
    assert not [r.url for r in open_to_the_end(page, HOME) if "search" in r.url]
    page.keyboard.press("/")
    page.keyboard.type("lecture")
    page.locator(".md-search-result__item").first.wait_for(timeout=10_000)


def test_no_page_asks_another_host_or_complains(page, addresses, base_url):
    elsewhere, complaints = [], []
    page.on(
        "request",
        lambda r: r.url.startswith((base_url, "data:")) or elsewhere.append(r.url),
    )
    page.on("console", lambda m: complaints.append(f"{page.url}: {m.text}"))
    page.on("pageerror", lambda e: complaints.append(f"{page.url}: {e}"))
    for address in addresses:
        page.goto(address)
    assert elsewhere == []
    assert complaints == []


def test_links_change_the_page_without_loading_it_whole(page, base_url):
    complaints = []
    page.on("pageerror", lambda e: complaints.append(f"{page.url}: {e}"))
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(HOME)
    links_are_taken(page)
    page.evaluate("window.here = true")
    for tab, heading in [("Learn", "Learn gradient"), ("Notebook", "lecture")]:
        page.locator(".md-tabs").get_by_text(tab, exact=True).click()
        page.locator("article", has_text=re.compile(heading)).wait_for()
        assert page.evaluate("window.here"), f"{tab} was loaded whole"
    assert complaints == []
