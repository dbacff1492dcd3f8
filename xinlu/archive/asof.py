"""A subject as the archive knew it at a moment. Who is one with whom stays as it is judged today."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import zip_longest

from django.db.models.fields.json import KT

from xinlu.archive.models import Revision
from xinlu.archive.sealed import Items, unseal
from xinlu.catalog.contracts import FieldRole
from xinlu.kernel.text import fold_name
from xinlu.subjects.contracts import DatedName, Subject


def as_known(shown: Subject, whole: Subject, *, before: datetime, on: date) -> Subject:
    """shown, with the names that records had called it by before the moment, and the numbers seen by that day.

    whole: the same subject unmasked, by which names are told apart. Without any record yet there are neither
    names nor numbers, and name is today's.
    """
    told = names_told(shown.id, before)
    known = [place for place, name in enumerate(whole.names) if fold_name(name.name) in told]
    names = tuple(in_turn([shown.names[place] for place in known]))
    current = fold_name(whole.name) in told or not names
    seen = [each for each in shown.identifiers if told and (each.since is None or each.since <= on)]
    name = shown.name if current else names[-1].name
    return replace(shown, name=name, names=names, identifiers=tuple(seen))


def in_turn(names: Sequence[DatedName]) -> Iterator[DatedName]:
    """Each until the next of those that are left."""
    for name, following in zip_longest(names, names[1:]):
        yield replace(name, until=following and following.since)


def names_told(subject: str, before: datetime) -> frozenset[str]:
    """Folded names by which records called the subject in revisions before the moment."""
    steps = Revision.objects.filter(record__subject=subject, at__lt=before).exclude(data={})
    items, found = Items(), set[str]()
    for item, version in steps.order_by().values_list("record__item", "item_version").distinct():
        if field := items.get(item, version).role(FieldRole.SUBJECT_NAME):
            rows = steps.filter(record__item=item, item_version=version).order_by()
            said = rows.values_list(KT(f"data__{field.identifier}"), flat=True).distinct()
            found |= {fold_name(unseal(name)) for name in said if name}
    return frozenset(found)
