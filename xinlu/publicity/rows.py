"""From table rows to contracts, and from a Filter to the rows it asks for. Stays inside the package."""

from datetime import date

from django.db.models import QuerySet

from xinlu.accounts.contracts import Scope
from xinlu.kernel.dates import OPEN_END
from xinlu.kernel.regions import CITIES, PROVINCE
from xinlu.kernel.text import fold_name
from xinlu.publicity import models
from xinlu.publicity.contracts import Filter, Light, Publication, PublicField, State

Rows = QuerySet[models.Publication]


def public_rows(on: date) -> Rows:
    """What the public may see on a day. A term that is over hides the row even before `expire` has run."""
    return models.Publication.objects.filter(state=State.PUBLISHED, ends_on__gte=on)


def narrow(rows: Rows, wanted: Filter) -> Rows:
    """Rows that a filter asks for, newest decision first."""
    exact = {"kind": wanted.kind, "item": wanted.item, "authority": wanted.authority}
    exact["city" if wanted.region in (*CITIES, PROVINCE) else "region"] = wanted.region
    exact |= {"organisation": wanted.organisation, "subject": wanted.subject}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.category:
        rows = rows.filter(category__contains=wanted.category)
    if wanted.text.strip():
        found = models.Publication.objects.filter(search__contains=fold_name(wanted.text))
        rows = rows.filter(pk__in=found.values("pk"))  # read from the index of `search` alone
    if wanted.since:
        rows = rows.filter(decided_on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(decided_on__lte=wanted.until)
    return rows.order_by("-decided_on", "-id")


def search_text(name: str, code: str, title: str, person: bool) -> str:
    """What a list search looks into: persons are never found by name."""
    return "\n".join(fold_name(part) for part in (("" if person else name), code, title) if part)


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
