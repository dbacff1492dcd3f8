"""Public words of subjects."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Impossible(ValueError):
    """A merge, split or undo that cannot be. The text says why and what to do, in Chinese."""


class Kind(StrEnum):
    __hash__ = str.__hash__  # as below

    ORGANISATION = "organisation"  # 法人及非法人组织
    SOLE_TRADER = "sole-trader"  # 个体工商户
    PERSON = "person"  # 自然人


class Scheme(StrEnum):
    """Numbers by which a subject is known. Those of persons are sealed; all match by their index."""

    __hash__ = str.__hash__  # asked several times a record; that of Enum takes ten times as long

    USCC = "uscc"
    REGISTRATION_NO = "registration-no"
    ORGANISATION_CODE = "organisation-code"
    TAX_NO = "tax-no"
    INSTITUTION_NO = "institution-no"
    SOCIAL_NO = "social-no"
    PERSON_ID = "person-id"


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Claim(NamedTuple):
    """What a record says of its subject. numbers: scheme → cleaned number, empty ones left out.

    origin: the record, as item:natural key. A claim without any number finds by it the provisional subject that it
    was given before, so that the same record sent again does not make another one. registers: the record is the
    subject's entry in a register, which tells its name.
    """

    kind: Kind
    name: str
    numbers: Mapping[Scheme, str]
    region: str = ""
    legal_person: str = ""
    seen_on: date | None = None  # the record's decision date: when the name was in use
    origin: str = ""
    registers: bool = False


class Match(NamedTuple):
    """Where a claim landed. reason: Chinese, why. queued: a person must confirm (see open match cases).

    subject: the one the number or name is held by. It may since have been merged into another; the archive
    keeps it and files the record under whoever stands for it today, so that a merge can be undone exactly.
    """

    subject: str
    created: bool
    reason: str
    queued: bool = False


@dataclass(frozen=True)
class Identifier:
    """number is masked when it is personal. id: to point at it without naming it."""

    scheme: Scheme
    number: str
    since: date | None = None
    id: int = 0


@dataclass(frozen=True)
class DatedName:
    name: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Attached:
    """A vehicle, vessel or project of the subject. kind: vehicle | vessel | project."""

    kind: str
    number: str
    detail: str = ""


@dataclass(frozen=True)
class Subject:
    """name is the current one (masked for persons unless asked). merged_into: who took this one over."""

    id: str
    kind: Kind
    name: str
    region: str
    identifiers: tuple[Identifier, ...] = ()
    names: tuple[DatedName, ...] = ()
    attached: tuple[Attached, ...] = ()
    merged_into: str | None = None
    created_at: datetime | None = None

    @property
    def uscc(self) -> str:
        return next((known.number for known in self.identifiers if known.scheme == Scheme.USCC), "")


@dataclass(frozen=True)
class Feature:
    """One explained likeness between two subjects. points: 0–100 × weight, added up to the score."""

    name: str
    left: str
    right: str
    score: int
    weight: int


@dataclass(frozen=True)
class MatchCase:
    """Two subjects that may be one, waiting for a person. reason: Chinese, what speaks for it and against."""

    id: int
    left: Subject
    right: Subject
    score: int
    features: tuple[Feature, ...]
    verdict: Verdict | None
    opened_at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Judgement:
    """A person's decision on two subjects, kept for ever. act: judge | merge | split. Undone when reversed_at."""

    id: int
    act: str
    left: str
    right: str
    verdict: Verdict
    by: str
    at: datetime
    reason: str
    score: int = 0
    features: tuple[Feature, ...] = ()
    reversed_at: datetime | None = None
    reversed_by: str = ""
    reversed_reason: str = ""


class Order(StrEnum):
    NAME = "name"
    REGION = "region"
    NEWEST = "newest"  # latest made first


@dataclass(frozen=True)
class Query:
    """What a list of subjects asks for. text: name, part of a name, number or its beginning, pinyin initials.

    region: a city stands for its counties too. Deny by default: kinds left out holds no persons.
    persons: of natural persons only these; None: any that the kinds allow.
    """

    text: str = ""
    kinds: tuple[Kind, ...] = (Kind.ORGANISATION, Kind.SOLE_TRADER)
    region: str = ""
    order: Order | None = None  # None: closest first
    persons: frozenset[str] | None = None


@dataclass(frozen=True)
class Page:
    """One page of subjects. total is exact, but when there are more: then so many are listed, the closest."""

    rows: tuple[Subject, ...] | tuple["Found", ...]
    total: int
    page: int
    pages: int
    more: bool = False


class Found(NamedTuple):
    """A legal subject as a search tells it. code: its uniform code or ""; former: the other names it bore."""

    id: str
    kind: Kind
    name: str
    region: str
    code: str
    former: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where a reading of all that a text finds goes on: behind so many of the closest; then in a table, after a key.

    The closest come in order of closeness, the rest as they stand in the tables.
    """

    ranked: int = 0
    table: int = -1  # -1: still among the closest
    key: str = ""


BEGINNING = Place()


class CaseOrder(StrEnum):
    LIKELIEST = "likeliest"
    UNLIKELIEST = "unlikeliest"
    OLDEST = "oldest"  # first asked first
    NEWEST = "newest"


@dataclass(frozen=True)
class CasePage:
    """One page of the matching queue. total is exact."""

    rows: tuple[MatchCase, ...]
    total: int
    page: int
    pages: int


def subject_id(entropy: bytes) -> str:
    """The opaque public id made of 10 random bytes: S and 16 characters."""
    return "S" + base64.b32encode(entropy[:10]).decode()
