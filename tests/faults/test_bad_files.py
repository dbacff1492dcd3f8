"""A stranger's file may be anything: the reader's process ends, ours does not, and one sentence says why."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter

from tests.factories import files
from xinlu.collection.contracts import Refused
from xinlu.collection.reading import Limits, read, read_safely

ROWS = [files.HEADER, files.PENALTY]
LINE = files.csv_text([files.PENALTY])


def refusal(path, **limits):
    with pytest.raises(Refused) as refused:
        read_safely(path, limits=Limits(**limits))
    return str(refused.value)


def leftovers():
    return list(Path(os.environ.get("TMPDIR", "/tmp")).glob("xinlu-reading-*"))


@pytest.fixture(autouse=True)
def private_temp(tmp_path, monkeypatch):
    """Nothing may stay in the folder for temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    yield
    assert leftovers() == []


@pytest.mark.parametrize("make", [files.xlsx, files.xls])
def test_the_child_hands_back_what_reading_gives(tmp_path, make):
    path = make(tmp_path, {"数据": ROWS, "空": []})
    ours, theirs = read(path), read_safely(path)
    assert [(sheet.name, sheet.hidden, sheet.notes) for sheet in ours] == [
        (sheet.name, sheet.hidden, sheet.notes) for sheet in theirs
    ]
    assert all(one.frame.equals(other.frame) for one, other in zip(ours, theirs, strict=True))


def test_a_refusal_crosses_over_with_the_given_name(tmp_path):
    path = files.write(tmp_path, "3f5a", b"%PDF-1.7")
    with pytest.raises(Refused, match="“处罚.xlsx”其实是PDF"):
        read_safely(path, name="处罚.xlsx")


def records(count):
    line = json.dumps(dict(zip(files.HEADER, files.PENALTY, strict=True)), ensure_ascii=False)
    return f"[{','.join([line] * count)}]"


def test_too_little_memory_is_one_sentence(tmp_path):
    path = files.write(tmp_path, "a.json", records(200_000))
    assert "内存" in refusal(path, memory=600 << 20)


def test_too_little_time_is_one_sentence(tmp_path):
    path = files.write(tmp_path, "a.json", records(500_000))
    begun = time.monotonic()
    assert "超过 1 秒" in refusal(path, seconds=1)
    assert time.monotonic() - begun < 10


def test_a_crash_inside_the_reader_is_one_sentence(tmp_path):
    """A workbook whose cells hide their place from the look beforehand: the reader runs out of memory."""
    path = files.xlsx(tmp_path, {"a": [["x"]]})
    wide = files.part(path, "xl/worksheets/sheet1.xml").replace(
        b"</row>", b"</row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    )
    files.repacked(path, {"xl/worksheets/sheet1.xml": wide})
    assert "内存" in refusal(path)


def test_an_endless_container_is_one_sentence(tmp_path):
    """Found by mutation: the reader follows the chain until its memory ends."""
    assert "读不了这个文件" in refusal(files.endless_xls(tmp_path), memory=1 << 30)


SEEDS = {
    "utf-8": files.csv_text(ROWS * 9).encode(),
    "gb18030": files.csv_text(ROWS * 9).encode("gb18030"),
    "utf-16": files.csv_text(ROWS * 9).encode("utf-16"),
    "json": files.ndjson([dict(zip(files.HEADER, files.PENALTY, strict=True))] * 9).encode(),
    "xml": f"<a>{'<r><x>1</x><y>甲</y></r>' * 9}</a>".encode(),
    "html": f"<table>{'<tr><td colspan=2>1</td><td>甲</td></tr>' * 9}</table>".encode(),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_mutated_files_are_read_or_refused(tmp_path, seed):
    chance = random.Random(seed)
    for _ in range(150):
        read_or_refuse(files.write(tmp_path, "a", mutated(SEEDS[seed], chance)))


def test_mutated_parts_of_a_workbook_are_read_or_refused(tmp_path):
    chance = random.Random(1)
    sound = files.xlsx(tmp_path, {"a": ROWS * 9, "b": []}).read_bytes()
    path = tmp_path / "a.xlsx"
    for _ in range(40):
        for member in (
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
            "xl/styles.xml",
            "xl/sharedStrings.xml",
        ):
            path.write_bytes(sound)
            files.repacked(path, {member: mutated(files.part(path, member), chance)})
            read_or_refuse(path)
        read_or_refuse(files.write(tmp_path, "b.xlsx", mutated(sound, chance)))


def read_or_refuse(path):
    with contextlib.suppress(Refused):
        read(path)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Up to five bytes changed, ranges lost or doubled, or the end cut off."""
    for _ in range(chance.randint(1, 5)):
        start = chance.randrange(len(content))
        end = start + chance.randrange(20)
        middle = chance.choice([b"", chance.randbytes(1), content[start:end] * 2])
        content = content[:start] + middle + (content[end:] if chance.random() < 0.9 else b"")
        content = content or b"x"
    return content


def test_a_sheet_bordered_to_the_last_row_is_read_in_bounded_memory(tmp_path):
    path = files.sprawling(tmp_path, 1_048_576, 3)
    [sheet] = read_safely(path, limits=Limits(memory=1 << 30))
    assert sheet.frame.height == 1


def test_a_bomb_never_unpacks(tmp_path):
    path = files.bomb(tmp_path, 300_000_001, declared=100)
    assert "解压后超过" in refusal(path, unpacked_bytes=50_000_000, memory=1 << 30)


def test_a_stray_cell_in_the_last_row_is_harmless(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, files.HEADER)
        sheet.write(1_048_575, 0, " ")
    assert read_safely(path)[0].frame["_row"].to_list() == [1, 1_048_576]


def test_the_child_dies_with_its_parent(tmp_path):
    path = files.write(tmp_path, "a.csv", LINE * 800_000)
    code = f"import pathlib, xinlu.collection.reading as r; r.read_apart(pathlib.Path({str(path)!r}))"
    parent = subprocess.Popen([sys.executable, "-c", code])
    child = wait_for_child(parent.pid)
    time.sleep(1.5)  # it is past its start and reads
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 5
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(child)
    for folder in leftovers():  # what a killed process cannot tidy
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def wait_for_child(parent: int) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if children:
            return int(children[0])
        time.sleep(0.02)
    raise AssertionError("no child process")


def alive(pid: int) -> bool:
    """A zombie counts as dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
