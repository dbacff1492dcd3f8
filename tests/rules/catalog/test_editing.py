"""Edits leave a draft sound; a city adds fields and touches nothing else."""

import pytest

from tests.factories.catalog import make_field, make_item
from xinlu.catalog.contracts import (
    CatalogueError,
    ChangeElements,
    Disclosure,
    FieldRole,
    PutField,
    RemoveField,
)
from xinlu.catalog.rules.difference import difference
from xinlu.catalog.rules.editing import apply
from xinlu.catalog.rules.extension import extend, own_fields, yielding

BASE = make_item()
FIXED = frozenset({"MC", "BH", "RQ"})


def names(item):
    return [field.identifier for field in item.fields]


def test_a_field_is_added_at_the_end_or_behind_another():
    assert names(apply(BASE, PutField(make_field()))) == ["MC", "BH", "RQ", "XM_EWM"]
    assert names(apply(BASE, PutField(make_field(), after="MC"))) == ["MC", "XM_EWM", "BH", "RQ"]


def test_a_field_is_changed_in_its_place():
    changed = apply(BASE, PutField(make_field("BH", name="编码", required=True)))
    assert names(changed) == names(BASE) and changed.field("BH").name == "编码"


def test_a_field_is_removed():
    added = apply(BASE, PutField(make_field()))
    assert apply(added, RemoveField("XM_EWM")) == BASE


def test_elements_are_changed():
    assert apply(BASE, ChangeElements({"cycle": "每日"})).cycle == "每日"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (RemoveField("BH"), "自然键里的 BH"),
        (RemoveField("NO"), "没有字段 NO"),
        (PutField(make_field(aliases=("名称",))), "同时指向"),
        (ChangeElements({"natural_key": ["MC"]}), "natural_key 不能在这里修改"),
        (ChangeElements({"nature": "坏"}), "信息性质"),
        (ChangeElements({"due": "七"}), "应为整数"),
    ],
)
def test_an_edit_that_breaks_the_item_is_refused(edit, words):
    with pytest.raises(CatalogueError, match=words):
        apply(BASE, edit)


@pytest.mark.parametrize(
    "edit", [RemoveField("BH"), PutField(make_field("BH")), ChangeElements({"cycle": "每日"})]
)
def test_a_city_does_not_touch_the_base(edit):
    with pytest.raises(CatalogueError, match="地市扩展"):
        apply(BASE, edit, fixed=FIXED)


def test_a_city_extends_the_base():
    own = (make_field(),)
    city = extend(BASE, own, region="350200", version=4)
    assert (city.region, city.version) == ("350200", 4)
    assert own_fields(city, BASE) == own
    assert apply(city, PutField(make_field(length=50)), fixed=FIXED).field("XM_EWM").length == 50


def test_a_city_field_in_the_way_of_the_base_is_refused_by_name():
    city = extend(BASE, (), region="350200", version=4)
    with pytest.raises(CatalogueError, match="列名“编号”同时指向字段 BH、XM_EWM"):
        apply(city, PutField(make_field(aliases=("编号",))), fixed=FIXED)


def test_a_city_field_gives_way_to_a_base_that_took_it_over():
    kept = make_field("XM_QT", name="其他编号")
    assert yielding(BASE, (make_field(aliases=("编号",)), kept)) == (kept,)
    assert yielding(BASE, (make_field(role=FieldRole.DECIDED_ON),)) == ()


def test_the_difference_tells_what_changed():
    changed = apply(BASE, ChangeElements({"cycle": "每日"}))
    changed = apply(changed, PutField(make_field("BH", required=True, disclosure=Disclosure.PUBLIC)))
    changed = apply(changed, PutField(make_field(name="照片编号")))
    told = [
        (change.kind, change.field, change.element, change.before, change.after)
        for change in difference(BASE, changed)
    ]
    assert told == [
        ("changed", "", "更新周期", "每月", "每日"),
        ("changed", "BH", "名称", "编号", "二维码编号"),
        ("changed", "BH", "长度", "20", "40"),
        ("changed", "BH", "披露方式", "政务共享", "公开公示"),
        ("added", "XM_EWM", "字段", "", "照片编号"),
    ]


def test_no_difference_to_itself_and_the_way_back_is_a_removal():
    added = apply(BASE, PutField(make_field()))
    assert difference(BASE, BASE) == []
    assert [(change.kind, change.before) for change in difference(added, BASE)] == [("removed", "二维码编号")]


def test_a_new_order_is_a_difference():
    first = extend(BASE, (make_field("A1", name="甲"), make_field("B1", name="乙")), region="", version=1)
    second = extend(BASE, (make_field("B1", name="乙"), make_field("A1", name="甲")), region="", version=1)
    assert [change.element for change in difference(first, second)] == ["字段顺序"]
