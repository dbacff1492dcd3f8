"""A question to several columns at once is the question to each of them."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from xinlu.collection.rules.columns import column_of
from xinlu.collection.rules.stacks import Stack

CELLS = st.none() | st.sampled_from(["甲", "乙", "丙丙", ""])


@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=4))
def test_each_column_gets_its_own_rows(columns):
    stack = Stack(
        {f"c{at}": column_of(pl.Series(cells, dtype=pl.String)) for at, cells in enumerate(columns)}
    )
    found = {name: rows.to_list() for name, rows in stack.where(lambda values: values == "甲")}
    assert found == {
        f"c{at}": [cell == "甲" for cell in cells] for at, cells in enumerate(columns) if "甲" in cells
    }


def test_the_columns_are_asked_once_and_not_spread_when_nothing_is_found():
    asked = []
    stack = Stack({"a": column_of(pl.Series(["甲", None])), "b": column_of(pl.Series(["乙", "乙"]))})
    assert not list(stack.where(lambda values: asked.append(values.to_list()) or values == "丙"))
    assert asked == [["甲", None, "乙"]]
