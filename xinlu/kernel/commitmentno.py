"""承诺编码 (信用承诺数据标准): region of acceptance 6, day 8, serial number 6."""

import re
from datetime import date

from xinlu.kernel import regions

_SHAPE = re.compile(r"(\d{6})(\d{8})\d{6}", re.ASCII)


def is_valid(number: str) -> bool:
    """Twenty digits that begin with a place and a day of the calendar."""
    found = _SHAPE.fullmatch(number)
    return found is not None and regions.is_code(found[1]) and _is_day(found[2])


def _is_day(digits: str) -> bool:
    try:
        return date.fromisoformat(digits).year >= 1900
    except ValueError:
        return False
