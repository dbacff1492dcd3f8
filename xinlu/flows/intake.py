"""From a received file to archived, public records: examine, load in chunks, conclude. Safe to run again."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from xinlu.collection import actions as collection
from xinlu.collection import queries
from xinlu.collection.contracts import Mode, Refused, Status, Submission
from xinlu.events.contracts import SYSTEM, Actor
from xinlu.flows import corrections, preparation
from xinlu.flows.actions import chunks, jobs
from xinlu.flows.actions.pauses import without_looking_for_circles
from xinlu.flows.digests import digests_of
from xinlu.flows.fullreports import ask_before_withdrawing, withdraw_absent
from xinlu.flows.preparation import Preparer
from xinlu.flows.surroundings import surroundings_of
from xinlu.kernel.canonical import merkle_root

Clock = Callable[[], datetime]
LIGHT = 256 << 10  # bytes of a file that is taken in within moments


def submit(*, content: BinaryIO | bytes | Path, at: datetime, **received) -> Submission:
    """Receive a file or batch (arguments of collection.actions.receive) and ask the worker to take it in.

    Raises Refused, KeyReused, LookupError.
    """
    if received.get("corrects"):
        refuse_foreign(queries.submission(received["corrects"]), received["organisation"], received["item"])
    stored = collection.keep_file(content)
    with transaction.atomic():
        submission, _ = collection.receive(content=stored, at=at, **received)
        return queue(submission, at=at)


def refuse_foreign(corrected: Submission, organisation: str, item: str) -> None:
    """Raises Refused when what is to be corrected was sent by another organisation, or of another item."""
    if (corrected.organisation, corrected.item) != (organisation, item):
        raise Refused(
            f"要更正的报送 {corrected.id} 是机构 {corrected.organisation} 的 {corrected.item}，"
            f"本次报的是机构 {organisation} 的 {item}；请核对报送编号、机构代码和目录项。"
        )


def queue(submission: Submission, *, at: datetime) -> Submission:
    """Ask the worker for a submission that is still on its way; call it where the submission was written."""
    if submission.status in (Status.RECEIVED, Status.PROCESSING):
        light = submission.size <= LIGHT
        jobs.enqueue("intake", submission.id, at=at, lane=lane_of(submission), light=light)
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


def authorise_code(code: str, *, evidence: str, by: Actor, at: datetime) -> int:
    """Returns how many waiting rows were released by it."""
    kept = collection.keep_waiting(code)
    with transaction.atomic():
        released = collection.authorise_code(code, evidence=evidence, by=by, at=at, kept=kept)
        return len([queue(submission, at=at) for submission in released])


def run(submission_id: str, clock: Clock | None = None) -> None:
    """The whole way of one submission; what an earlier, killed run achieved is kept and not repeated."""
    clock = clock or timezone.now
    submission = queries.submission(submission_id)
    if submission.status is Status.RECEIVED:
        surroundings = surroundings_of(submission, timezone.localdate(clock()))
        submission = collection.examine(submission_id, surroundings=surroundings, at=clock())
        jobs.get_ahead("intake", submission_id)
    if submission.status is Status.PROCESSING:
        submission = ask_before_withdrawing(submission, clock())
    if submission.status is Status.PROCESSING:
        load(submission, clock)
        conclude(queries.submission(submission_id), clock())


INTERRUPTED = (
    "处理中断：平台遇到内部错误，已停止重试。文件完好，已入档的行不受影响；"
    "请联系系统管理员查看日志后运行 xinlu jobs --retry，无需重新报送。"
)


def give_up(submission_id: str, at: datetime, reason: str = INTERRUPTED) -> None:
    """Its job failed for good. Nothing is lost: the provider is told, and the administrator can set it going again."""
    collection.note_trouble(submission_id, reason=reason, by=SYSTEM, at=at)


@without_looking_for_circles()
def load(submission: Submission, clock: Clock) -> None:
    preparer = Preparer(submission)
    while rows := queries.accepted_rows(submission.id, start=submission.progress, count=preparation.SIZE):
        chunks.load_chunk(preparer, rows, start=submission.progress, by=SYSTEM, at=clock())
        jobs.get_ahead("intake", submission.id)
        submission = queries.submission(submission.id)


def conclude(submission: Submission, at: datetime) -> None:
    """What a full report or a correction withdraws and its count in the receipt stand or fall together."""
    root = merkle_root(digests_of(submission.id))
    full = submission.mode is Mode.FULL
    if not full and not queries.correction(submission.id):
        collection.conclude(submission.id, root=root, at=at)
        return
    with transaction.atomic():
        withdraw = withdraw_absent if full else corrections.withdraw_replaced
        withdrawn = withdraw(submission, at)
        collection.conclude(submission.id, root=root, at=at, withdrawn=withdrawn)
