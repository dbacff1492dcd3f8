"""Run in a process of its own, on the platform that a worker is killed on: hands in reports, tells how they stand.

python -m tests.faults.desk submit     → ids of the submissions, as JSON
python -m tests.faults.desk take FILE ORGANISATION → its id, as JSON
python -m tests.faults.desk tell       → everything the test wants to know, as JSON
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import django

ROWS = 10_000  # more than a worker takes in the moments that it is left alive


def submit() -> list[str]:
    """Three reports of one county with rows of their own, and two full reports of another, the second smaller."""
    from tests.factories.collection import csv_file, penalty, penalty_of_person

    def rows(start: int, count: int) -> list[dict]:
        return [
            penalty(n, CF_NR_FK="坏") if n % 50 == 0 else penalty_of_person(n) if n % 10 == 0 else penalty(n)
            for n in range(start, start + count)
        ]

    reports = [("350100", "incremental", rows(start, ROWS)) for start in (0, ROWS, 2 * ROWS)]
    reports += [("350200", "full", rows(50_000, count)) for count in (800, 700)]
    return [hand_in(number, *report, csv_file) for number, report in enumerate(reports)]


def hand_in(number: int | str, organisation: str, mode: str, rows: Any, write: Any) -> str:
    from django.utils import timezone

    from xinlu.collection.contracts import Channel, Mode
    from xinlu.events.contracts import SYSTEM
    from xinlu.flows import intake

    return intake.submit(
        item="admin-penalty",
        organisation=organisation,
        mode=Mode(mode),
        channel=Channel.COMMAND,
        filename=f"{number}.csv",
        content=write(rows),
        by=SYSTEM,
        at=timezone.now(),
    ).id


def take(file: str, organisation: str) -> str:
    """A file of its own, left to the worker."""
    content = Path(file).read_bytes()
    return hand_in(Path(file).stem, organisation, "incremental", content, bytes)


def tell() -> dict[str, Any]:
    from django.conf import settings

    from xinlu.collection import queries as collection
    from xinlu.collection.contracts import SubmissionFilter
    from xinlu.events import queries as events

    rows = collection.iterate_submissions(SubmissionFilter())
    return {
        "submissions": {row.id: tell_one(row) for row in rows},
        "chain_breaks": len(events.verify_chain(settings.SIGNER.public_key())),
        **tell_tables(),
    }


def tell_one(row: Any) -> dict[str, Any]:
    """digests: of the rows, as loading noted them; kept: as the archive's revisions have them, in row order."""
    from xinlu.archive.models import CreditRecord, Revision
    from xinlu.collection import queries as collection
    from xinlu.collection.models import QuarantinedRow
    from xinlu.events.models import Event
    from xinlu.flows.digests import digests_of
    from xinlu.kernel.canonical import merkle_root

    accepted = collection.accepted_rows(row.id, start=0, count=100_000)
    records = dict(CreditRecord.objects.filter(item_id=row.item).values_list("key", "digest"))
    digests = list(digests_of(row.id))
    brought = Revision.objects.filter(submission=row.id).values_list("change", flat=True)
    concluded = Event.objects.filter(act="submission.concluded", target_id=row.id)
    return {
        "status": row.status.value,
        "mode": row.mode.value,
        "counts": vars(row.counts),
        "accepted_rows": len(accepted),
        "digests_agree": digests == [records[each.key] for each in accepted],
        "root_agrees": merkle_root(digests) == row.root,
        "changes": Counter(brought),
        "quarantined": QuarantinedRow.objects.filter(submission=row.id).count(),
        "conclusions": concluded.count(),
        "receipt_holds": collection.verify(collection.receipt(row.id)),
    }


def tell_tables() -> dict[str, Any]:
    from xinlu.archive.models import CreditRecord, Revision
    from xinlu.archive.queries import cursor, last_sequence
    from xinlu.flows.models import Job
    from xinlu.publicity.models import Publication
    from xinlu.subjects.models import Subject

    steps = Revision.objects.values_list("record", "change")
    return {
        "records": CreditRecord.objects.count(),
        "withdrawn": CreditRecord.objects.filter(withdrawn=True).count(),
        "new_steps": sum(change == "new" for _, change in steps),
        "repeated_steps": sum(count > 1 for count in Counter(steps).values()),
        "publications": dict(Counter(Publication.objects.values_list("state", flat=True))),
        "subjects": Subject.objects.count(),
        "interrupted": Job.objects.filter(attempts__gt=1).count(),
        "feed_followed": cursor("publicity") == last_sequence() == Revision.objects.count(),
    }


if __name__ == "__main__":
    django.setup()
    word, *more = sys.argv[1:]
    print(json.dumps({"submit": submit, "take": take, "tell": tell}[word](*more)))  # noqa: T201
