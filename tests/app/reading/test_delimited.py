"""CSV and its kin, in every encoding and shape that offices produce."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.files import HEADER, PENALTY, csv_text, write
from xinlu.collection.contracts import Refused
from xinlu.collection.reading import Limits, delimited, encodings, read, rows

ROWS = [
    HEADER,
    PENALTY,
    ["厦门某某物流有限公司", "92350203MA31TUW153", "闽交罚〔2026〕002号", "警告", "", "2026-07-08"],
]

GROWTH = """
import resource, sys
from pathlib import Path
from xinlu.collection.reading import read

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

before = peak()
[sheet] = read(Path(sys.argv[1]))
print(sheet.frame.height, peak() - before)
"""  # rows, and by how many KiB the process grew


def table(path, **limits):
    [sheet] = read(path, limits=Limits(**limits))
    return sheet.frame.rows()


def refusal(path, **limits):
    with pytest.raises(Refused) as refused:
        read(path, limits=Limits(**limits))
    return str(refused.value)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encoding_and_delimiter_are_found_by_content(tmp_path, encoding, delimiter):
    path = write(tmp_path, "数据.dat", csv_text(ROWS, delimiter), encoding)
    rows = table(path)
    assert [row[0] for row in rows] == [1, 2, 3]
    assert list(rows[0][1:]) == HEADER
    assert list(rows[1][1:]) == PENALTY
    assert rows[2][5] is None


def test_marked_utf16_big_endian(tmp_path):
    path = write(tmp_path, "数据.csv", b"\xfe\xff" + csv_text(ROWS).encode("utf-16-be"))
    assert list(table(path)[0][1:]) == HEADER


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_quotes_and_line_ends_inside_cells_keep_row_numbers(tmp_path, end):
    rows = [["名称", "事实"], ["甲", '他说"超限",\n第二行'], ["乙", "丙"]]
    assert table(write(tmp_path, "a.csv", csv_text(rows, end=end))) == [
        (1, "名称", "事实"),
        (2, "甲", '他说"超限",\n第二行'),
        (3, "乙", "丙"),
    ]


def test_uneven_rows_keep_every_cell(tmp_path):
    assert table(write(tmp_path, "a.csv", "标题\na,b,c\n1,2\n1,2,3,4\n")) == [
        (1, "标题", None, None, None),
        (2, "a", "b", "c", None),
        (3, "1", "2", None, None),
        (4, "1", "2", "3", "4"),
    ]


def test_blank_rows_go_but_are_counted(tmp_path):
    assert table(write(tmp_path, "a.csv", "\n,,\na,b\n\n,\n1,2\n")) == [(3, "a", "b"), (6, "1", "2")]


def test_columns_keep_their_place_when_the_first_are_empty(tmp_path):
    [sheet] = read(write(tmp_path, "a.csv", ",,a,,b\n,,1,,2\n"))
    assert sheet.frame.columns == ["_row", "c2", "c4"]


def test_zeros_and_floats_stay_text(tmp_path):
    rows = table(write(tmp_path, "a.csv", "a,b,c\n007,2017001.0,3.50102E+17\n"))
    assert rows[1] == (2, "007", "2017001.0", "3.50102E+17")


def test_signs_that_keep_numbers_as_text_go(tmp_path):
    text = 'a,b,c\n\'007,"=""007""",007`\n`007`,"007\t",\'闽交罚1号\n'
    [sheet] = read(write(tmp_path, "a.csv", text))
    assert sheet.frame.rows()[1:] == [(2, "007", "007", "007"), (3, "007", "007\t", "闽交罚1号")]
    assert sheet.notes == ('单元格里的文本标记（\'、="…" 或 `）不是内容，已去掉：A2、A3、B2、C2、C3。',)


def test_signs_inside_a_text_stay(tmp_path):
    [sheet] = read(
        write(tmp_path, "a.csv", 'a,b,c\n\'甲\'公司,rock\'n\'roll,`a` 与 `b`\n=A1,=1+1,"=""a""&""b"""\n')
    )
    assert sheet.frame.rows()[1:] == [
        (2, "'甲'公司", "rock'n'roll", "`a` 与 `b`"),
        (3, "=A1", "=1+1", '="a"&"b"'),
    ]
    assert sheet.notes == ()


@pytest.mark.parametrize("quote", ["", '"'])
def test_tabs_that_keep_numbers_as_text_are_no_delimiter(tmp_path, quote):
    guarded = [",".join(f"{quote}{cell}\t{quote}" for cell in PENALTY)] * 50
    rows = table(write(tmp_path, "a.csv", "\r\n".join([",".join(HEADER), *guarded, ""])))
    assert rows[0][1:] == tuple(HEADER) and rows[1][1:] == tuple(f"{cell}\t" for cell in PENALTY)


def test_single_column(tmp_path):
    assert table(write(tmp_path, "a.csv", "代码\n001\n002\n")) == [(1, "代码"), (2, "001"), (3, "002")]


def test_last_row_without_line_end_is_whole(tmp_path):
    assert len(table(write(tmp_path, "a.csv", csv_text(ROWS).rstrip()))) == 3


@pytest.mark.parametrize("note", ["合计,2", "填表人：某某", "注：金额单位万元"])
def test_short_closing_note_without_line_end_is_no_cut(tmp_path, note):
    assert len(table(write(tmp_path, "a.csv", csv_text(ROWS) + note))) == 4


