"""Text read by blocks is what the csv module reads of the whole, however the blocks fall."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.files import csv_text, write
from xinlu.collection.contracts import Refused
from xinlu.collection.reading import blocks, delimited, read
from xinlu.collection.reading.blocks import Blocks, Pieces
from xinlu.collection.reading.encodings import utf8_blocks

CELLS = st.text(st.sampled_from('甲,"\n\r ab1='), max_size=4)
TEXTS = st.text(st.sampled_from('甲,"\n\r a'), max_size=60)


def by_blocks(text, size):
    """Rows of regular blocks, then rows that the csv module reads of the rest."""
    data = text.encode()
    found = Blocks((data[start : start + size] for start in range(0, len(data), size)), ",")
    rows = [[cell or "" for cell in row] for frame, _ in found for row in frame.rows()]
    rest = io.TextIOWrapper(io.BufferedReader(Pieces(found.rest)), "utf-8", newline="")
    return rows, list(csv.reader(rest))


def plain(rows):
    """Without empty cells at the end: a block has as many columns as its longest row."""
    return [list(row[: max((at for at, cell in enumerate(row, 1) if cell), default=0)]) for row in rows]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=8),
    st.integers(1, 40),
    st.sampled_from(["\n", "\r\n"]),
)
def test_tables_come_whole_whatever_the_size_of_a_block(rows, size, end):
    sink = io.StringIO()
    csv.writer(sink, lineterminator=end).writerows(rows)
    regular, rest = by_blocks(sink.getvalue(), size)
    assert plain([*regular, *rest]) == plain(csv.reader(io.StringIO(sink.getvalue(), newline="")))


@settings(deadline=None, max_examples=500)
@given(TEXTS, st.integers(1, 30))
def test_what_is_irregular_is_left_to_the_csv_module(text, size):
    regular, rest = by_blocks(text, size)
    assert plain([*regular, *rest]) == plain(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("text", "regular"),
    [
        ("a,b\n1,2\n", True),
        ('a,"b\n""c"""\r\n"",2\r\n', True),
        ("标题\na,b,c\n", True),
        ('a,b"c"\n', False),
        ('a,""b\n', False),
        ('a,"b" \n', False),
        ("a\n\nb\n", False),
        ("a\rb\n", False),
        ("\na\n", False),
        ("a" * blocks.LONGEST + "\n", False),
        ("," * (blocks.WIDEST_BLOCK - 1) + "\n", True),
        ("," * blocks.WIDEST_BLOCK + "\n", False),
        ("a\n" + "," * blocks.WIDEST_BLOCK + "\n", False),
        ("," * 100 + "\n" + "a\n" * 200_000, False),
    ],
)
def test_only_regular_text_is_read_by_columns(text, regular):
    found = Blocks(iter([text.encode()]), ",")
    assert bool(list(found)) == regular
    assert b"".join(found.rest) == (b"" if regular else text.encode())


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("size", [5, 40, 1000])
def test_a_file_comes_in_pieces_that_end_with_a_line_if_they_can(tmp_path, mark, size):
    text = ("名称,代码\n" + "甲,1\n" * 20 + "长" * 30 + "\n" + "乙,2").encode()
    path = tmp_path / "a.csv"
    path.write_bytes(mark + text)
    pieces = list(utf8_blocks(path, "utf-8-sig" if mark else "utf-8", size))
    assert b"".join(pieces) == text and all(0 < len(piece) <= size for piece in pieces)
    short = [piece for piece in pieces[:-1] if "长" not in piece.decode(errors="ignore")]
    assert size < 20 or all(piece.endswith(b"\n") for piece in short)


def test_a_quote_that_never_closes_does_not_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "SIZE", 1000)
    monkeypatch.setattr(blocks, "PATIENCE", 4000)
    path = write(tmp_path, "a.csv", csv_text([["名称", "事实"]]) + '甲,"' + "事实\r\n" * 60_000)
    with pytest.raises(Refused, match="引号"):
        read(path)
