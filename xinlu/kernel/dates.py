"""Dates as they are found in the field. What could be read in two ways is refused, not guessed."""

import re
from datetime import date, datetime, timedelta, timezone

from xinlu.kernel.text import fold

OPEN_END = date(2099, 12, 31)
_HERE = timezone(timedelta(hours=8))
_CLOCK = r"(?P<hour>\d{1,2})[:时](?P<minute>\d{1,2})(?:[:分](?:\d{1,2}(?:[.,]\d+)?秒?)?)?(?: ?(?P<half>[AaPp])[Mm])?"
_TIME = rf"(?:[T ]?{_CLOCK}(?: ?(?P<zone>Z|[+-]\d{{2}}:?\d{{2}}))?)?"
_WRITTEN = re.compile(rf"(\d{{4}}) ?[-/.年] ?(\d{{1,2}}) ?[-/.月] ?(\d{{1,2}}) ?[日号]?{_TIME}", re.ASCII)
_COMPACT = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}})(?:\.0+|\d{{6}}|{_TIME})", re.ASCII)
_OPEN = re.compile(
    rf"长期(?:有效)?|永久(?:有效)?|无(?:固定)?期限|9999[-/.年]?\d{{1,2}}[-/.月]?\d{{1,2}}日?{_TIME}", re.ASCII
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_SERIAL_ZERO = date(1899, 12, 30)  # the 1900 system, with its 29 February 1900 that never was
_SERIALS = range((date(1970, 1, 1) - _SERIAL_ZERO).days, (OPEN_END - _SERIAL_ZERO).days + 1)
_HINT = "请按 2017-07-07 的样式填写。"


def parse(text: str) -> date:
    """The day without its time, the day here where a time zone is told; open ends become OPEN_END.

    Raises ValueError with a Chinese sentence.
    """
    folded = fold(text)
    if _OPEN.fullmatch(folded):
        return OPEN_END
    if found := _WRITTEN.fullmatch(folded) or _COMPACT.fullmatch(folded):
        return min(_make(found, text), OPEN_END)
    if (found := _SERIAL.fullmatch(folded)) and int(found[1]) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(found[1]))
    raise ValueError(_explain(folded, text))


def _make(found: re.Match[str], text: str) -> date:
    try:
        day = date(*map(int, found.group(1, 2, 3)))
        day = _day_here(day, found) if found["zone"] else day
    except (ValueError, OverflowError):
        raise ValueError(f"“{text}”不是日历上有的日期，请核对。") from None
    if day.year < 1900:
        raise ValueError(f"“{text}”的年份早于 1900 年，请核对。")
    return day


def _day_here(day: date, found: re.Match[str]) -> date:
    """Systems write midnight in Beijing as 16:00 of the day before, at Greenwich."""
    hour = int(found["hour"]) % 12 + 12 * (found["half"] in "Pp") if found["half"] else int(found["hour"])
    zone = datetime.strptime(found["zone"], "%z").tzinfo
    moment = datetime(day.year, day.month, day.day, hour, int(found["minute"]), tzinfo=zone)
    return moment.astimezone(_HERE).date()


def _explain(folded: str, text: str) -> str:
    if re.fullmatch(r"\d{4}(?:[-/.年]\d{1,2}月?|年|\d{2})?", folded, re.ASCII):
        return f"“{text}”不是完整的日期，缺少月或日；{_HINT}"
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{1,2}|\d{4})", folded, re.ASCII):
        return f"“{text}”的年、月、日次序不明，无法判断；{_HINT}"
    return f"“{text}”不是能识别的日期；{_HINT}"
