"""Which rows under a header are no records."""

import pytest

from tests.app.reading.located import FOUND, SECOND, from_csv, records
from tests.factories.files import HEADER, PENALTY
from xinlu.kernel.text import fold


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
