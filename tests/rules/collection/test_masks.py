"""A row as those may see it who have no leave to see it whole."""

import polars as pl

from tests.factories.catalog import make_field
from xinlu.catalog.contracts import FieldRole
from xinlu.catalog.repository import load_items
from xinlu.collection.rules.masks import mask_column, mask_row

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
