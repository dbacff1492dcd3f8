"""A row as those may see it who have no leave to see it whole."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.catalog import make_field
from xinlu.catalog.contracts import FieldRole
from xinlu.catalog.repository import load_items
from xinlu.collection.rules.masks import mask_column, mask_row, mask_within

ITEM = {item.identifier: item for item in load_items()}["admin-penalty"]
NUMBER, PHONE = "350102199001010016", "13905910001"


def test_personal_fields_and_numbers_within_texts_are_masked():
    shown = mask_row(
        ITEM, {"CF_XDR_ZJHM": NUMBER, "CF_SY": f"联系电话{PHONE}", "CF_WSH": "闽交罚〔2026〕1号"}
    )
    assert NUMBER not in shown["CF_XDR_ZJHM"] and PHONE not in shown["CF_SY"]
    assert shown["CF_WSH"] == "闽交罚〔2026〕1号"


def test_an_id_number_in_a_licence_is_masked_with_a_digit_lost_or_gained():
    licence = make_field(role=FieldRole.LICENCE_NO)
    values = pl.Series(
        ["35010219900101001", "3501020199001010016", "350100001234", "闽字350102199001010016号"]
    )
    assert mask_column(licence, values).to_list() == [
        "3501***********01",
        "3501*************16",
        "350100001234",
        "闽字3501************16号",
    ]
    assert mask_column(make_field(), values)[0] == values[0]


def test_a_number_with_whatever_gaps_is_masked_in_a_column():
    values = pl.Series(["联系电话138—1234—5678", "１３８－１２３４－５６７８", "350102_19900101_0016"])
    assert mask_column(make_field(), values).to_list() == [
        "联系电话138********78",
        "１３８********７８",
        "3501**************16",
    ]


@settings(deadline=None)
@given(
    before=st.sampled_from(["", "电话"]),
    number=st.sampled_from([NUMBER, PHONE]),
    gap=st.sampled_from(" -—－　_.·\t"),
    place=st.integers(1, 10),
)
def test_a_column_is_masked_as_its_values_one_by_one(before, number, gap, place):
    text = f"{before}{number[:place]}{gap}{number[place:]}"
    assert mask_column(make_field(), pl.Series([text]))[0] == mask_within(text)
