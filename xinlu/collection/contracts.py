"""Public words of collection."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

ONLY_TABLE = "数据"  # what the one table of a file without sheets is called
LONGEST_NAME = 500  # characters of a sheet's name, in XML the path of its records: indexes hold little more


class Channel(StrEnum):
    UPLOAD = "upload"
    FORM = "form"
    COMMAND = "command"
    API_FILE = "api-file"
    API_RECORDS = "api-records"
    CORRECTION = "correction"  # failed rows sent again, or released from quarantine


class Mode(StrEnum):
    INCREMENTAL = "incremental"
    FULL = "full"  # all that the organisation has of the item: what it no longer holds is withdrawn


class Status(StrEnum):
    RECEIVED = "received"
    PROCESSING = "processing"
    HELD = "held"  # volume or withdrawals out of the ordinary: waits for a person's confirmation
    CONCLUDED = "concluded"
    REFUSED = "refused"  # the file as a whole could not be used; nothing of it was taken


STATUS_NAMES = {
    Status.RECEIVED: "已收到，等待处理",
    Status.PROCESSING: "处理中",
    Status.HELD: "已暂停，待确认",
    Status.CONCLUDED: "处理完毕",
    Status.REFUSED: "未能接收",
}


CHANNEL_NAMES = {
    Channel.UPLOAD: "网页上传",
    Channel.FORM: "网页填报",
    Channel.COMMAND: "命令行",
    Channel.API_FILE: "接口报送文件",
    Channel.API_RECORDS: "接口报送记录",
    Channel.CORRECTION: "更正或放行",
}
MODE_NAMES = {Mode.INCREMENTAL: "增量", Mode.FULL: "全量"}


class Severity(StrEnum):
    ERROR = "error"  # the row waits in quarantine
    WARNING = "warning"  # the row is accepted, someone should look
    NOTE = "note"


class Refused(ValueError):
    """The whole file cannot be used. The text is one clear Chinese sentence saying what to do next."""


class KeyReused(Refused):
    """The idempotency key already stands for another file or batch."""


class OutOfStep(RuntimeError):
    """Another worker has moved the submission on, or it is not in the state that the step needs."""


@dataclass(frozen=True)
class Finding:
    """One fault. row: row number in the source as a person sees it (1-based; 0 = the file as a whole).

    value is masked where the field is personal. rule: id of the check, listed in docs/rules.
    """

    row: int
    field: str
    value: str
    rule: str
    severity: Severity
    message: str
    sheet: str = ""
    field_name: str = ""


@dataclass(frozen=True)
class Counts:
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    new: int = 0
    revised: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    waiting_match: int = 0
    superseded: int = 0  # a later report has already said something else of the record
    warnings: int = 0
    notes: int = 0


@dataclass(frozen=True)
class Submission:
    """One file, form or batch. digest: SHA-256 of its bytes; root: Merkle root of accepted record digests."""

    id: str
    item: str
    item_version: int
    organisation: str
    mode: Mode
    channel: Channel
    status: Status
    filename: str
    size: int
    digest: str
    received_at: datetime
    received_by: str
    concluded_at: datetime | None = None
    counts: Counts = Counts()
    root: str = ""
    reason: str = ""  # why refused or held
    zero_report: bool = False
    period: str = ""  # zero report: the period that had no data, e.g. 2026-10
    corrects: str = ""  # the submission whose failed rows this one corrects
    progress: int = 0  # rows already in the archive
    confirmed_by: str = ""  # who said that a held one is right


class AcceptedRow(NamedTuple):
    """A cleaned row that passed every check. data: field identifier → text ("" absent values left out).

    key: natural key, 64 hex digits, keyed. changes: what cleaning did, as (field, before, after, rule).
    sheet, row, filename, by: where it stood first and who brought it, a released row in the file that it was
    rejected in; of a typed record there is no sheet and no row.
    """

    sheet: str
    row: int
    key: str
    data: Mapping[str, str]
    changes: tuple[tuple[str, str, str, str], ...] = ()
    filename: str = ""
    by: str = ""


@dataclass(frozen=True)
class KnownKeys:
    """What is known of the records that rows are about, by natural key.

    withdrawn: taken back by their authority. foreign: key → who reported it, when that is neither the sender nor
    above or below it.
    """

    withdrawn: frozenset[str] = frozenset()
    foreign: Mapping[str, str] = field(default_factory=dict)


def know_nothing(keys: Collection[str]) -> KnownKeys:
    return KnownKeys()


@dataclass(frozen=True)
class Surroundings:
    """What the checks need to know of the world, handed in: no clock, no database in the checks.

    known: asked once for the keys of the rows.
    """

    today: date
    organisation: str = ""
    exceptions: frozenset[str] = frozenset()  # codes authorised although their check digit fails
    known: Callable[[Collection[str]], KnownKeys] = know_nothing
    usual_rows: int | None = None  # rows of the last comparable submissions, None when there were none
    mode: Mode = Mode.INCREMENTAL


@dataclass(frozen=True)
class Quarantined:
    """A rejected row waiting for a person. state: waiting | released | corrected | dismissed."""

    id: int
    submission: str
    item: str
    organisation: str
    sheet: str
    row: int
    data: Mapping[str, str]
    findings: tuple[Finding, ...]
    state: str
    since: datetime
    releasable: bool = False  # only faults that a steward may authorise
    filename: str = ""  # of the submission


@dataclass(frozen=True)
class Pending:
    """A waiting row as the publicity clock needs it. decided_on None, document "": they are what is faulty."""

    id: int
    submission: str
    item: str
    organisation: str
    sheet: str
    row: int
    document: str
    decided_on: date | None


@dataclass(frozen=True)
class Receipt:
    """回执: what the provider gets back. signature: Ed25519 over the canonical form without it, base64."""

    submission: Submission
    findings_by_rule: Mapping[str, int] = field(default_factory=dict)
    signature: str = ""


@dataclass(frozen=True)
class ExceptionCode:
    """授权例外代码: lawful although its check digit fails. withdrawal: why it holds no more, "" while it holds."""

    code: str
    authorised_by: str
    authorised_at: datetime
    evidence: str
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawal: str = ""


@dataclass(frozen=True)
class HandEntry:
    """A record typed into the form. state: waiting | confirmed | returned; data: field identifier → text.

    made_by and confirmed_by: names; maker: actor id of who made it. corrects: id of the archive's record that
    it was typed to correct, and why; "" for a new one.
    """

    id: int
    item: str
    item_version: int
    organisation: str
    data: Mapping[str, str]
    state: str
    made_by: str
    made_at: datetime
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    reason: str = ""  # why it was returned
    submission: str = ""
    maker: str = ""
    corrects: str = ""
    why: str = ""


class EntryOrder(StrEnum):
    OLDEST = "oldest"  # who waits longest is seen first
    NEWEST = "newest"
    ORGANISATION = "organisation"
    ITEM = "item"


class SubmissionOrder(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    MOST_REJECTED = "most-rejected"
    LARGEST = "largest"


class QuarantineOrder(StrEnum):
    OLDEST = "oldest"  # who waits longest is seen first
    NEWEST = "newest"


@dataclass(frozen=True)
class SubmissionFilter:
    """What a list of submissions asks for. organisations None: all of them. text: id, file name or digest."""

    organisations: frozenset[str] | None = None
    item: str = ""
    status: str = ""
    channel: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None
    zero_reports: bool | None = None
    order: SubmissionOrder = SubmissionOrder.NEWEST


@dataclass(frozen=True)
class QuarantineFilter:
    """organisations None: all. rule: only rows with a finding of this check."""

    organisations: frozenset[str] | None = None
    item: str = ""
    submission: str = ""
    state: str = "waiting"
    rule: str = ""
    order: QuarantineOrder = QuarantineOrder.OLDEST


@dataclass(frozen=True)
class EntryFilter:
    """What a list of typed records asks for. organisations None: all; state, item "": any.

    not_by: id of one whose own entries are left out, for nobody confirms their own.
    """

    organisations: frozenset[str] | None = None
    state: str = "waiting"
    item: str = ""
    not_by: str = ""
    order: EntryOrder = EntryOrder.OLDEST


@dataclass(frozen=True)
class SubmissionPage:
    rows: tuple[Submission, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class QuarantinePage:
    rows: tuple[Quarantined, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class HandEntryPage:
    rows: tuple[HandEntry, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class ToDo:
    """What waits for somebody, within the organisations asked for."""

    running: int = 0  # received or processing
    held: int = 0
    quarantined: int = 0
    hand_entries: int = 0
