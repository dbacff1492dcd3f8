"""Where the header stands, what it means, and which rows under it are records."""

import json
import re

import pytest
import xlsxwriter

from tests.factories.files import HEADER, PENALTY, csv_text, part, repacked, write, xlsx
from xinlu.catalog.contracts import Disclosure, Field, FieldType, Item, SubjectKind
from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Refused
from xinlu.collection.reading import locate, read
from xinlu.collection.reading.headers import Headers
from xinlu.kernel.text import fold

FOUND = ["CF_XDR_MC", "CF_XDR_SHXYM", "CF_WSH", "CF_CFLB", "CF_NR_FK", "CF_JDRQ"]
SECOND = ["厦门某某物流有限公司", "92350203MA31TUW153", "闽交罚〔2026〕002号", "警告", None, "2026-07-08"]
FIND = Headers.find
ITEMS = {item.identifier: item for item in load_items()}
PENALTIES = ITEMS["admin-penalty"]


def item(*fields: Field, key: tuple[str, ...] = ()) -> Item:
    return Item(
        identifier="sample", name="样例", version=1, code="X", format="", providers=(),
        subject_kinds=(SubjectKind.ORGANISATION,), nature="其他", disclosure=Disclosure.PUBLIC, coverage="",
        cycle="", basis="", fields=fields, natural_key=key or tuple(field.identifier for field in fields[:1]),
    )  # fmt: skip


def text(identifier: str, name: str, *aliases: str, **more) -> Field:
    return Field(identifier, name, more.pop("type", FieldType.STRING), aliases=aliases, **more)


def from_csv(folder, *rows, item=PENALTIES):
    cells = [["" if cell is None else cell for cell in row] for row in rows]
    return locate(read(write(folder, "a.csv", csv_text(cells))), item)


def records(located, *names):
    names = names or [*FOUND, "_row"]
    return located.frame.select(names).rows()


def refusal(*arguments, **more):
    with pytest.raises(Refused) as refused:
        from_csv(*arguments, **more)
    return str(refused.value)


def test_header_in_the_first_row(tmp_path):
    located = from_csv(tmp_path, HEADER, PENALTY, SECOND)
    assert records(located) == [(*PENALTY, 2), (*SECOND, 3)]
    assert located.columns == dict(zip(FOUND, [*HEADER[:4], "罚款金额(万元)", HEADER[5]], strict=True))
    assert located.unknown == located.sheets_skipped == located.dropped == ()
    assert "CF_CFJGDM" in located.missing and not set(FOUND) & set(located.missing)
    assert located.places["数据", "CF_WSH"] == 2


