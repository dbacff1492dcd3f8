"""工作台首页: what waits for this person, within their own scope."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from xinlu.accounts.contracts import Permission
from xinlu.collection import queries as collection
from xinlu.collection.contracts import SubmissionFilter
from xinlu.office.scope import organisations_within
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Tab
from xinlu.subjects import queries as subjects
from xinlu.ui.access import signed_in
from xinlu.ui.punctuality import OVERDUE, WAITING

RECENT = 8


@dataclass(frozen=True)
class Tile:
    """One number that leads to its list. tone: "" | gray | yellow | red, by how urgent it is when not zero."""

    title: str
    count: int
    url: str
    tone: str = ""


@signed_in
def show(request: HttpRequest) -> HttpResponse:
    context = {
        "tiles": todo(request),
        "recent": recent(request),
        "may_submit": request.principal.may(Permission.SUBMIT),
    }
    return render(request, "office/home/home.html", context)


def todo(request: HttpRequest) -> list[Tile]:
    """Only tiles that the principal may open."""
    return [*collection_tiles(request), *match_tiles(request), *clock_tiles(request)]


def collection_tiles(request: HttpRequest) -> list[Tile]:
    if not request.principal.may(Permission.VIEW_SUBMISSIONS):
        return []
    waiting = collection.todo(organisations_within(request, Permission.VIEW_SUBMISSIONS))
    submissions = reverse("office-submissions")
    return [
        Tile("处理中的报送", waiting.running, f"{submissions}?status=processing"),
        Tile("数据量异常待确认", waiting.held, f"{submissions}?status=held", "yellow"),
        Tile("待处理的退回行", waiting.quarantined, reverse("office-quarantine"), "red"),
        Tile("待复核的手工录入", waiting.hand_entries, reverse("office-entry"), "yellow"),
    ]


def match_tiles(request: HttpRequest) -> list[Tile]:
    if not request.principal.may(Permission.RESOLVE_MATCH):
        return []
    return [Tile("待判定的主体匹配", subjects.waiting_cases(), reverse("office-matching"), "yellow")]


def clock_tiles(request: HttpRequest) -> list[Tile]:
    if not request.principal.may(Permission.VIEW_PUBLICITY):
        return []
    scope = request.principal.scope(Permission.VIEW_PUBLICITY)
    counts = publicity.office_counts(scope=scope, on=timezone.localdate())
    clock = reverse("office-clock")
    return [
        Tile(title, counts.get(tab, 0), f"{clock}?tab={tab.value}", tone)
        for (title, tone), tab in ((WAITING, Tab.SOON), (OVERDUE, Tab.OVERDUE))
    ]


def recent(request: HttpRequest):
    if not request.principal.may(Permission.VIEW_SUBMISSIONS):
        return ()
    within = organisations_within(request, Permission.VIEW_SUBMISSIONS)
    return collection.submissions(SubmissionFilter(organisations=within), size=RECENT).rows
