"""The organisation tree."""

from datetime import date

from xinlu.accounts import models
from xinlu.accounts.contracts import (
    FormerName,
    Organisation,
    OrganisationKind,
    Scope,
    UnknownOrganisation,
)
from xinlu.accounts.rules.seeds import is_synthetic
from xinlu.accounts.rules.tree import ascend, descend

EVERYWHERE = Scope(everywhere=True)


def organisation(code: str) -> Organisation:
    """Whatever the date, by its name of today. Raises UnknownOrganisation."""
    row = models.Organisation.objects.filter(pk=code).first()
    if row is None:
        raise UnknownOrganisation(f"没有机构“{code}”，请在“机构”页查找正确的机构代码。")
    return read_organisation(row)


def organisations(
    on: date, kind: OrganisationKind | None = None, *, within: Scope = EVERYWHERE
) -> tuple[Organisation, ...]:
    """Those that exist on that day, by their names of that day, province first, then by kind and code."""
    rows = models.Organisation.objects.filter(models.alive(on))
    if kind:
        rows = rows.filter(kind=kind)
    rank, names = list(OrganisationKind), names_on(on)
    found = (read_organisation(row, names.get(row.code, "")) for row in rows if within.covers(row.code))
    return tuple(sorted(found, key=lambda unit: (rank.index(unit.kind), unit.code)))


def names_on(on: date) -> dict[str, str]:
    """The names of that day, of those that were renamed since."""
    rows = models.FormerName.objects.filter(until__gte=on).order_by("-until")
    return dict(rows.values_list("organisation_id", "name"))


def former_names(code: str) -> tuple[FormerName, ...]:
    """The latest first."""
    rows = models.FormerName.objects.filter(organisation=code).order_by("-until")
    return tuple(FormerName(row.name, row.until) for row in rows)


def has_synthetic_code(unit: Organisation) -> bool:
    """Whether its 统一社会信用代码 only holds the place of the real one."""
    return is_synthetic(unit.uscc)


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


def read_organisation(row: models.Organisation, name: str = "") -> Organisation:
    """name: the one it bore on the day in question, where that was another."""
    return Organisation(
        code=row.code,
        name=name or row.name,
        kind=OrganisationKind(row.kind),
        parent=row.parent_id,
        region=row.region,
        uscc=row.uscc,
        since=row.since,
        until=row.until,
        verified=row.verified,
    )
