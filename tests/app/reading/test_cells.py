"""Cells that span rows, hold no value, or stand beside the table."""

import json
import re

import pytest
import xlsxwriter

from tests.app.reading.located import FOUND, PENALTIES, SECOND, from_csv, records
from tests.factories.files import HEADER, PENALTY, part, repacked, write, xlsx
from tests.factories.located import locate
from xinlu.collection.reading import read


def test_cells_merged_over_rows_count_for_all_of_them(tmp_path):
    path = tmp_path / "a.xlsx"
    header = [*HEADER, "处罚机关"]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据表")
        sheet.merge_range(0, 0, 1, 6, "行政处罚信息表")
        sheet.write_row(2, 0, header)
        for number in range(3, 7):
            sheet.write_row(number, 0, SECOND[:3] + [number] + ["0.5", "2026-07-08"])
        sheet.merge_range(3, 6, 5, 6, "厦门市交通运输局")
        sheet.merge_range(8, 0, 9, 6, "填表人：张某")
    located = locate(read(path), PENALTIES)
    assert records(located, "CF_CFJG", "_row") == [
        *(("厦门市交通运输局", row) for row in (4, 5, 6)),
        (None, 7),
    ]
    said = "工作表“数据表”合并单元格的内容已补到所合并的每一行，请核对：G4:G6（处罚机关）。"
    assert located.notes == (said,)
    assert located.dropped == (("数据表", 9, "表尾说明“填表人：张某”"),)


def test_cells_of_a_web_page_that_span_rows(tmp_path):
    rows = [[*HEADER], PENALTY, SECOND]
    cells = ["".join(f"<td>{text or ''}</td>" for text in row) for row in rows]
    cells[1] += "<td rowspan=2>某某局</td>"
    page = f"<table><tr>{cells[0]}<td>处罚机关</td></tr><tr>{cells[1]}</tr><tr>{cells[2]}</tr></table>"
    located = locate(read(write(tmp_path, "a.xls", page)), PENALTIES)
    assert records(located, "CF_CFJG") == [("某某局",), ("某某局",)]


def test_formulas_without_result(tmp_path):
    path = xlsx(tmp_path, {"a": [["序号", *HEADER], ["1", *PENALTY], ["2", *SECOND], ["3"]]})
    sheet = part(path, "xl/worksheets/sheet1.xml").decode()
    for place, formula in (
        ("D3", "<f>B3&amp;1</f>"),
        ("E3", '<f t="shared" si="0"/><v></v>'),
        ("G4", "<f>G3</f>"),
    ):
        sheet = re.sub(f'(<c r="{place}"[^>]*?)(?: t="s")?(>.*?</c>|/>)', rf"\1>{formula}</c>", sheet)
    sheet = sheet.replace("</row></sheetData>", '<c r="G4"><f>G3</f><v/></c></row></sheetData>')
    repacked(path, {"xl/worksheets/sheet1.xml": sheet.encode()})
    located = locate(read(path), PENALTIES)
    wrong = [*SECOND[:2], "#VALUE!", "#VALUE!", *SECOND[4:]]
    assert records(located) == [(*PENALTY, 2), (*wrong, 3)]
    assert located.notes == ("工作表“a”有公式没有保存结果，请在 Excel 打开后保存，再重新报送：D3、E3。",)
    assert located.dropped == ()


def test_a_formula_that_gave_an_empty_text_was_computed(tmp_path):
    path = xlsx(tmp_path, {"a": [[*HEADER, "备注"], [*PENALTY, "x"]]})
    sheet = part(path, "xl/worksheets/sheet1.xml").decode()
    computed = '<c r="G2" t="str"><f>IF(A2="","x","")</f><v></v></c>'
    repacked(path, {"xl/worksheets/sheet1.xml": re.sub('<c r="G2".*?</c>', computed, sheet).encode()})
    located = locate(read(path), PENALTIES)
    assert records(located, "BZ") == [(None,)] and located.notes == ()


def test_every_record_counts_however_strange(tmp_path):
    pairs = dict(zip(FOUND, PENALTY, strict=True))
    content = [pairs, {"foo": "x", "bar": 1}, {}, pairs | {"CF_XDR_MC": "合计"}, {"foo": 2}]
    located = locate(read(write(tmp_path, "a.json", json.dumps(content))), PENALTIES)
    assert records(located, "CF_XDR_MC", "_row") == [
        (PENALTY[0], 1), (None, 2), (None, 3), ("合计", 4), (None, 5),
    ]  # fmt: skip
    [said] = located.notes
    assert said.startswith("第 2、3、5 条没有目录里的任何字段（只有 ") and "foo" in said and "bar" in said
    assert located.dropped == ()


@pytest.mark.parametrize(
    ("value", "shown"), [(True, "true"), (False, "false"), ({"a": 1}, '{"a": "1"}'), ([[1]], '[["1"]]')]
)
def test_what_is_no_text_in_a_record_is_refused_at_its_field(tmp_path, value, shown):
    pairs = dict(zip(FOUND, PENALTY, strict=True))
    content = [pairs, pairs | {"CF_WSH": value, "其他": value}]
    located = locate(read(write(tmp_path, "a.json", json.dumps(content))), PENALTIES)
    assert records(located, "CF_WSH") == [(PENALTY[2],), ("#VALUE!",)]
    assert located.notes == (f"第 2 条的“CF_WSH”（{shown}）不是文本或数字，没有读取。请改成文本后重报。",)


def test_a_remark_beside_the_table_is_reported(tmp_path):
    located = from_csv(tmp_path, ["序号", *HEADER], ["1", *PENALTY], ["填表人：张某"])
    assert records(located) == [(*PENALTY, 2)]
    assert located.dropped == (("数据", 3, "没有目录里的任何字段“填表人：张某”"),)


def test_poor_rows_with_a_key_or_in_the_middle_stay(tmp_path):
    poor = ["", "", "", "", "12.5", ""]
    located = from_csv(tmp_path, HEADER, poor, PENALTY, ["", "", "闽交罚〔2026〕003号"])
    assert [row[-1] for row in records(located)] == [2, 3, 4]
    assert located.dropped == ()