def test_what_is_too_wide_is_refused_before_it_becomes_columns(tmp_path, monkeypatch):
    """Each takes kilobytes, in the platform's own process."""
    monkeypatch.setattr(rows, "frame_of", lambda *_: pytest.fail("made columns of it"))
    said = refusal(write(tmp_path, "a.csv", ",".join("甲" * 16_000) + "\n" + ",".join("1" * 16_000)))
    assert "16000 列有内容，超过 500 列" in said


def test_cut_line_is_refused(tmp_path):
    content = csv_text(ROWS).encode()
    assert "第 3 行中间断开" in refusal(write(tmp_path, "a.csv", content[:-20]))


def test_cut_inside_quotes_is_refused(tmp_path):
    assert "第 2 行有一个引号" in refusal(write(tmp_path, "a.csv", 'a,b\n1,"半句'))


def test_quote_that_swallows_the_file_is_refused(tmp_path):
    text = 'a,b\n1,"没有收尾\n' + "2,普通的一行文字\n" * 30_000
    assert "第 2 行有一个引号" in refusal(write(tmp_path, "a.csv", text))


def test_quote_inside_quotes_is_refused_with_its_row(tmp_path):
    assert "第 2 行的引号用得不对" in refusal(write(tmp_path, "a.csv", 'a,b\n1,"关于"某某"的决定"\n'))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_cut_inside_a_character_is_refused(tmp_path, encoding):
    content = csv_text([*ROWS, ["省"]], end="").encode(encoding)
    said = refusal(write(tmp_path, "a.csv", content[:-1]))
    assert "断开" in said or "损坏" in said


def test_broken_character_is_refused_with_its_line(tmp_path):
    content = csv_text(ROWS * 3).encode() + b"\xff\n" + "尾".encode()
    assert "第 10 行" in refusal(write(tmp_path, "a.csv", content))


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        (b"\xff\n" + "尾,1\n".encode(), "第 603 行附近有损坏的字（按 UTF-8 编码读）"),
        ("尾".encode()[:2], "最后一个字的中间断开"),
        (b"\0\0\n", "NUL"),
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_damage_beyond_a_beginning_that_leaves_no_doubt_is_refused(tmp_path, monkeypatch, mark, ending, said):
    monkeypatch.setattr(encodings, "BLOCK", 1024)
    monkeypatch.setattr(delimited, "SIZE", 2000)
    content = mark + csv_text([["名称", "事实"], *[["某某运输", "车辆超限"]] * 601]).encode()
    assert said in refusal(write(tmp_path, "a.csv", content + ending))


def test_a_doubtful_beginning_is_proven_to_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr(encodings, "BLOCK", 1024)
    content = b"a,b\n" + b"1,2\n" * 600 + "某某,运输\n".encode("gb18030")
    assert table(write(tmp_path, "a.csv", content))[-1] == (602, "某某", "运输")


def test_random_bytes_are_refused(tmp_path):
    content = bytes(value for value in range(1, 256)) * 40
    assert "编码" in refusal(write(tmp_path, "a.csv", content))


def test_nul_bytes_are_refused(tmp_path):
    assert "NUL" in refusal(write(tmp_path, "a.csv", b"a,b\n1,2\n" + b"\0" * 512))


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", b"\0" * 100])
def test_empty_file_is_refused(tmp_path, content):
    assert "空文件" in refusal(write(tmp_path, "空.csv", content))


def test_limits_on_bytes_rows_columns_and_cells(tmp_path):
    path = write(tmp_path, "a.csv", csv_text(ROWS * 20))
    assert "超过 0 MiB" in refusal(path, text_bytes=100)
    assert "超过 10 行" in refusal(path, rows=10)
    assert "超过 5 列" in refusal(path, columns=5)
    assert "超过 50 个单元格" in refusal(path, cells=50)


def test_a_row_wider_than_any_sheet_is_refused(tmp_path):
    assert "不是正常的表格" in refusal(write(tmp_path, "a.csv", "," * 20_000))


def test_a_small_file_does_not_swell(tmp_path):
    """It is read in the platform's own process: a few wide rows among many short ones, none of them a table."""
    path = write(tmp_path, "a.csv", ("," * 16_000 + "\n" + "a\n" * 4_000) * 10)
    done = subprocess.run([sys.executable, "-c", GROWTH, path], capture_output=True, check=True)
    rows, grown = map(int, done.stdout.split())
    assert rows == 40_000 and grown < 100 << 10


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.text(
                st.characters(codec="gb18030", exclude_characters="\t;|'`=", exclude_categories=["Cs", "Cc"]),
                max_size=8,
            ),
            min_size=2,
            max_size=4,
        ),
        min_size=2,
        max_size=6,
    ),
    encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-8"]),
)
def test_what_was_written_is_read(tmp_path_factory, rows, encoding):
    rows = [HEADER[: len(rows[0])], *rows]
    path = write(tmp_path_factory.mktemp("csv"), "a.csv", csv_text(rows), encoding)
    [sheet] = read(path)
    found = {
        (row["_row"], int(name[1:])): text
        for row in sheet.frame.rows(named=True)
        for name, text in row.items()
        if name != "_row" and text
    }
    assert found == {
        (number, place): text
        for number, row in enumerate(rows, start=1)
        for place, text in enumerate(row)
        if text
    }
