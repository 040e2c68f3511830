"""Push a weight, and the vote on six gradients: used with a keyboard, and without a script."""

import re

import pytest
from docs._extension.pieces.perturb import piece as perturb
from docs._extension.pieces.suspects import piece as suspects
from playwright.sync_api import expect

from .readers import (
    axe_finds_nothing,
    choose_scheme,
    drawn,
    follow,
    layout_shift,
    open_to_the_end,
    sizes,
)

PUSH, VOTE = "/learn/perturb-every-weight/", "/learn/norm-ratio/"
ROOMS = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]
DATA = perturb.data()
SIX = suspects.suspects()
PIECES = [(PUSH, "piece-perturb"), (VOTE, "piece-suspects")]
each_piece = pytest.mark.parametrize("address, name", PIECES)
minus = "\N{MINUS SIGN}"


@pytest.fixture(autouse=True)
def desktop(page, complaints):
    page.set_viewport_size(ROOMS[0])


@pytest.fixture
def push(page, base_url):
    page.goto(PUSH)
    return page.locator("piece-perturb")


@pytest.fixture
def vote(page, base_url):
    page.goto(VOTE)
    return page.locator("piece-suspects")


def to_both_sides(page, piece):
    """Push the weight that is picked up, and down, with the arrow keys."""
    piece.get_by_role("slider").focus()
    for key in ("ArrowRight", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)


def press(page, button):
    button.focus()
    page.keyboard.press("Enter")


def pairs(piece):
    """Return the numerical slopes that are filled in, by their weights."""
    rows = piece.locator("table.pairs tbody tr")
    cells = rows.evaluate_all(
        "rows => rows.map(row => row.lastElementChild.textContent)"
    )
    return {i: text for i, text in enumerate(cells) if text}


def test_a_weight_pushed_to_both_sides_gets_its_slope(push, page):
    assert pairs(push) == {}
    slider = push.get_by_role("slider", name="Push w6")
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert pairs(push) == {}, "One cost gives no slope."
    expect(push.locator("form text.high")).to_be_visible()
    expect(push.locator("form text.low")).to_be_hidden()
    expect(push.locator("form path.numerical")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert pairs(push) == {6: perturb.digits(perturb.slopes()[6, 0])}
    expect(push.locator("form path.numerical")).to_be_visible()


def test_the_name_and_the_value_of_a_weight_stand_in_its_pill(push, page):
    push.locator("[name=epsilon]").last.check(force=True)
    for i in range(9):
        push.locator("[name=w]").nth(i).check(force=True)
        push.get_by_role("slider").fill("-1")
        words, pill = push.locator(".perturb-net").evaluate(
            """(net, i) => ["text:has(tspan)", "rect"].map(of =>
                net.querySelectorAll("svg " + of)[i].getBBox().width)""",
            i,
        )
        assert words <= pill - 6, f"w{i}"


def test_each_weight_of_a_layer_has_its_pill_on_its_line_and_apart_from_the_others():
    """No line of the first layer runs through the pill of another."""
    half, tall = perturb.PILL / 2, perturb.TALL / 2
    places = perturb.lines()
    for i, (a, b, c, d, x, y) in enumerate(places):
        assert y == pytest.approx(b + (x - a) * (d - b) / (c - a), abs=1)
        for j, (*_, u, v) in enumerate(places):
            if i == j:
                continue
            assert abs(x - u) > 2 * half or abs(y - v) > 2 * tall
            # Not the rounded ends: there the line is outside.
            for at in range(int(u - half + tall), int(u + half - tall) + 1):
                if a <= at <= c:
                    height = b + (at - a) * (d - b) / (c - a)
                    assert abs(height - v) > tall, (i, j)


def test_what_happens_is_read_out(push, page):
    said, slider = push.get_by_role("status"), push.get_by_role("slider")
    low, high = DATA["costs"][0][6]
    expect(said).to_have_text(f"w6 = 1.3: the cost is {DATA['cost']:.8f}.")
    expect(slider).to_have_attribute("aria-valuetext", "not moved")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "up by 1")
    expect(said).to_have_text(
        f"w6 = 2.3: the cost is {high:.8f}, lower by {DATA['cost'] - high:.8f}."
    )
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "down by 1")
    expect(said).to_contain_text(f"w6 = 0.3: the cost is {low:.8f}, higher by")
    expect(said).to_contain_text(
        f"({high:.8f} − {low:.8f}) / 2 = −0.06855607, by backprop −0.06644787."
    )


