"""居民身份证号, GB 11643-1999, residence permits 81–83 included; old numbers of 15 digits become 18."""

import re
from datetime import date

from xinlu.kernel.text import fold

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# Birthdays of people whom records can be about. Later days are those of documents, whose numbers also begin with
# a region and a date: no transport credit information is older than 2009.
BORN = range(1930, 2010)
_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
PROVINCES = frozenset(str(code) for first, last in _RANGES for code in range(first, last + 1))
_FULL = re.compile(r"\d{17}[\dX]", re.ASCII)
_OLD = re.compile(r"\d{15}", re.ASCII)
_SEPARATORS = re.compile(r"[\s\-_.·]")


def check_digit(body17: str) -> str:
    """The eighteenth character of seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body17, WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def is_valid(number: str) -> bool:
    """Eighteen characters, a known province, a real birthday from 1900 on, the right check digit."""
    return (
        _FULL.fullmatch(number) is not None
        and number[:2] in PROVINCES
        and _read_birthday(number) is not None
        and check_digit(number[:17]) == number[17]
    )


def looks_like(number: str) -> bool:
    """Shaped like a number of 18 (province, then 19xx or 20xx), perhaps mistyped: still personal."""
    return _FULL.fullmatch(number) is not None and number[:2] in PROVINCES and number[6:8] in ("19", "20")


def tells_birthday(number: str) -> bool:
    """Of 18 with whatever check digit, or of 15: a province, and the birthday of someone who may be a party."""
    whole = f"{number[:6]}19{number[6:]}0" if _OLD.fullmatch(number) else number
    born = _read_birthday(whole) if _FULL.fullmatch(whole) else None
    return born is not None and born.year in BORN and whole[:2] in PROVINCES


def upgrade(number15: str) -> str:
    """The number of 18 for an old one of 15 (born 19xx). Raises ValueError."""
    body = number15[:6] + "19" + number15[6:]
    if _OLD.fullmatch(number15) is None or not is_valid(upgraded := body + check_digit(body)):
        raise ValueError("不是有效的 15 位身份证号，请核对证件原件。")
    return upgraded


def birthday(number: str) -> date:
    """Of a number of 18. Raises ValueError."""
    born = _read_birthday(number) if _FULL.fullmatch(number) else None
    if born is None:
        raise ValueError("身份证号第 7 至 14 位不是有效的出生日期，请核对证件原件。")
    return born


def normalise(text: str) -> str | None:
    """The valid number of 18 that the text holds (separators, lower-case x, 15 digits), else None."""
    number = _SEPARATORS.sub("", fold(text)).upper()
    if is_valid(number):
        return number
    try:
        return upgrade(number)
    except ValueError:
        return None


def _read_birthday(number: str) -> date | None:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if 1900 <= born.year <= 2099 else None
