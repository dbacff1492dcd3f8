"""Reporting periods: 2026, 2026-Q3, 2026-10, 2026-10-08."""

import re
from datetime import date

from xinlu.collection.contracts import Refused

SHAPE = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?")


def first_day(period: str) -> date:
    """Raises Refused when the period is malformed."""
    match = SHAPE.fullmatch(period)
    try:
        if match:
            year, quarter, month, day = match.groups()
            return date(int(year), int(quarter) * 3 - 2 if quarter else int(month or 1), int(day or 1))
    except ValueError:
        pass
    raise Refused(f"报告期“{period}”不能识别，请写成 2026、2026-Q3、2026-10 或 2026-10-08。")
