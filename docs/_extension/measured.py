"""The numbers that pages quote from the rows of the zoo: `<!-- number: bugs -->`."""

import functools

from .numbers import short

PLACE = "docs/_extension/measured.py"


def names():
    return list(measured())


def html(name, page):
    return measured()[name]


@functools.cache
def measured() -> dict[str, str]:
    """Return each number, by its name in a marker."""
    # Only here, as in zoo/.
    from .figures import riddle
    from .zoo.gallery import read_cards

    cards = read_cards()
    wrong = [card for card in cards if card.is_wrong]
    of_a, of_b = riddle.data()["ratios"]
    return {
        "bugs": str(len(cards)),
        "bugs-that-make-it-wrong": str(len(wrong)),
        "bugs-that-train-well": str(sum(card.trains_well for card in wrong)),
        "riddle-ratio-of-a": short(of_a),
        "riddle-ratio-of-b": short(of_b, 1),
    }
