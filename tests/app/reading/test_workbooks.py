"""XLSX and XLS: what a person sees in the cells is what is read, and nothing else is opened."""

from datetime import datetime

import pytest
import xlsxwriter

from tests.factories import files
from xinlu.collection.contracts import Refused
from xinlu.collection.reading import Limits, read
from xinlu.collection.reading.biff import merges_by_sheet
from xinlu.collection.reading.compounds import workbook_stream
from xinlu.collection.reading.packages import BROKEN
from xinlu.kernel.dates import parse

ROWS = [files.HEADER, files.PENALTY]


def refusal(path, **limits):
    with pytest.raises(Refused) as refused:
        read(path, limits=Limits(**limits))
    return str(refused.value)


def cells(path):
    [sheet] = read(path)
    return {
        (row[0], name): text
        for row in sheet.frame.rows()
        for name, text in zip(sheet.frame.columns[1:], row[1:], strict=True)
    }


@pytest.mark.parametrize("make", [files.xlsx, files.xls])
def test_rows_sheets_and_names(tmp_path, make):
    path = make(tmp_path, {"说明": [["填报说明"]], "数据": [[], [], ["", *files.HEADER]], "空": []})
    said, data, empty = read(path)
    assert [sheet.name for sheet in (said, data, empty)] == ["说明", "数据", "空"]
    assert data.frame.rows() == [(3, *files.HEADER)]
    assert data.frame.columns[1] == "c1"
    assert empty.frame.is_empty()


@pytest.mark.parametrize("name", ["数据.csv", "数据", "数据.pdf", "数据.xls"])
def test_extension_does_not_matter(tmp_path, name):
    assert len(read(files.xlsx(tmp_path, {"a": ROWS}, name))[0].frame) == 2


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_codes_numbers_and_dates(tmp_path, kind):
    day = datetime(2026, 7, 7)
    row = ["007", 2017001, 0.5, "350102199001010016", day, day.replace(hour=10)]
    if kind == "xlsx":
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
            book.add_worksheet().write_row(0, 0, row)
    else:
        path = files.xls(tmp_path, {"a": [row[:4]]})
        book = files.xlwt.Workbook()
        sheet = book.add_sheet("a")
        for place, value in enumerate(row):
            style = (
                files.xlwt.easyxf(num_format_str="yyyy-mm-dd")
                if place > 3
                else files.xlwt.Style.default_style
            )
            sheet.write(0, place, value, style)
        book.save(str(path))
    texts = list(cells(path).values())
    assert texts[:4] == ["007", "2017001", "0.5", "350102199001010016"]
    assert texts[4] == "2026-07-07"
    assert parse(texts[5]) == day.date()


def test_a_serial_number_without_a_date_format_stays_readable(tmp_path):
    [text] = cells(files.xlsx(tmp_path, {"a": [[42923]]})).values()
    assert parse(text) == datetime(2017, 7, 7).date()


def test_rounded_long_numbers_show_that_they_are_numbers(tmp_path):
    path = files.xlsx(tmp_path, {"a": [["350102199001010016", 350102199001010016, 91350100123456789]]})
    assert list(cells(path).values()) == [
        "350102199001010016",
        "3.5010219900101E+17",
        "9.135010012345678E+16",
    ]
    path = files.xls(tmp_path, {"a": [["350102199001010016", 350102199001010016]]})
    assert list(cells(path).values()) == ["350102199001010016", "3.5010219900101E+17"]


def test_a_long_number_written_in_full_stays_whole(tmp_path):
    path = files.xlsx(tmp_path, {"a": [[1234567]]})
    sheet = files.part(path, "xl/worksheets/sheet1.xml").replace(b"1234567", b"350102199001010016")
    files.repacked(path, {"xl/worksheets/sheet1.xml": sheet})
    assert list(cells(path).values()) == ["350102199001010016"]


