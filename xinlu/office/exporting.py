"""导出: a list as a file, and the act on the account that says who took it and what was in it (ADR 0004)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from xinlu.events.actions import note_export
from xinlu.events.contracts import Target
from xinlu.office.publicity_form import TABS
from xinlu.ui.csv_response import csv_response

LISTS = {
    "acts": "操作留痕",
    "users": "用户",
    "submissions": "报送记录",
    "zero-reports": "零报告",
    "entries": "逐条录入",
    "quarantine": "待处理区",
    "subjects": "主体档案",
    "records": "信用记录",
    "matching": "主体匹配",
    "exceptions": "授权例外代码",
    **{f"clock-{tab.value}": f"公示时钟·{title}" for tab, (title, _) in TABS.items()},
}
CHOSEN = ("item", "organisation", "region", "kind", "role", "status", "state", "verdict", "act", "rule")
DAYS = ("since", "until")
TYPED = ("text", "actor")  # may name a person: the account keeps that it was asked for, not what


def export(
    request: HttpRequest,
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    total: int,
    target: Target | None = None,
) -> StreamingHttpResponse:
    """The list of that name, streamed without a limit. total: its rows; target: when it is of one thing."""
    by, at = request.principal.actor, timezone.now()
    of = target or Target("list", name, by.organisation)
    note_export(of, total=total, asked=asked_of(request), by=by, at=at)
    return csv_response(f"{name}-{timezone.localdate():%Y%m%d}.csv", header, rows)


def moment(at: datetime) -> str:
    """A moment as exports write it: by the local clock, to the second."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What the address narrows the list by."""
    given = {name: request.GET.get(name, "")[:64] for name in (*CHOSEN, *DAYS, *TYPED)}
    return {name: "（已填写）" if name in TYPED else value for name, value in given.items() if value}
