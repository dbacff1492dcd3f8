"""Reporting from the command line: receive, and wait until the file is through."""

from pathlib import Path

from django.utils import timezone

from xinlu.accounts import queries as accounts
from xinlu.collection import queries
from xinlu.collection.contracts import Channel, Mode, Submission
from xinlu.events.contracts import Actor, ActorKind
from xinlu.flows import intake, worker


def report(path: Path, *, item: str, organisation: str, mode: Mode, corrects: str = "") -> Submission:
    """Runs to the end. Raises LookupError for an unknown item, organisation or submission, Refused."""
    accounts.organisation(organisation)
    submission = intake.submit(
        item=item,
        organisation=organisation,
        mode=mode,
        channel=Channel.CORRECTION if corrects else Channel.COMMAND,
        corrects=corrects,
        filename=path.name,
        content=path,
        by=Actor(ActorKind.SYSTEM, "", "命令行", organisation),
        at=timezone.now(),
    )
    worker.run_now("intake", submission.id, intake.lane_of(submission))
    return queries.submission(submission.id)