def test_below_a_header_that_names_nearly_all_nothing_is_looked_for(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(Headers, "find", lambda self, text: asked.append(text) or FIND(self, text))
    names = [field.name for field in PENALTIES.fields]
    rows = [[f"{place}-{row}" for place in range(len(names))] for row in range(30)]
    locate(read(write(tmp_path, "a.csv", csv_text([names, *rows]))), PENALTIES)
    assert "3-0" in asked and "3-5" not in asked


def test_header_under_titles_with_empty_columns_before_it(tmp_path):
    shifted = [["", "", *row] for row in ([*HEADER], PENALTY)]
    located = from_csv(tmp_path, ["福建省行政处罚信息表"], ["填报单位：", "某某局"], [], *shifted)
    assert records(located) == [(*PENALTY, 5)]
    assert located.places["数据", "CF_WSH"] == 4


@pytest.mark.parametrize(
    "decorate",
    [
        "*{}".format,
        "{}（必填）".format,
        "{} *".format,
        "{}\n(填写说明：按证照填写)".format,
        "3.{}".format,
        "（3）{}".format,
        "{}：".format,
        "{}-必填".format,
        lambda name: " ".join(name),
        "【必填】{}".format,
    ],
)
def test_decorated_headers(tmp_path, decorate):
    located = from_csv(tmp_path, [decorate(name) for name in HEADER], PENALTY)
    assert records(located) == [(*PENALTY, 2)]


def test_codes_aliases_full_width_and_lower_case(tmp_path):
    located = from_csv(
        tmp_path,
        ["ｃｆ_xdr_mc", "行政相对人代码_1 (统一社会信用代码)", "文书号", "处罚种类", "罚款金额", "cf_jdrq"],
        PENALTY,
    )
    assert records(located) == [(*PENALTY, 2)]


def test_code_in_brackets_behind_any_name(tmp_path):
    header = [f"某个名字{number}（{code}）" for number, code in enumerate(FOUND)]
    assert records(from_csv(tmp_path, header, PENALTY)) == [(*PENALTY, 2)]


@pytest.mark.parametrize("order", [1, -1])
def test_names_over_codes_are_both_header(tmp_path, order):
    located = from_csv(tmp_path, *[HEADER, FOUND][::order], PENALTY)
    assert records(located) == [(*PENALTY, 3)]


def test_title_groups_names_and_codes(tmp_path):
    groups = ["主体", "", "处罚", "", "", ""]
    located = from_csv(tmp_path, ["某某表"], groups, HEADER, FOUND, PENALTY)
    assert records(located) == [(*PENALTY, 5)]


def test_group_headings_over_names(tmp_path):
    sample = item(
        text("A", "法定代表人姓名"),
        text("B", "法定代表人证件号码"),
        text("C", "自然人证件号码"),
        text("D", "文号"),
    )
    located = from_csv(
        tmp_path,
        ["文号", "法定代表人", "", "自然人"],
        ["", "姓名", "证件号码", "证件号码"],
        ["1号", "张某", "证1", "证2"],
        item=sample,
    )
    assert records(located, "D", "A", "B", "C", "_row") == [("1号", "张某", "证1", "证2", 3)]


def test_a_second_table_below_does_not_hide_the_first(tmp_path):
    located = from_csv(tmp_path, HEADER, PENALTY, [], [*HEADER, "备注"], [*SECOND, "无"])
    assert records(located) == [(*PENALTY, 2), (*SECOND, 5)]
    assert located.dropped == (("数据", 4, "重复的表头"),)


def test_the_same_header_twice_first_wins(tmp_path):
    located = from_csv(
        tmp_path, [*HEADER, "文号", "序号"], [*PENALTY, "另一个", "1"], [*SECOND, SECOND[2], "2"]
    )
    assert records(located) == [(*PENALTY, 2), (*SECOND, 3)]
    assert located.unknown == ("序号",)
    said = "“文号”（G 列）与前面的列重复，只读了第一列，两列第 2 行的内容不同，请核对后只留一列。"
    assert located.notes == (said,)


def test_a_second_column_is_said_even_when_both_agree(tmp_path):
    located = from_csv(tmp_path, [*HEADER, "备注", "备注"], [*PENALTY, "甲", "甲"], [*SECOND, "乙", ""])
    assert located.notes == ("“备注”（H 列）与前面的列重复，只读了第一列。",)
    assert records(located, "BZ") == [("甲",), ("乙",)]


def test_what_only_the_second_column_has_differs(tmp_path):
    located = from_csv(tmp_path, [*HEADER, "备注", "备注"], *([*PENALTY, "", f"第{n}"] for n in range(7)))
    assert "第 2、3、4、5、6 行等 7 行的内容不同" in located.notes[0]


def test_an_exact_header_beats_a_decorated_one_before_it(tmp_path):
    located = from_csv(tmp_path, ["文号（旧）", *HEADER[:2], "文号", *HEADER[3:]], ["旧", *PENALTY])
    assert records(located)[0][2] == PENALTY[2]
    assert located.unknown == ("文号(旧)",)


def test_two_columns_of_kinds_become_one_list(tmp_path):
    header = [*HEADER[:3], "CF_CFLB1", "CF_CFLB2", *HEADER[5:]]
    located = from_csv(
        tmp_path, header, [*PENALTY[:3], "1", "2", PENALTY[5]], [*SECOND[:3], "0", "", SECOND[5]]
    )
    assert records(located, "CF_CFLB") == [("1;2",), ("0",)]
    assert located.columns["CF_CFLB"] == "CF_CFLB1、CF_CFLB2"


def test_a_column_without_header_is_named_by_its_letter(tmp_path):
    located = from_csv(tmp_path, ["", *HEADER], ["某", *PENALTY])
    assert located.unknown == ("（第 A 列没有表头）",)


def test_cells_beyond_the_header_are_said_with_their_rows(tmp_path):
    located = from_csv(tmp_path, HEADER, [*PENALTY, "多出来的"], SECOND)
    assert located.unknown == ()
    assert located.notes == ("第 2 行比表头多一列（G 列），没有读取；请检查多余的逗号，或补上表头。",)
    several = from_csv(tmp_path, HEADER, [*PENALTY, "甲", "乙"], SECOND, [*PENALTY, "", "丙"])
    assert several.notes == ("第 2、4 行比表头多 2 列（G、H 列），没有读取；请检查多余的逗号，或补上表头。",)


@pytest.mark.parametrize("shift", [0, 1, 3])
def test_titles_are_no_columns(tmp_path, shift):
    shifted = [[*[""] * shift, *row] for row in (HEADER, PENALTY, SECOND)]
    located = from_csv(
        tmp_path, ["福建省行政处罚信息表"], ["填报单位：", "某某局", *[""] * 9, "11 月"], *shifted
    )
    assert records(located) == [(*PENALTY, 4), (*SECOND, 5)]
    assert located.unknown == () and located.dropped == ()


def test_a_title_again_on_the_next_page_is_a_repeated_header(tmp_path):
    top = [["主体", "", "处罚", "", "", ""], HEADER]
    located = from_csv(tmp_path, *top, PENALTY, *top, SECOND)
    assert records(located) == [(*PENALTY, 3), (*SECOND, 6)]
    assert [row for _, row, _ in located.dropped] == [4, 5]


def test_an_amount_in_another_unit_is_refused(tmp_path):
    said = refusal(tmp_path, [*HEADER[:4], "罚款金额（元）", HEADER[5]], PENALTY)
    assert "单位是元" in said and "万元" in said


@pytest.mark.parametrize("name", ["罚款金额/万元", "罚款金额(单位：万元)", "罚款金额", "罚款金额（万元）*"])
def test_an_amount_in_wan_is_fine(tmp_path, name):
    assert "CF_NR_FK" in from_csv(tmp_path, [*HEADER[:4], name, HEADER[5]], PENALTY).columns


def test_header_only_is_no_rows(tmp_path):
    located = from_csv(tmp_path, HEADER)
    assert located.frame.is_empty() and located.frame.columns == [*FOUND, "_sheet", "_row"]


def test_numbered_empty_lines_of_a_form_are_skipped_in_silence(tmp_path):
    located = from_csv(tmp_path, ["序号", *HEADER], ["1", *PENALTY], ["2"], ["3", *SECOND], ["4"])
    assert records(located) == [(*PENALTY, 2), (*SECOND, 4)]
    assert located.dropped == ()


@pytest.mark.parametrize(
    ("last", "why"),
    [
        (["合计", "", "", "", "12.5"], "合计行"),
        (["总 计", "", "2", "2", "12.5"], "合计行"),
        (["填表人：张某", "", "联系电话"], "表尾说明"),
        (["注：金额单位为万元"], "表尾说明"),
        (["", "", "", "", "12.5"], "表尾没有主键的零星内容"),
        (HEADER, "重复的表头"),
    ],
)
def test_rows_that_are_no_records_go_and_are_reported(tmp_path, last, why):
    located = from_csv(tmp_path, HEADER, PENALTY, SECOND, [], last)
    assert records(located) == [(*PENALTY, 2), (*SECOND, 3)]
    quoted = "" if last is HEADER else f"“{'、'.join(filter(None, map(fold, last)))}”"
    assert located.dropped == (("数据", 5, why + quoted),)


@pytest.mark.parametrize(
    "total",
    [
        ["小计", "", "", "", "12.5", ""],
        ["本月合计：", "3件", "", "", "1,200.50万元", ""],
        ["", "总计（万元）", "", "", "12.5", "—"],
        ["小计：12.5万元", "", "", "", "", ""],
    ],
)
def test_totals_in_the_middle_go_and_are_quoted(tmp_path, total):
    located = from_csv(tmp_path, HEADER, PENALTY, total, SECOND)
    assert records(located) == [(*PENALTY, 2), (*SECOND, 4)]
    [(_, row, why)] = located.dropped
    assert row == 3 and why.startswith("合计行“") and all(fold(text) in why for text in total if text)


@pytest.mark.parametrize(
    "record",
    [
        ["小计", "91350100MA2Y0001X9", "", "", "12.5", ""],
        ["合计", "", "闽交罚〔2026〕003号", "", "", ""],
        ["合计科技有限公司", "", "1号", "", "", ""],
        ["", "", "总计", "罚款", "12.5", "2026-07-07"],
    ],
)
@pytest.mark.parametrize("after", [[], [SECOND]])
def test_what_could_be_a_record_is_no_total(tmp_path, record, after):
    located = from_csv(tmp_path, HEADER, PENALTY, record, *after)
    assert [row[-1] for row in records(located)] == list(range(2, 4 + len(after)))
    assert located.dropped == ()


HINTS = [
    ["必填", "必填", "必填，最多128字", "必填", "选填", "必填"],
    ["文本", "字符(18)", "VARCHAR(128)", "枚举", "数字", "日期"],
    ["【必填】", "18位", "如：闽交罚〔2026〕1号", "下拉选择：罚款、警告", "单选:", "格式：YYYY-MM-DD"],
    ["必填"],
]
EXAMPLES = [
    ["示例：某某公司", *PENALTY[1:]],
    ["（示例）福州某某公司", *PENALTY[1:]],
    ["例", *PENALTY[1:]],
    [*PENALTY[:2], "填写样例: 闽交罚1号", *PENALTY[3:]],
]


@pytest.mark.parametrize(
    ("rows", "why"), [*(([hint], "填写说明") for hint in HINTS), *(([row], "示例行") for row in EXAMPLES)]
)
def test_hints_and_examples_under_the_header_go_and_are_quoted(tmp_path, rows, why):
    located = from_csv(tmp_path, HEADER, *rows, PENALTY, SECOND)
    assert records(located) == [(*PENALTY, 3), (*SECOND, 4)]
    [(_, row, said)] = located.dropped
    assert row == 2 and said.startswith(f"{why}“{fold(rows[0][0])[:4]}")


def test_hints_then_examples(tmp_path):
    located = from_csv(tmp_path, HEADER, HINTS[0], HINTS[1], EXAMPLES[0], PENALTY)
    assert records(located) == [(*PENALTY, 5)]


@pytest.mark.parametrize(
    "record",
    [
        ["示例科技有限公司", *PENALTY[1:]],
        ["例外装饰工程公司", *PENALTY[1:]],
        ["必填", *PENALTY[1:]],
        [*PENALTY[:3], "示例", "例：0.5", PENALTY[5]],
        [*PENALTY[:3], "罚款", "如：0.5", "2026-07-07"],
    ],
)
def test_what_could_be_a_record_is_no_hint(tmp_path, record):
    located = from_csv(tmp_path, HEADER, record, SECOND)
    assert records(located) == [(*record, 2), (*SECOND, 3)]


def test_an_example_further_down_may_be_a_record(tmp_path):
    located = from_csv(tmp_path, HEADER, PENALTY, EXAMPLES[0])
    assert len(records(located)) == 2 and located.dropped == ()


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


def test_all_sheets_with_the_header_are_read_others_skipped_with_a_reason(tmp_path):
    path = xlsx(
        tmp_path,
        {
            "填报说明": [["一、请如实填报"]],
            "一季度": [["标题"], HEADER, PENALTY],
            "二季度": [["备注", *reversed(HEADER)], ["无", *reversed(SECOND)]],
            "空表": [],
            "旧数据": [HEADER, PENALTY],
        },
        hidden="旧数据",
    )
    located = locate(read(path), PENALTIES)
    assert records(located, *FOUND, "_sheet", "_row") == [(*PENALTY, "一季度", 3), (*SECOND, "二季度", 2)]
    assert [name for name, _ in located.sheets_skipped] == ["填报说明", "空表", "旧数据"]
    assert "隐藏" in located.sheets_skipped[2][1]
    assert records(located, "BZ") == [(None,), ("无",)]


def test_only_a_hidden_sheet(tmp_path):
    path = xlsx(tmp_path, {"说明": [["x"]], "数据": [HEADER, PENALTY]}, hidden="数据")
    with pytest.raises(Refused, match="取消隐藏"):
        locate(read(path), PENALTIES)


def test_nothing_like_the_header(tmp_path):
    said = refusal(tmp_path, ["甲", "乙"], ["1", "2"])
    assert "“行政处罚”的表头" in said and "行政处罚决定书文号" in said and "没有一行像表头" in said


def test_a_file_of_another_item_is_refused_and_told_what_came_closest(tmp_path):
    permits = ITEMS["admin-permit"]
    header = [field.name for field in permits.fields]
    said = refusal(tmp_path, ["行政许可信息表"], header, ["x"] * len(header))
    assert "第 2 行" in said and "行政相对人名称" in said and "缺少" in said


def test_empty_content(tmp_path):
    with pytest.raises(Refused, match="零报告"):
        locate(read(xlsx(tmp_path, {"a": []})), PENALTIES)


@pytest.mark.parametrize("found", ITEMS.values(), ids=ITEMS)
def test_every_item_answers_to_its_own_names_identifiers_and_nothing_is_confused(tmp_path, found):
    for header in ([field.name for field in found.fields], [field.identifier for field in found.fields]):
        located = from_csv(tmp_path, header, [str(place) for place in range(len(header))], item=found)
        assert located.missing == located.unknown == ()
        [row] = located.frame.rows(named=True)
        assert [row[field.identifier] for field in found.fields] == [
            str(place) for place in range(len(header))
        ]


def test_the_2016_generation_is_recognised(tmp_path):
    header = [
        "CF_WSH", "CF_CFMC", "CF_CFLB1", "CF_CFLB2", "CF_SY", "CF_YJ", "CF_XDR_MC", "CF_XDR_SHXYM",
        "CF_XDR_ZDM", "CF_XDR_GSDJ", "CF_XDR_SWDJ", "CF_XDR_SFZ", "CF_FR", "CF_JG", "CF_JDRQ", "CF_XZJG",
        "CF_ZT", "DFBM", "SJC", "BZ",
    ]  # fmt: skip
    located = from_csv(tmp_path, header, ["x"] * len(header))
    assert located.unknown == ("DFBM", "SJC")


def test_records_of_json_and_xml_are_located(tmp_path):
    pairs = [dict(zip(FOUND, row, strict=True)) for row in (PENALTY, SECOND)]
    body = "".join(
        "<Row>" + "".join(f"<{name}>{value or ''}</{name}>" for name, value in pair.items()) + "</Row>"
        for pair in pairs
    )
    path = write(
        tmp_path,
        "a.xml",
        f"<Request><ResId>1</ResId><UpdateMode>FULL</UpdateMode><Rows>{body}</Rows></Request>",
    )
    located = locate(read(path), PENALTIES)
    assert records(located) == [(*PENALTY, 1), (*SECOND, 2)]
    assert located.sheets_skipped == ()
