"""数据质量: who publishes in time."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.kernel.regions import CITIES
from xinlu.portal.cartogram import draw_tiles
from xinlu.portal.freshness import fresh_by_content
from xinlu.portal.home import YEAR, clock_of_year
from xinlu.portal.maps import map_context
from xinlu.ui.access import public
from xinlu.ui.punctuality import add_up, by_region, chart_of, rate_of


@public
@require_safe
@fresh_by_content
def show_quality(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = clock_of_year(today)
    regions = by_region(rows)
    shares = {row.region: row.share for row in regions if row.region in CITIES and row.share is not None}
    context = {
        "since": today - YEAR,
        "total": add_up(rows),
        "rows": rows,
        "chart": chart_of(regions),
        **map_of(shares),
    }
    return render(request, "portal/quality.html", context)


def map_of(shares: Mapping[str, float]) -> dict[str, Any]:
    """Shades from the lowest share to the highest: they lie close together, and the key says where."""
    link = reverse("portal-penalties")
    tiles = draw_tiles(shares, link=lambda code: f"{link}?region={code}", text=percent)
    low, high = (percent(end(shares.values(), default=0)) for end in (min, max))
    return map_context(tiles) | {"low": f"最低 {low}", "high": f"最高 {high}"}


def percent(share: float) -> str:
    return f"{rate_of(share)}%"
