"""公示时钟: what waits, what is overdue, what was late, what is shown and what is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xinlu.accounts.contracts import Permission
from xinlu.office.exporting import export
from xinlu.office.publicity_form import TABS, ClockFilter
from xinlu.office.scope import page_number
from xinlu.publicity import queries
from xinlu.publicity.contracts import STATE_NAMES, Light, Publication, State, Tab, Waiting
from xinlu.ui.access import permit
from xinlu.ui.punctuality import OVERDUE, timing_of
from xinlu.ui.regions import place_name

PAGE_SIZE = 50
QUEUED = (Tab.OVERDUE, Tab.SOON, Tab.UNDATED)
TONES = {State.PUBLISHED: "green", State.WITHDRAWN: "red"}
STATES = {state: (name, TONES.get(state, "gray")) for state, name in STATE_NAMES.items()}
LIGHTS = {
    Light.GREEN: ("时限内", "green"),
    Light.YELLOW: ("即将到期", "yellow"),
    Light.RED: OVERDUE,
    Light.GRAY: TABS[Tab.UNDATED],
}
HEADER = (
    ("状态", "事项", "文号", "相对人", "机关", "机构代码", "行政区划", "决定日期", "应公示日期", "时限")
    + ("公示时间", "公示截止", "说明")
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """A tab with its count; more: there are more than are counted."""

    tab: Tab
    title: str
    tone: str
    count: int
    more: bool


@permit(Permission.VIEW_PUBLICITY)
@require_safe
def show_clock(request: HttpRequest) -> HttpResponse:
    tab, form = read_tab(request), ClockFilter(request.GET, today=timezone.localdate())
    page = read_page(request, tab, form)
    context = {
        "tab": tab,
        "title": TABS[tab][0],
        "tabs": choices(request),
        "form": form,
        "page": page,
        "rows": [(row, STATES[row.state], LIGHTS[row.light]) for row in page.rows],
        "waits": tab in QUEUED,
        "explained": tab in (Tab.WITHHELD, Tab.WITHDRAWN),
    }
    return render(request, "office/publicity/clock.html", context)


@permit(Permission.VIEW_PUBLICITY)
@require_safe
def export_clock(request: HttpRequest) -> StreamingHttpResponse:
    """All that the tab and the filters find."""
    tab, form = read_tab(request), ClockFilter(request.GET, today=timezone.localdate())
    total, rows = exported(request, tab, form)
    return export(request, f"clock-{tab.value}", HEADER, rows, total=total)


def read_tab(request: HttpRequest) -> Tab:
    """The tab that the address asks for, overdue ones first."""
    asked = request.GET.get("tab", "")
    return Tab(asked) if asked in set(Tab) else Tab.OVERDUE


def choices(request: HttpRequest) -> list[Choice]:
    scope, today = request.principal.scope(Permission.VIEW_PUBLICITY), timezone.localdate()
    counts = queries.office_counts(scope=scope, on=today)
    return [
        Choice(tab, title, tone if counts[tab] else "", *as_shown(tab, counts[tab]))
        for tab, (title, tone) in TABS.items()
    ]


def as_shown(tab: Tab, count: int) -> tuple[int, bool]:
    """The count, and whether there are more. What waits is counted to the end."""
    more = tab not in QUEUED and count > queries.COUNTED
    return (queries.COUNTED if more else count), more


def read_page(request: HttpRequest, tab: Tab, form: ClockFilter):
    scope, today = request.principal.scope(Permission.VIEW_PUBLICITY), timezone.localdate()
    read = queries.waiting if tab in QUEUED else queries.office_list
    return read(tab, form.wanted, scope=scope, on=today, page=page_number(request), size=PAGE_SIZE)


def exported(request: HttpRequest, tab: Tab, form: ClockFilter) -> tuple[int, Iterator[tuple[Any, ...]]]:
    """How many lines, and the lines."""
    scope, today = request.principal.scope(Permission.VIEW_PUBLICITY), timezone.localdate()
    asked, within = (tab, form.wanted), {"scope": scope, "on": today}
    if tab in QUEUED:
        total = queries.waiting(*asked, **within, size=1).total
        return total, map(waiting_cells, queries.waiting_stream(*asked, **within))
    total = queries.office_total(*asked, **within)
    return total, map(publication_cells, queries.office_stream(*asked, **within))


def publication_cells(row: Publication) -> tuple[Any, ...]:
    shown = timezone.localtime(row.published_at).strftime("%Y-%m-%d %H:%M") if row.published_at else ""
    timing = timing_of(row)
    return (
        *(STATES[row.state][0], row.item_name, row.title, row.subject_name, row.authority, row.organisation),
        *(place_name(row.region), row.decided_on, row.due_on, timing[0] if timing else "", shown),
        *(row.ends_on, row.reason),
    )


def waiting_cells(row: Waiting) -> tuple[Any, ...]:
    return (
        *(STATES[row.state][0], row.item_name, row.title, "", "", row.organisation, place_name(row.region)),
        *(row.decided_on, row.due_on, LIGHTS[row.light][0], "", "", f"在待处理区，来源第 {row.row} 行"),
    )
