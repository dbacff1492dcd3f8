"""公示及时率: by city and item, as a chart and a table."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.accounts.contracts import Permission
from xinlu.office.publicity_form import day_input
from xinlu.publicity import queries
from xinlu.publicity.contracts import ClockRow
from xinlu.ui.access import permit
from xinlu.ui.csv_response import csv_response

HEADER = ("地区", "事项", "按时", "迟公示", "待公示（时限内）", "超期未公示", "及时率（%）")
# In the order of the chart's colours: 海 for what is in time, 田黄 and 丹霞 for what is not.
SERIES = (("按时", "on_time"), ("迟公示", "late"), ("超期未公示", "overdue"), ("待公示", "waiting"))
YEAR = timedelta(days=365)


class PeriodForm(forms.Form):
    since = forms.DateField(label="决定日期从", widget=day_input())
    until = forms.DateField(label="到", widget=day_input())


@permit(Permission.VIEW_PUBLICITY)
@require_safe
def show_punctuality(request: HttpRequest) -> HttpResponse:
    form, since, until = read_period(request)
    rows = read_rows(request, since, until)
    context = {"form": form, "rows": rows, "total": total_of(rows), "chart": chart_of(rows)}
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
    form = PeriodForm({**usual, **{name: request.GET[name] for name in usual if name in request.GET}})
    given = form.cleaned_data if form.is_valid() else {}
    return form, given.get("since", usual["since"]), given.get("until", usual["until"])


def read_rows(request: HttpRequest, since: date, until: date) -> list[ClockRow]:
    scope = request.principal.scope(Permission.VIEW_PUBLICITY)
    return queries.punctuality(since=since, until=until, on=timezone.localdate(), scope=scope)


def cells(row: ClockRow) -> tuple[Any, ...]:
    return row.region_name, row.item_name, row.on_time, row.late, row.waiting, row.overdue, row.rate


def total_of(rows: Iterable[ClockRow], region: str = "", name: str = "合计") -> ClockRow:
    """All rows added up."""
    rows = list(rows)
    sums = {part: sum(getattr(row, part) for row in rows) for _, part in SERIES}
    return ClockRow(region=region, region_name=name, item="", item_name="", **sums)


def chart_of(rows: list[ClockRow]) -> dict[str, list]:
    """One bar a city, all items together."""
    names = dict.fromkeys((row.region, row.region_name) for row in rows)
    cities = [total_of((row for row in rows if row.region == code), code, name) for code, name in names]
    return {
        "labels": [city.region_name for city in cities],
        "series": [
            {"name": name, "values": [getattr(city, part) for city in cities]} for name, part in SERIES
        ],
    }
