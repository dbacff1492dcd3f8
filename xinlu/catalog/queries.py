"""Reads of the catalogue and of the working calendar for everyone above."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from xinlu.catalog import models, stored
from xinlu.catalog.contracts import (
    CalendarOverrides,
    Change,
    DeclaredDay,
    Item,
    State,
    UnknownItem,
    Version,
)
from xinlu.catalog.rules.datapackage import data_package, table_schema
from xinlu.catalog.rules.dcat import dcat_catalogue
from xinlu.catalog.rules.difference import difference
from xinlu.catalog.rules.extension import own_fields
from xinlu.catalog.rules.wording import (
    DISCLOSURES,
    MASKINGS,
    TYPES,
    tell_codes,
    tell_elements,
    tell_fields,
)
from xinlu.kernel import regions
from xinlu.kernel.workdays import Workdays

SATURDAY = 5
OF_FIELDS = {"自然键", "字段顺序", "条件必填", "条件必空"}  # elements that speak of fields by identifier

__all__ = [
    "DISCLOSURES",
    "MASKINGS",
    "TYPES",
    "calendar_overrides",
    "data_package",
    "dcat_catalogue",
    "declared_days",
    "difference",
    "draft",
    "drafts",
    "has_shifts",
    "item",
    "items",
    "own_fields",
    "table_schema",
    "tell_changes",
    "tell_codes",
    "tell_elements",
    "tell_fields",
    "version_item",
    "versions",
    "workdays",
]


def item(identifier: str, *, region: str | None = None, on: date | None = None) -> Item:
    """The item in force today, or at the end of the day `on`. Raises UnknownItem.

    region: any region code; a city's own fields are included for it and its counties.
    """
    for code in (city_with_fields(region), ""):
        found = _in_force(on).filter(item=identifier, region=code).order_by("-number").first()
        if found is not None:
            return stored.item_of(found)
    raise UnknownItem(f"目录里没有“{identifier}”，请从信用信息目录里选择。")


def items(*, region: str | None = None) -> tuple[Item, ...]:
    """Every item in force, by 数据代码; with a city's own fields where region has them."""
    rows = {row.item_id: row for row in _in_force(None).filter(region="")}
    if code := city_with_fields(region):
        rows |= {row.item_id: row for row in _in_force(None).filter(region=code)}
    return tuple(sorted((stored.item_of(row) for row in rows.values()), key=lambda found: found.code))


def city_with_fields(region: str | None) -> str:
    """The city whose extension a region uses; "" for the province and for codes from elsewhere."""
    return regions.city_of(region) or "" if region else ""


def _in_force(on: date | None) -> QuerySet[models.Version]:
    if on is None:
        return models.Version.objects.filter(state=State.PUBLISHED)
    return models.Version.objects.filter(published_at__date__lte=on)


def versions(identifier: str, *, region: str | None = None) -> tuple[Version, ...]:
    """Published and superseded versions, newest first; region "" the base alone, None all regions."""
    rows = models.Version.objects.filter(item=identifier, number__isnull=False).order_by("-number")
    return tuple(_version(row) for row in (rows if region is None else rows.filter(region=region)))


def version_item(identifier: str, number: int) -> Item:
    """The item as that version had it, for reading old records. Raises UnknownItem."""
    row = models.Version.objects.filter(item=identifier, number=number).first()
    if row is None:
        raise UnknownItem(f"“{identifier}”没有第 {number} 版。")
    return stored.item_of(row)


def draft(identifier: str, *, region: str = "") -> tuple[Version, Item] | None:
    """The draft being edited, with the item that it would publish."""
    row = models.Version.objects.filter(item=identifier, region=region, state=State.DRAFT).first()
    return (_version(row), stored.item_of(row)) if row else None


def drafts() -> tuple[Version, ...]:
    """Every draft, of the base and of cities."""
    rows = models.Version.objects.filter(state=State.DRAFT).order_by("item_id", "region")
    return tuple(_version(row) for row in rows)


def _version(row: models.Version) -> Version:
    return Version(
        row.item_id,
        row.region,
        row.number,
        State(row.state),
        row.note,
        row.edited_by,
        row.edited_at,
        row.published_by,
        row.published_at,
    )


def tell_changes(old: Item, new: Item) -> list[tuple[str, Change]]:
    """Each difference with the name of its field ("" for the item itself); fields are called by their names."""
    names = {field.identifier: field.name for item in (old, new) for field in item.fields}

    def called(text: str) -> str:
        return re.sub(r"\w+", lambda word: names.get(word[0], word[0]), text, flags=re.ASCII)

    told = []
    for change in difference(old, new):
        if change.element in OF_FIELDS:
            change = replace(change, before=called(change.before), after=called(change.after))
        told.append((names.get(change.field, ""), change))
    return told


def calendar_overrides() -> CalendarOverrides:
    days = models.CalendarDay.objects.values_list("date", "working")
    years = models.CalendarYear.objects.values_list("year", flat=True)
    return CalendarOverrides({day.isoformat(): working for day, working in days}, frozenset(years))


def declared_days(year: int) -> Mapping[date, DeclaredDay]:
    """What an administrator declared in that year."""
    rows = models.CalendarDay.objects.filter(date__year=year).order_by("date")
    return {row.date: DeclaredDay(row.date, row.working, row.note, row.by, row.at) for row in rows}


def has_shifts(year: int) -> bool:
    """Whether a weekend day of the year is declared working (调休), as nearly every year's notice does."""
    days = models.CalendarDay.objects.filter(date__year=year, working=True).values_list("date", flat=True)
    return any(day.weekday() >= SATURDAY for day in days)


def workdays(overrides: CalendarOverrides | None = None) -> Workdays:
    """Working days as declared, by default at this moment: two small reads, then kept by content."""
    overrides = overrides or calendar_overrides()
    return _workdays(tuple(sorted(overrides.days.items())), overrides.years)


@lru_cache(maxsize=4)
def _workdays(days: tuple[tuple[str, bool], ...], years: frozenset[int]) -> Workdays:
    return Workdays(dict(days), entered_years=years)
