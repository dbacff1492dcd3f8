"""Reading is strict and names what is wrong; writing is its inverse."""

import pytest

from tests.factories.catalog import make_item, make_spec
from xinlu.catalog.contracts import CatalogueError, FieldType, Masking
from xinlu.catalog.repository import load_items
from xinlu.catalog.rules.reading import read_field, read_item, recall_item
from xinlu.catalog.rules.writing import write, write_item


def with_field(**changes):
    spec = make_spec()
    spec["fields"][1] |= changes
    return spec


def read(spec, **options):
    return read_item(spec, source="试运营.yaml", version=1, **options)


def test_a_sound_item_is_read():
    item = read(make_spec())
    assert (item.identifier, item.version, item.region) == ("trial-run", 1, None)
    assert item.fields[2].type is FieldType.DATE


@pytest.mark.parametrize("item", load_items(), ids=lambda item: item.identifier)
def test_writing_is_the_inverse_of_reading(item):
    assert read_item(write_item(item), source="x", version=0) == item


def test_defaults_are_not_written():
    assert write(make_item().fields[1]) == {
        "identifier": "BH",
        "name": "编号",
        "type": "string",
        "length": 20,
        "required": True,
    }


def test_masking_keeps_its_two_numbers():
    spec = with_field(masking={"kind": "digits", "keep": [6, 4]})
    assert read(spec).field("BH").masking == Masking("digits", (6, 4))


def test_a_field_may_name_a_shared_code_list():
    lists = {"colours": [{"code": "1", "label": "红"}]}
    item = read(with_field(type="enum", codes="colours"), lists=lists)
    assert item.field("BH").codes[0].label == "红"


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (with_field(lenght=3), ["试运营.yaml", "BH", "lenght"]),
        (make_spec(version=3), ["试运营.yaml", "version"]),
        ({key: value for key, value in make_spec().items() if key != "basis"}, ["缺少 basis"]),
        (with_field(type="strnig"), ["BH 的 type", "strnig", "string"]),
        (with_field(format="zip"), ["BH 的 format", "zip", "commitment-no"]),
        (with_field(length="20"), ["BH 的 length", "整数"]),
        (with_field(length=True), ["BH 的 length", "整数"]),
        (with_field(aliases="编码"), ["BH 的 aliases", "列表"]),
        (with_field(aliases=[1]), ["BH 的 aliases 第 1 项", "引号"]),
        (with_field(masking={"kind": "digits", "keep": [1]}), ["keep", "应有 2 个值"]),
        (with_field(masking="digits"), ["BH 的 masking", "键: 值"]),
        (with_field(type="enum", codes="colours"), ["BH", "colours"]),
        (make_spec(fields="三个"), ["fields"]),
        ([], ["fields"]),
    ],
)
def test_what_is_not_understood_is_refused_by_name(spec, words):
    with pytest.raises(CatalogueError) as refused:
        read(spec)
    assert all(word in str(refused.value) for word in words), str(refused.value)


def test_what_is_in_force_stays_readable_when_rules_become_stricter():
    spec = make_spec(providers=["office"])
    with pytest.raises(CatalogueError, match="不认识的提供单位"):
        read(spec)
    assert recall_item(spec, source="试运营 第 1 版", version=1).providers == ("office",)


def test_one_field_is_read_for_an_edit():
    assert read_field({"identifier": "A", "name": "甲", "type": "string"}, source="x").name == "甲"
    with pytest.raises(CatalogueError, match="缺少 name"):
        read_field({"identifier": "A", "type": "string"}, source="x")
