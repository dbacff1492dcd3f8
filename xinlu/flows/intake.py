"""From a received file to archived, public records: examine, load in chunks, conclude. Safe to run again."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from xinlu.accounts import queries as accounts
from xinlu.archive import actions as archive_actions
from xinlu.archive import queries as archive
from xinlu.catalog import queries as catalog
from xinlu.collection import actions as collection
from xinlu.collection import queries
from xinlu.collection.contracts import Mode, Status, Submission, Surroundings
from xinlu.events.contracts import SYSTEM, Actor
from xinlu.flows import corrections
from xinlu.flows.actions import chunks, jobs
from xinlu.kernel.canonical import merkle_root
from xinlu.publicity import actions as publicity

Clock = Callable[[], datetime]


def submit(*, content: BinaryIO | bytes | Path, at: datetime, **received) -> Submission:
    """Receive a file or batch (arguments of collection.actions.receive) and ask the worker to take it in."""
    stored = collection.keep_file(content)
    with transaction.atomic():
        submission, _ = collection.receive(content=stored, at=at, **received)
        return queue(submission, at=at)


def queue(submission: Submission, *, at: datetime) -> Submission:
    """Ask the worker for a submission that is still on its way; call it where the submission was written."""
    if submission.status in (Status.RECEIVED, Status.PROCESSING):
        jobs.enqueue("intake", submission.id, at=at, lane=lane_of(submission))
    return submission


def lane_of(submission: Submission) -> str:
    """Reports of one record type by one organisation are taken in one after the other, as they came."""
    return f"{submission.item}:{submission.organisation}"


@transaction.atomic
def confirm_volume(submission_id: str, *, by: Actor, at: datetime) -> Submission:
    return queue(collection.confirm_volume(submission_id, by=by, at=at), at=at)


@transaction.atomic
def confirm_hand_entry(entry: int, *, by: Actor, at: datetime) -> Submission:
    corrections.require_standing(queries.hand_entry(entry))
    return queue(collection.confirm_hand_entry(entry, by=by, at=at), at=at)


@transaction.atomic
def release_row(row: int, *, reason: str, by: Actor, at: datetime) -> Submission:
    return queue(collection.release_row(row, reason=reason, by=by, at=at), at=at)


@transaction.atomic
def authorise_code(code: str, *, evidence: str, by: Actor, at: datetime) -> int:
    """Returns how many waiting rows were released by it."""
    released = collection.authorise_code(code, evidence=evidence, by=by, at=at)
    return len([queue(submission, at=at) for submission in released])


def run(submission_id: str, clock: Clock | None = None) -> None:
    """The whole way of one submission; what an earlier, killed run achieved is kept and not repeated."""
    clock = clock or timezone.now
    submission = queries.submission(submission_id)
    if submission.status in (Status.RECEIVED, Status.PROCESSING):
        surroundings = surroundings_of(submission, timezone.localdate(clock()))
        submission = collection.examine(submission_id, surroundings=surroundings, at=clock())
    if submission.status is Status.PROCESSING:
        load(submission, clock)
        conclude(queries.submission(submission_id), clock())


def surroundings_of(submission: Submission, today: date) -> Surroundings:
    return Surroundings(
        today=today,
        organisation=submission.organisation,
        exceptions=queries.exception_codes(),
        withdrawn=archive.withdrawn_keys_of(submission.item, submission.organisation),
        usual_rows=queries.usual_rows(submission.item, submission.organisation, submission.mode),
        mode=submission.mode,
    )


def surroundings_for_entry(item: str, organisation: str, today: date) -> Surroundings:
    """For one typed record: its volume says nothing."""
    return Surroundings(
        today=today,
        organisation=organisation,
        exceptions=queries.exception_codes(),
        withdrawn=archive.withdrawn_keys_of(item, organisation),
    )


def load(submission: Submission, clock: Clock) -> None:
    item = catalog.version_item(submission.item, submission.item_version)
    region = accounts.organisation(submission.organisation).region
    while rows := queries.accepted_rows(submission.id, start=submission.progress, count=chunks.SIZE):
        chunks.load_chunk(item, submission, rows, region=region, by=SYSTEM, at=clock())
        submission = queries.submission(submission.id)


def conclude(submission: Submission, at: datetime) -> None:
    """What a full report or a correction withdraws and its count in the receipt stand or fall together."""
    root = merkle_root(chunks.digests_of(submission.id))
    full = submission.mode is Mode.FULL
    if not full and not queries.correction(submission.id):
        collection.conclude(submission.id, root=root, at=at)
        return
    with transaction.atomic():
        withdraw = withdraw_absent if full else corrections.withdraw_replaced
        withdrawn = withdraw(submission, at)
        collection.conclude(submission.id, root=root, at=at, withdrawn=withdrawn)


def withdraw_absent(submission: Submission, at: datetime) -> int:
    """What earlier full files brought and this one no longer has is withdrawn; faulty rows count as had."""
    withdrawn = archive_actions.withdraw_absent(
        submission.item,
        submission.organisation,
        submission=submission.id,
        keys=queries.sent_keys(submission.id),
        earlier=queries.earlier_full(submission.id),
        by=SYSTEM,
        at=at,
    )
    publicity.follow(by=SYSTEM, at=at)
    return withdrawn
