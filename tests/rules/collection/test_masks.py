"""A row as those may see it who have no leave to see it whole."""

from xinlu.catalog.repository import load_items
from xinlu.collection.rules.masks import mask_row

ITEM = {item.identifier: item for item in load_items()}["admin-penalty"]
NUMBER, PHONE = "350102199001010016", "13905910001"


def test_personal_fields_and_numbers_within_texts_are_masked():
    shown = mask_row(
        ITEM, {"CF_XDR_ZJHM": NUMBER, "CF_SY": f"联系电话{PHONE}", "CF_WSH": "闽交罚〔2026〕1号"}
    )
    assert NUMBER not in shown["CF_XDR_ZJHM"] and PHONE not in shown["CF_SY"]
    assert shown["CF_WSH"] == "闽交罚〔2026〕1号"
