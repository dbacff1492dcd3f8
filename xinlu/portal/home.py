"""The front page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.catalog import queries as catalog
from xinlu.kernel import regions
from xinlu.portal.cartogram import draw_tiles
from xinlu.portal.figures import kept_a_while
from xinlu.portal.freshness import fresh_by_content
from xinlu.portal.maps import map_context
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import ClockRow
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import Kind
from xinlu.ui.access import public
from xinlu.ui.punctuality import add_up, rate_of
from xinlu.ui.regions import place_name

SHOWN = 6  # newest of each kind
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Row:
    """One line of the table beside the map."""

    code: str
    name: str
    permits: int
    penalties: int
    clock: ClockRow


@public
@require_safe
@fresh_by_content
def show_home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    clock = clock_of_year(today)
    permits, penalties = (
        kept_a_while(f"{kind}:{today}", partial(publicity.counts_by_city, kind, on=today))
        for kind in ("permit", "penalty")
    )
    totals = {code: permits.get(code, 0) + penalties.get(code, 0) for code in regions.CITIES}
    link = reverse("portal-permits")
    context = {
        "permits": sum(permits.values()),
        "penalties": sum(penalties.values()),
        "punctuality": rate_of(add_up(clock).share),
        "subjects": kept_a_while("subjects", partial(subjects.total, (Kind.ORGANISATION, Kind.SOLE_TRADER))),
        "items": len(catalog.items()),
        "latest_permits": publicity.latest("permit", limit=SHOWN, on=today),
        "latest_penalties": publicity.latest("penalty", limit=SHOWN, on=today),
        "regions": region_rows(permits, penalties, clock),
        **map_context(draw_tiles(totals, link=lambda code: f"{link}?region={code}")),
    }
    return render(request, "portal/home.html", context)


def clock_of_year(today: date) -> list[ClockRow]:
    count = partial(publicity.punctuality, since=today - YEAR, until=today, on=today)
    return kept_a_while(f"clock:{today}", count)


def region_rows(
    permits: Mapping[str, int], penalties: Mapping[str, int], clock: Iterable[ClockRow]
) -> list[Row]:
    """The ten regions, then the province's own decisions when there are any."""
    own = [regions.PROVINCE] if regions.PROVINCE in {*permits, *penalties} else []
    return [
        Row(
            code=code,
            name=place_name(code),
            permits=permits.get(code, 0),
            penalties=penalties.get(code, 0),
            clock=add_up(row for row in clock if row.region == code),
        )
        for code in (*regions.CITIES, *own)
    ]
