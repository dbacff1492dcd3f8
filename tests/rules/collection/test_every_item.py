"""Whatever a file holds, for every item of the base catalogue: nothing breaks, and every row goes one way."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.collection.frames import AROUND, frame_of, secret_of
from xinlu.catalog.contracts import FieldType, Item
from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Severity
from xinlu.collection.rules.intake import examine_rows

ITEMS = load_items()
ODD = [
    "", " ", "无", r"\N", "2026-10-09", "2026年13月40日", "9999-9-9", "42923", "1", "01", "罚款;警告", "0.5", "-1", "1e9999",
    "NaN", "91350100MA2Y0001X9", "91350128MA2XY0Q1X0", "350102199001010016", "３５０１０２１９９００１０１００１６", "闽A12345",
    "13800138000", "=1+1", "#REF!", "锟斤拷", "２０１７", "Ⅷ", "𠮷野家", "é" * 30, "〔2017〕", "张三350102199001010016",
]  # fmt: skip
VALUES = st.sampled_from(ODD) | st.none() | st.text(max_size=6)


def examine(item: Item, rows: list[dict]):
    return examine_rows(item, frame_of(*rows), AROUND, secret_of)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.identifier)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_row_goes_one_way(item, data):
    row = st.fixed_dictionaries({field.identifier: VALUES for field in item.fields})
    rows = data.draw(st.lists(row, min_size=1, max_size=4))
    examined = examine(item, rows)
    taken, left = (set(part["_row"]) for part in (examined.accepted, examined.rejected))
    faulty = examined.findings.filter(pl.col("severity") == Severity.ERROR.value)["_row"]
    assert taken | left == set(range(2, len(rows) + 2)) and not taken & left and left == set(faulty)


def test_no_row_at_all():
    item = ITEMS[0]
    nothing = examine_rows(
        item, frame_of({field.identifier: "x" for field in item.fields}).clear(), AROUND, secret_of
    )
    assert nothing.accepted.is_empty() and nothing.findings.is_empty()


def test_accepted_dates_are_dates():
    """What is accepted can be relied upon by the packages above."""
    for item in ITEMS:
        examined = examine(item, [{field.identifier: odd for field in item.fields} for odd in ODD])
        for field in item.fields:
            if field.type is FieldType.DATE:
                assert (
                    examined.accepted[field.identifier].str.to_date("%Y-%m-%d").len()
                    == examined.accepted.height
                )
