"""The disk fills up in the middle: one clear sentence, nothing half accepted, and it goes on when there is room."""

import contextlib
import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.faults import client, files, stage

pytestmark = pytest.mark.faults
SIZE = 384 << 20  # bytes of the whole disk
ROWS = 4000


@pytest.fixture
def disk(tmp_path):
    """A small file system of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", place], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("不能挂载小磁盘")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def platform(disk):
    """SQLite and vault on the small disk."""
    platform = stage.environment(disk / "home")
    stage.done(platform, "init")
    return platform


def fill(disk: Path, *, leave: int) -> Path:
    """A file that leaves so many bytes of room."""
    filler = disk / "filler"
    with filler.open("wb") as sink:
        for block in (1 << 20, 1 << 12):  # others may be writing meanwhile
            with contextlib.suppress(OSError):
                while room_of(disk) > leave + block:
                    sink.write(bytes(block))
                    sink.flush()
    return filler


def room_of(disk: Path) -> int:
    room = os.statvfs(disk)
    return room.f_bavail * room.f_frsize


def test_no_room_for_the_file(platform, disk, tmp_path):
    report = files.write(tmp_path / "a.csv", ROWS)
    filler = fill(disk, leave=300_000)
    words = ("collect", str(report), "--item", "admin-penalty", "--org", "350100")
    refused = stage.run(platform, *words)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("磁盘已满") and len(refused.stderr.splitlines()) == 1
    filler.unlink()
    assert stage.sound(platform)["submissions"] == 0
    assert stage.run(platform, *words, "--json").returncode == 1  # some rows are faulty
    assert stage.sound(platform)["rows"] == files.accepted(ROWS)


def test_no_room_for_an_upload(platform, disk, tmp_path):
    report = files.write(tmp_path / "a.csv", ROWS)
    secret, port = client.token(platform), stage.a_port()
    web = client.serve(platform, port)
    try:
        filler = fill(disk, leave=300_000)
        status, answer = client.post(port, secret, report)
        assert status == 503 and answer["detail"].startswith("磁盘已满"), answer
        filler.unlink()
        assert client.post(port, secret, report)[0] == 202
    finally:
        stage.kill(web)
    stage.work_to_the_end(platform)
    assert stage.sound(platform)["rows"] == files.accepted(ROWS)


def test_no_room_in_the_middle(platform, disk, tmp_path):
    """The worker waits, says why, and goes on by itself."""
    report = files.write(tmp_path / "a.csv", 6 * ROWS)
    stage.desk(platform, "take", str(report), "350100")
    with stage.at_work(platform) as worker:
        stage.wait_for(lambda: stage.loaded(platform) > 0)
        filler = fill(disk, leave=0)
        stage.wait_for(lambda: is_stuck(platform), seconds=60)
        reached = stage.loaded(platform)
        assert 0 < reached < files.accepted(6 * ROWS) and worker.poll() is None
        filler.unlink()
        stage.wait_for(lambda: stage.is_settled(platform))
    assert stage.sound(platform)["rows"] == files.accepted(6 * ROWS)
    [submission] = json.loads(stage.run(platform, "submission", "list", "--json").stdout)
    assert (submission["status"], submission["reason"]) == ("concluded", "")


def is_stuck(platform: stage.Platform) -> bool:
    """Nothing has moved for two seconds."""
    before = stage.loaded(platform)
    time.sleep(2)
    return before == stage.loaded(platform)
