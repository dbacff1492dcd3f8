import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.kernel.text import fold, fold_name, is_null, number_in

pieces = st.sampled_from(
    [
        "_x000D_",
        "_x00",
        "0D_",
        "_x000",
        "D_",
        "＿",
        "　",
        "\u200b",
        "\ufeff",
        "（",
        "）",
        "﹙",
        "，",
        "\r\n",
        "e",
        "\u0301",
    ]
    + ["K", "ß", "ŉ", "·", "•", "【", "ﬁ", " ", "\x07", "\ud800", "ａ", "福建", "\u2000", "ΐ", "İ"]
)
messy = st.one_of(st.text(), st.lists(pieces).map("".join))


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("ＡＢＣ１２３", "ABC123"),
        ("福建（厦门）运输　有限公司 ", "福建(厦门)运输 有限公司"),
        ("第一行_x000D_\n第二行", "第一行 第二行"),
        ("_x00_x000D_0D_", ""),
        ("91350000\u200bTEPT\ufeff000129", "91350000TEPT000129"),
        ("甲，乙。丙；丁：戊！", "甲，乙。丙；丁：戊！"),
        ("闽交罚﹝2024﹞1号", "闽交罚〔2024〕1号"),
        ("①超载１００ｋｇ㎡", "①超载100kg㎡"),
        ("a\xa0\tb\u2003c", "a b c"),
        ("\uf900", "\u8c48"),  # a compatibility ideograph is the ideograph
    ],
)
def test_fold(raw: str, folded: str) -> None:
    assert fold(raw) == folded


@given(messy)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(messy)
def test_fold_name_is_idempotent_and_needs_no_fold(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text) == fold_name(fold(text))


@given(messy)
def test_fold_leaves_nothing_unseen(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip()
    assert "  " not in folded
    assert folded.isprintable() or any(not char.isprintable() and ord(char) > 0x2FF for char in folded)


def test_names_compare_equal_however_they_were_typed() -> None:
    same = {"福建（闽）ABC公司", "福建(闽) abc 公司", "福建【闽】ＡＢＣ公司", " 福建〔闽〕Abc公\u200b司"}
    assert len(set(map(fold_name, same))) == 1
    assert fold_name("阿卜杜拉•买买提") == fold_name("阿卜杜拉·买买提")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\\N",
        "\\",
        "NULL",
        "null",
        "(null)",
        "<NULL>",
        "None",
        "N/A",
        "#N/A",
        "NA",
        "无",
        "（无）",
        "空",
        "暂无",
    ]
    + ["没有", "未填写", "/", "//", "-", "--", "——", "－", "― ", "ＮＵＬＬ", "_x000D_"],
)
def test_null(text: str) -> None:
    assert is_null(text)


@pytest.mark.parametrize("text", ["0", "无锡", "无证经营", "空港物流", "NAN公司", "不详", "/厦门", "-1"])
def test_not_null(text: str) -> None:
    assert not is_null(text)


def test_a_number_is_what_a_database_can_hold_as_one():
    assert [number_in(text) for text in ("7", "007", "9" * 18)] == [7, 7, 10**18 - 1]
    assert {number_in(text) for text in ("", "-1", "1.0", " 1", "一", "9" * 19, "9" * 5000)} == {None}
