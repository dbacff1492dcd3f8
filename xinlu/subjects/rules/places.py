"""Names of organisations without regard to their places: left out, written elsewhere, in brackets."""

import re
from functools import cache

from rapidfuzz import fuzz

from xinlu.subjects.rules.names import (
    PLACE_END,
    bracketed_places,
    comparable,
    place_pattern,
    strip_form,
    strip_marks,
    strip_place,
    unify,
)


def placeless(name: str) -> str:
    """The comparison form without the places of the province, wherever they stand; whole when nothing else is said.

    What stands in brackets goes first: in 瑞山泰（宁德）物流 there is no 泰宁.
    """
    rest = _places().sub("", bracketed_places().sub(" ", unify(name)))
    return strip_marks(rest) or comparable(name)


def said(name: str) -> str:
    """What the name says besides places and legal form: 福州市闽通达物流有限公司 → 闽通达物流; "" when nothing."""
    return strip_form(placeless(name))


def arranged(name: str) -> str:
    """The comparison form with its places in front, in one order: names that differ in that alone are equal."""
    places = sorted({strip_place(place) for place in _place().findall(unify(name))})
    return "".join(places) + placeless(name)


def closeness(typed: str, name: str) -> int:
    """0–100: how near two names are when it does not matter where their places stand."""
    return int(fuzz.ratio(arranged(typed), arranged(name)))


@cache
def _place() -> re.Pattern[str]:
    return re.compile(f"(?:{place_pattern()}){PLACE_END}?")


@cache
def _places() -> re.Pattern[str]:
    return re.compile(f"(?:{_place().pattern})+")
