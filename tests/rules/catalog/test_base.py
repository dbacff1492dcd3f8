"""The provincial base says what domain facts say: identifiers, order, conditions, both generations."""

import pytest

from xinlu.catalog.contracts import PERSONAL_ROLES, Disclosure, FieldRole, FieldType
from xinlu.catalog.repository import load_items
from xinlu.kernel.text import fold_name

ITEMS = {item.identifier: item for item in load_items()}
PERMIT, PENALTY = ITEMS["admin-permit"], ITEMS["admin-penalty"]

SUBJECT = "XDR_MC XDR_LB XDR_SHXYM XDR_GSZC XDR_ZZJG XDR_SWDJ XDR_SYDW XDR_SHZZ"
SUBJECT += " FRDB FR_ZJLX FR_ZJHM XDR_ZJLX XDR_ZJHM"
PERMIT_REST = "XKWS WSH XKLB XKZS XKBH NR JDRQ YXQZ YXQZI XKJG XKJGDM ZT LYDW LYDWDM"
PENALTY_REST = "WSH WFXW SY YJ CFLB NR NR_FK NR_WFFF NR_ZKDX JDRQ YXQ GSJZQ CFJG CFJGDM SJLY SJLYDM"
PERMIT_FIELDS = [*(f"XK_{name}" for name in f"{SUBJECT} {PERMIT_REST}".split()), "BZ"]
PENALTY_FIELDS = [*(f"CF_{name}" for name in f"{SUBJECT} {PENALTY_REST}".split()), "BZ"]
OLD_PERMIT = "WSH XMMC SPLB NR XDR XDR_SHXYM XDR_ZDM XDR_GSDJ XDR_SWDJ XDR_SFZ FR JDRQ JZQ XZJG ZT"
OLD_PENALTY = "WSH CFMC CFLB1 CFLB2 SY YJ XDR_MC XDR_SHXYM XDR_ZDM XDR_GSDJ XDR_SFZ FR JG JDRQ XZJG ZT"
OLD_PERMIT = [f"XK_{name}" for name in OLD_PERMIT.split()]
OLD_PENALTY = [f"CF_{name}" for name in OLD_PENALTY.split()]


def test_the_base_set_is_whole():
    assert set(ITEMS) == {
        "enterprise-registration",
        "practitioner-registration",
        "vehicle",
        "vessel",
        "project",
        "admin-permit",
        "admin-penalty",
        "admin-inspection",
        "good-conduct",
        "bad-conduct",
        "overload",
        "external-evaluation",
        "honour",
        "serious-dishonesty-list",
        "watch-list",
        "credit-commitment",
        "contract-performance",
    }


def test_both_publicity_items_are_due_in_seven_working_days():
    found = {item.identifier: (item.publicity, item.due) for item in ITEMS.values() if item.publicity}
    assert found == {"admin-permit": ("permit", 7), "admin-penalty": ("penalty", 7)}


def test_permit_has_the_fields_of_2018_in_order():
    assert [field.identifier for field in PERMIT.fields] == PERMIT_FIELDS


def test_penalty_has_the_fields_of_2018_in_order_and_then_the_status_of_2016():
    assert [field.identifier for field in PENALTY.fields] == [*PENALTY_FIELDS, "CF_ZT"]


def test_commitment_has_twenty_fields():
    assert len(ITEMS["credit-commitment"].fields) == 20


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.identifier)
def test_personal_numbers_are_masked_and_never_public(item):
    for field in item.fields:
        if field.role in PERSONAL_ROLES:
            assert field.masking.kind == "digits" and field.disclosure is Disclosure.SHARED, field.identifier


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.identifier)
def test_every_item_knows_its_source_and_its_term_in_codes(item):
    assert item.basis and item.coverage and item.cycle and item.providers
    assert all(field.length is None or field.type is not FieldType.DATE for field in item.fields)


def headers_of(item):
    return {header: field.identifier for field in item.fields for header in field.headers}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("行政相对人代码_1（统一社会信用代码）", "CF_XDR_SHXYM"),
        ("行政相对人代码_2 (工商注册号)", "CF_XDR_GSZC"),
        ("当事人", "CF_XDR_MC"),
        ("处罚决定书文号", "CF_WSH"),
        ("罚款金额（万元）", "CF_NR_FK"),
        ("罚款金额(万元)", "CF_NR_FK"),
        ("处罚种类", "CF_CFLB"),
        ("cf_jdrq", "CF_JDRQ"),
    ],
)
def test_headers_that_people_use_lead_to_their_field(header, field):
    assert headers_of(PENALTY)[fold_name(header)] == field


