"""The published catalogue: pages for people, packages for machines, empty tables to fill in."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from tests.factories.catalog import NOW, make_field, seed_catalogue
from xinlu.catalog import actions, queries
from xinlu.catalog.contracts import FieldType, PutField
from xinlu.events.contracts import SYSTEM
from xinlu.portal.catalog_template import make_workbook

pytestmark = pytest.mark.django_db
DCAT_NEEDS = {"dct:title", "dct:description", "dct:publisher", "dcat:dataset"}  # of a catalogue, by DCAT-AP


@pytest.fixture(autouse=True)
def _base(db):
    seed_catalogue()


def publish_for_xiamen():
    actions.start_draft("honour", region="350200", by=SYSTEM, at=NOW)
    actions.edit_draft("honour", edit=PutField(make_field()), region="350200", by=SYSTEM, at=NOW)
    actions.publish("honour", region="350200", note="厦门扩展", by=SYSTEM, at=NOW + timedelta(days=1))


def text_of(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_the_list_shows_every_item(client):
    text = text_of(client, "/catalogue/")
    assert all(item.name in text and item.code in text for item in queries.items())
    assert "行政管理信息" in text and "公开公示" in text


def test_the_list_finds_items_by_a_field(client):
    text = text_of(client, "/catalogue/?q=车牌号")
    assert "营运车辆" in text and "超限超载失信当事人" in text and "营运船舶" not in text
    assert "没有符合的目录项" in text_of(client, "/catalogue/?q=航天")


def test_an_item_page_has_the_ten_elements_fields_and_codes(client):
    text = text_of(client, "/catalogue/admin-penalty/")
    elements = "数据代码 数据名称 数据格式 提供单位 主体类型 信息性质 共享属性 覆盖范围 更新周期 信息项"
    assert all(f"<dt>{element}</dt>" in text for element in elements.split())
    assert all(field.identifier in text for field in queries.item("admin-penalty").fields)
    assert "吊销许可证件" in text and "处罚类别含“罚款”时必填" in text and "前 6 后 4" in text


def test_an_unknown_item_or_version_is_not_found(client):
    for url in (
        "no-such/",
        "honour/?version=9",
        "honour/?version=x",
        "no-such.json",
        "no-such/template.xlsx",
    ):
        assert client.get(f"/catalogue/{url}").status_code == 404


def test_a_city_version_and_an_old_version_can_be_read(client):
    publish_for_xiamen()
    for nowhere in ("xx", "110000"):
        for page in ("/", ".json", "/template.csv", "/template.xlsx"):
            assert client.get(f"/catalogue/honour{page}", {"region": nowhere}).status_code == 404
    for known in ("350203", "350000"):
        assert client.get("/catalogue/honour/", {"region": known}).status_code == 200
    text = text_of(client, "/catalogue/honour/?region=350200")
    assert "XM_EWM" in text and "厦门市" in text and "现行" in text
    base = text_of(client, "/catalogue/honour/")
    assert "XM_EWM" not in base and "厦门市" in base


def test_history_tells_what_changed(client):
    actions.start_draft("honour", by=SYSTEM, at=NOW)
    actions.edit_draft("honour", edit=PutField(make_field()), by=SYSTEM, at=NOW)
    actions.publish("honour", note="增加二维码", by=SYSTEM, at=NOW + timedelta(days=1))
    text = text_of(client, "/catalogue/honour/")
    assert "增加二维码" in text and "1 处变化" in text and "新增字段" in text
    old = text_of(client, "/catalogue/honour/?version=1")
    assert "已被取代" in old and 'id="XM_EWM"' not in old


def test_an_unchanged_page_is_not_sent_again(client):
    for url in ("/catalogue/honour/", "/catalogue/honour/template.xlsx", "/catalogue/dcat.jsonld"):
        tag = client.get(url)["ETag"]
        assert client.get(url, headers={"if-none-match": tag}).status_code == 304, url


def test_the_data_package_describes_every_item(client):
    package = client.get("/catalogue/datapackage.json").json()
    assert package["$schema"].endswith("datapackage.json") and len(package["resources"]) == 17
    for resource in package["resources"]:
        assert {"name", "path", "format", "mediatype", "schema"} <= resource.keys()
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert len(names) == len(set(names))
        assert all(set(key) <= set(names) for key in resource["schema"]["uniqueKeys"])


def test_a_resource_of_the_package_is_a_table_with_these_columns(client):
    resource = client.get("/catalogue/datapackage.json").json()["resources"][5]
    path = resource["path"].removeprefix("http://testserver")
    header = client.get(path).content.decode().strip().split(",")
    assert header == [field["name"] for field in resource["schema"]["fields"]]


def test_table_schema_carries_types_and_constraints(client):
    schema = client.get("/catalogue/admin-penalty.json").json()
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["CF_JDRQ"]["type"] == "date" and fields["CF_JDRQ"]["constraints"] == {"required": True}
    assert fields["CF_NR_FK"]["type"] == "number"
    assert fields["CF_NR_FK"]["requiredWhen"] == [{"field": "CF_CFLB", "contains": ["罚款"]}]
    assert fields["CF_CFLB"]["type"] == "list" and fields["CF_CFLB"]["delimiter"] == ";"
    assert fields["CF_XDR_LB"]["constraints"]["enum"] == ["法人及非法人组织", "自然人", "个体工商户"]
    assert fields["CF_WSH"]["constraints"] == {"required": True, "maxLength": 128}
    kinds = {"string", "date", "number", "integer", "list"}
    assert {field["type"] for field in schema["fields"]} <= kinds


def test_dcat_has_what_the_profile_asks_for(client):
    response = client.get("/catalogue/dcat.jsonld")
    assert response["Content-Type"].startswith("application/ld+json")
    assert response["Access-Control-Allow-Origin"] == "*"
    catalogue = json.loads(response.content)
    assert catalogue.keys() >= DCAT_NEEDS | {"@context", "@id", "@type"}
    for dataset in catalogue["dcat:dataset"]:
        assert dataset.keys() >= {"dct:title", "dct:description", "dct:accessRights", "dct:modified"}
        assert all("dcat:accessURL" in distribution for distribution in dataset["dcat:distribution"])
    prefixes = set(catalogue["@context"])
    used = {name.split(":")[0] for dataset in catalogue["dcat:dataset"] for name in dataset if name[0] != "@"}
    assert used <= prefixes


@pytest.mark.parametrize("identifier", ["admin-penalty", "overload", "watch-list"])
def test_the_workbook_has_headers_and_notes(client, identifier):
    item = queries.item(identifier)
    book = load_workbook(io.BytesIO(client.get(f"/catalogue/{identifier}/template.xlsx").content))
    table, notes = book.worksheets
    assert "统一社会信用代码" in {cell.value for cell in table[1]}
    assert [cell.value for cell in table[1]] == [field.name for field in item.fields]
    assert table.max_row == 1 and (table.title, notes.title) == ("填报", "填表说明")
    assert notes.max_row == len(item.fields) + 1
    columns = table.column_dimensions.values()
    assert {column.number_format for column in columns} == {"@"}
    assert sum(column.max - column.min + 1 for column in columns) == len(item.fields)


def test_an_item_may_be_called_what_no_sheet_can():
    named = replace(queries.item("overload"), name="超限/超载：[治超]?*填表说明")
    assert load_workbook(io.BytesIO(make_workbook(named))).properties.title == named.name


def test_the_workbook_offers_choices(client):
    content = client.get("/catalogue/admin-permit/template.xlsx").content
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    coded = [field for field in queries.item("admin-permit").fields if field.type is FieldType.ENUM]
    assert sheet.count("<dataValidation ") == len(coded)


def test_a_city_workbook_has_the_city_fields(client):
    publish_for_xiamen()
    book = load_workbook(io.BytesIO(client.get("/catalogue/honour/template.xlsx?region=350200").content))
    assert book.worksheets[0][1][-1].value == "二维码编号"
