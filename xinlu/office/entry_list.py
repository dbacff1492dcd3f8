"""逐条录入: the list of typed records, and where to begin one."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.collection import queries
from xinlu.collection.contracts import EntryFilter, EntryOrder, HandEntry
from xinlu.office.exporting import export
from xinlu.office.scope import (
    chosen,
    item_choices,
    narrowed,
    organisation_choices,
    organisations_within,
    page_number,
)
from xinlu.office.templatetags.office import item_name, organisation_name
from xinlu.ui.access import permit

STATES = (("waiting", "待复核"), ("returned", "已退回"), ("confirmed", "已复核"))
HEADER = (
    "编号",
    "录入时间",
    "目录项",
    "机构",
    "录入人",
    "状态",
    "复核人",
    "复核时间",
    "退回原因",
    "报送编号",
)


@permit(Permission.VIEW_SUBMISSIONS)
def show_list(request: HttpRequest) -> HttpResponse:
    asked = wanted(request)
    context = {
        "page": queries.hand_entries(asked, page=page_number(request)),
        "items": item_choices(),
        "organisations": organisation_choices(request, Permission.VIEW_SUBMISSIONS),
        "states": (*STATES, ("all", "全部")),
        "asked": request.GET,
        "order": asked.order,
        "own": request.principal.actor.id,
        "may_submit": request.principal.may(Permission.SUBMIT),
    }
    return render(request, "office/collection/entries.html", context)


def wanted(request: HttpRequest) -> EntryFilter:
    """of=others leaves out what the reader has typed in, which somebody else must confirm."""
    within = organisations_within(request, Permission.VIEW_SUBMISSIONS)
    state = request.GET.get("state", "waiting")
    return EntryFilter(
        organisations=narrowed(within, request.GET.get("organisation", "")),
        state="" if state == "all" else state,
        item=request.GET.get("item", ""),
        not_by=request.principal.actor.id if request.GET.get("of") == "others" else "",
        order=chosen(EntryOrder, request.GET.get("order")),
    )


@permit(Permission.VIEW_SUBMISSIONS)
def export_list(request: HttpRequest) -> StreamingHttpResponse:
    """All that the list shows. What was typed stays out: it may be personal."""
    asked = wanted(request)
    total = queries.hand_entries(asked, size=1).total
    return export(request, "entries", HEADER, map(cells, queries.iterate_hand_entries(asked)), total=total)


def cells(entry: HandEntry) -> tuple:
    made, confirmed = (
        timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""
        for at in (entry.made_at, entry.confirmed_at)
    )
    return (
        *(entry.id, made, item_name(entry.item), organisation_name(entry.organisation), entry.made_by),
        *(dict(STATES)[entry.state], entry.confirmed_by, confirmed, entry.reason, entry.submission),
    )
