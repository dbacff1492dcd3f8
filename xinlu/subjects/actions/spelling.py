"""The names of a subject: when each was seen, which the register contradicts, which is current."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xinlu.subjects.models import Name
from xinlu.subjects.rules.likeness import names_agree


@dataclass(slots=True)
class Spelling:
    """A row of Name. id 0: not saved yet."""

    subject: str
    name: str
    folded: str
    first: date | None = None
    last: date | None = None
    registered: bool = False
    doubtful: bool = False
    id: int = 0


def widen(row: Spelling, first: date | None, last: date | None) -> bool:
    """Stretch the span in which the name was seen; whether that changed it. Order does not matter."""
    if first is None or last is None:
        return False
    before = row.first, row.last
    row.first = min(first, row.first or first)
    row.last = max(last, row.last or last)
    return (row.first, row.last) != before


def weigh(rows: Iterable[Spelling | Name]) -> list[Spelling | Name]:
    """Mark the names that a register contradicts as doubtful; returns those whose mark changed.

    A wrong code in one decision must not rename a firm: where the register of enterprises or of people has told
    the name, others are believed only if they are near it. Order does not matter.
    """
    rows = list(rows)
    told = [row.name for row in rows if row.registered]
    changed = []
    for row in rows:
        near = row.registered or not told or any(names_agree(row.name, name) for name in told)
        if row.doubtful == near:
            row.doubtful = not near
            changed.append(row)
    return changed


def current_name(rows: Iterable[Spelling | Name]) -> str:
    """The name last seen, of those in the register if it has told any; of several, the one that came later, then by
    spelling, so that order never matters."""
    rows = list(rows)
    told = [row for row in rows if row.registered] or [row for row in rows if not row.doubtful] or rows
    return max(told, key=lambda row: (row.last or date.min, row.first or date.min, row.name)).name
