"""Where the rows of a submission first came from: through its file, or through hands before it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from xinlu.collection import artefacts
from xinlu.collection.contracts import AcceptedRow, Channel
from xinlu.collection.models import QuarantinedRow, Submission

LONGEST = 200


@dataclass(frozen=True)
class Source:
    """place: sheet and row of the one row there is; None when the file's own places stand. by: in words."""

    filename: str
    by: str
    place: tuple[str, int] | None = None
    changes: tuple[artefacts.Change, ...] = ()


def traced(row: Submission, found: Iterable[AcceptedRow]) -> Iterator[AcceptedRow]:
    """The rows, each with where it stood first, who brought it, and all that cleaning did to it since."""
    source = source_of(row)
    filename, by = source.filename, source.by[:LONGEST]
    for each in found:
        sheet, number = source.place or (each.sheet, each.row)
        changes = (*source.changes, *each.changes)
        yield AcceptedRow(sheet, number, each.key, each.data, changes, filename, by)


def source_of(row: Submission) -> Source:
    if row.channel == Channel.FORM:
        return Source(PurePath(row.filename).stem, row.received_by, ("", 0))
    released = QuarantinedRow.objects.filter(released_as=row).select_related("submission")
    held = released.first() if row.channel == Channel.CORRECTION else None
    return source_before(held) if held else Source(row.filename, row.received_by)


def source_before(held: QuarantinedRow) -> Source:
    """Of a released row: as it was sent, and beside who sent it whoever let it go."""
    first = source_of(held.submission)
    changes = artefacts.changes_at(held.submission.artefacts, held.sheet, held.row)
    by = f"{first.by}（{held.resolved_by} 放行）"
    return Source(first.filename, by, first.place or (held.sheet, held.row), (*first.changes, *changes))
