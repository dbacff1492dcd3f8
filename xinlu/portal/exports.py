"""A list as CSV or JSON: exactly what the page's filters ask for, row by row, without a limit."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.portal.freshness import always_fresh
from xinlu.portal.publications import SECTIONS, read_filter
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Publication
from xinlu.ui.access import public
from xinlu.ui.csv_response import csv_response

COLUMNS = {
    "subject_name": "行政相对人名称",
    "subject_code": "统一社会信用代码",
    "title": "决定文书号",
    "category": "类别",
    "authority": "决定机关",
    "region": "行政区划代码",
    "decided_on": "决定日期",
    "submitted_on": "报送日期",
    "published_on": "公示日期",
    "due_on": "应公示日期",
    "ends_on": "公示截止日期",
    "address": "网址",
}
# Fields of the decision that a sheet shows too, by identifier; JSON holds them all.
CONTENT = {
    "permits": {"XK_NR": "许可内容"},
    "penalties": {"CF_NR": "处罚内容", "CF_NR_FK": "罚款金额（万元）"},
}


@public
@require_safe
@always_fresh
def export(request: HttpRequest, slug: str, form: str) -> StreamingHttpResponse:
    today = timezone.localdate()
    found = publicity.stream(read_filter(request, SECTIONS[slug].kind), on=today)
    name = f"{slug}-{today:%Y%m%d}.{form}"
    if form == "csv":
        columns = CONTENT[slug]
        cells = (cells_of(row, columns, request) for row in found)
        return csv_response(name, [*COLUMNS.values(), *columns.values()], cells)
    rows = (plain_row(row, request) for row in found)
    response = StreamingHttpResponse(json_lines(rows), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def cells_of(row: Publication, columns: Iterable[str], request: HttpRequest) -> list[object]:
    """columns: identifiers of the decision's fields that follow; one that is not public stays empty."""
    plain = plain_row(row, request)
    values = {field.identifier: field.value for field in row.fields}
    return [plain[key] for key in COLUMNS] + [values.get(column, "") for column in columns]


def plain_row(row: Publication, request: HttpRequest) -> dict[str, object]:
    """A publication as plain values; fields: the decision's public fields by their Chinese names."""
    return {
        "subject_name": row.subject_name,
        "subject_code": row.subject_code,
        "title": row.title,
        "category": row.category,
        "authority": row.authority,
        "region": row.region,
        "decided_on": row.decided_on.isoformat(),
        "submitted_on": local_day(row.submitted_at),
        "published_on": local_day(row.published_at),
        "due_on": day(row.due_on),
        "ends_on": day(row.ends_on),
        "address": request.build_absolute_uri(reverse("portal-publication", args=[row.id])),
        "fields": {field.name: field.value for field in row.fields},
    }


def day(on: date | None) -> str:
    return on.isoformat() if on else ""


def local_day(at: datetime | None) -> str:
    return day(timezone.localdate(at)) if at else ""


def json_lines(rows: Iterable[dict[str, object]]) -> Iterator[str]:
    """One array, one object a line."""
    texts = (json.dumps(row, ensure_ascii=False) for row in rows)
    separated = (("" if at == 0 else ",\n") + text for at, text in enumerate(texts))
    return chain(("[\n",), separated, ("\n]\n",))
