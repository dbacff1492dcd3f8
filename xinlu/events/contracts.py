"""Public words of the account of acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class ActorKind(StrEnum):
    PERSON = "person"  # a signed-in user
    TOKEN = "token"  # a business system holding an API token
    SYSTEM = "system"  # the platform itself: worker, nightly run, command line


@dataclass(frozen=True)
class Actor:
    """Who acts. id: user or token id as text; organisation: code of the organisation acted for."""

    kind: ActorKind
    id: str
    name: str
    organisation: str = ""


SYSTEM = Actor(ActorKind.SYSTEM, "", "信路")


@dataclass(frozen=True)
class Act:
    """A kind of act, declared once by the package that performs it. title: Chinese, shown to auditors."""

    name: str
    title: str

    def __post_init__(self) -> None:
        known = ACTS.setdefault(self.name, self)
        if known.title != self.title:
            raise ValueError(f"操作“{self.name}”已登记为“{known.title}”，不能再登记为“{self.title}”。")


ACTS: dict[str, Act] = {}  # every act declared by a loaded package


def known_acts() -> dict[str, str]:
    """Name → Chinese title of every act declared so far."""
    return {act.name: act.title for act in ACTS.values()}


def title_of(name: str) -> str:
    """The Chinese title of an act; its name when the package that declared it is gone."""
    return ACTS[name].title if name in ACTS else name


@dataclass(frozen=True)
class Target:
    """What was acted on: kind is a GLOSSARY noun, id its identifier, organisation the one it belongs to."""

    kind: str
    id: str
    organisation: str = ""


@dataclass(frozen=True)
class Event:
    """One line of the account. data holds counts, digests and reasons, never personal numbers."""

    sequence: int
    at: datetime
    act: str
    actor: Actor
    target: Target
    summary: str
    data: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""


class Order(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    ORGANISATION = "organisation"  # of what was acted on; each one's oldest first
    ACTOR = "actor"  # each one's oldest first


@dataclass(frozen=True)
class Filter:
    """What a list of events asks for. Empty fields ask for nothing; since and until are days, both included.

    organisations: events about or by one of these; None means all. text: part of summary or target's id.
    """

    actor: str = ""  # id, or part of the name
    act: str = ""
    target_kind: str = ""
    target_id: str = ""
    organisation: str = ""
    organisations: frozenset[str] | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""
    order: Order | None = None  # None: a page shows the newest first, the whole is told from the beginning

    @property
    def target(self) -> Target:
        return Target(self.target_kind, self.target_id)


@dataclass(frozen=True)
class Page:
    """One page of events, in the filter's order. total is exact."""

    rows: tuple[Event, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Break:
    """A place where the account was tampered with. reason: a Chinese sentence."""

    sequence: int
    reason: str


@dataclass(frozen=True)
class ChainState:
    """Where the account stands. sealed_at: time of the last signed checkpoint, None before it.

    digest: of the last link, "" before the first.
    """

    events: int
    sealed_through: int
    sealed_at: datetime | None
    digest: str = ""