def test_zeros_that_the_format_shows_are_not_lost(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_number(0, 0, 123, book.add_format({"num_format": "000000"}))
        sheet.write_number(0, 1, 123, book.add_format({"num_format": "0.00"}))
    assert list(cells(path).values()) == ["000123", "123"]


def test_formulas_give_their_cached_value_and_errors_speak(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, '="闽"&"A"', None, "闽A")
        sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")
    assert list(cells(path).values()) == ["2", "闽A", "#DIV/0!"]


def test_hidden_rows_are_read_and_said_hidden_sheets_marked(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_column(0, 0, ["a", "b", "c"])
        sheet.set_row(1, None, None, {"hidden": True})
        book.add_worksheet("旧").hide()
    data, old = read(path)
    assert [row[1] for row in data.frame.rows()] == ["a", "b", "c"]
    assert data.notes == ("有 1 个隐藏行，已一并读取。",)
    assert (data.hidden, old.hidden) == (False, True)


def test_merged_title_stands_in_its_first_cell(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 5, "行政处罚信息表")
        sheet.write_row(1, 0, files.HEADER)
    assert read(path)[0].frame.rows() == [(1, "行政处罚信息表", *[None] * 5), (2, *files.HEADER)]


def test_a_part_with_a_namespace_prefix_is_read(tmp_path):
    path = files.xlsx(tmp_path, {"a": [["文号", 1]]})
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="2" hidden="1"><x:c r="B2" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c>'
        '<x:c r="C2"><x:v>12345678901234567</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    files.repacked(path, {"xl/worksheets/sheet1.xml": sheet.encode()})
    [found] = read(path)
    assert found.frame.rows() == [(2, "甲", "12345678901234567")]
    assert found.notes


def test_charts_are_no_sheets(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("数据").write_row(0, 0, [1, 2])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=数据!$A$1:$B$1"})
        book.add_chartsheet("图").set_chart(chart)
    assert read(path)[0].frame.rows() == [(1, "1", "2")]


def test_macros_are_left_alone(tmp_path):
    path = files.xlsx(tmp_path, {"a": ROWS}, "宏.xlsm")
    files.repacked(path, {"xl/vbaProject.bin": b"anything"})
    assert len(read(path)[0].frame) == 2


@pytest.mark.parametrize("make", [lambda folder: files.locked_xlsx(folder, ROWS), files.locked_xls])
def test_password_is_named(tmp_path, make):
    assert "密码" in refusal(make(tmp_path))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("make", [files.xlsx, files.xls])
def test_cut_workbook_is_refused(tmp_path, make, share):
    path = make(tmp_path, {"a": ROWS * 400})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert "损坏" in refusal(path)


def test_damaged_part_is_refused(tmp_path):
    path = files.xlsx(tmp_path, {"a": ROWS * 400})
    content = bytearray(path.read_bytes())
    middle = content.find(b"xl/worksheets/sheet1.xml") + 200
    content[middle : middle + 50] = b"\0" * 50
    path.write_bytes(content)
    assert refusal(path) == BROKEN


def test_broken_xml_inside_is_refused(tmp_path):
    path = files.xlsx(tmp_path, {"a": ROWS})
    files.repacked(path, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"})
    assert refusal(path) == BROKEN
    files.repacked(path, {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})
    assert refusal(path) == BROKEN


def test_declared_bomb_is_refused_before_unpacking(tmp_path):
    assert "解压后超过" in refusal(files.bomb(tmp_path, 5_000_001), unpacked_bytes=1_000_000)


def test_lying_bomb_is_refused_while_unpacking(tmp_path):
    path = files.bomb(tmp_path, 5_000_001, declared=100)
    assert "解压后超过" in refusal(path, unpacked_bytes=1_000_000)


def test_too_many_parts_are_refused(tmp_path):
    path = files.xlsx(tmp_path, {"a": ROWS})
    files.repacked(path, {f"xl/media/{number}": b"" for number in range(10_001)})
    assert "个部件" in refusal(path)


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "演示文稿"),
        ("xl/workbook.bin", "xlsb"),
        ("OFD.xml", "OFD"),
        ("content.xml", "OpenDocument"),
        ("readme.txt", "压缩包"),
    ],
)
def test_other_packages_are_named(tmp_path, member, said):
    assert said in refusal(files.package(tmp_path, "a.xlsx", {member: b"x"}))


@pytest.mark.parametrize(("stream", "said"), [("WordDocument", "Word"), ("Contents123", "没有工作簿")])
def test_other_containers_are_named(tmp_path, stream, said):
    assert said in refusal(files.container(tmp_path, "a.xls", stream))


def test_borders_over_the_whole_width_are_nothing(tmp_path):
    [sheet] = read(files.sprawling(tmp_path, 40, 16_384))
    assert sheet.frame.rows() == [(1, *files.HEADER)]


def test_a_stray_cell_at_the_far_corner_is_named(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据")
        sheet.write(0, 0, "文号")
        sheet.write(1_048_575, 16_383, " ")
    said = refusal(path)
    assert "“数据”" in said and "XFD1048576" in said


def test_a_stray_cell_to_the_right_is_harmless(tmp_path):
    path = files.xlsx(tmp_path, {"a": [*ROWS, [*[""] * 16_383, " "]]})
    assert read(path)[0].frame.width == 1 + len(files.HEADER) + 1


def test_too_many_used_columns_are_refused(tmp_path):
    assert "超过 500 列" in refusal(files.xlsx(tmp_path, {"a": [list(range(600))]}))


@pytest.mark.parametrize("rows", [3, 20_000])
def test_merges_of_the_old_format(tmp_path, rows):
    book = files.xlwt.Workbook()
    for title in ("sheet one", "处罚"):
        sheet = book.add_sheet(title)
        for row in range(rows):
            sheet.write(row, 0, f"{title}{row}")
        sheet.write_merge(1, 2, 1, 3, "某某局")
        sheet.write_merge(0, 0, 1, 3, "横向")
    path = tmp_path / "a.xls"
    book.save(str(path))
    assert [(sheet.name, sheet.merges) for sheet in read(path)] == [
        ("sheet one", ((1, 2, 3),)),
        ("处罚", ((1, 2, 3),)),
    ]


def test_merges_of_a_damaged_container_are_none():
    assert workbook_stream(b"\0" * 600) == b"" and merges_by_sheet(b"\x85\0\x02\0ab") == {}
