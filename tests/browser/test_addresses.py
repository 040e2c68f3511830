"""What a person types, or a broken link brings, leaves a whole page."""

from urllib.parse import quote

import pytest

PIECES = {
    "zoom": ("/learn/derivative/", ["k", "f", "type"]),
    "epsilon": ("/learn/best-step/", ["k", "f", "type"]),
    "number": ("/use/read-your-number/", ["r", "by"]),
    "perturb": ("/learn/perturb-every-weight/", ["w", "push", "epsilon", "done"]),
    "suspects": ("/learn/norm-ratio/", ["curve", "votes"]),
}
GALLERY = "/zoo/gallery/"
# Each stands as the value of a field, and as the name of one.
ODD = [
    "",
    "0",
    "-1",
    "99",
    "1e999",
    "NaN",
    "null",
    "undefined",
    "[object Object]",
    " ",
    "x" * 5000,
    "9" * 400,
    "012345678012345678",
    "rwrwrwrwrw",
    "ABCDEFG",
    "<img src=x onerror=document.title='bad'>",
    "'\"><script>document.title='bad'</script>",
    "${document.title='bad'}",
    "\N{MINUS SIGN}1",
    "\N{GREEK SMALL LETTER EPSILON}",
    "\N{RIGHT-TO-LEFT OVERRIDE}1",
    "\N{PILE OF POO}",
    "\0",
    "\n",
    "length",
    "item",
    "namedItem",
    "constructor",
    "__proto__",
    "toString",
]
# What is no state at all, after the piece's name or alone.
BROKEN = [
    "%",
    "%E0%A4%A",
    "%00",
    "%2",
    "#",
    "##",
    "&",
    "=",
    "&&==&",
    "?",
    "/",
    "//",
    "/../",
    ":",
    "::",
    "=1",
    "k",
    "k=",
    "k=1&k=2",
    "k=1;f=2",
    "k%3D1",
    "+",
    "~:text=gradient",
    ":~:text=gradient",
    '"',
    "'",
    "\\",
    "[id]",
    "]",
    "*",
    "<",
    "`",
    "{}",
    "javascript:alert(1)",
    "data:text/html,x",
    "\N{GREEK SMALL LETTER EPSILON}",
]


def states(name):
    """Return fragments for a piece: each field with each value, and broken ones."""
    fields = PIECES[name][1]
    odd = [f"#{name}:{field}={quote(value)}" for value in ODD for field in fields]
    odd += [f"#{name}:{quote(value)}=1" for value in ODD]
    raw = [f"#{name}:{fields[0]}={value}" for value in ODD if len(value) < 60]
    broken = [f"#{name}:{text}" for text in BROKEN] + [f"#{text}" for text in BROKEN]
    return odd + raw + broken + [f"#{name}", f"#{name.upper()}:k=1", "#:", f"#{name}::"]


# A piece that arrives at an address is made anew, from what the server sent.
ARRIVE = """async ([tag, hashes]) => {
    const served = new DOMParser().parseFromString(
        await (await fetch(location.pathname)).text(), "text/html"
    ).querySelector(tag).outerHTML
    return hashes.map(hash => {
        history.replaceState(null, "", location.pathname + hash)
        const range = document.createRange()
        document.querySelector(tag).replaceWith(range.createContextualFragment(served))
        const piece = document.querySelector(tag)
        const live = piece.querySelector(".live")
        const seen = {
            hash,
            said: piece.querySelector("output, article").innerText,
            drawn: !live || live.querySelectorAll("path").length > 1,
            strange: piece.querySelectorAll("img, form script").length,
            fits: document.documentElement.scrollWidth <= innerWidth,
        }
        piece.querySelector("form").oninput()
        seen.again = piece.querySelector("output, article").innerText
        return seen
    })
}"""


def is_whole(seen):
    said = seen["said"].strip()
    nonsense = [word for word in ("undefined", "NaN", "[object") if word in said]
    return (
        said == seen["again"].strip() != ""
        and not nonsense
        and seen["drawn"]
        and seen["fits"]
        and not seen["strange"]
    )


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_is_whole_whatever_state_its_address_names(
    name, page, base_url, complaints
):
    page.goto(PIECES[name][0])
    page.locator(f"piece-{name} output:not(:empty)").wait_for()
    title, hashes = page.title(), states(name)
    assert len(set(hashes)) > 150
    found = page.evaluate(ARRIVE, [f"piece-{name}", hashes])
    assert [seen for seen in found if not is_whole(seen)] == []
    assert page.title() == title


def test_the_gallery_shows_one_bug_whatever_its_address_names(
    page, base_url, complaints
):
    page.goto(GALLERY)
    page.locator("bug-zoo output:not(:empty)").first.wait_for()
    hashes = [f"#{quote(text)}" for text in ODD] + [f"#{text}" for text in BROKEN]
    found = page.evaluate(ARRIVE, ["bug-zoo", hashes])
    assert [seen for seen in found if not is_whole(seen)] == []
    assert page.locator("bug-zoo article").count() == 1


@pytest.mark.parametrize("address", ["/", GALLERY])
def test_a_page_loads_whole_with_a_broken_address(address, page, base_url, complaints):
    for text in BROKEN:
        page.goto("about:blank")
        page.goto(f"{address}#{text}")
        assert page.locator("article h1").is_visible()
        page.locator(".md-code__nav button, bug-zoo thead button").first.wait_for()
    for query in ("?h=%", "?q=<img src=x>", "?h=<img%20src=x>", "?%E0%A4%A", "?&&="):
        page.goto(f"{address}{query}")
        assert page.locator("article h1").is_visible()
        assert page.locator("img").count() == 0
