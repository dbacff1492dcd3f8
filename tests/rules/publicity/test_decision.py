"""What is shown and what is kept back: fields, masks, people, leaks."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.publicity import PERSON_ID, USCC, make_data, make_facts, make_item, make_stated
from xinlu.archive.contracts import subject_kind
from xinlu.catalog.contracts import Disclosure, SubjectKind
from xinlu.catalog.repository import load_items
from xinlu.kernel.canonical import kept_text
from xinlu.kernel.workdays import Workdays
from xinlu.publicity.contracts import PublicField
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.decision import Decider
from xinlu.publicity.rules.disclosure import Screen
from xinlu.publicity.rules.facts import readable

WORKDAYS = Workdays(published_through=2026)
PERSON, TRADER = SubjectKind.PERSON, SubjectKind.SOLE_TRADER


def decide(facts, decider=None):
    (decision,) = (decider or Decider(book(), WORKDAYS)).decide_all([facts])
    return decision


def decided(item=None, kind=SubjectKind.ORGANISATION, **changes):
    return decide(make_facts(item, kind=kind, **changes))


def shown(decision):
    return {field.identifier: field.value for field in fields_of(decision)}


def fields_of(decision):
    return [PublicField(*field) for field in json.loads(decision.fields)]


def test_an_organisation_is_shown_with_its_public_fields_only():
    found = decided(车牌="闽A12345", 内部意见="同意", 法人证件=PERSON_ID, 证件=PERSON_ID)
    assert found.show and found.verified and found.packs == ("penalty-term-g3",)
    assert found.subject_name == "榕城货运有限公司" and found.subject_code == USCC
    assert (found.title, found.category, found.authority) == (
        "闽交罚〔2026〕12号",
        "罚款",
        "福州市交通运输局",
    )
    assert found.due.on == date(2026, 5, 18)
    fields = shown(found)
    assert fields["车牌"] == "闽***345"
    assert fields["法人"] == "林建国"
    assert not {"内部意见", "法人证件", "证件"} & set(fields)
    assert PERSON_ID not in str(found)


def test_a_person_is_masked_and_shown_by_the_list_only():
    found = decided(
        kind=PERSON, 名称="欧阳小明", 代码="", 法人="", 证件=PERSON_ID, 车牌="闽A12345", 文书="欧阳小明超限"
    )
    assert found.show and found.person
    assert (found.subject_name, found.subject_code) == ("欧阳**", "")
    assert set(shown(found)) == {"名称", "类别", "文号", "文书", "种类", "机关", "决定日期"}
    assert shown(found)["文书"] == "欧阳**超限"
    assert "欧阳小明" not in str(found) and PERSON_ID not in str(found)
    assert found.packs == ("penalty-term-g3", "person-disclosure") and not found.verified


def test_a_person_outside_double_publicity_is_not_shown():
    found = decided(make_item("conduct"), kind=PERSON)
    assert not found.show and "自然人" in found.reason and found.fields == "[]"


def test_a_sole_trader_keeps_its_name_and_hides_its_owner():
    found = decided(
        kind=TRADER, 名称="马尾阿建修车店", 法人="陈阿建", 内容="对经营者陈阿建罚款", 税号=PERSON_ID + "00"
    )
    assert found.subject_name == "马尾阿建修车店" and found.subject_code == USCC
    assert shown(found)["内容"] == "对经营者陈**罚款"
    assert not {"法人", "税号"} & set(shown(found))
    assert "陈阿建" not in str(found)


def test_a_sole_trader_under_its_owners_own_name_is_masked():
    assert decided(kind=TRADER, 名称="陈阿建", 法人="陈阿建").subject_name == "陈**"


def test_a_one_character_name_is_not_veiled_everywhere():
    assert shown(decided(kind=TRADER, 法人="罚"))["内容"] == "罚款人民币五千元"


def test_a_code_that_is_an_id_number_is_never_shown():
    found = decided(代码=PERSON_ID)
    assert found.show and found.subject_code == "" and "代码" not in shown(found)


@pytest.mark.parametrize("text", [f"当事人身份证{PERSON_ID}", "电话13800138000"])
def test_a_personal_number_in_free_text_keeps_the_record_back(text):
    found = decided(内容=text)
    assert not found.show and "内容" in found.reason
    assert found.fields == "[]" and text not in str(found)


def test_a_personal_number_in_the_document_number_is_not_even_the_title():
    found = decided(文号=f"闽交{PERSON_ID}")
    assert not found.show and found.title == "超限运输"


def test_what_the_catalogue_does_not_make_public_stays_in():
    found = decided(make_item(disclosure=Disclosure.SHARED))
    assert not found.show and "不公开" in found.reason


@pytest.mark.parametrize(
    ("said", "show", "reason"),
    [
        ("1", True, ""),
        ("2", False, "“公开类型”为“特定范围内公开”，不公示。"),
        ("3", False, "“公开类型”为“不可公开”，不公示。"),
        ("", False, "“公开类型”没有填写，不公示。"),
        ("9", False, "“公开类型”为“9”，不公示。"),
    ],
)
def test_a_record_is_public_only_if_its_provider_says_so(said, show, reason):
    found = decided(make_stated(), 公开类型=said)
    assert found.show == show
    assert show or (found.reason, found.fields) == (reason, "[]")


def test_a_commitment_says_whether_it_is_public():
    item = next(item for item in load_items() if item.identifier == "credit-commitment")
    data = {"CNRMC": "榕城货运有限公司", "CNRLB": "法人及非法人组织", "CNRQ": "2026-05-08", "LXZT": "1"}
    shows = [decided(item, data=data | {"GKLX": said}).show for said in "123"]
    assert shows == [True, False, False]


def test_one_decider_decides_many():
    decider = Decider(book(), WORKDAYS)
    assert decide(make_facts(), decider) == decide(make_facts(), decider)


MANY = [
    make_facts(),
    make_facts(kind=PERSON, 名称="欧阳小明", 代码="", 法人="", 文书="欧阳小明超限"),
    make_facts(kind=TRADER, 名称="陈阿建", 法人="陈阿建", 内容="对陈阿建当场处罚"),
    make_facts(文号="", 内容="电话13800138000"),
    make_facts(on=date(2023, 4, 30), 种类="0"),
    make_facts(种类="0", 公示截止期="2026-07-01"),
    make_facts(内容="适用简易程序", 车牌="闽A12345"),
    make_facts(make_item("admin-permit"), 状态="2"),
    make_facts(make_item("admin-permit"), 有效期至="2026-12-31"),
    make_facts(make_stated(), 公开类型="1"),
    make_facts(make_stated(), 公开类型="2"),
    make_facts(make_item("conduct"), kind=PERSON),
]


@given(st.lists(st.sampled_from(MANY), max_size=20))
def test_many_are_decided_as_each_is_alone(batch):
    """What is worked out once for many never depends on who came first, or who else is there."""
    alone = [decide(facts) for facts in batch]
    assert Decider(book(), WORKDAYS).decide_all(batch) == alone


def test_the_fields_are_written_as_their_list_would_be():
    found = decided(内容='处"五千元"\n罚款\\')
    fields = fields_of(found)
    assert {field.identifier: field.value for field in fields}["内容"] == '处"五千元"\n罚款\\'
    assert found.fields == kept_text(fields)


def test_a_field_that_is_not_public_is_no_title_either():
    item = make_item()
    hidden = tuple(replace(field, disclosure=Disclosure.SHARED) for field in item.fields)
    found = decided(replace(item, fields=hidden))
    assert (found.subject_name, found.subject_code, found.title, found.fields) == ("", "", "", "[]")


def test_an_item_without_a_role_has_no_such_value():
    item = make_item()
    bare = replace(item, fields=tuple(field for field in item.fields if field.role is None))
    assert (decided(bare).title, decided(bare).authority) == ("", "")


def test_a_decision_that_no_longer_stands_is_taken_off():
    found = decided(make_item("admin-permit"), 状态="2")
    assert not found.show and "无效" in found.reason
    assert decided(make_item("admin-permit"), 状态="1").show


@pytest.mark.parametrize(("state", "show"), [("1", True), ("2", False), ("3", True), ("", True)])
def test_a_disputed_decision_stands(state, show):
    item = next(item for item in load_items() if item.identifier == "admin-permit")
    named = {"XK_XDR_MC": "榕城货运有限公司", "XK_XDR_LB": "法人及非法人组织", "XK_JDRQ": "2016-05-09"}
    assert decided(item, on=date(2016, 5, 9), data=named | {"XK_ZT": state}).show == show


def test_a_light_penalty_is_kept_back_with_its_ground():
    found = decided(种类="0")
    assert not found.show and "轻微" in found.reason and not found.verified


def test_open_ends_and_codes_are_read_as_words():
    fields = shown(decided(有效期至="2099-12-31", 种类="2;3"))
    assert fields["有效期至"] == "长期" and fields["种类"] == "罚款、没收违法所得"
    assert readable(make_item().field("种类"), "没有的码") == "没有的码"


@pytest.mark.parametrize(
    ("said", "known", "kind"),
    [
        ("法人及非法人组织", None, SubjectKind.ORGANISATION),
        ("个体工商户", SubjectKind.ORGANISATION, TRADER),
        ("自然人", SubjectKind.ORGANISATION, PERSON),
        ("", SubjectKind.ORGANISATION, SubjectKind.ORGANISATION),
        ("", None, PERSON),
    ],
)
def test_the_kind_is_a_persons_when_in_doubt(said, known, kind):
    assert subject_kind(make_item(), make_data(类别=said), known) == kind


def test_items_about_persons_only_are_about_persons():
    item = make_item(subject_kinds=(PERSON,), fields=())
    assert subject_kind(item, {}, SubjectKind.ORGANISATION) == PERSON


def test_a_long_run_forgets_old_values_and_shows_the_same(monkeypatch):
    monkeypatch.setattr(Screen, "MEMORY", 1)
    decider = Decider(book(), WORKDAYS)
    for _ in range(2):
        for number in ("闽交罚〔2026〕1号", "闽交罚〔2026〕2号"):
            assert decide(make_facts(文号=number), decider).title == number
