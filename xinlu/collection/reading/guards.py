"""Signs that exporting programs put around numbers, so that a spreadsheet keeps them as text: '001, ="001", 001`."""

import polars as pl

from xinlu.collection.reading.piles import Pile
from xinlu.collection.reading.tables import Limits, text_columns
from xinlu.collection.reading.wording import SHOWN, cell, few

SIGNS = (b"'", b"=", b"`")  # a text without any of these has no guards
# the whole cell, so that a quoted word or a lone sign inside a text stays
GUARDS = (r'^="([^"]*)"$', r"^'([^']+)$", r"^`*([^`]+)`*$")


class Unguarded(Pile):
    """A pile that takes the guards off, and says where they stood."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__(name, limits)
        self._shown: list[str] = []
        self._count = 0

    def add(self, frame: pl.DataFrame) -> None:
        frame, places = strip_guards(frame)
        self._count += len(places)
        self._shown = [*self._shown, *places][:SHOWN]
        super().add(frame)

    def add_plain(self, frame: pl.DataFrame) -> None:
        """A frame that has none."""
        super().add(frame)

    @property
    def notes(self) -> tuple[str, ...]:
        where = few(self._shown, "格", self._count)
        said = f'单元格里的文本标记（\'、="…" 或 `）不是内容，已去掉：{where}。'
        return (said,) if self._count else ()


def strip_guards(frame: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The frame without guards, and the cells where they stood."""
    places: list[str] = []
    for name in text_columns(frame):
        suspects = frame.select("_row", name).filter(_suspect(frame[name]))
        if suspects.height:
            plain = suspects.with_columns(_strip(suspects[name]).alias("plain"))
            changed = plain.filter(pl.col("plain").ne_missing(pl.col(name)))
            places += [cell(int(name[1:]), row) for row in changed["_row"]]
            frame = frame.with_columns(_put(frame, name, changed))
    return frame, places


def _put(frame: pl.DataFrame, name: str, changed: pl.DataFrame) -> pl.Series:
    column = frame[name].clone()
    return column.scatter(frame["_row"].is_in(changed["_row"].implode()).arg_true(), changed["plain"])


def _suspect(column: pl.Series) -> pl.Series:
    """Cheap, for millions of cells that have none."""
    text = column.str
    starts = text.starts_with("'") | text.starts_with('="') | text.starts_with("`")
    return (starts | text.ends_with("`") | text.ends_with("`\t")).fill_null(False)


def _strip(texts: pl.Series) -> pl.Series:
    texts = texts.str.strip_chars()
    for guard in GUARDS:
        texts = texts.str.replace(guard, "$1")
    return texts.replace("", None)
