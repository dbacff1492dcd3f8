"""数据质量: who publishes in time."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.kernel import regions
from xinlu.portal.cartogram import draw_tiles
from xinlu.portal.freshness import fresh_by_content
from xinlu.portal.home import YEAR
from xinlu.portal.maps import map_context
from xinlu.portal.rates import Punctuality, add_up
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import ClockRow
from xinlu.ui.access import public

SERIES = (
    ("按时公示", "on_time", "green"),
    ("超期公示", "late", "yellow"),
    ("期限内待公示", "waiting", "gray"),
    ("超期未公示", "overdue", "red"),
)


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    name: str
    item: str
    counts: Punctuality


@public
@require_safe
@fresh_by_content
def show_quality(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = sorted(publicity.punctuality(since=today - YEAR, until=today, on=today), key=place_of)
    cities = {code: add_up(row for row in rows if row.region == code) for code in regions.CITIES}
    shares = {code: counts.share for code, counts in cities.items() if counts.share is not None}
    link = reverse("portal-penalties")
    context = {
        "since": today - YEAR,
        "total": add_up(rows),
        "rows": [Line(row.region_name, row.item_name, add_up([row])) for row in rows],
        "chart": chart_of(cities),
        **map_context(
            draw_tiles(
                shares,
                link=lambda code: f"{link}?region={code}",
                text=lambda share: f"{share:.1f}%",
                span=(80, 100),
            )
        ),
    }
    return render(request, "portal/quality.html", context)


def place_of(row: ClockRow) -> int:
    """The usual order of the cities; the province's own decisions last."""
    order = (*regions.CITIES, row.region)
    return order.index(row.region)


def chart_of(cities: dict[str, Punctuality]) -> dict[str, list]:
    return {
        "labels": [regions.name_of(code)[:2] for code in cities],
        "series": [
            {"name": name, "tone": tone, "values": [getattr(counts, part) for counts in cities.values()]}
            for name, part, tone in SERIES
        ],
    }
