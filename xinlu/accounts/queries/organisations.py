"""The organisation tree."""

from datetime import date

from xinlu.accounts import models
from xinlu.accounts.contracts import Organisation, OrganisationKind, Scope, UnknownOrganisation
from xinlu.accounts.rules.tree import ascend, descend

EVERYWHERE = Scope(everywhere=True)


def organisation(code: str) -> Organisation:
    """Whatever the date. Raises UnknownOrganisation."""
    row = models.Organisation.objects.filter(pk=code).first()
    if row is None:
        raise UnknownOrganisation(f"没有机构“{code}”，请在“机构”页查找正确的机构代码。")
    return read_organisation(row)


def organisations(
    on: date, kind: OrganisationKind | None = None, *, within: Scope = EVERYWHERE
) -> tuple[Organisation, ...]:
    """Those that exist on that day, province first, then by kind and code."""
    rows = models.Organisation.objects.filter(models.alive(on))
    if kind:
        rows = rows.filter(kind=kind)
    rank = list(OrganisationKind)
    found = (read_organisation(row) for row in rows if within.covers(row.code))
    return tuple(sorted(found, key=lambda unit: (rank.index(unit.kind), unit.code)))


def descendants(code: str, on: date) -> frozenset[str]:
    """The organisation and all below it that had begun by that day.

    Those that ended since are included: who takes charge of a city takes charge of its history.
    """
    return descend(
        dict(models.Organisation.objects.filter(models.begun(on)).values_list("code", "parent_id")), code
    )


def kin(code: str) -> frozenset[str]:
    """The organisation, all above it and all below it, whatever the date."""
    parents = dict(models.Organisation.objects.values_list("code", "parent_id"))
    return ascend(parents, code) | descend(parents, code)


def authority_of(region: str) -> Organisation | None:
    """The transport authority of the region: it answers to the region code, abolished codes included."""
    row = models.Organisation.objects.filter(pk=region, region=region).first()
    return read_organisation(row) if row else None


def read_organisation(row: models.Organisation) -> Organisation:
    return Organisation(
        code=row.code,
        name=row.name,
        kind=OrganisationKind(row.kind),
        parent=row.parent_id,
        region=row.region,
        uscc=row.uscc,
        since=row.since,
        until=row.until,
    )
