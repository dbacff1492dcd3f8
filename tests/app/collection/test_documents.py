"""What a provider takes away."""

import io
import itertools
import json
import time

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.factories import files
from tests.factories.collection import (
    CODE,
    ID_NUMBER,
    csv_file,
    make_concluded,
    make_examined,
    make_submission,
    penalty,
    penalty_of_person,
)
from xinlu.catalog import queries as catalog
from xinlu.collection import papers, queries, sheets
from xinlu.collection.contracts import Status
from xinlu.collection.queries import documents
from xinlu.collection.reading import Survey

pytestmark = pytest.mark.usefixtures("province")


def xlsx_file(rows, change=lambda sheet: None) -> bytes:
    """A clerk's workbook: a merged title, the header in row 2."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "十一月"
    item = catalog.item("admin-penalty")
    names = list(rows[0])
    sheet.append(["行政处罚信息报送表"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(names))
    sheet.append([item.field(name).name for name in names])
    sheet["A2"].font = Font(bold=True, color="00FF0000")
    for row in rows:
        sheet.append([row[name] for name in names])
    change(sheet)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def column(name: str) -> int:
    return list(penalty()).index(name) + 1


def test_the_clerks_own_workbook_comes_back_marked():
    content = xlsx_file([penalty(1), penalty(2, CF_XDR_MC="=cmd|' /C calc'!A1", CF_JDRQ="昨天")])
    book = opened(queries.marked_workbook(make_examined(content, filename="处罚.xlsx").id))
    sheet = book["十一月"]
    date = sheet.cell(4, column("CF_JDRQ"))
    assert date.fill.fgColor.rgb == "00FFC7CE" and "DATE" in date.comment.text
    assert sheet["A2"].font.color.rgb == "00FF0000" and sheet.cell(3, column("CF_JDRQ")).comment is None
    listed = [[cell.value for cell in row] for row in book["问题清单"].iter_rows()]
    assert listed[0][0] == "工作表" and listed[-1][:2] == ["十一月", "4"]


def formulas(content: bytes) -> list[str]:
    cells = (cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row)
    return [cell.value for cell in cells if cell.data_type == "f"]


def test_formulas_come_back_as_they_were_unless_they_reach_out():
    calls = ['=HYPERLINK("x")', "=cmd|' /C calc'!A1", "='[1]别的'!A1", '=WebService("x")']
    content = xlsx_file(
        [penalty(1, CF_WSH="=1/2"), *(penalty(2, CF_JDRQ="昨天", CF_NR=call) for call in calls)]
    )
    submission = make_examined(content, filename="处罚.xlsx")
    marked = queries.marked_workbook(submission.id)
    assert formulas(marked) == ["=1/2"]
    sheet = opened(marked)["十一月"]
    assert [sheet.cell(row, column("CF_NR")).value for row in range(4, 8)] == calls
    assert not formulas(queries.failed_rows(submission.id))


def test_a_formula_that_reaches_out_comes_back_as_its_value(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(penalty()))
        sheet.write_row(1, 0, ["" if value is None else value for value in penalty(CF_JDRQ="昨天").values()])
        sheet.write_formula(1, column("CF_WSH") - 1, "=[1]Sheet1!A1", None, "闽交罚1号")
        sheet.write_formula(1, column("CF_NR_FK") - 1, "=1/2", None, 0.5)
    marked = queries.marked_workbook(make_examined(path.read_bytes(), filename="a.xlsx").id)
    assert formulas(marked) == ["=1/2"]
    assert opened(marked)["Sheet1"].cell(2, column("CF_WSH")).value == "闽交罚1号"


def test_a_formula_without_result_is_said_so_and_kept():
    content = xlsx_file([penalty(1), penalty(2, CF_WSH="=A3&1", CF_NR_FK="=1/2")])
    examined = make_examined(content, filename="处罚.xlsx")
    found = queries.findings(examined.id)
    assert (examined.counts.accepted, examined.counts.rejected) == (1, 1)
    assert "“十一月”有公式没有保存结果，请在 Excel 打开后保存，再重新报送：E4、K4。" in found[0].message
    assert {finding.field for finding in found if finding.rule == "CELL-ERROR"} == {"CF_WSH", "CF_NR_FK"}
    assert not [finding for finding in found if "空" in finding.message]
    assert formulas(queries.marked_workbook(examined.id)) == ["=A3&1", "=1/2"]


def test_the_clerks_own_comment_stays(monkeypatch):
    def comment(sheet):
        sheet.cell(3, column("CF_JDRQ")).comment = Comment("请核对日期", "林晓")

    first = queries.marked_workbook(
        make_examined(xlsx_file([penalty(1, CF_JDRQ="昨天")], comment), filename="a.xlsx").id
    )
    said = opened(first)["十一月"].cell(3, column("CF_JDRQ")).comment
    assert said.author == "林晓" and said.text.startswith("请核对日期\n") and "DATE" in said.text
    again = queries.marked_workbook(make_examined(first, filename="b.xlsx").id)
    assert opened(again)["十一月"].cell(3, column("CF_JDRQ")).comment.text == said.text
    book = opened(first)
    book["十一月"].cell(3, column("CF_JDRQ")).value = "2026-10-09"
    sink = io.BytesIO()
    book.save(sink)
    corrected = make_examined(sink.getvalue(), filename="c.xlsx")
    last = opened(queries.marked_workbook(corrected.id))["十一月"].cell(3, column("CF_JDRQ"))
    assert corrected.counts.accepted == 1 and last.comment.text == "请核对日期"


def test_tabs_of_a_new_workbook_are_named_as_the_findings_name_them(tmp_path):
    rows = [list(penalty()), ["" if value is None else value for value in penalty(CF_JDRQ="昨天").values()]]
    path = files.xls(tmp_path, {"十一月": rows, "问题清单": [["旧的"]], "十二月": rows})
    book = opened(queries.marked_workbook(make_examined(path.read_bytes(), filename="a.xls").id))
    assert book.sheetnames == ["十一月", "十二月", "问题清单"]
    named = {row[0].value for row in book["问题清单"].iter_rows(min_row=2) if row[1].value == "2"}
    assert named == {"十一月", "十二月"} and "旧的" not in str(list(book["问题清单"].values))


@pytest.mark.parametrize(
    ("names", "tabs"),
    [
        (["甲", "乙"], ["甲", "乙"]),
        (["ExchangeMessage/Body/fields", "a?b", "'"], ["ExchangeMessage／Body／fields", "a／b", "表"]),
        (["一" * 40, "一" * 31, "A", "a"], ["一" * 31, "一" * 27 + "-2", "A", "a-2"]),
    ],
)
def test_tab_names_are_such_as_a_workbook_can_have(names, tabs):
    assert sheets.tab_names(names) == tabs


def test_marks_of_an_earlier_round_go():
    first = queries.marked_workbook(
        make_examined(xlsx_file([penalty(1, CF_JDRQ="昨天")]), filename="a.xlsx").id
    )
    book = opened(first)
    book["十一月"].cell(3, column("CF_JDRQ")).value = "2026-10-09"
    sink = io.BytesIO()
    book.save(sink)
    second = make_examined(sink.getvalue(), filename="a.xlsx")
    assert second.counts.accepted == 1
    cell = opened(queries.marked_workbook(second.id))["十一月"].cell(3, column("CF_JDRQ"))
    assert cell.comment is None and cell.fill.fgColor.rgb != "00FFC7CE"


def test_a_fault_without_a_cell_stands_on_the_findings_sheet():
    row = {name: value for name, value in penalty(1).items() if name != "CF_SY"}
    submission = make_examined(xlsx_file([row], lambda sheet: sheet.merge_cells("A3:B3")), filename="a.xlsx")
    book = opened(queries.marked_workbook(submission.id))
    assert {"REQ", "COLUMN"} <= {row[4].value for row in book["问题清单"].iter_rows()}


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_other_formats_become_a_new_workbook(kind):
    rows = [penalty(1), penalty(2, CF_JDRQ="昨天", CF_SY=None)]
    content = csv_file(rows) if kind == "csv" else json.dumps(rows).encode()
    book = opened(queries.marked_workbook(make_examined(content, filename=f"a.{kind}").id))
    sheet = book["数据"]
    assert sheet.cell(1, column("CF_JDRQ")).value == "CF_JDRQ"
    assert sheet.cell(3, column("CF_JDRQ")).fill.fgColor.rgb == "FFFFC7CE"
    assert sheet.cell(3, column("CF_SY")).comment and sheet.cell(2, 3).value == CODE


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_for_marking_the_rows_are_not_taken_out_once_more(kind, monkeypatch):
    rows = [penalty(1, CF_JDRQ="昨天")]
    examined = make_examined(csv_file(rows) if kind == "csv" else xlsx_file(rows), filename=f"a.{kind}")
    monkeypatch.delattr(Survey, "parts")
    assert "问题清单" in opened(queries.marked_workbook(examined.id)).sheetnames


def test_a_new_workbook_names_columns_that_are_missing():
    row = {name: value for name, value in penalty(1).items() if name != "CF_SY"}
    sheet = opened(queries.marked_workbook(make_examined([row]).id))["数据"]
    assert "必填" in sheet.cell(2, len(row) + 1).value


def test_of_a_large_file_the_faulty_rows_come_back(monkeypatch):
    monkeypatch.setattr(documents, "MOST_ROWS", 2)
    submission = make_examined([penalty(1), penalty(2, CF_JDRQ="昨天"), penalty(3)])
    sheet = opened(queries.marked_workbook(submission.id))["有问题的行"]
    header, line = [[cell.value for cell in row][:4] for row in sheet.iter_rows()]
    assert header == ["原报送", "原工作表", "原行号", "CF_XDR_MC"]
    assert line == [submission.id, "数据", "3", "福州顺达运输有限公司"]
    assert sheet.max_row == 2


@pytest.mark.parametrize("rows", [1, 20_000], ids=["of a large file", "of a small file"])
def test_no_more_findings_are_taken_than_a_sheet_holds(rows, monkeypatch):
    def first_two(submission):
        yield from itertools.islice(queries.iterate_findings(submission), 2)
        pytest.fail("a third one is taken")

    monkeypatch.setattr(documents, "MOST_ROWS", rows)
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    monkeypatch.setattr(documents, "iterate_findings", first_two)
    content = xlsx_file([penalty(number, CF_JDRQ="昨天") for number in range(4)])
    marked = queries.marked_workbook(make_examined(content, filename="a.xlsx").id)
    assert opened(marked)["问题清单"].max_row == 3


def test_of_many_findings_those_of_the_failed_rows_are_kept(monkeypatch):
    kept = []
    monkeypatch.setattr(sheets, "remarks_by_cell", lambda found: kept.extend(found) or {})
    queries.failed_rows(make_examined([penalty(1, CF_XDR_MC="某"), penalty(2, CF_SY=None)]).id)
    assert {finding.row for finding in kept} == {3}


def test_an_odd_workbook_is_copied_instead(monkeypatch, caplog):
    def fail(*arguments):
        raise KeyError("odd")

    monkeypatch.setattr(documents.marking, "mark_workbook", fail)
    submission = make_examined(xlsx_file([penalty(1, CF_JDRQ="昨天")]), filename="a.xlsx")
    assert "十一月" in opened(queries.marked_workbook(submission.id)).sheetnames


def test_failed_rows_can_be_corrected_and_sent_again():
    first = make_concluded([penalty(1), penalty_of_person(2, CF_JDRQ="昨天"), penalty(3, CF_SY=None)])
    assert queries.todo(None).quarantined == 2
    book = opened(queries.failed_rows(first.id))
    sheet = book["待更正"]
    names = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 3 and ID_NUMBER in [cell.value for cell in sheet[2]]
    assert "居民身份证" in [cell.value for cell in sheet[2]] or "身份证" in [cell.value for cell in sheet[2]]
    sheet.cell(2, names.index("处罚决定日期") + 1).value = "2026-10-10"
    sheet.cell(3, names.index("违法事实") + 1).value = "超限"
    sink = io.BytesIO()
    book.save(sink)
    second = make_concluded(sink.getvalue(), filename="待更正.xlsx", corrects=first.id)
    assert second.status is Status.CONCLUDED and second.counts.accepted == 2 and second.corrects == first.id
    assert queries.todo(None).quarantined == 0


def test_the_receipt_is_a_page_of_pdf():
    done = make_concluded([penalty(1), penalty(2, CF_JDRQ="昨天")])
    made = queries.receipt_pdf(done.id)
    time.sleep(1.1)  # a second later it is still the same
    assert made.startswith(b"%PDF") and made == queries.receipt_pdf(done.id)
    content = papers.content_of(
        queries.receipt(done.id), catalog.item("admin-penalty"), "福州市", "http://testserver"
    )
    assert ["退回", "1"] in content["numbers"] and ["DATE", "不是能识别的日期", "1"] in content["rules"]
    assert ["验证地址", f"http://testserver/verify/{done.id}"] in content["lines"]


def test_there_is_no_workbook_before_examination():
    with pytest.raises(LookupError, match="还没有检查结果"):
        queries.marked_workbook(make_submission().id)
