"""Places of rejected rows, as corrected rows name them."""

import polars as pl

from tests.factories.catalog import make_item
from xinlu.collection.rules.origins import origins_of, with_origins


def test_places_are_read_however_the_spreadsheet_left_the_number():
    frame = pl.DataFrame(
        {
            "_was_submission": ["S1", None, None, None, None, None],
            "_was_sheet": ["十一月", None, None, "数据", "数据", "数据"],
            "_was_row": ["3", " 4.0 ", None, "第五行", "0", "inf"],
        }
    )
    assert origins_of(frame).rows() == [("S1", "十一月", 3), ("", "", 4)]


def test_a_place_is_named_once_and_a_file_without_places_has_none():
    assert origins_of(pl.DataFrame({"_was_row": ["3", "3"]})).rows() == [("", "", 3)]
    assert origins_of(pl.DataFrame({"MC": ["甲"]})).is_empty()


def test_the_reader_knows_the_columns_and_the_item_stays_as_it_was():
    item = make_item()
    known = [field.name for field in with_origins(item).fields]
    assert known[-3:] == ["原报送", "原工作表", "原行号"] and len(item.fields) == len(known) - 3
