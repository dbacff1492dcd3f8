"""How an item is told: to people in Chinese, to machines as Table Schema and DCAT."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories.catalog import make_item
from xinlu.catalog.contracts import (
    Code,
    Condition,
    Disclosure,
    FieldFormat,
    FieldType,
    Generation,
    Masking,
    Rule,
)
from xinlu.catalog.repository import load_items
from xinlu.catalog.rules.datapackage import data_package, table_schema
from xinlu.catalog.rules.dcat import dcat_catalogue
from xinlu.catalog.rules.difference import difference
from xinlu.catalog.rules.wording import say_masking, tell_codes, tell_elements, tell_fields
from xinlu.catalog.rules.writing import write

PENALTY = next(item for item in load_items() if item.identifier == "admin-penalty")
ITEM = make_item()
SITE = "https://credit.example"


def told(identifier):
    return next(told for told in tell_fields(PENALTY) if told.field.identifier == identifier)


def test_the_ten_elements_come_first_and_in_their_order():
    names = [name for name, _ in tell_elements(PENALTY)]
    expected = "数据代码 数据名称 数据格式 提供单位 主体类型 信息性质 共享属性 覆盖范围 更新周期 信息项"
    assert names[:10] == expected.split()


def test_elements_are_told_in_words():
    facts = dict(tell_elements(PENALTY))
    assert facts["提供单位"] == "省、市、县交通运输主管部门"
    assert facts["公示时限"] == "自决定之日起 7 个工作日内"
    assert facts["信息项"] == "31 项"
    assert "公示时限" not in dict(tell_elements(ITEM))
    assert dict(tell_elements(ITEM))["提供单位"] == "设区市主管部门"


@pytest.mark.parametrize(
    ("identifier", "type_", "requirement"),
    [
        ("CF_WSH", "字符(128)", "必填"),
        ("CF_YXQ", "日期", "选填"),
        ("CF_NR_FK", "金额（万元）", "处罚类别含“罚款”时必填"),
        ("CF_NR_ZKDX", "字符(200)", "处罚类别含“暂扣”或“吊销”时必填"),
        ("CF_XDR_SHXYM", "字符(18)", "行政相对人类别为“法人及非法人组织”或“个体工商户”时必填"),
    ],
)
def test_fields_are_told_in_words(identifier, type_, requirement):
    assert (told(identifier).type, told(identifier).requirement) == (type_, requirement)


def test_masking_and_emptiness_are_told():
    assert told("CF_XDR_ZJHM").masking == "前 6 后 4"
    assert told("CF_XDR_MC").masking == say_masking(Masking("name")) == "姓名留姓"
    assert told("CF_WSH").masking == told("CF_WSH").must_be_empty == ""
    assert told("CF_XDR_SHXYM").must_be_empty == "行政相对人类别为“自然人”"


def test_a_list_shared_by_fields_is_told_once():
    shared = next(codes for codes in tell_codes(PENALTY) if codes.anchor == "CF_FR_ZJLX")
    assert shared.fields == ("CF_FR_ZJLX", "CF_XDR_ZJLX")
    assert told("CF_XDR_ZJLX").codes == "CF_FR_ZJLX" and told("CF_WSH").codes == ""


def test_a_city_field_is_marked():
    assert [field.own for field in tell_fields(ITEM, ["BH"])] == [False, True, False]


def test_every_kind_of_change_is_told():
    old = ITEM.field("BH")
    new = replace(
        old,
        type=FieldType.ENUM,
        codes=(Code("1", "红"), Code("绿", "绿")),
        disclosure=Disclosure.PUBLIC,
        masking=Masking("digits", (2, 1)),
        required=False,
        required_when=(Condition("MC", equals=("甲",)),),
        empty_when=(Condition("MC", contains=("乙", "丙")),),
        aliases=("编码",),
        format=FieldFormat.REGION,
    )
    rule = Rule("r", "not-future", ("RQ",), "error", "日期晚于今天。")
    changed = replace(
        ITEM,
        fields=(ITEM.fields[0], new, ITEM.fields[2]),
        rules=(rule,),
        generations=(Generation("2016", ("旧",)),),
        providers=("province", "350200"),
        due=7,
    )
    said = {change.element: (change.before, change.after) for change in difference(ITEM, changed)}
    assert said == {
        "提供单位": ("设区市主管部门", "省级主管部门、350200"),
        "校验规则": ("（无）", "r（日期晚于今天。）"),
        "公示时限（工作日）": ("（无）", "7"),
        "历史版本映射": ("（无）", "2016"),
        "类型": ("字符", "代码"),
        "代码表": ("（无）", "1 红、绿"),
        "必填": ("是", "否"),
        "条件必填": ("（无）", "MC 为 甲"),
        "条件必空": ("（无）", "MC 含 乙|丙"),
        "披露方式": ("政务共享", "公开公示"),
        "脱敏": ("不脱敏", "前 2 后 1"),
        "常用列名": ("（无）", "编码"),
        "格式": ("（无）", "行政区划代码"),
    }


def test_table_schema_tells_types_constraints_and_choices():
    fields = {field["name"]: field for field in table_schema(PENALTY)["fields"]}
    assert fields["CF_WSH"]["constraints"] == {"required": True, "maxLength": 128}
    assert fields["CF_JDRQ"]["constraints"] == {"required": True}
    assert fields["CF_XDR_ZJLX"]["constraints"]["enum"] == ["01", "02", "03", "04", "05"]
    assert fields["CF_XDR_ZJLX"]["categories"][0] == {
        "value": "01",
        "label": "身份证",
        "aliases": ["1", "居民身份证", "二代身份证", "身份证号"],
    }
    assert (fields["CF_CFLB"]["type"], fields["CF_CFLB"]["delimiter"]) == ("list", ";")
    assert fields["CF_XDR_ZJHM"]["description"] == "不公开。"
    assert "requiredWhen" not in fields["CF_WSH"] and fields["CF_WSH"]["disclosure"] == "public"


def test_table_schema_tells_all_that_the_catalogue_says_of_a_field():
    fields = {field["name"]: field for field in table_schema(PENALTY)["fields"]}
    kinds = fields["CF_CFLB"]
    assert kinds["itemType"] == "string" and kinds["categories"][2]["value"] == "罚款"
    assert len(kinds["categories"]) == len(PENALTY.field("CF_CFLB").codes)
    person = fields["CF_XDR_ZJHM"]
    assert (person["role"], person["masking"]) == ("person-id", {"kind": "digits", "keep": [6, 4]})
    assert person["verified"] is False and fields["CF_JDRQ"]["verified"] is True
    assert "CF_XDR_SFZ" in person["aliases"]
    assert person["requiredWhen"] == [{"field": "CF_XDR_LB", "equals": ["自然人"]}]
    assert "masking" not in fields["CF_WSH"] and "role" not in fields["CF_SY"]
    assert "codeFormat" not in fields["CF_WSH"]
    coded = replace(ITEM, fields=(replace(ITEM.field("BH"), format=FieldFormat.REGION),))
    assert table_schema(coded)["fields"][0]["codeFormat"] == "region"


def test_table_schema_carries_rules_and_older_generations():
    schema = table_schema(PENALTY)
    assert {rule["id"] for rule in schema["rules"]} == {rule.id for rule in PENALTY.rules}
    assert schema["rules"][0] == write(PENALTY.rules[0])
    [older] = schema["generations"]
    assert (older["name"], older["ignored"][0], older["codes"][0]["field"]) == ("2016", "DFBM", "CF_ZT")
    assert not {"rules", "generations"} & set(table_schema(ITEM))


def test_a_resource_tells_the_ten_elements():
    [penalty, trial] = data_package([PENALTY, replace(ITEM, verified=False)], site=SITE)["resources"]
    assert (penalty["code"], penalty["nature"], penalty["disclosure"]) == ("FJJT-0202", "行政管理", "public")
    assert penalty["providers"] == ["province", "bureau", "city", "county"]
    assert penalty["subjectKinds"] == ["法人及非法人组织", "个体工商户", "自然人"]
    assert (penalty["cycle"], penalty["coverage"]) == (PENALTY.cycle, PENALTY.coverage)
    assert (penalty["publicity"], penalty["due"], penalty["verified"]) == ("penalty", 7, True)
    assert (penalty["format"], penalty["acceptedFormats"]) == ("csv", PENALTY.format)
    assert not {"publicity", "due", "note"} & set(trial) and trial["verified"] is False


def test_a_format_is_told_behind_the_type():
    commitment = next(item for item in load_items() if item.identifier == "credit-commitment")
    said = {told.field.identifier: told.type for told in tell_fields(commitment)}
    assert said["CNBM"] == "字符(20)，承诺编码" and said["RDDWDM"] == "字符(18)，统一社会信用代码"


def test_the_package_names_one_table_an_item():
    package = data_package([PENALTY, ITEM], site=SITE)
    assert [resource["name"] for resource in package["resources"]] == ["admin-penalty", "trial-run"]
    assert package["resources"][1]["path"] == f"{SITE}/catalogue/trial-run/template.csv"
    assert package["resources"][1]["schema"]["uniqueKeys"] == [["BH"]]


def test_dcat_tells_rights_and_dates():
    shared = replace(ITEM, disclosure=Disclosure.SHARED)
    days = {"admin-penalty": date(2026, 10, 9)}
    catalogue = dcat_catalogue([PENALTY, shared], site=SITE, publisher="省厅", published=days)
    first, second = catalogue["dcat:dataset"]
    assert first["dct:accessRights"]["@id"].endswith("/PUBLIC")
    assert second["dct:accessRights"]["@id"].endswith("/NON_PUBLIC")
    assert first["dct:modified"] == {"@type": "xsd:date", "@value": "2026-10-09"}
    assert "dct:modified" not in second
    assert first["dcat:distribution"][0]["dcat:downloadURL"]["@id"] == f"{SITE}/catalogue/admin-penalty.json"
