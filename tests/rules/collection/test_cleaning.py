"""Cleaning of rows: changes kept, places kept, nothing done twice."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.collection.frames import frame_of, item_with, trial
from xinlu.collection.rules.cleaning import clean

CODE, ID = "91350100MA2Y0001X9", "350102199001010016"
PLAIN = item_with()
KINDS = item_with(
    {
        "identifier": "LB",
        "role": "subject-kind",
        "type": "enum",
        "codes": [{"code": "自然人", "label": "自然人"}],
    },
    {"identifier": "DM", "role": "uscc"},
    {"identifier": "ZJ", "role": "person-id"},
)


def test_every_change_is_kept_with_its_place():
    cleaned = clean(PLAIN, frame_of(trial(1), trial(2, MC=" ＡＢ公司", RQ="2026年10月9日"), sheet="表"))
    assert cleaned.changes.rows() == [
        (1, "表", 3, "MC", " ＡＢ公司", "AB公司", "FOLD"),
        (1, "表", 3, "RQ", "2026年10月9日", "2026-10-09", "DATE-SHAPE"),
    ]
    assert cleaned.frame.columns == ["_sheet", "_row", "MC", "BH", "RQ"]


def test_missing_columns_are_empty_and_named():
    cleaned = clean(PLAIN, frame_of({"MC": "甲公司", "ZZ": "多余"}))
    assert cleaned.frame["BH"].to_list() == [None] and cleaned.frame.columns[2:] == ["MC", "BH", "RQ"]


def test_an_empty_text_is_no_change():
    cleaned = clean(PLAIN, frame_of(trial(1, MC=""), trial(2, MC="无")))
    assert cleaned.frame["MC"].to_list() == [None, None]
    assert cleaned.changes["before"].to_list() == ["无"]


@settings(deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"MC": st.text(max_size=8), "BH": st.text(max_size=8), "RQ": st.text(max_size=8)}
        )
    )
)
def test_cleaning_again_changes_nothing(rows):
    once = clean(PLAIN, frame_of(*rows, trial()))
    assert clean(PLAIN, once.frame).changes.is_empty()


def test_columns_are_swapped_back_only_where_it_is_certain():
    rows = [
        trial(1, MC=CODE.lower(), DM="福州顺达运输有限公司"),
        trial(2, MC="91350100MA2Y0001X0", DM="福州顺达运输有限公司"),
        trial(3, DM=CODE),
    ]
    cleaned = clean(KINDS, frame_of(*rows))
    assert cleaned.frame["MC"].to_list() == ["福州顺达运输有限公司", "91350100MA2Y0001X0", rows[2]["MC"]]
    assert cleaned.frame["DM"][0] == CODE
    assert set(cleaned.changes.filter(pl.col("rule") == "SWAP")["_row"]) == {2}


def test_a_swapped_row_among_many_alike_does_not_write_them_all_out():
    alike = [trial(number, MC="福州顺达运输有限公司", DM=CODE) for number in range(50)]
    cleaned = clean(KINDS, frame_of(*alike, trial(50, MC=CODE, DM="福州顺达运输有限公司")))
    assert cleaned.frame["DM"].to_list() == [CODE] * 51
    assert len(cleaned.columns["DM"].values) <= 3
    assert cleaned.changes.filter(pl.col("rule") == "SWAP").rows() == [
        (50, "", 52, "MC", CODE, "福州顺达运输有限公司", "SWAP"),
        (50, "", 52, "DM", "福州顺达运输有限公司", CODE, "SWAP"),
    ]


def test_the_kind_is_filled_in_where_a_number_tells_it():
    rows = [
        trial(1, DM=CODE),
        trial(2, DM="92350203MA31TUW153"),
        trial(3, ZJ=ID),
        trial(4, DM=CODE, ZJ=ID),
        trial(5),
        trial(6, LB="自然人", DM=CODE),
        trial(7, DM=ID),
    ]
    kinds = clean(KINDS, frame_of(*rows)).frame["LB"].to_list()
    assert kinds == ["法人及非法人组织", "个体工商户", "自然人", None, None, "自然人", None]


def test_an_item_without_codes_keeps_unknown_kinds():
    item = item_with({"identifier": "LB", "role": "subject-kind"})
    assert clean(item, frame_of(trial(1))).frame["LB"].to_list() == [None]


def test_vehicles_phones_and_numbers():
    item = item_with(
        {"identifier": "CP", "role": "plate"},
        {"identifier": "DH", "role": "phone"},
        {"identifier": "SL", "type": "integer"},
        {"identifier": "ZL", "type": "decimal"},
    )
    row = trial(1, CP="闽a·12345", DH="+86 138 0013 8000", SL="1,234,567.0", ZL="49.50")
    frame = clean(item, frame_of(row)).frame
    assert frame.select("CP", "DH", "SL", "ZL").row(0) == ("闽A12345", "13800138000", "1234567", "49.50")
