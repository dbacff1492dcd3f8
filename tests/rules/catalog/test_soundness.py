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
    ],
)
def test_every_fault_is_found(spec, clause):
    with pytest.raises(CatalogueError) as refused:
        read_item(spec, source="试运营.yaml", version=1)
    assert clause in str(refused.value), str(refused.value)


def test_all_faults_are_told_at_once():
    with pytest.raises(CatalogueError, match="信息性质.*自然键"):
        read_item(make_spec(nature="好", natural_key=["NO"]), source="x", version=1)
