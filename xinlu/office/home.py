"""工作台首页: what this person is to do, within their own scope; for those who only watch, how things stand."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from xinlu.accounts.contracts import Permission, Scope
from xinlu.collection import queries as collection
from xinlu.collection.contracts import EntryFilter, SubmissionFilter
from xinlu.office import home_overview, matching_queue
from xinlu.office.scope import organisations_within
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Tab
from xinlu.ui.access import signed_in
from xinlu.ui.punctuality import OVERDUE, WAITING

RECENT = 8
CORRECT = (Permission.SUBMIT, Permission.RESOLVE_QUARANTINE)  # who can do something about a faulty report


@dataclass(frozen=True)
class Tile:
    """One number that leads to its list. tone: "" | gray | yellow | red, by how urgent it is when not zero."""

    title: str
    count: int
    url: str
    tone: str = ""


@signed_in
def show(request: HttpRequest) -> HttpResponse:
    tiles = [*collection_tiles(request), *entry_tiles(request), *match_tiles(request), *clock_tiles(request)]
    context = {
        "tiles": tiles,
        "busy": any(tile.count for tile in tiles),
        "overview": None if tiles else home_overview.overview(request),
        "recent": recent(request),
        "may_submit": request.principal.may(Permission.SUBMIT),
    }
    return render(request, "office/home/home.html", context)


def may_correct(request: HttpRequest) -> bool:
    return any(request.principal.may(permission) for permission in CORRECT)


def collection_tiles(request: HttpRequest) -> list[Tile]:
    if not may_correct(request):
        return []
    waiting = collection.todo(organisations_within(request, *CORRECT))
    submissions = reverse("office-submissions")
    return [
        Tile("处理中的报送", waiting.running, f"{submissions}?status=processing"),
        Tile("数据量异常待确认", waiting.held, f"{submissions}?status=held", "yellow"),
        Tile("待处理的退回行", waiting.quarantined, reverse("office-quarantine"), "red"),
    ]


def entry_tiles(request: HttpRequest) -> list[Tile]:
    """Nobody confirms their own: those are not to do."""
    if not request.principal.may(Permission.CONFIRM_RECORD):
        return []
    within = organisations_within(request, Permission.CONFIRM_RECORD)
    wanted = EntryFilter(within, not_by=request.principal.actor.id)
    count = collection.hand_entries(wanted, size=1).total
    return [Tile("待您复核的录入", count, f"{reverse('office-entry')}?of=others", "yellow")]


def match_tiles(request: HttpRequest) -> list[Tile]:
    if not request.principal.may(Permission.RESOLVE_MATCH):
        return []
    count = matching_queue.cases(request).total
    return [Tile("待判定的主体匹配", count, reverse("office-matching"), "yellow")]


def clock_tiles(request: HttpRequest) -> list[Tile]:
    if not may_correct(request):
        return []
    within = organisations_within(request, *CORRECT)
    scope = Scope(within is None, within or frozenset())
    counts = publicity.waiting_counts(scope=scope, on=timezone.localdate())
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
