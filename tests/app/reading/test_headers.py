"""Where the header stands, and what it means."""

import pytest

from tests.app.reading.located import FOUND, PENALTIES, SECOND, from_csv, item, records, refusal, text
from tests.factories.files import HEADER, PENALTY, csv_text, write
from tests.factories.located import locate
from xinlu.collection.reading import read
from xinlu.collection.reading.headers import Headers

FIND = Headers.find


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
