"""From table rows to contracts, and from a Filter to the rows it asks for. Stays inside the package."""

import re
from datetime import date

from django.db.models import QuerySet

from xinlu import bulk
from xinlu.accounts.contracts import Scope
from xinlu.kernel.dates import OPEN_END
from xinlu.kernel.regions import CITIES, PROVINCE
from xinlu.kernel.text import fold_name
from xinlu.publicity import models
from xinlu.publicity.contracts import Filter, Light, Publication, PublicField, State
from xinlu.subjects import queries as subjects

Rows = QuerySet[models.Publication]
_ALONE = re.compile(r"第?0*([1-9][0-9]{0,11})号?")
_SERIAL = re.compile(r"(?<![0-9])0*([1-9][0-9]{0,11})[^0-9]*$")
FOUND = 300  # subjects that a list looks for by one text


def public_rows(on: date) -> Rows:
    """What the public may see on a day. A term that is over hides the row even before `expire` has run."""
    return models.Publication.objects.filter(state=State.PUBLISHED, ends_on__gte=on)


def narrow(rows: Rows, wanted: Filter, *, most: int | None = None) -> Rows:
    """Rows that a filter asks for, newest decision first. most: of those that hold its text, so many."""
    exact = {"kind": wanted.kind, "item": wanted.item, "authority": wanted.authority}
    exact["city" if wanted.region in (*CITIES, PROVINCE) else "region"] = wanted.region
    exact |= {"organisation": wanted.organisation, "subject": wanted.subject}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.category:
        rows = rows.filter(category__contains=wanted.category)
    if wanted.since:
        rows = rows.filter(decided_on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(decided_on__lte=wanted.until)
    if wanted.text.strip():
        rows = models.Publication.objects.filter(pk__among=bulk.held(rows, _holding(wanted.text, most)))
    return rows.order_by("-decided_on", "-id")


def _holding(text: str, most: int | None) -> list[int]:
    """Of subjects that the text finds, and of papers by their number. Persons are found by no name."""
    rows = models.Publication.objects.order_by("-decided_on", "-id").values_list("pk", flat=True)
    about = rows.filter(subject__among=subjects.ids(text, most=most and FOUND))[:most]
    paper = search_text(text)
    papers = rows.filter(bulk.starting("search", paper)).order_by("search")[:most] if paper else ()
    alone = _ALONE.fullmatch(paper)
    numbered = rows.filter(serial=alone[1])[:most] if alone else ()
    return [*about, *papers, *numbered]


def search_text(title: str) -> str:
    """What papers are looked up by the beginning of: one spelling for all brackets and widths."""
    return fold_name(title)


def serial_of(title: str) -> str:
    """The last number in a paper's title, as people say it: 闽榕交罚〔2026〕000123号 is 123; "" when there is none."""
    return serial_in(search_text(title))


def serial_in(folded: str) -> str:
    """As serial_of, of a title already as search_text writes it."""
    found = _SERIAL.search(folded)
    return found[1] if found else ""


def of_scope(rows: Rows, scope: Scope) -> Rows:
    return rows if scope.everywhere else rows.filter(organisation__in=scope.organisations)


def publication_of(row: models.Publication, on: date) -> Publication:
    """A row as it stands on a day: one whose term is over is EXPIRED, whether `expire` has run or not."""
    over = row.state == State.PUBLISHED and row.ends_on < on
    return Publication(
        id=str(row.pk),
        record=row.record,
        item=row.item,
        item_name=row.item_name,
        kind=row.kind,
        subject=row.subject,
        subject_name=row.subject_name,
        subject_code=row.subject_code,
        title=row.title,
        category=row.category,
        authority=row.authority,
        organisation=row.organisation,
        region=row.region,
        decided_on=row.decided_on,
        submitted_at=row.submitted_at,
        due_on=row.due_on,
        due_estimated=row.due_estimated,
        published_at=row.published_at,
        ends_on=None if row.ends_on == OPEN_END else row.ends_on,
        state=State.EXPIRED if over else State(row.state),
        light=Light.RED if row.late else Light.GREEN,
        reason=row.reason,
        pack=row.packs.split(" ")[0],
        verified=row.verified,
        fields=tuple(PublicField(*field) for field in row.fields),
        severity=row.severity,
        repairable_on=row.repairable_on,
    )
