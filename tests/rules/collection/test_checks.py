"""Checks that need several rows, other items or other surroundings; the rest stands in tests/spec."""

import hmac
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from tests.rules.collection.frames import AROUND, examine, frame_of, item_with, rules_of, secret_of, trial
from xinlu.catalog.contracts import FieldFormat
from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import KnownKeys, Mode, Severity
from xinlu.collection.rules.checks import CHECKS, FINDINGS, RELEASABLE, file_notes
from xinlu.collection.rules.checks.formats import FORMATS
from xinlu.collection.rules.cleaning import clean
from xinlu.collection.rules.keys import key_rows

PLAIN = item_with()
CODE, ID = "91350100MA2Y0001X9", "350102199001010016"
BROKEN = "91350128MA2XY0Q1X0"  # well formed, but the check digit should be R
COMMITMENT = next(item for item in load_items() if item.identifier == "credit-commitment")


def rows(count: int) -> list[dict]:
    return [trial(number) for number in range(count)]


def test_ids_are_unique_and_sentences_short():
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert {"USCC-CHECK", "PERSONAL-TEXT", "WITHDRAWN", "FOREIGN"} == RELEASABLE
    assert all(check.title and not check.title.endswith("。") for check in CHECKS)


def test_all_findings_in_the_order_of_the_file():
    examined = examine(PLAIN, trial(1, RQ="昨天", MC=None), trial(2), trial(3, MC=None))
    assert rules_of(examined) == [(2, "REQ"), (2, "DATE"), (4, "REQ")]
    assert examined.findings.schema == pl.Schema(FINDINGS)
    assert examined.accepted["_row"].to_list() == [3] and examined.rejected["_row"].to_list() == [2, 4]


def test_findings_are_never_cut_off():
    assert examine(PLAIN, *[trial(n, RQ="昨天") for n in range(3000)]).findings.height == 3000


def test_a_missing_column_is_told_once_and_row_by_row():
    found = examine(PLAIN, *[{"MC": "甲公司", "BH": str(n)} for n in range(2)]).findings
    assert found["rule"].to_list() == ["COLUMN", "REQ", "REQ"] and found["_row"].to_list() == [0, 2, 3]


def test_identical_rows_are_one_record():
    examined = examine(PLAIN, trial(1), trial(2), trial(1), trial(1))
    assert rules_of(examined) == [(4, "DUP-ROW"), (5, "DUP-ROW")]
    assert "第 2 行" in examined.findings["message"][0] and examined.rejected.is_empty()


def test_rows_that_contradict_each_other_are_both_rejected():
    examined = examine(PLAIN, trial(1), trial(2), trial(1, MC="别的公司"), trial(1))
    assert rules_of(examined) == [(2, "DUP-KEY"), (4, "DUP-KEY"), (5, "DUP-KEY")]
    assert examined.accepted["_row"].to_list() == [3]


def test_a_finding_names_the_sheet_of_the_first_row():
    from xinlu.collection.rules.intake import examine_rows

    frame = pl.concat([frame_of(trial(1), sheet="一"), frame_of(trial(1), sheet="二")])
    found = examine_rows(PLAIN, frame, AROUND, secret_of).findings
    assert found.select("_sheet", "_row").rows() == [("二", 2)] and "工作表“一”第 2 行" in found["message"][0]


def test_keys_are_keyed_digests_of_the_natural_key_or_of_the_whole_row():
    rows = [trial(1), trial(1, MC="乙公司"), trial(None, BH=None, RQ=None), {"MC": None}]
    item = replace(PLAIN, natural_key=("BH", "RQ"))
    keys = key_rows(item, clean(item, frame_of(*rows)).frame, secret_of)["_key"].to_list()
    secret = secret_of(f"record:{PLAIN.identifier}").encode()
    texts = ["1号\x1f2026-10-09", "1号\x1f2026-10-09", "福州顺达运输有限公司\x1f\x1f", "\x1f\x1f"]
    assert keys == [hmac.digest(secret, text.encode(), "sha256").hex() for text in texts]


def test_a_withdrawn_record_does_not_come_back_by_itself():
    keys = key_rows(PLAIN, clean(PLAIN, frame_of(trial(1))).frame, secret_of)["_key"]
    around = replace(AROUND, known=lambda asked: KnownKeys(withdrawn=frozenset(keys)))
    assert rules_of(examine(PLAIN, trial(1), trial(2), around=around)) == [(2, "WITHDRAWN")]
    waived = examine(PLAIN, trial(1), around=around, waived=["WITHDRAWN", "REQ"])
    assert waived.accepted.height == 1 and waived.findings["severity"].to_list() == [Severity.WARNING]
    assert examine(PLAIN, trial(1, MC=None), waived=["REQ"]).rejected.height == 1


