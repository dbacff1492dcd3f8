"""Reporting periods: 2026, 2026-Q3, 2026-10, 2026-10-08."""

import re
from datetime import date, timedelta

from xinlu.collection.contracts import Refused

SHAPE = re.compile(r"(\d{4})(?:-Q([1-4])|-(?!00)(\d{2})(?:-(?!00)(\d{2}))?)?", re.ASCII)


def span(period: str) -> tuple[date, date]:
    """Its first and last day. Raises Refused when the period is malformed."""
    match = SHAPE.fullmatch(period)
    try:
        if match:
            year, quarter, month, day = (int(part or 0) for part in match.groups())
            first = date(year, quarter * 3 - 2 if quarter else month or 1, day or 1)
            months = 0 if day else 1 if month else 3 if quarter else 12
            return first, last_of(first, months)
    except ValueError:
        pass
    raise Refused(f"报告期“{period}”不能识别，请写成 2026、2026-Q3、2026-10 或 2026-10-08。")


def last_of(first: date, months: int) -> date:
    """The last day of so many months from the first of one; with no months, the day itself."""
    if not months:
        return first
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1) - timedelta(days=1)
