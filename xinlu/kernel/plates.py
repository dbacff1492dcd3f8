"""机动车号牌 (GA 36): ordinary, new-energy, trailer, learner, police, Hong Kong and Macau, consular."""

import re

from xinlu.kernel.text import fold_code

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTER = "[A-HJ-NP-Z]"  # I and O are not used
_MARK = "[A-HJ-NP-Z0-9]"
_PLATE = re.compile(
    rf"[{PROVINCES}]{_LETTER}"
    rf"(?:{_MARK}{{5}}|{_MARK}{{4}}[挂学警领试超]|[A-HJK]{_MARK}\d{{4}}|\d{{5}}[A-HJK])"
    rf"|粤Z{_MARK}{{4}}[港澳]|使\d{{6}}",
    re.ASCII,
)
_ALIKE = re.compile(rf"[{PROVINCES}][A-Z][A-Z0-9挂学警领试超港澳]{{3,7}}")
_NOISE = re.compile(r"[\s\-.·•・‧]|\([^)]*\)$")  # spaces, the dot after the city letter, “(黄)” at the end


def normalise(text: str) -> str:
    """Folded, upper case, without dots, spaces and trailing colours in brackets."""
    return fold_code(text, _NOISE)


def is_valid(plate: str) -> bool:
    """Of a normalised plate; 7 characters, 8 for new-energy vehicles."""
    return _PLATE.fullmatch(plate) is not None


def looks_like(plate: str) -> bool:
    """Begins like a plate, right or wrong."""
    return _ALIKE.fullmatch(plate) is not None
