"""Which sheets hold the rows of an item."""

import pytest

from tests.app.reading.located import FOUND, ITEMS, PENALTIES, SECOND, from_csv, records, refusal
from tests.factories.files import HEADER, PENALTY, write, xlsx
from tests.factories.located import locate
from xinlu.collection.contracts import Refused
from xinlu.collection.reading import read


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
