"""Which rows and cells a sentence is about: the first few, and how many there are."""

from collections.abc import Iterable, Sequence

from xinlu.collection.reading.tables import letters_of

SHOWN = 5


def few(texts: Sequence[str], unit: str, count: int | None = None) -> str:
    """“B2、B3”; of many the first ones: “B2、B3、B4、B5、B6 等 12 格”. count: when only the first are at hand."""
    shown, count = "、".join(texts[:SHOWN]), count or len(texts)
    return shown if count <= SHOWN else f"{shown} 等 {count} {unit}"


def few_rows(numbers: Iterable[int], unit: str = "行") -> str:
    """“第 2、3 行”; of many the first ones: “第 2、3、4、5、6 行等 12 行”."""
    texts = [str(number) for number in numbers]
    more = f"等 {len(texts)} {unit}" if len(texts) > SHOWN else ""
    return f"第 {'、'.join(texts[:SHOWN])} {unit}{more}"


def cell(place: int, row: int) -> str:
    """What a person calls the cell: B3."""
    return f"{letters_of(place)}{row}"