def test_all_nine_by_keyboard_from_the_first_weight_to_the_last(push, page):
    push.get_by_role("radio", name="w6, from hidden unit 1 to the score").focus()
    for _ in range(6):
        page.keyboard.press("ArrowUp")
    for i in range(9):
        expect(push.locator("[name=w]:checked")).to_have_value(str(i))
        to_both_sides(page, push)
        assert len(pairs(push)) == i + 1
        push.locator("[name=w]:checked").focus()
        page.keyboard.press("ArrowDown")
    assert list(pairs(push).values()) == [
        perturb.digits(s) for s in perturb.slopes()[:, 0]
    ]


def test_another_weight_finds_the_first_one_put_back(push, page):
    to_both_sides(page, push)
    push.get_by_role("radio", name="w0, from sleep to hidden unit 1").check()
    expect(push.get_by_role("slider", name="Push w0")).to_have_value("0")
    values = push.locator("form .net tspan:last-child").all_text_contents()
    assert values == [f"{w:g}".replace("-", minus) for w in DATA["weights"]]


def test_a_smaller_step_agrees_in_more_digits(push, page):
    agree = []
    for e in DATA["epsilons"]:
        push.get_by_role("radio", name=f"{e:g}", exact=True).check()
        assert pairs(push) == {}
        push.get_by_role("button", name="Push the others, too").click()
        k = DATA["epsilons"].index(e)
        assert list(pairs(push).values()) == [
            perturb.digits(s) for s in perturb.slopes()[:, k]
        ]
        agree.append(len("".join(push.locator("table.pairs td i").all_text_contents())))
    assert agree == sorted(agree, reverse=True) and agree[0] > 40 and agree[-1] == 0


def test_the_slopes_are_pythons_to_the_bit(push, page):
    found = page.evaluate(
        """async ({ costs, epsilons }) => {
            const { slope } = await import("/assets/javascripts/pieces/perturb/piece.js")
            return costs.map((rows, k) => rows.map(pair => slope(pair, epsilons[k])))
        }""",
        {"costs": DATA["costs"], "epsilons": DATA["epsilons"]},
    )
    assert found == perturb.slopes().T.tolist()


def test_the_plot_shows_the_costs_of_every_weight(push, page):
    for i, rise in enumerate(DATA["heights"][0]):
        push.locator(f"[name=w][value='{i}']").check()
        d = push.locator("form path.cost").get_attribute("d")
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", d)]
        assert numbers[::2] == [40 + 27.5 * n for n in range(9)]
        assert numbers[1::2] == pytest.approx([96 - 50 * r for r in rise], abs=0.06)


def test_a_state_can_be_linked(push, page):
    push.get_by_role("radio", name="0.1", exact=True).check()
    push.get_by_role("radio", name="w3,").check()
    to_both_sides(page, push)
    address, said = page.url, push.get_by_role("status").text_content()
    assert address.endswith("#perturb:w=3&push=-1&epsilon=0.1&done=3")
    page.goto("/")
    page.goto(address)
    expect(push.get_by_role("status")).to_have_text(said)
    expect(push).to_be_in_viewport()
    page.evaluate("location.hash = '#perturb:w=8&push=0&epsilon=1&done=08'")
    expect(push.get_by_role("slider", name="Push w8")).to_have_value("0")
    assert list(pairs(push)) == [0, 8]


@pytest.mark.parametrize(
    "state",
    ["w=99&push=7&epsilon=3&done=x", "w=&epsilon=&done=<b>", "curve=C", "%", ""],
)
def test_an_address_that_means_nothing_does_no_harm(state, page, base_url):
    page.goto(f"{PUSH}#perturb:{state}")
    expect(page.locator("piece-perturb").get_by_role("status")).to_contain_text(
        "the cost is 0."
    )
    page.goto(f"{VOTE}#suspects:curve=Z&votes=rr&{state}")
    piece = page.locator("piece-suspects")
    piece.locator("[value=C]").check()
    expect(piece.get_by_role("status")).to_have_text("C falls from 0.0588 to 0.0015.")
    piece.get_by_role("button", name="wrong").click()
    expect(piece.get_by_role("status")).to_contain_text("You said wrong. C is wrong")