def test_a_record_of_another_authority_is_not_changed_unawares():
    key = key_rows(PLAIN, clean(PLAIN, frame_of(trial(1))).frame, secret_of)["_key"][0]
    asked = []

    def known(keys):
        asked.append(sorted(keys))
        return KnownKeys(foreign={key: "漳州市交通运输局"})

    found = examine(PLAIN, trial(1), trial(2), around=replace(AROUND, known=known))
    assert rules_of(found) == [(2, "FOREIGN")] and "漳州市交通运输局" in found.findings["message"][0]
    assert len(asked) == 1 and key in asked[0]


@pytest.mark.parametrize(
    ("count", "usual", "mode", "rule"),
    [
        (60, None, Mode.INCREMENTAL, None),
        (10, 1, Mode.INCREMENTAL, None),
        (60, 5, Mode.INCREMENTAL, "VOLUME-ODD"),
        (60, 6, Mode.INCREMENTAL, None),
        (4, 100, Mode.INCREMENTAL, "VOLUME-ODD"),
        (5, 100, Mode.INCREMENTAL, None),
        (999, 3, Mode.INCREMENTAL, "VOLUME-ODD"),
        (1000, 10, Mode.INCREMENTAL, "VOLUME-ODD"),
        (1001, 10, Mode.INCREMENTAL, "VOLUME"),
        (49, 100, Mode.FULL, "VOLUME"),
        (50, 100, Mode.FULL, None),
        (60, 5, Mode.FULL, "VOLUME"),
        (60, 6, Mode.FULL, None),
        (60, None, Mode.FULL, None),
    ],
)
def test_an_unusual_volume_is_told_and_an_implausible_one_held(count, usual, mode, rule):
    around = replace(AROUND, usual_rows=usual, mode=mode)
    found = examine(PLAIN, *rows(count), around=around).findings
    assert found["rule"].to_list() == ([rule] if rule else [])
    if rule:
        assert ("撤回" in found["message"][0]) == (mode is Mode.FULL and count < usual)
        assert ("确认后继续" in found["message"][0]) == (rule == "VOLUME")


def test_plates_phones_and_numbers():
    item = item_with(
        {"identifier": "CP", "role": "plate"},
        {"identifier": "DH", "role": "phone"},
        {"identifier": "SL", "type": "integer"},
        {"identifier": "ZL", "type": "decimal"},
    )
    good = trial(1, CP="闽A12345", DH="0591-87654321", SL="-3", ZL="49.5")
    bad = trial(2, CP="无牌车", DH="12345", SL="3.5", ZL="四十九")
    found = rules_of(examine(item, good, bad, trial(3)))
    assert found == [(3, "PLATE"), (3, "PHONE"), (3, "NUMBER"), (3, "NUMBER")]


LICENCES = ("3501020199001010016", "闽交运管许可榕字350100001234号", "JGJ2012000123", "（公路）检师1812345")


@pytest.mark.parametrize(
    ("form", "good", "bad", "words"),
    [
        ("uscc", [CODE.lower(), "91350100-MA2Y0001-X9"], ["ABC", BROKEN, ID], "不是有效的统一社会信用代码"),
        (
            "region",
            ["350102", "352201", "360102.0", "３５０１２８"],
            ["350199", "990101", "福州市"],
            "行政区划代码",
        ),
        (
            "commitment-no",
            ["32010020230217000011"],
            ["3201002023021700001", "32010020231317000011"],
            "承诺编码",
        ),
        ("commitment-no", [], ["99010020230217000011", "32010000010217000011"], "受理地区划 6 位"),
        (
            "transport-licence",
            ["350100001234", LICENCES[1]],
            ["35010000123", "无证", LICENCES[2]],
            "道路运输证号",
        ),
        ("practitioner-licence", [*LICENCES, ID], ["无证", "123456", "证1234"], "从业资格证号"),
    ],
)
def test_values_are_held_against_the_format_of_their_field(form, good, bad, words):
    item = item_with({"identifier": "GS", "format": form, "length": 64})
    found = examine(item, *[trial(number, GS=value) for number, value in enumerate([None, *good, *bad])])
    assert [rule for _, rule in rules_of(found)] == ["FORMAT"] * len(bad)
    assert all(words in message for message in found.findings["message"])
    assert set(found.findings["severity"]) <= {Severity.WARNING} and ID not in str(found.findings.rows())


