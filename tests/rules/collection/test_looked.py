"""A part that was looked at is the same after it was written down and read again."""

import io

import polars as pl
from polars.testing import assert_frame_equal

from tests.rules.collection.frames import AROUND, frame_of, item_with, secret_of, trial
from xinlu.collection.rules.intake import look
from xinlu.collection.rules.looked import pack, unpack

ROWS = [
    trial(number, MC=name, GJ=place)
    for number, (name, place) in enumerate(
        [("甲公司", "中国"), ("甲公司", None), ("　乙公司", None), (None, None), ("乙公司", "/")] * 3
    )
]
WIDE = item_with({"identifier": "GJ", "name": "国籍"}, {"identifier": "BZ", "name": "备注"})


def written(frame: pl.DataFrame) -> pl.DataFrame:
    sink = io.BytesIO()
    frame.write_ipc(sink)
    return pl.read_ipc(sink.getvalue())


def test_packed_and_unpacked_it_has_the_same_rows():
    looked = look(WIDE, frame_of(*ROWS), AROUND, secret_of)
    again = unpack(*map(written, pack(looked)), looked.findings, looked.changes, looked.prints)
    assert_frame_equal(again.frame(), looked.frame())
    good = pl.Series([number % 2 == 0 for number in range(len(ROWS))])
    assert_frame_equal(again.filter(good), looked.frame().filter(good))
    assert again.frame("MC").columns == ["_sheet", "_row", "MC", "_key"]


def test_values_that_repeat_are_written_once():
    rows, values = pack(look(WIDE, frame_of(*ROWS), AROUND, secret_of))
    assert values["MC"].explode().to_list() == ["甲公司", "乙公司", "乙公司"]
    assert rows["MC"].dtype == pl.UInt8 and rows["BH"].dtype == pl.String
