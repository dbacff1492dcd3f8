"""Cells that show something but hold no value: formulas that were never computed; true, false and objects.

Such a cell becomes an error value: its row is rejected at this very field, and a sentence says what to do.
"""

from collections.abc import Mapping

import polars as pl

from xinlu.collection.reading.header import Header
from xinlu.collection.reading.tables import UNREAD, text_columns
from xinlu.collection.reading.wording import cell, few

WRONG = "#VALUE!"  # what a spreadsheet shows where no value can be had; a check refuses it in every field
LONGEST = 20


def settle(frame: pl.DataFrame, header: Header, *, records: bool) -> tuple[pl.DataFrame, list[str]]:
    """frame: the rows under the header, columns c<N>."""
    marked = {name: frame[name].str.starts_with(UNREAD).fill_null(False) for name in text_columns(frame)}
    marked = {name: where for name, where in marked.items() if where.any()}
    fields = [f"c{place}" for place in header.fields]
    if not marked:
        return frame, []
    meant = pl.repeat(True, frame.height, eager=True) if records else _hold_more(frame, fields)
    wrong = {name: where & meant for name, where in marked.items() if name in fields}
    note = _say_records(frame, wrong, header) if records else _say_formulas(frame, wrong)
    settled = frame.with_columns(
        pl.when(wrong.get(name, pl.lit(False)))
        .then(pl.lit(WRONG))
        .when(~where)
        .then(pl.col(name))
        .alias(name)
        for name, where in marked.items()
    )
    return settled, note


def _hold_more(frame: pl.DataFrame, fields: list[str]) -> pl.Series:
    """Rows that anybody filled in: in a form, formulas stand ready in the empty lines too."""
    filled = (pl.col(name).str.starts_with(UNREAD) == pl.lit(False) for name in fields)
    return frame.select(pl.any_horizontal(filled).fill_null(False)).to_series()


def _say_formulas(frame: pl.DataFrame, wrong: Mapping[str, pl.Series]) -> list[str]:
    places = [cell(int(name[1:]), row) for name in wrong for row in frame["_row"].filter(wrong[name])]
    if not places:
        return []
    return [f"有公式没有保存结果，请在 Excel 打开后保存，再重新报送：{few(places, '格')}。"]


def _say_records(frame: pl.DataFrame, wrong: Mapping[str, pl.Series], header: Header) -> list[str]:
    places = [
        f"第 {row} 条的“{header.fields[int(name[1:])]}”（{text[1 : 1 + LONGEST]}）"
        for name, where in wrong.items()
        for row, text in frame.filter(where).select("_row", name).rows()
    ]
    if not places:
        return []
    return [f"{few(places, '处')}不是文本或数字，没有读取。请改成文本后重报。"]