def test_an_authorised_code_fits_the_format_of_codes():
    item = item_with({"identifier": "GS", "format": "uscc"})
    around = replace(AROUND, exceptions=frozenset({BROKEN}))
    assert rules_of(examine(item, trial(1, GS=BROKEN), around=around)) == []


def test_the_base_names_the_formats_of_what_no_role_checks():
    formats = {
        (item.identifier, field.identifier): field.format.value
        for item in load_items()
        for field in item.fields
        if field.format
    }
    assert formats == {
        ("enterprise-registration", "QY_XZQH"): "region",
        ("practitioner-registration", "RY_ZGZH"): "practitioner-licence",
        ("practitioner-registration", "RY_DW_SHXYM"): "uscc",
        ("vehicle", "CL_YSZH"): "transport-licence",
        ("project", "XM_XZQH"): "region",
        ("credit-commitment", "CNBM"): "commitment-no",
        ("credit-commitment", "RDDWDM"): "uscc",
    }
    assert set(FORMATS) == set(FieldFormat)


def test_a_long_code_list_is_cut_short_in_the_sentence():
    codes = [{"code": str(n), "label": f"第{n}种"} for n in range(20)]
    item = item_with({"identifier": "LX", "type": "enum", "codes": codes})
    assert "第11种等" in examine(item, trial(1, LX="没有的")).findings["message"][0]


def test_a_personal_number_is_masked_wherever_it_stands():
    item = item_with(
        {"identifier": "ZJ", "role": "person-id", "length": 10},
        {"identifier": "DH", "role": "phone", "length": 5},
        {"identifier": "DM", "role": "uscc"},
        {"identifier": "NR", "type": "text", "disclosure": "public"},
    )
    row = trial(1, ZJ=ID, DH="13800138000", DM="350102199001010017", NR=f"张三{ID}，手机13800138000")
    told = str(examine(item, row, trial(2, DH="123456")).findings.rows())
    for secret in (ID, "13800138000", "350102199001010017", "123456", "19900101"):
        assert secret not in told


def test_what_is_not_public_may_hold_numbers():
    item = item_with(
        {"identifier": "A", "type": "text", "disclosure": "shared"},
        {"identifier": "B", "disclosure": "public", "masking": {"kind": "digits", "keep": [4, 4]}},
        {"identifier": "C", "disclosure": "public", "role": "registration-no"},
        {"identifier": "D", "disclosure": "public", "role": "licence-no"},
    )
    assert rules_of(examine(item, trial(1, A=ID, B=ID, C=ID, D=ID))) == [(2, "PERSONAL-TEXT")]


def test_conditions_on_plain_text_and_on_several_codes():
    codes = [
        {"code": "1", "label": "罚款"},
        {"code": "2", "label": "没收违法所得"},
        {"code": "3", "label": "警告"},
    ]
    item = item_with(
        {"identifier": "LB", "type": "enums", "codes": codes},
        {"identifier": "SM"},
        {"identifier": "FK", "required_when": [{"field": "LB", "contains": ["没收"]}]},
        {"identifier": "BZ", "required_when": [{"field": "SM", "contains": ["其他"], "equals": ["见备注"]}]},
        {
            "identifier": "KX",
            "empty_when": [{"field": "SM", "equals": ["见备注"]}, {"field": "LB", "equals": ["警告"]}],
        },
    )
    found = rules_of(
        examine(
            item,
            trial(1, LB="警告;没收违法所得"),
            trial(2, LB="3", SM="其他情形"),
            trial(3, SM="见备注", BZ="x", KX="y"),
            trial(4, SM="见备注", BZ="x", KX="y", LB="警告"),
            trial(5),
        )
    )
    assert found == [(2, "REQ-WHEN"), (3, "REQ-WHEN"), (5, "EMPTY-WHEN")]


def test_rules_of_the_item_are_its_own():
    rule = {
        "id": "order",
        "kind": "date-order",
        "fields": ["RQ", "ZZ"],
        "severity": "warning",
        "message": "次序不对。",
    }
    item = item_with({"identifier": "ZZ", "type": "date"}, rules=[rule])
    found = examine(item, trial(1, ZZ="2020-01-01"), trial(2, ZZ="2027-01-01"), trial(3), trial(4, ZZ="不明"))
    assert rules_of(found) == [(2, "order"), (5, "DATE")]
    assert found.findings["field"][0] == "ZZ" and found.findings["severity"][0] == "warning"


