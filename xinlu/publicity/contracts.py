"""Public words of publicity. Public pages read only these."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from xinlu.archive.contracts import Said
from xinlu.catalog.contracts import CalendarOverrides, Item

PROVINCE_NAME = "省级"  # what lists call the province's own decisions


class UnknownPublication(LookupError):
    """No such publication. The text is fit to show, in Chinese."""


class WrongState(ValueError):
    """The publication's state does not allow that. The text is fit to show, in Chinese."""


class State(StrEnum):
    WAITING = "waiting"  # due, not yet public
    PUBLISHED = "published"
    WITHHELD = "withheld"  # not shown: the law or an officer says so (reason kept)
    WITHDRAWN = "withdrawn"  # revoked by its authority
    EXPIRED = "expired"  # term over; kept in the archive only


STATE_NAMES = {
    State.WAITING: "待公示",
    State.PUBLISHED: "公示中",
    State.WITHHELD: "不公示",
    State.WITHDRAWN: "已撤回",
    State.EXPIRED: "已期满",
}


class Light(StrEnum):
    """公示时钟: GREEN in time; YELLOW due within 2 working days; RED overdue or published late.

    GRAY: no clock can run, the day of the decision is missing or cannot be true.
    """

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GRAY = "gray"


class Severity(StrEnum):
    """How serious a penalty is; it sets the longest term."""

    LIGHT = "light"  # 轻微: not public as a rule
    GENERAL = "general"  # 一般
    SERIOUS = "serious"  # 严重


@dataclass(frozen=True)
class Foreseen:
    """Decisions on records about to be kept, by what each says, and what they stand on: the calendar and the items
    in force by (identifier, region). Only publicity looks inside."""

    calendar: CalendarOverrides
    items: Mapping[tuple[str, str], Item]
    decisions: Mapping[Said, Any]


class PublicField(NamedTuple):
    identifier: str
    name: str
    value: str


@dataclass(frozen=True)
class Publication:
    """A record as the public may see it: disclosed fields only, masked."""

    id: str
    record: str
    item: str
    item_name: str
    kind: str  # permit | penalty | ""
    subject: str  # subject id; empty when the subject is a natural person
    subject_name: str  # masked for persons
    subject_code: str  # empty for persons
    title: str  # document number
    category: str
    authority: str
    organisation: str
    region: str
    decided_on: date
    submitted_at: datetime
    due_on: date | None  # None: not on the clock
    due_estimated: bool  # a year whose calendar is not yet published: 推算
    published_at: datetime | None
    ends_on: date | None  # the last public day
    state: State
    light: Light
    reason: str
    pack: str  # id of the rule pack that decided
    verified: bool  # False: a parameter that decided is unverified (参数待核实)
    fields: tuple[PublicField, ...] = ()
    severity: str = ""  # of a penalty, a Severity
    repairable_on: date | None = None  # a penalty's shortest term ends: repair may be asked for


@dataclass(frozen=True)
class Filter:
    """What a list asks for. text: part of a name, a code, or how a document number begins."""

    kind: str = ""
    item: str = ""
    region: str = ""  # a city's or county's code; cities include their counties
    organisation: str = ""
    subject: str = ""
    authority: str = ""
    category: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None


class Tab(StrEnum):
    """The office's views of the clock. The first three list rows that still wait in quarantine."""

    SOON = "soon"  # 待公示: waiting and still in time, what is due next first
    OVERDUE = "overdue"  # 超期未公示
    UNDATED = "undated"  # 日期有误: waiting, without a day that the clock could start from
    LATE = "late"  # 超期公示
    PUBLISHED = "published"  # 公示中
    WITHHELD = "withheld"  # 不公示
    WITHDRAWN = "withdrawn"  # 已撤回
    EXPIRED = "expired"  # 已期满


@dataclass(frozen=True)
class Waiting:
    """A reported row that is kept from the public by its own faults, while its clock runs.

    quarantined: id in the quarantine. decided_on: as reported, None when it cannot be read; one that no clock
    can start from, such as a day to come, leaves due_on None and the light GRAY.
    """

    quarantined: int
    submission: str
    item: str
    item_name: str
    kind: str
    organisation: str
    region: str
    sheet: str
    row: int
    title: str
    decided_on: date | None
    due_on: date | None
    due_estimated: bool
    light: Light
    state: State = State.WAITING


@dataclass(frozen=True)
class WaitingPage:
    """One page of the waiting. total is exact."""

    rows: tuple[Waiting, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Withdrawal:
    """撤回: when it reached us, the last day to take the record down, when we did."""

    told_at: datetime
    due_on: date | None
    done_at: datetime


@dataclass(frozen=True)
class Ground:
    """A rule pack that a decision rests on, for the page that explains it."""

    id: str
    title: str
    document_no: str
    articles: tuple[str, ...]
    verified: bool


@dataclass(frozen=True)
class ClockRow:
    """公示及时率, one row a city and item. waiting and overdue are in quarantine, in time and not."""

    region: str
    region_name: str
    item: str
    item_name: str
    on_time: int
    late: int
    waiting: int
    overdue: int

    @property
    def share(self) -> float | None:
        """On-time share of all that is or should be public, percent; None when there is nothing to judge."""
        judged = self.on_time + self.late + self.overdue
        return 100 * self.on_time / judged if judged else None


@dataclass(frozen=True)
class Page:
    """One page of a list. total is exact, but when there are more: then so many are listed, the newest."""

    rows: tuple[Publication, ...]
    total: int
    page: int
    pages: int
    more: bool = False


Summary = Mapping[str, int]  # counts by name: today, month, total; or by city code