def test_every_column_of_2016_has_a_place():
    assert set(OLD_PERMIT) <= set(headers_of(PERMIT))
    assert set(OLD_PENALTY) <= set(headers_of(PENALTY))


def test_penalty_kinds_are_those_of_the_law_of_2021_and_the_codes_of_2016_lead_to_them():
    kinds = PENALTY.field("CF_CFLB").spellings
    lawful = "警告 通报批评 罚款 没收违法所得 没收非法财物 暂扣许可证件 降低资质等级 吊销许可证件"
    lawful += " 限制开展生产经营活动 责令停产停业 责令关闭 限制从业 行政拘留 其他"
    assert all(kinds[kind] == kind for kind in lawful.split())
    assert [kinds[code] for code in "0136"] == ["警告", "罚款", "责令停产停业", "其他"]
    assert [kinds[code] for code in "245"] == ["没收违法所得或非法财物", "暂扣或吊销许可证件", "行政拘留"]


def test_a_file_of_2016_is_read_by_the_meaning_of_its_time():
    old = PENALTY.for_headers(OLD_PENALTY)
    assert not old.field("CF_XDR_LB").required and not old.field("CF_NR_FK").required_when
    assert old.field("CF_WSH").required


@pytest.mark.parametrize(("item", "headers"), [(PERMIT, OLD_PERMIT), (PENALTY, OLD_PENALTY)])
@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("0", "有效"),
        ("1", "无效"),
        ("2", "有效（有异议）"),
        ("3", "有效"),
        ("撤销", "无效"),
        ("异议", "有效（有异议）"),
        ("其他", "有效"),
    ],
)
def test_the_states_of_2016_keep_their_meaning(item, headers, said, means):
    """0 正常, 1 撤销, 2 异议, 3 其他: a disputed decision stands until it is revoked."""
    name = item.role(FieldRole.STATUS).identifier
    code = item.for_headers(headers).field(name).spellings[fold_name(said)]
    assert item.field(name).label(code) == means


def test_a_permit_of_2016_need_not_state_that_it_stands():
    assert PERMIT.field("XK_ZT").required and not PERMIT.for_headers(OLD_PERMIT).field("XK_ZT").required


def test_columns_of_2016_that_no_field_takes_are_known():
    for item, headers in ((PERMIT, OLD_PERMIT), (PENALTY, OLD_PENALTY)):
        generation = item.generation(headers)
        assert [generation.ignores(header) for header in ("DFBM", " sjc ", "时间戳", "备用")] == [
            True
        ] * 3 + [False]
        assert not {fold_name(header) for header in generation.ignored} & set(headers_of(item))


def test_a_file_of_2018_is_read_as_it_is():
    assert PENALTY.for_headers(PENALTY_FIELDS) is PENALTY
    assert PENALTY.field("CF_ZT").spellings["1"] == "1"
    assert PERMIT.generation(["XK_SPLB", "行政相对人类别"]) is None, "it has a column that 2016 did not know"
    assert PERMIT.generation([" xk_splb "]).name == "2016"


def test_conditions_tell_enterprises_and_persons_apart():
    person_no = PENALTY.field("CF_XDR_ZJHM")
    assert person_no.required_when[0].equals == ("自然人",)
    assert person_no.empty_when[0].equals == ("法人及非法人组织",)
    code = PENALTY.field("CF_XDR_SHXYM")
    assert code.required_when[0].equals == ("法人及非法人组织", "个体工商户")
    assert code.empty_when[0].equals == ("自然人",)


def test_amounts_are_asked_for_by_the_kind_of_penalty():
    assert PENALTY.field("CF_NR_FK").required_when[0].contains == ("罚款",)
    assert PENALTY.field("CF_NR_ZKDX").required_when[0].contains == ("暂扣", "吊销")
    positive = {rule.fields[0] for rule in PENALTY.rules if rule.kind == "positive-when"}
    assert positive == {"CF_NR_FK", "CF_NR_WFFF"}


def test_roles_are_found():
    assert PENALTY.role(FieldRole.DECIDED_ON).identifier == "CF_JDRQ"
    assert PENALTY.role(FieldRole.PLATE) is None
    with pytest.raises(KeyError):
        PENALTY.field("NO")


def test_labels_are_told():
    assert PERMIT.field("XK_XKLB").label("01") == "普通"
    assert PERMIT.field("XK_WSH").label("闽交许1号") == "闽交许1号"
    assert ITEMS["overload"].field("CX_QX").label("05;10").endswith("、暴力抗法致人死亡、重伤")
