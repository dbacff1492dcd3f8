"""Worker and web process killed at random moments, while they receive and while they collect.

At full size (make faults SCALE=1.0) a file of a million rows and fifty kills. What comes out is held against a
platform with the same keys that nobody disturbed: the same records, the same roots.
"""

import random
import shutil
import threading
import time
from pathlib import Path

import pytest

from tests.faults import client, files, stage

pytestmark = pytest.mark.faults
ROWS = int(1_000_000 * stage.SCALE)
FILES = 4  # handed in one after the other, the last one over and over again
KILLS = max(8, int(50 * stage.SCALE))
LONGEST = 4 + 20 * stage.SCALE  # seconds between two kills


class Killer:
    """Keeps a worker and a web process going, and kills one of them now and then."""

    def __init__(self, platform: stage.Platform, seed: int) -> None:
        self.platform, self.chance, self.port = platform, random.Random(seed), stage.a_port()
        self.web, self.worker = client.serve(platform, self.port), stage.xinlu(platform, "worker")

    def strike(self) -> None:
        time.sleep(self.chance.uniform(0, LONGEST))
        if self.chance.random() < 0.4:
            stage.kill(self.web)
            self.web = client.serve(self.platform, self.port)
        else:
            stage.kill(self.worker)
            self.worker = stage.xinlu(self.platform, "worker")

    def end(self) -> None:
        stage.kill(self.web)
        stage.kill(self.worker)


def undisturbed(home: Path, keys: Path, reports: list[Path]) -> dict:
    """What a platform with these keys makes of the same files when nothing happens to it."""
    platform = stage.environment(home)
    shutil.copytree(keys, home / "keys")
    stage.done(platform, "init")
    for report in reports:
        stage.desk(platform, "take", str(report), "350100")
    stage.work_to_the_end(platform)
    return stage.sound(platform)


def test_killed_at_random_moments(founded, tmp_path):
    size = ROWS // FILES
    reports = [files.write(tmp_path / f"{n}.csv", size, start=n * size) for n in range(FILES)]
    secret = client.token(founded)
    killer = Killer(founded, seed=20261126)
    submitted: list[str] = []

    def send() -> None:
        for report in [*reports, *[reports[-1]] * 3]:
            submitted.append(client.hand_in(killer.port, secret, report, key=report.stem, pause=0.02))

    sender = threading.Thread(target=send, daemon=True)
    try:
        sender.start()
        for _ in range(KILLS):
            killer.strike()
        sender.join(stage.PATIENCE)
        assert not sender.is_alive()
    finally:
        killer.end()
    stage.work_to_the_end(founded)

    assert len(set(submitted)) == FILES  # the same file again was the same submission
    state = stage.sound(founded)
    assert (state["submissions"], state["rows"]) == (FILES, FILES * files.accepted(size))
    told = undisturbed(tmp_path / "calm", Path(founded["XINLU_HOME"]) / "keys", reports)
    for name in ("records", "records_root", "revisions", "quarantined", "publications"):
        assert state[name] == told[name], name


def test_the_web_process_killed_while_it_receives(founded, tmp_path):
    """The client's line breaks, nothing of the file is left, and sending it again is all that it takes."""
    report = files.write(tmp_path / "a.csv", 20_000)
    secret, port = client.token(founded), stage.a_port()
    chance = random.Random(1)
    for _ in range(3):
        web = client.serve(founded, port)
        sender = threading.Thread(target=try_once, args=(port, secret, report), daemon=True)
        sender.start()
        time.sleep(chance.uniform(0.1, 1.2))
        stage.kill(web)
        sender.join()
    web = client.serve(founded, port)
    try:
        client.hand_in(port, secret, report)
    finally:
        stage.kill(web)
    stage.work_to_the_end(founded)
    state = stage.sound(founded)
    assert (state["submissions"], state["rows"]) == (1, files.accepted(20_000))
    assert list((Path(founded["XINLU_HOME"]) / "vault" / "reading").iterdir()) == []


def try_once(port: int, secret: str, report: Path) -> None:
    try:
        client.post(port, secret, report, pause=0.01)
    except Exception as broken:
        assert not isinstance(broken, AssertionError)  # the line broke, as it was meant to
