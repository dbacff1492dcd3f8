"""A stored file is damaged before the worker comes to it: the job says so once, and mends when the file is back."""

import threading

import pytest

from tests.factories.collection import CLERK, csv_file
from tests.flows.stories import ITEM, NOW, recent, work
from xinlu.collection import queries as collection
from xinlu.collection import vault
from xinlu.collection.actions import receiving
from xinlu.collection.contracts import Channel, Mode, Status
from xinlu.flows import intake, worker
from xinlu.flows.actions import jobs
from xinlu.flows.troubles import FULL, LOST
from xinlu.flows.verification import verify

CONTENT = csv_file([recent(number) for number in range(1, 200)])


@pytest.fixture(autouse=True)
def own_vault(platform, settings, tmp_path):
    settings.VAULT = tmp_path / "vault"


def hand_in(content: bytes = CONTENT):
    said = {"item": ITEM, "organisation": "350100", "mode": Mode.INCREMENTAL, "channel": Channel.UPLOAD}
    return intake.submit(content=content, filename="处罚.csv", by=CLERK, at=NOW, **said)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-1] + b"x"),
        lambda path: path.write_bytes(path.read_bytes()[:500]),
        lambda path: path.write_bytes(path.read_bytes()[:30]),
        lambda path: path.unlink(),
    ],
    ids=["altered", "cut short", "cut to its head", "lost"],
)
def test_the_job_says_so_once_and_goes_on_when_the_file_is_sent_again(harm):
    submission = hand_in()
    harm(vault.address(submission.digest))
    work()
    stopped = collection.submission(submission.id)
    assert (stopped.status, stopped.reason, stopped.counts.rows) == (Status.RECEIVED, LOST, 0)
    [job] = [job for job in jobs.list_open() if job["kind"] == "intake"]
    assert (job["state"], job["attempts"], job["error"]) == ("failed", 1, LOST)
    assert collection.verify(collection.receipt(submission.id))
    file, halted = [flaw.where for flaw in verify()[0]]
    assert submission.id in file and "原件" in file and halted == f"任务 intake {submission.id}"

    assert hand_in().id == submission.id  # the same file again: it is whole now, and work begins anew
    work()
    done = collection.submission(submission.id)
    assert (done.status, done.reason, done.counts.accepted) == (Status.CONCLUDED, "", 199)
    assert collection.verify(collection.receipt(submission.id))
    assert verify()[0] == []


def test_a_full_disk_is_waited_for(monkeypatch):
    """Whatever cannot be kept is not taken, and the job waits without an end."""
    submission = hand_in()
    monkeypatch.setattr(vault.os, "fsync", full)
    for _ in range(2 * jobs.ATTEMPTS):
        claim = jobs.claim("w", at=NOW, give_up=worker.give_up)
        if claim.kind == "intake":
            assert worker.perform(claim) == FULL
        jobs.Job.objects.filter(pk=claim.id).update(run_after=NOW)
    assert collection.submission(submission.id).status is Status.RECEIVED
    monkeypatch.undo()
    worker.work(once=True, stop=threading.Event())
    assert list(vault.reading_room().iterdir()) == []


def full(_: int) -> None:
    raise OSError(28, "No space left on device")


def test_nothing_is_received_when_it_cannot_be_kept(monkeypatch):
    monkeypatch.setattr(vault.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        hand_in()
    assert not receiving.Submission.objects.exists()
    assert list(vault.reading_room().iterdir()) == []
