"""公示及时率: by city and item, as a chart and a table."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.accounts.contracts import Permission
from xinlu.publicity import queries
from xinlu.publicity.contracts import ClockRow
from xinlu.ui.access import permit
from xinlu.ui.csv_response import csv_response
from xinlu.ui.period import PeriodForm
from xinlu.ui.punctuality import SERIES, by_region, chart_of, rate_of

HEADER = ("地区", "事项", *(name for name, _, _ in SERIES), "及时率（%）")
YEAR = timedelta(days=365)


@permit(Permission.VIEW_PUBLICITY)
@require_safe
def show_punctuality(request: HttpRequest) -> HttpResponse:
    form, since, until = read_period(request)
    rows = read_rows(request, since, until)
    context = {"form": form, "rows": rows, "chart": chart_of(by_region(rows))}
    return render(request, "office/publicity/punctuality.html", context)


@permit(Permission.VIEW_PUBLICITY)
@require_safe
def export_punctuality(request: HttpRequest) -> StreamingHttpResponse:
    _, since, until = read_period(request)
    rows = (cells(row) for row in read_rows(request, since, until))
    return csv_response(f"punctuality-{since:%Y%m%d}-{until:%Y%m%d}.csv", HEADER, rows)


def read_period(request: HttpRequest) -> tuple[PeriodForm, date, date]:
    """The period asked for; the last year when none is, or it cannot be read."""
    today = timezone.localdate()
    usual = {"since": today - YEAR, "until": today}
    form = PeriodForm(usual | {name: day for name in usual if (day := request.GET.get(name))})
    given = form.cleaned_data if form.is_valid() else usual
    return form, given["since"], given["until"]


def read_rows(request: HttpRequest, since: date, until: date) -> list[ClockRow]:
    scope = request.principal.scope(Permission.VIEW_PUBLICITY)
    return queries.punctuality(since=since, until=until, on=timezone.localdate(), scope=scope)


def cells(row: ClockRow) -> tuple[Any, ...]:
    counts = (getattr(row, part) for _, part, _ in SERIES)
    return row.region_name, row.item_name, *counts, rate_of(row.share)
