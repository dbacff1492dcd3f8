"""公示及时率 on every page: the same words, the same colours, the same sums."""

from collections.abc import Iterable
from typing import Any

from xinlu.publicity.contracts import ClockRow, Light, Publication
from xinlu.ui.regions import short_name

# name, part of a ClockRow, tone: red for what should be public and is not, yellow for what came too late
SERIES = (
    ("按时公示", "on_time", "green"),
    ("超期公示", "late", "yellow"),
    ("待公示", "waiting", "gray"),
    ("超期未公示", "overdue", "red"),
)
ON_TIME, LATE, WAITING, OVERDUE = ((name, tone) for name, _, tone in SERIES)


def add_up(rows: Iterable[ClockRow], region: str = "", region_name: str = "合计") -> ClockRow:
    listed = list(rows)
    sums = {part: sum(getattr(row, part) for row in listed) for _, part, _ in SERIES}
    return ClockRow(region=region, region_name=region_name, item="", item_name="", **sums)


def by_region(rows: Iterable[ClockRow]) -> list[ClockRow]:
    """One row a region, all items together, in the order of the rows."""
    listed = list(rows)
    names = {row.region: row.region_name for row in listed}
    return [add_up((row for row in listed if row.region == code), code, name) for code, name in names.items()]


def chart_of(regions: Iterable[ClockRow]) -> dict[str, list[Any]]:
    """What the tag `chart` draws: one bar a region."""
    bars = list(regions)
    return {
        "labels": [short_name(bar.region) for bar in bars],
        "series": [
            {"name": name, "tone": tone, "values": [getattr(bar, part) for bar in bars]}
            for name, part, tone in SERIES
        ],
    }


def rate_of(share: float | None) -> str:
    """A share in percent with one decimal, never rounded up to 100; "" for None."""
    if share is None:
        return ""
    return f"{min(share, 99.9):.1f}" if share < 100 else "100"


def timing_of(row: Publication) -> tuple[str, str] | None:
    """Word and tone for when a record was published; None when it never was, or no clock ran."""
    if row.due_on is None or row.published_at is None:
        return None
    return LATE if row.light == Light.RED else ON_TIME