def test_an_id_number_of_unknown_kind_is_checked_and_other_papers_are_not():
    kinds = [{"code": "01", "label": "身份证"}, {"code": "02", "label": "护照"}]
    item = item_with(
        {"identifier": "LX", "type": "enum", "codes": kinds, "role": "person-id-kind"},
        {"identifier": "HM", "role": "person-id"},
        {"identifier": "FR", "role": "legal-person-id"},
    )
    found = examine(
        item, trial(1, HM="X1"), trial(2, HM="X1", LX="02"), trial(3, HM="X1", LX="01"), trial(4, FR="X1")
    )
    assert rules_of(found) == [(2, "ID-CHECK"), (4, "ID-CHECK"), (5, "ID-CHECK")]


def commitment(number: int, code: str, kind: str = "法人及非法人组织") -> dict:
    return {
        "CNBM": f"3501022026101200{number:04d}",
        "CNRMC": "福州顺达运输有限公司",
        "CNRLB": kind,
        "CNRDM": code,
        "CNLX": "1",
        "CNSY": "办理道路运输证",
        "CNNR": "依法经营",
        "WNZR": "接受处理",
        "CNRQ": "2026-10-12",
        "LXZT": "1",
        "SLDW": "福州市交通运输局",
        "SLDWDM": "1135000000FJ00013A",
        "GKLX": "1",
    }


@pytest.mark.parametrize(
    ("code", "kind", "rules"),
    [
        (CODE.lower(), "法人及非法人组织", []),
        ("91350100-MA2Y0001-X9", "法人", []),
        ("92350203MA31TUW153", "个体工商户", []),
        ("ABC", "法人及非法人组织", ["USCC-SHAPE"]),
        (BROKEN, "法人及非法人组织", ["USCC-CHECK"]),
        (BROKEN, "个体工商户", ["USCC-CHECK", "KIND"]),
        ("91350100MA0000001P", "法人及非法人组织", ["USCC-INNER"]),
        (CODE, "个体工商户", ["KIND"]),
        (ID, "法人及非法人组织", ["USCC-IS-PERSON"]),
        (ID, "自然人", []),
        ("350102900101001", "自然人", []),
        ("350102199001010017", "自然人", ["ID-CHECK"]),
        (CODE, "自然人", ["ID-CHECK"]),
        ("ABC", "自然人", ["ID-CHECK"]),
        ("350102199001010000", "自然人", ["FLOAT-DAMAGE", "ID-CHECK"]),
        (ID, "", ["REQ"]),
        ("350102199001010017", "", ["REQ", "ID-CHECK"]),
        ("ABC", "", ["REQ", "USCC-SHAPE"]),
    ],
)
def test_the_code_of_a_commitment_is_checked_by_the_kind_of_subject(code, kind, rules):
    examined = examine(COMMITMENT, commitment(1, code, kind))
    assert sorted(rule for _, rule in rules_of(examined)) == sorted(rules)
    assert ID not in str(examined.findings.rows())


def test_the_code_of_a_commitment_may_be_authorised():
    around = replace(AROUND, exceptions=frozenset({BROKEN}))
    examined = examine(COMMITMENT, commitment(1, BROKEN), commitment(2, BROKEN, "自然人"), around=around)
    assert rules_of(examined) == [(2, "USCC-EXCEPTION"), (3, "ID-CHECK")]


def test_a_code_that_no_kind_explains_tells_by_itself_whose_it_is():
    item = item_with({"identifier": "DM", "role": "subject-code"})
    rows = [trial(1, DM=CODE), trial(2, DM=ID), trial(3, DM="350102199001010017"), trial(4, DM=BROKEN)]
    assert rules_of(examine(item, *rows)) == [(4, "ID-CHECK"), (5, "USCC-CHECK")]


def test_kinds_are_compared_only_where_the_item_asks_them():
    item = item_with({"identifier": "DM", "role": "uscc"})
    assert rules_of(examine(item, trial(1, DM=CODE))) == []


def test_a_row_without_any_key_is_only_itself():
    item = item_with({"identifier": "KY"}, natural_key=["KY"])
    examined = examine(item, trial(1), trial(2), trial(1))
    assert rules_of(examined) == [(4, "DUP-ROW")] and examined.accepted["_key"].n_unique() == 2


def test_notes_of_the_reader_become_findings():
    notes = file_notes([("表", 9, "合计行")])
    assert notes.rows() == [("表", 9, "", "", "FILE", "note", "合计行")] and file_notes([]).is_empty()


def test_dates_before_our_time_are_doubted():
    examined = examine(PLAIN, trial(1, RQ="1979-12-31"), trial(2, RQ="1980-01-01"))
    assert rules_of(examined) == [(2, "DATE-EARLY")]
    assert AROUND.today == date(2026, 11, 23)
