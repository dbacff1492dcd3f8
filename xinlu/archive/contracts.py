"""Public words of the archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from xinlu.catalog.contracts import FieldRole, Item, SubjectKind


class Impossible(ValueError):
    """A withdrawal or reinstatement that cannot be. The text says why and what to do, in Chinese."""


class Unknown(LookupError):
    """No such record. The text is fit to show, in Chinese."""


class Change(StrEnum):
    NEW = "new"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"  # 撤回: the decision was revoked or should not have been reported
    REINSTATED = "reinstated"
    MOVED = "moved"  # only the subject changed, by merge or split


class Provenance(NamedTuple):
    """Where a revision came from. changes: what cleaning did, as (field, before, after, rule)."""

    submission: str
    filename: str
    sheet: str
    row: int
    organisation: str
    by: str
    changes: tuple[tuple[str, str, str, str], ...] = ()


class Said(NamedTuple):
    """Which record a row is about, and the digest of what it says."""

    id: str
    digest: str


class Content(NamedTuple):
    """What a row brings, as it is kept: its data and what cleaning did, each as JSON, personal values sealed."""

    data: str
    changes: str


class NewRecord(NamedTuple):
    """A cleaned row with its subject, ready to be kept. key: natural key from collection, unique in the item.

    received_at: when its report came in, which is not when it is kept. said, content: from queries.said, contents.
    """

    key: str
    item: str
    item_version: int
    subject: str
    organisation: str
    region: str
    decided_on: date
    received_at: datetime
    data: Mapping[str, str]
    provenance: Provenance
    said: Said
    content: Content


class Record(NamedTuple):
    """A credit record as it stands. Personal values in data are masked unless the query said unmasked."""

    id: str
    key: str
    item: str
    item_version: int
    subject: str
    organisation: str
    region: str
    decided_on: date
    data: Mapping[str, str]
    withdrawn: bool
    reason: str  # of the withdrawal
    first_received_at: datetime
    revised_at: datetime
    sequence: int  # place of the latest revision in the change feed
    digest: str
    provenance: Provenance


@dataclass(frozen=True)
class Written:
    """Steps just written, after+1 … upto in the change feed: the records as they now stand, unmasked.

    new: ids of those that were not there before. It saves a follower from reading back what is in hand.
    """

    after: int
    upto: int
    records: tuple[Record, ...]
    new: frozenset[str]


@dataclass(frozen=True)
class Kept:
    """What became of a batch; digests in the order given, for the Merkle root.

    superseded: a later report has already said something else of these records, which stands.
    """

    new: int
    revised: int
    unchanged: int
    superseded: int
    digests: tuple[str, ...]
    written: Written


@dataclass(frozen=True)
class Revision:
    """One step in a record's life. data as Record.data."""

    sequence: int
    record: str
    change: Change
    at: datetime
    data: Mapping[str, str]
    reason: str
    digest: str
    provenance: Provenance


class Order(StrEnum):
    DECIDED = "decided"  # latest decision first
    REVISED = "revised"  # latest change first
    ITEM = "item"


@dataclass(frozen=True)
class Page:
    """One page of records. total is exact."""

    rows: tuple[Record, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Holder:
    """Who reported the record last, and whether its authority has withdrawn it."""

    organisation: str
    withdrawn: bool


@dataclass(frozen=True)
class Absence:
    """What a full file would withdraw: how many of how many that stand, and some of their titles."""

    absent: int
    standing: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """How many records of one item a subject has; withdrawn ones counted apart."""

    item: str
    name: str
    nature: str
    count: int
    withdrawn: int
    latest: date | None


@dataclass(frozen=True)
class Moment:
    """One line of a subject's timeline. record and item: empty for what befell the subject itself."""

    on: date
    kind: str  # decided | withdrawn | named | merged | parted
    title: str
    record: str = ""
    item: str = ""
    struck: bool = False  # of a record that is withdrawn today


def subject_kind(item: Item, data: Mapping[str, str], known: SubjectKind | None) -> SubjectKind:
    """Whom a record is about, for whoever shows it: what it states, else what its subject is known to be, else
    a person: deny by default."""
    return stated_kind(item, data) or known or SubjectKind.PERSON


def stated_kind(item: Item, data: Mapping[str, str]) -> SubjectKind | None:
    """Whom the record says it is about, None when it does not say. Items about persons only need not say."""
    if item.subject_kinds == (SubjectKind.PERSON,):
        return SubjectKind.PERSON
    field = item.role(FieldRole.SUBJECT_KIND)
    return _KINDS.get(field.label(data.get(field.identifier, ""))) if field else None


_KINDS = {kind.value: kind for kind in SubjectKind}
