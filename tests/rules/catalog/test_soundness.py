"""An item whose names do not hang together is refused, with all that is wrong."""

import pytest

from tests.factories.catalog import make_spec
from xinlu.catalog.contracts import CatalogueError
from xinlu.catalog.rules.reading import read_item

CODES = [{"code": "1", "label": "红", "aliases": ["赤"]}, {"code": "2", "label": "绿"}]
BOTH = [*CODES, {"code": "3", "label": "蓝", "aliases": ["1"]}]


def with_field(**changes):
    spec = make_spec()
    spec["fields"][1] |= changes
    return spec


def with_rule(**changes):
    rule = {"id": "r", "kind": "not-future", "fields": ["RQ"], "severity": "error", "message": "错"}
    return make_spec(rules=[rule | changes])


def older(**changes):
    return make_spec(generations=[{"name": "2016", "headers": ["OLD"]} | changes])


@pytest.mark.parametrize(
    ("spec", "clause"),
    [
        (make_spec(identifier="Trial"), "标识“Trial”"),
        (make_spec(nature="好"), "信息性质“好”"),
        (make_spec(publicity="fine", due=7), "publicity“fine”"),
        (make_spec(publicity="permit"), "应写明 due"),
        (make_spec(due=0), "due（工作日数）应为正整数"),
        (make_spec(fields=make_spec()["fields"][:2]), "应有一个必填的起算日期字段"),
        (make_spec(fields=[*make_spec()["fields"], make_spec()["fields"][1]]), "字段 BH 写了两次"),
        (with_field(role="subject-name"), "角色 subject-name 用了两次"),
        (with_field(aliases=["名 称"]), "列名“名称”同时指向字段 BH、MC"),
        (make_spec(natural_key=[]), "natural_key（自然键）不能为空"),
        (make_spec(natural_key=["NO"]), "自然键里的 NO 不是"),
        (make_spec(natural_key=["BH", "BH"]), "自然键里的 BH 写了两次"),
        (with_field(identifier="bh"), "标识应由大写字母"),
        (with_field(length=0), "字段 BH：长度应为正整数"),
        (with_field(masking={"kind": "blur"}), "脱敏方式"),
        (with_field(masking={"kind": "digits", "keep": [-1, 0]}), "脱敏方式"),
        (with_field(role="person-id", disclosure="public"), "不得公开公示"),
        (
            with_field(role="person-id", masking={"kind": "digits", "keep": [6, 5]}),
            "至多保留 10 位，现在是 11 位",
        ),
        (with_field(masking={"kind": "digits", "keep": [18, 0]}), "至多保留 10 位"),
        (with_field(role="phone", masking={"kind": "digits", "keep": [4, 4]}), "至多保留 7 位，现在是 8 位"),
        (with_field(role="person-id"), "必须脱敏"),
        (with_field(role="legal-person-id", masking={"kind": "name"}), "必须脱敏"),
        (with_field(role="phone", masking={"kind": "plate"}), "必须脱敏"),
        (with_field(role="uscc", type="text"), "角色 uscc 的字段，类型应为 string，现在是 text"),
        (with_field(role="valid-until"), "角色 valid-until 的字段，类型应为 date，现在是 string"),
        (with_field(role="plate", type="integer"), "角色 plate 的字段，类型应为 string"),
        (with_field(role="disclosure"), "角色 disclosure 的字段，类型应为 enum"),
        (with_field(role="disclosure", type="enum", codes=CODES), "要有“可向社会公开”"),
        (with_field(format="uscc", type="text"), "有格式（format）的字段，类型应为 string"),
        (with_field(format="region", role="uscc"), "角色 uscc 已经规定怎样检查"),
        (make_spec(publicity="permit", due=8), "不能超过 7 个工作日，现在写的是 8"),
        (make_spec(providers=[]), "providers（提供单位）不能为空"),
        (make_spec(providers=["citty"]), "不认识的提供单位“citty”"),
        (make_spec(providers=["999999"]), "不认识的提供单位“999999”"),
        (with_field(type="enum"), "要有代码表"),
        (with_field(codes=CODES), "其他类型不能有"),
        (with_field(type="enum", codes=BOTH), "“1”有两种含义"),
        (with_field(type="enums", codes=[{"code": "a;b", "label": "甲"}]), "不能含分号"),
        (with_field(required_when=[{"field": "NO", "equals": ["1"]}]), "条件里的 NO"),
        (with_field(required_when=[{"field": "MC"}]), "要写 equals 或 contains"),
        (with_field(type="enum", codes=CODES, empty_when=[{"field": "BH", "equals": ["9"]}]), "没有值“9”"),
        (
            with_field(type="enum", codes=CODES, empty_when=[{"field": "BH", "contains": ["紫"]}]),
            "没有含“紫”的值",
        ),
        (with_rule(severity="fatal"), "规则 r：严重程度"),
        (with_rule(kind="magic"), "不认识的种类“magic”"),
        (with_rule(fields=["BH"]), "应引用 1 个 date"),
        (with_rule(fields=["NO"]), "应引用 1 个 date"),
        (with_rule(kind="date-order", fields=["RQ"]), "应引用 2 个 date"),
        (with_rule(when=[{"field": "NO", "equals": ["1"]}]), "条件里的 NO"),
        (make_spec(rules=[*with_rule()["rules"], *with_rule()["rules"]]), "规则 r 写了两次"),
        (older(absent=["NO"]), "2016 版提到的 NO"),
        (older(optional=["NO"]), "2016 版提到的 NO"),
        (older(codes=[{"field": "NO", "codes": CODES}]), "2016 版提到的 NO"),
        (older(codes=[{"field": "BH", "codes": CODES}]), "2016 版 BH 的代码“1”不在现行代码表内"),
    ],
)
def test_every_fault_is_found(spec, clause):
    with pytest.raises(CatalogueError) as refused:
        read_item(spec, source="试运营.yaml", version=1)
    assert clause in str(refused.value), str(refused.value)


@pytest.mark.parametrize(
    "spec",
    [
        with_field(role="person-id", masking={"kind": "digits", "keep": [6, 4]}),
        with_field(role="phone", masking={"kind": "digits", "keep": [3, 4]}),
        with_field(role="subject-code", masking={"kind": "hidden"}),
        with_field(role="document-no", format="commitment-no"),
        with_field(role="licence-no", format="transport-licence"),
        make_spec(publicity="penalty", due=7),
        make_spec(due=20),
        make_spec(providers=["province", "350200", "350000-port"]),
    ],
)
def test_what_is_sound_is_taken(spec):
    assert read_item(spec, source="试运营.yaml", version=1)


def test_all_faults_are_told_at_once():
    with pytest.raises(CatalogueError, match="信息性质.*自然键"):
        read_item(make_spec(nature="好", natural_key=["NO"]), source="x", version=1)
