"""What people of the sample province do besides reporting. Pure: who does what when, to which row.

at: as the clock on the wall shows it. by: a user name. Rows name a record by what was reported of it.
"""

from dataclasses import dataclass
from datetime import datetime

from xinlu.flows.sample.decisions import Row
from xinlu.subjects.contracts import Verdict


@dataclass(frozen=True)
class Deed:
    at: datetime


@dataclass(frozen=True)
class OfRecord(Deed):
    by: str
    item: str
    row: Row
    reason: str


class Withdraw(OfRecord):
    """The decision was revoked."""


class Reinstate(OfRecord):
    """It stands after all."""


class Hold(OfRecord):
    """Kept from the public while somebody looks into it."""


class Lift(OfRecord):
    """Nothing was wrong with it."""


@dataclass(frozen=True)
class Judge(Deed):
    """name: by which an old paper calls the subject."""

    by: str
    name: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class UndoMerge(Deed):
    by: str
    name: str
    reason: str


@dataclass(frozen=True)
class ReportZero(Deed):
    by: str
    organisation: str
    item: str
    period: str


@dataclass(frozen=True)
class EnterByHand(Deed):
    by: str
    organisation: str
    item: str
    row: Row


@dataclass(frozen=True)
class ConfirmEntry(Deed):
    """The newest entry that waits in the organisation. returned: why it goes back, "" when it is confirmed."""

    by: str
    organisation: str
    returned: str = ""


@dataclass(frozen=True)
class Dismiss(Deed):
    """The row of the organisation that waits longest will not come."""

    by: str
    organisation: str
    reason: str


@dataclass(frozen=True)
class AuthoriseCode(Deed):
    by: str
    code: str
    evidence: str


@dataclass(frozen=True)
class IssueToken(Deed):
    """For the city's own system, for a year and a little."""

    by: str
    organisation: str


@dataclass(frozen=True)
class Night(Deed):
    """The nightly round: ended terms come off, the account of acts is signed."""