# The vote


def test_before_the_vote_there_is_a_curve_and_no_answer(vote):
    expect(vote.get_by_role("status")).to_have_text("A falls from 0.0588 to 0.0013.")
    expect(vote.locator(".answer > *")).to_have_count(1)
    expect(vote.locator(".answer > svg path.cost")).to_be_visible()
    expect(vote.locator("form pre")).to_have_count(0)
    assert "0.067" not in vote.locator("form").text_content()


def test_six_votes_by_keyboard_are_answered_and_counted(vote, page):
    vote.locator("[name=curve]:checked").focus()
    for n, s in enumerate(SIX):
        expect(vote.locator("[name=curve]:checked")).to_have_value(s.letter)
        for _ in range(2 if n % 2 else 1):  # By turns "right" and "wrong".
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        said = vote.get_by_role("status")
        expect(said).to_contain_text(
            f"You said {'wrong' if n % 2 else 'right'}. {s.letter} is "
            f"{'wrong' if s.bug else 'right'}: the ratio is {suspects.ratio(s)}."
        )
        expect(vote.locator(".answer")).to_contain_text(
            f"{s.letter} is {'wrong' if s.bug else 'right'}."
        )
        vote.locator("[name=curve]:checked").focus()
        page.keyboard.press("ArrowDown")
    vote.locator("[value=F]").check()
    expect(said).to_contain_text("2 of 6 so far. Of the wrong ones, 3 end lower")
    marks = vote.locator("form label b").evaluate_all(
        "all => all.map(b => b.dataset.vote)"
    )
    assert marks == [
        f"{'wrong' if s.bug else 'right'}, {suspects.ratio(s)}" for s in SIX
    ]


def test_the_first_vote_counts(vote, page):
    right, wrong = (
        vote.get_by_role("button", name="right"),
        vote.get_by_role("button", name="wrong"),
    )
    press(page, right)
    press(page, wrong)
    expect(right).to_have_attribute("aria-pressed", "true")
    expect(wrong).to_have_attribute("aria-pressed", "false")
    expect(vote.get_by_role("status")).to_contain_text("You said right. A is wrong")
    assert page.url.endswith("#suspects:curve=A&votes=r-----")


def test_a_vote_can_be_linked(vote, page):
    page.goto("/")
    page.goto(f"{VOTE}#suspects:curve=D&votes=---r--")
    expect(vote.get_by_role("status")).to_have_text(
        "You said right. D is right: the ratio is 2e−10. 1 of 1 so far."
    )
    expect(vote.locator(".answer .stems")).to_be_visible()


# Both


@each_piece
def test_it_works_after_a_visit_from_another_page(address, name, page, base_url):
    page.goto("/learn/step-size/")
    page.evaluate("window.here = true")
    for _ in range(2):
        follow(page, address)
        piece = page.locator(name)
        expect(piece.get_by_role("status")).not_to_be_empty()
        expect(piece.locator("form svg").first).to_be_visible()
        piece.get_by_role("button").first.click()
        expect(piece.get_by_role("status")).to_contain_text(
            re.compile("slope is|You said")
        )
        page.locator(".md-tabs").get_by_text("Notebook", exact=True).click()
        expect(piece).to_have_count(0)
    assert page.evaluate("window.here"), "a page was loaded whole"


@each_piece
def test_it_follows_the_switch_of_the_theme(address, name, page, base_url):
    page.goto(address)
    piece = page.locator(name)
    piece.get_by_role("button").first.click()
    colours = []
    for scheme in ("Always light", "Always dark"):
        choose_scheme(page, scheme)
        marks = piece.locator("form :is(path.analytic, path.cost, text)")
        colours.append(
            marks.evaluate_all(
                "m => m.map(m => getComputedStyle(m).stroke + getComputedStyle(m).fill)"
            )
        )
    assert len(colours[0]) == len(colours[1]) > 5
    assert all(a != b for a, b in zip(*colours))


