"""What an act was done to, as a reader knows it: its kind, its name, and the page where it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from xinlu.accounts import queries as accounts
from xinlu.archive import queries as archive
from xinlu.collection import queries as collection
from xinlu.events.contracts import Target
from xinlu.office.acts_words import KINDS
from xinlu.office.exporting import LISTS
from xinlu.office.records_table import lines_of
from xinlu.office.templatetags.office import item_name, organisation_name
from xinlu.publicity import queries as publicity
from xinlu.subjects import queries as subjects
from xinlu.ui.access import may_open

ALL = ("", "*")  # what an act on everything of a kind names


@dataclass(frozen=True)
class Thing:
    """number: its identifier, "" where that tells nothing. url: "" without a page that the reader may open."""

    kind: str
    name: str
    number: str = ""
    url: str = ""


def thing_reader(request: HttpRequest) -> Callable[[Target], Thing]:
    """Reads each thing once, however many acts were done to it."""

    @cache
    def read(kind: str, id: str) -> Thing:
        number = id if kind in PAGES else ""
        return Thing(KINDS.get(kind, kind), name_of(kind, id), number, address_of(request, kind, id))

    return lambda target: read(target.kind, target.id)


def name_of(kind: str, id: str) -> str:
    """Natural persons masked; the identifier when the thing is gone or was never there."""
    if id in ALL:
        return "全部"
    try:
        return NAMES[kind](id) if kind in NAMES else id
    except (LookupError, ValueError, OverflowError):  # the address asks for a thing that cannot be
        return id


def name_of_record(id: str) -> str:
    (line,) = lines_of([archive.record(id)], owns=lambda _: False)
    return f"{line.item_name} {line.document or line.title}".strip()


def name_of_submission(id: str) -> str:
    found = collection.submission(id)
    return f"{found.period} 零报告" if found.zero_report else found.filename


def name_of_row(id: str) -> str:
    found = collection.quarantined(int(id))
    return f"{found.filename} 第 {found.row} 行"


def name_of_entry(id: str) -> str:
    return f"{item_name(collection.hand_entry(int(id)).item)}（第 {id} 号录入）"


def name_of_subject(id: str) -> str:
    found = subjects.subject(id)
    return found.name if found else id


def name_of_user(id: str) -> str:
    found = accounts.user(int(id))
    return f"{found.name}（{found.username}）" if found else id


def name_of_publication(id: str) -> str:
    found = publicity.office_publication(id, on=timezone.localdate())
    return f"{found.item_name} {found.title}".strip() if found else id


NAMES: Mapping[str, Callable[[str], str]] = {
    "CreditRecord": name_of_record,
    "Submission": name_of_submission,
    "QuarantinedRow": name_of_row,
    "HandEntry": name_of_entry,
    "Subject": name_of_subject,
    "publication": name_of_publication,
    "feed": lambda _: "全部公示",
    "item": item_name,
    "catalogue": lambda _: "省级基础目录",
    "organisation": organisation_name,
    "user": name_of_user,
    "token": lambda id: f"第 {id} 号令牌",
    "list": lambda id: LISTS.get(id, id),
}
PAGES = {
    "CreditRecord": "office-record",
    "Submission": "office-submission",
    "QuarantinedRow": "office-quarantined",
    "HandEntry": "office-entry-review",
    "Subject": "office-subject",
    "publication": "office-publication",
    "item": "office-catalog-item",
    "user": "office-user",
}
PLACES = {
    "ExceptionCode": "office-exceptions",
    "feed": "office-clock",
    "catalogue": "office-catalog",
    "calendar": "office-calendar",
    "organisation": "office-organisations",
    "token": "office-tokens",
}


def address_of(request: HttpRequest, kind: str, id: str) -> str:
    if id in ALL:
        return ""
    try:
        url = reverse(PAGES[kind], args=[id]) if kind in PAGES else reverse(PLACES.get(kind, ""))
    except NoReverseMatch:
        return ""
    return url if may_open(request.principal, url) else ""
