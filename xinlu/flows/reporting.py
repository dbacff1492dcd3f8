"""Reporting from the command line: receive or confirm, and wait until the file is through."""

from pathlib import Path

from django.utils import timezone

from xinlu.accounts import queries as accounts
from xinlu.collection import actions, queries
from xinlu.collection.contracts import Channel, Mode, Submission
from xinlu.events.contracts import Actor, ActorKind
from xinlu.flows import intake, worker


def at_terminal(organisation: str) -> Actor:
    """Whoever sits at the terminal of the platform, on behalf of the organisation."""
    return Actor(ActorKind.SYSTEM, "", "命令行", organisation)


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
        by=at_terminal(organisation),
        at=timezone.now(),
    )
    return through(submission)


def confirm(submission_id: str) -> Submission:
    """A held submission goes on, to the end. Raises LookupError, OutOfStep."""
    by = at_terminal(queries.submission(submission_id).organisation)
    return through(intake.confirm_volume(submission_id, by=by, at=timezone.now()))


def refuse(submission_id: str, reason: str) -> Submission:
    """Nothing of a held submission is taken. Raises LookupError, Refused, OutOfStep."""
    by = at_terminal(queries.submission(submission_id).organisation)
    return actions.refuse(submission_id, reason=reason, by=by, at=timezone.now())


def through(submission: Submission) -> Submission:
    worker.run_now("intake", submission.id, intake.lane_of(submission))
    return queries.submission(submission.id)