@each_piece
@pytest.mark.parametrize("room", ROOMS, ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(address, name, room, scheme, page, base_url):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(room)
    page.goto(address)
    for press in (False, True):
        if press:
            page.locator(name).get_by_role("button").first.click()
            page.locator(f"{name} summary").click()
        drawn(page)
        axe_finds_nothing(page, scheme, phone=room != ROOMS[0])


@each_piece
@pytest.mark.parametrize("room", ROOMS, ids=["desktop", "phone"])
def test_what_is_used_is_large_enough_and_no_text_is_small(
    address, name, room, page, base_url
):
    page.set_viewport_size(room)
    page.goto(address)
    piece = page.locator(name)
    piece.get_by_role("button").first.click()
    used = piece.locator("form :is(input, button):visible").all()
    boxes = [element.bounding_box() for element in used]
    assert len(boxes) >= 8
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24
    for k, box in enumerate(boxes):
        for other in boxes[:k]:
            assert (
                abs(box["x"] + box["width"] / 2 - other["x"] - other["width"] / 2) >= 24
                or abs(box["y"] + box["height"] / 2 - other["y"] - other["height"] / 2)
                >= 24
            )
    sizes = piece.locator("svg text:visible").evaluate_all(
        "all => all.map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
    )
    assert len(sizes) > 5 and min(sizes) >= 11
    assert page.evaluate("document.documentElement.scrollWidth") <= room["width"]


@each_piece
@pytest.mark.parametrize("room", ROOMS, ids=["desktop", "phone"])
def test_without_a_script_and_in_print_the_figure_is_whole(
    address, name, room, browser, base_url
):
    context = browser.new_context(
        java_script_enabled=False, base_url=base_url, viewport=room
    )
    page = context.new_page()
    page.goto(address)
    piece = page.locator(name)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        expect(piece.locator("form")).to_be_hidden()
        expect(piece.get_by_role("img").first).to_be_visible()
        expect(piece.locator("figcaption")).to_be_visible()
        texts = piece.locator(".still text").evaluate_all(
            "all => all.map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
        )
        assert len(texts) >= 12 and min(texts) >= 11
    page.emulate_media(media="screen")
    piece.locator("summary").click()
    expect(piece.locator("details :is(td, .stems)").first).to_be_visible()
    context.close()


@each_piece
def test_in_print_the_figure_stands_for_the_form(address, name, page, base_url):
    page.goto(address)
    piece = page.locator(name)
    expect(piece.locator(".still")).to_be_hidden()
    page.emulate_media(media="print")
    expect(piece.locator(".still")).to_be_visible()
    expect(piece.locator("form")).to_be_hidden()


@each_piece
def test_without_its_script_the_page_is_what_it_is_without_any(
    address, name, page, base_url, complaints
):
    page.route(
        f"**/pieces/{name.removeprefix('piece-')}/piece.js", lambda route: route.abort()
    )
    page.goto(address)
    expect(page.locator(f"{name} .still")).to_be_visible()
    expect(page.locator(f"{name} form")).to_be_hidden()
    complaints.clear()


@pytest.mark.parametrize(
    "motion, duration", [("no-preference", "0.2s"), ("reduce", "0s")]
)
def test_the_point_glides_unless_less_motion_is_asked_for(
    motion, duration, page, base_url
):
    page.emulate_media(reduced_motion=motion)
    page.goto(PUSH)
    here = page.locator("piece-perturb form .here")
    assert here.evaluate("e => getComputedStyle(e).transitionDuration") == duration


@each_piece
def test_nothing_moves_as_the_page_arrives_and_it_stays_within_its_budget(
    address, name, page, base_url
):
    page.set_viewport_size(
        {"width": 1280, "height": 9000}
    )  # Only what is in sight counts.
    loaded = sizes(open_to_the_end(page, address))
    shift = layout_shift(page)
    assert shift < 0.005
    listed = "\n".join(f"{size:7} {url}" for url, size in loaded.items())
    assert sum(loaded.values()) <= 150_000, listed
    # Without the piece, norm-ratio has 11: a style, a script and what it shares.
    assert len(loaded) <= 14, listed
    assert sum(size for url, size in loaded.items() if "/pieces/" in url) <= 10_000, (
        listed
    )
    assert page.locator("*").count() <= 2500
