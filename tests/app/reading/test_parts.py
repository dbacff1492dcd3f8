"""A long table comes in parts; taken together they are the table."""

import polars as pl
import pytest

from tests.factories.files import HEADER, PENALTY, csv_text, write
from tests.factories.located import whole
from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Refused
from xinlu.collection.reading import Limits, delimited, isolation, parts, piles, read, survey
from xinlu.collection.reading.parts import Parts

ITEM = next(item for item in load_items() if item.identifier == "admin-penalty")
FOUND = ["CF_XDR_MC", "CF_WSH", "_row"]


@pytest.fixture
def short_parts(monkeypatch):
    """Ten rows make a part, a few lines a block."""
    monkeypatch.setattr(parts, "ROWS", 10)
    monkeypatch.setattr(parts, "TAIL", 10)
    monkeypatch.setattr(isolation, "ROWS", 10)
    monkeypatch.setattr(delimited, "SIZE", 400)


def rows(count):
    return [[*PENALTY[:2], f"闽交罚〔2026〕{number}号", *PENALTY[3:]] for number in range(count)]


def table(tmp_path, lines):
    return write(tmp_path, "处罚.csv", csv_text(lines))


def test_a_short_table_is_one_frame(short_parts, tmp_path):
    [sheet] = read(table(tmp_path, [HEADER, *rows(18)]))
    assert sheet.rest is None and sheet.frame.height == 19


def test_a_long_one_comes_in_parts_with_the_columns_of_the_first_at_least(short_parts, tmp_path):
    lines = [HEADER, *rows(30)]
    lines[27] = [*lines[27], "多", "余"]
    [sheet] = read(table(tmp_path, lines))
    batches = list(sheet.batches())
    assert [batch.height for batch in batches] == [10, 10, 11]
    assert all(set(batch.columns) >= set(sheet.frame.columns) for batch in batches)
    assert pl.concat(batches, how="diagonal")["_row"].to_list() == list(range(1, 32))
    assert batches[2]["c7"].drop_nulls().to_list() == ["余"]


def test_a_file_that_turns_out_to_be_cut_is_refused_while_it_is_read(short_parts, tmp_path):
    path = write(tmp_path, "处罚.csv", csv_text([HEADER, *rows(60)]) + "福州某某运输有限公司,9135")
    [sheet] = read(path)
    with pytest.raises(Refused, match="第 62 行中间断开"):
        list(sheet.batches())


def test_guards_are_told_of_all_parts(short_parts, tmp_path):
    lines = [HEADER, *rows(40)]
    lines[3], lines[38] = ["'001", *lines[3][1:]], ["`002", *lines[38][1:]]
    located = whole(survey(read(table(tmp_path, lines)), ITEM))
    assert [note for note in located.notes if "A4、A39" in note]


def test_all_rows_are_found_and_titles_and_notes_only_at_the_ends(short_parts, tmp_path):
    body = rows(40)
    body[25] = ["填表人：林晓", "", "", "", "", ""]
    lines = [
        ["2026 年处罚统计"],
        HEADER,
        *body,
        ["合计", "", "", "", "", ""],
        ["制表人：陈晨", "", "", "", "", ""],
    ]
    found = survey(read(table(tmp_path, lines)), ITEM)
    assert found.unknown == () and found.columns["CF_WSH"] == "行政处罚决定书文号"
    located = whole(found)
    assert located.frame["_row"].to_list() == list(range(3, 43))
    assert [row for _, row, _ in located.dropped] == [43, 44]
    assert located.frame.filter(pl.col("CF_XDR_MC") == "填表人：林晓")["_row"].to_list() == [28]


def test_what_stands_beyond_the_header_is_said_wherever_it_is(short_parts, tmp_path):
    lines = [HEADER, *rows(35)]
    lines[33] = [*lines[33], "多余"]
    located = whole(survey(read(table(tmp_path, lines)), ITEM))
    assert any("第 34 行比表头多一列" in note for note in located.notes)


def test_a_reader_apart_hands_over_the_same_rows(short_parts, tmp_path):
    path = table(tmp_path, [HEADER, *rows(30)])
    [apart], [here] = isolation.read_apart(path, room=tmp_path), read(path)
    assert pl.concat(apart.batches()).equals(pl.concat(here.batches()))


def test_sheets_of_other_formats_are_handed_over_in_parts(short_parts, tmp_path):
    folder = tmp_path / "child"
    folder.mkdir()
    frame = pl.DataFrame(
        {"_row": range(1, 36), "c0": ["甲"] * 35}, schema={"_row": pl.UInt32, "c0": pl.String}
    )
    isolation.hand_over([piles.Sheet("表", frame)], folder)
    [sheet] = isolation._collect(folder, tmp_path)
    assert [batch.height for batch in sheet.batches()] == [10, 10, 10, 5]
    assert pl.concat(sheet.batches()).equals(frame)


def test_merged_cells_are_not_torn_apart(short_parts, tmp_path):
    folder = tmp_path / "child"
    folder.mkdir()
    frame = pl.DataFrame(
        {"_row": range(1, 36), "c0": ["甲"] * 35}, schema={"_row": pl.UInt32, "c0": pl.String}
    )
    isolation.hand_over([piles.Sheet("表", frame, merges=((0, 2, 30),))], folder)
    [sheet] = isolation._collect(folder, tmp_path)
    assert sheet.rest is None and sheet.frame.equals(frame)


def test_a_table_is_refused_at_its_limit_part_or_not(short_parts, tmp_path):
    [sheet] = read(table(tmp_path, [HEADER, *rows(30)]), limits=Limits(rows=25))
    with pytest.raises(Refused, match="超过 25 行"):
        list(sheet.batches())


def test_a_column_of_the_parts_is_read_by_itself(tmp_path):
    kept = Parts(tmp_path, hold=2)
    for number in range(3):
        kept.add(pl.DataFrame({"a": [number, number], "b": ["x", "y"]}))
    assert [column.to_list() for column in kept.column("a")] == [[0, 0], [1, 1], [2, 2]]
    assert [kept[at]["b"].to_list() for at in range(3)] == [["x", "y"]] * 3


def test_parts_go_with_their_last_user(tmp_path):
    kept = Parts(tmp_path, hold=2)
    for number in range(3):
        kept.add(pl.DataFrame({"a": [number]}))
    assert [frame["a"][0] for frame in kept] == [0, 1, 2] and len(kept) == 3
    assert [path.suffix for path in tmp_path.rglob("*.arrow")] == [".arrow"]
    del kept
    assert not list(tmp_path.iterdir())
