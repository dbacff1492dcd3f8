"""Subjects by a number or its beginning."""

import re
from collections.abc import Collection

from django.conf import settings

from xinlu.kernel import residentid
from xinlu.subjects.contracts import Kind, Scheme
from xinlu.subjects.models import Identifier
from xinlu.subjects.search import numbers_from

_NUMBER = re.compile(r"[0-9A-Z]{3,}")


def numbered(text: str, kinds: Collection[Kind], *, limit: int, after: str = "") -> list[tuple[str, str]]:
    """(number, who stands for its subject), by number, beyond `after`. A subject comes once, with its first.

    Personal numbers only whole, by their index, as persons' own; they are not told again.
    """
    if not _NUMBER.fullmatch(text):
        return []
    if (person := residentid.normalise(text)) is not None:
        return _of_person(person) if Kind.PERSON in kinds and not after else []
    if set(kinds) == {Kind.PERSON}:
        return []
    first = {root: number for number, root in reversed(numbers_from(text, limit=limit, after=after))}
    return [(number, root) for root, number in reversed(first.items())]


def _of_person(number: str) -> list[tuple[str, str]]:
    index = settings.KEYRING.index(Scheme.PERSON_ID, number)
    rows = Identifier.objects.filter(index=index, subject__kind=Kind.PERSON)
    return [("", root) for root in rows.values_list("subject__root", flat=True)]
