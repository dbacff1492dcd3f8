"""Enterprises and people of the generator as rows of the platform's own tables."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from django.conf import settings

from xinlu import bulk
from xinlu.flows.generation.places import list_counties
from xinlu.flows.generation.subjects import FIRM, make_enterprises, make_people
from xinlu.subjects import search
from xinlu.subjects.contracts import Kind, Scheme
from xinlu.subjects.models import Identifier, Name, Subject
from xinlu.subjects.rules import names as naming

AT, SEEN = datetime(2026, 1, 5, 1, tzinfo=UTC), date(2025, 6, 1)
SubjectLine, NumberLine, NameLine = bulk.line(Subject), bulk.line(Identifier), bulk.line(Name, counted=True)


class Known(NamedTuple):
    """One subject: number is kept sealed when it is a person's."""

    id: str
    kind: Kind
    name: str
    region: str
    scheme: Scheme
    number: str


def firm_id(number: int) -> str:
    return f"SE{number:014d}"


def firm_lines(seed: int, numbers: np.ndarray) -> list[Known]:
    frame = make_enterprises(seed, numbers).select("name", "kind", "code", "county")
    return [
        Known(
            firm_id(n),
            Kind.ORGANISATION if kind == FIRM else Kind.SOLE_TRADER,
            name,
            list_counties()[county].code,
            Scheme.USCC,
            code,
        )
        for n, (name, kind, code, county) in zip(numbers.tolist(), frame.iter_rows(), strict=True)
    ]


def person_lines(seed: int, numbers: np.ndarray) -> list[Known]:
    frame = make_people(seed, numbers).select("name", "id", "county")
    return [
        Known(f"SP{n:014d}", Kind.PERSON, name, list_counties()[county].code, Scheme.PERSON_ID, number)
        for n, (name, number, county) in zip(numbers.tolist(), frame.iter_rows(), strict=True)
    ]


def save(known: Sequence[Known]) -> None:
    bulk.append(
        Subject, [SubjectLine(k.id, k.kind.value, k.name, k.region, "", "", None, k.id, AT) for k in known]
    )
    bulk.append(Identifier, [number_line(each) for each in known])
    keys = bulk.reserve(Name, len(known))
    names = [name_line(key, each) for key, each in zip(keys, known, strict=True)]
    bulk.append(Name, names, counted=True)
    people = (each.kind == Kind.PERSON for each in known)
    search.add(
        [(n.id, n.name, n.folded, n.initials, person) for n, person in zip(names, people, strict=True)]
    )


def number_line(known: Known) -> tuple:
    number = settings.KEYRING.seal(known.number) if known.kind == Kind.PERSON else known.number
    index = settings.KEYRING.index(known.scheme, known.number)
    return NumberLine(known.id, known.scheme.value, index, number, SEEN)


def name_line(key: int, known: Known) -> tuple:
    folded, initials = spelt(known.name, known.kind == Kind.PERSON)
    return NameLine(key, known.id, known.name, folded, initials, SEEN, SEEN, True, False)


@lru_cache(maxsize=1 << 16)
def spelt(name: str, person: bool) -> tuple[str, str]:
    """Many people share a name."""
    return naming.comparable(name), naming.initials(name, person=person)
