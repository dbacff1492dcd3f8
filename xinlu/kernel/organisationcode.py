"""组织机构代码, GB 11714-1997: eight characters and a check digit."""

import re

WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SHAPE = re.compile("[0-9A-Z]{8}[0-9X]")


def check_digit(body8: str) -> str:
    """The ninth character of eight in 0–9 A–Z."""
    total = sum(int(char, 36) * weight for char, weight in zip(body8, WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def looks_like(code: str) -> bool:
    return _SHAPE.fullmatch(code) is not None


def is_valid(code: str) -> bool:
    """Nine characters, no hyphen, with the right check digit."""
    return looks_like(code) and check_digit(code[:8]) == code[8]
