"""A file examined in parts gives what it gives as a whole."""

import os
import subprocess
import sys

import polars as pl
import pytest

from tests.rules.collection.frames import AROUND, examine, frame_of, item_with, secret_of, trial
from xinlu.collection.contracts import KnownKeys
from xinlu.collection.rules import twins
from xinlu.collection.rules.intake import Examined, check_file, examine_rows, look, look_elsewhere, settle
from xinlu.collection.rules.twins import Held, find_twins

PLAIN = item_with()
ROWS = [
    trial(1),
    trial(2),
    trial(1),
    trial(3, MC="　厦门远达物流有限公司"),
    trial(2, MC="别的公司"),
    trial(4, RQ="不知道"),
    trial(5, MC=None),
    trial(3, MC="厦门远达物流有限公司"),
]


def in_parts(frame: pl.DataFrame, size: int) -> list[Examined]:
    parts = [
        look(PLAIN, part, AROUND, secret_of, part=number)
        for number, part in enumerate(frame.iter_slices(size))
    ]
    found = find_twins(Held(part.prints for part in parts), frame.height)
    return [
        settle(PLAIN, part, look_elsewhere(PLAIN, part, found.filter(pl.col("part") == number), AROUND))
        for number, part in enumerate(parts)
    ]


@pytest.mark.parametrize("size", [1, 3, 8])
@pytest.mark.parametrize("bucket", [1, 3, 100])
def test_parts_and_buckets_of_any_size_find_the_same(monkeypatch, size, bucket):
    monkeypatch.setattr(twins, "BUCKET", bucket)
    frame = frame_of(*ROWS)
    whole, parts = examine_rows(PLAIN, frame, AROUND, secret_of), in_parts(frame, size)
    for name in ("accepted", "rejected", "findings"):
        assert pl.concat([getattr(part, name) for part in parts]).equals(getattr(whole, name)), name
    assert whole.findings.filter(pl.col("rule") == "DUP-ROW")["_row"].to_list() == [4, 9]
    assert whole.findings.filter(pl.col("rule") == "DUP-KEY")["_row"].to_list() == [3, 6]


def test_changes_name_the_place_of_their_row_among_the_accepted_of_its_part():
    rows = [trial(1, MC=None), trial(2), trial(3, MC=" 甲乙公司"), trial(4, MC=None, RQ="2026年1月5日")]
    changes = examine(PLAIN, *rows).changes
    assert changes.select("_at", "_row", "field").rows() == [(None, 5, "RQ"), (1, 4, "MC")]


def test_nothing_is_asked_of_the_archive_while_parts_are_looked_at():
    asked = []
    around = AROUND.__class__(today=AROUND.today, known=lambda keys: asked.append(len(keys)) or KnownKeys())
    looked = look(PLAIN, frame_of(trial(1)), around, secret_of)
    assert asked == []
    look_elsewhere(PLAIN, looked, find_twins(Held([looked.prints]), 1), around)
    assert asked == [1]


def test_what_is_wrong_with_the_file_as_a_whole():
    found = check_file(PLAIN, ["MC"], 3, AROUND)
    assert found.select("_row", "field", "rule").rows() == [(0, "BH", "COLUMN"), (0, "RQ", "COLUMN")]


def test_our_threads_and_those_of_polars_are_together_as_many_as_the_cores():
    asked = "import xinlu.collection.examination, polars; print(polars.thread_pool_size())"
    alone = {name: value for name, value in os.environ.items() if name != "POLARS_MAX_THREADS"}
    for around, wanted in (
        (alone, max(1, (os.cpu_count() or 2) // 2)),
        (alone | {"POLARS_MAX_THREADS": "3"}, 3),
    ):
        told = subprocess.run([sys.executable, "-c", asked], env=around, capture_output=True, text=True)
        assert told.stdout.strip() == str(wanted)
