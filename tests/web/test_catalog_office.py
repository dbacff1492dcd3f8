"""Revising the catalogue in the office: who may, what is seen, what is refused."""

import pytest
from django.contrib.auth import get_user_model

from tests.factories.accounts import make_organisations, make_user
from tests.factories.catalog import seed_catalogue
from xinlu.accounts.contracts import Role
from xinlu.catalog import queries

pytestmark = pytest.mark.django_db
ITEM = "/office/catalog/honour/"
FIELD = {
    "identifier": "XM_EWM",
    "name": "二维码编号",
    "type": "string",
    "length": "40",
    "disclosure": "public",
    "masking": "none",
    "codes": "",
    "aliases": "二维码\n码号",
    "required_when": "",
    "empty_when": "",
    "note": "",
}


@pytest.fixture(autouse=True)
def _base(db):
    make_organisations()
    seed_catalogue()


@pytest.fixture
def steward(client):
    return enter(client, Role.STEWARD, organisation="350000")


def enter(client, *roles, organisation):
    user = make_user(*roles, organisation=organisation)
    client.force_login(get_user_model().objects.get(pk=user), "django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def start(client, region=""):
    assert client.post(f"{ITEM}start/?region={region}").status_code == 302


def test_signed_out_and_clerks_stay_outside(client):
    assert client.get("/office/catalog/").url.startswith("/office/login/")
    clerk = enter(client, Role.CLERK, organisation="350200")
    assert clerk.get("/office/catalog/").status_code == 403
    assert clerk.post(f"{ITEM}start/").status_code == 403


def test_the_list_shows_items_and_drafts(steward):
    assert "严重失信主体名单" in text_of(steward.get("/office/catalog/"))
    start(steward)
    assert "草稿" in text_of(steward.get("/office/catalog/"))


def test_a_steward_revises_sees_the_difference_and_publishes(steward):
    start(steward)
    assert steward.post(f"{ITEM}fields/?region=", FIELD).status_code == 302
    text = text_of(steward.get(f"{ITEM}difference/?region="))
    assert "XM_EWM" in text and "新增字段" in text
    assert f"<td>{FIELD['name']} <span" in text
    done = steward.post(f"{ITEM}publish/?region=", {"note": "增加二维码", "confirmed": "on"}, follow=True)
    assert "第 2 版已发布" in text_of(done)
    field = queries.item("honour").field("XM_EWM")
    assert field.aliases == ("二维码", "码号") and field.length == 40


def test_fields_are_called_by_their_names_in_the_difference(steward):
    item = "/office/catalog/admin-penalty/"
    steward.post(f"{item}start/?region=")
    form = steward.get(f"{item}fields/CF_NR_FK/?region=").context["form"].initial
    sent = {key: "" if value is None else value for key, value in form.items() if value is not False}
    steward.post(f"{item}fields/CF_NR_FK/?region=", sent | {"empty_when": "CF_XDR_LB = 自然人"})
    text = text_of(steward.get(f"{item}difference/?region="))
    penalty = queries.item("admin-penalty")
    for name in ("CF_NR_FK", "CF_XDR_LB"):
        assert penalty.field(name).name in text
    assert "CF_XDR_LB" not in text and "<td>CF_NR_FK" not in text
    assert f"{penalty.field('CF_XDR_LB').name} 为 自然人" in text


def test_publishing_must_be_confirmed_and_explained(steward):
    start(steward)
    steward.post(f"{ITEM}fields/?region=", FIELD)
    refused = steward.post(f"{ITEM}publish/?region=", {"note": ""})
    assert "请填写这一项" in text_of(refused, 422)
    assert queries.item("honour").version == 1


def test_a_field_is_changed_and_its_role_is_kept(steward):
    start(steward)
    form = steward.get(f"{ITEM}fields/RY_MC/?region=").context["form"].initial
    sent = {name: "" if value is None else value for name, value in form.items() if value is not False}
    assert steward.post(f"{ITEM}fields/RY_MC/?region=", sent | {"name": "荣誉全称"}).status_code == 302
    before, after = queries.item("honour").field("RY_MC"), queries.draft("honour")[1].field("RY_MC")
    assert after.name == "荣誉全称" and after.role == before.role and after.aliases == before.aliases


def test_codes_and_conditions_survive_the_form(steward):
    item = "/office/catalog/admin-penalty/"
    steward.post(f"{item}start/?region=")
    for name in ("CF_CFLB", "CF_NR_FK", "CF_XDR_ZJHM", "CF_XDR_SHXYM"):
        form = steward.get(f"{item}fields/{name}/?region=").context["form"].initial
        sent = {key: "" if value is None else value for key, value in form.items() if value is not False}
        assert steward.post(f"{item}fields/{name}/?region=", sent).status_code == 302
    assert queries.difference(queries.item("admin-penalty"), queries.draft("admin-penalty")[1]) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"identifier": "RY_MC"}, "已有这个标识的字段"),
        ({"identifier": "xm"}, "标识应由大写字母"),
        ({"aliases": "荣誉名称"}, "同时指向"),
        ({"type": "enum"}, "要有代码表"),
        ({"type": "enum", "codes": "只有代码"}, "应写成：代码 | 含义"),
        ({"required_when": "没有符号"}, "应写成：字段标识"),
        ({"required_when": "NO = 1"}, "条件里的 NO"),
    ],
)
def test_a_faulty_field_is_refused_on_the_form(steward, change, words):
    start(steward)
    assert words in text_of(steward.post(f"{ITEM}fields/?region=", FIELD | change), 422)
    assert queries.draft("honour")[1].fields == queries.item("honour").fields


def test_a_field_is_removed_unless_the_key_needs_it(steward):
    start(steward)
    steward.post(f"{ITEM}fields/RY_NR/remove/?region=")
    assert "RY_NR" not in {field.identifier for field in queries.draft("honour")[1].fields}
    refused = steward.post(f"{ITEM}fields/RY_WH/remove/?region=", follow=True)
    assert "自然键里的 RY_WH" in text_of(refused)


def test_elements_are_changed(steward):
    start(steward)
    sent = steward.get(f"{ITEM}elements/?region=").context["form"].initial
    sent = {name: "" if value is None else value for name, value in sent.items() if value is not False}
    assert steward.post(f"{ITEM}elements/?region=", sent | {"cycle": "每季度"}).status_code == 302
    assert queries.draft("honour")[1].cycle == "每季度"


def test_a_draft_is_discarded(steward):
    start(steward)
    assert "草稿已放弃" in text_of(steward.post(f"{ITEM}discard/?region=", follow=True))
    assert "没有正在编辑的草稿" in text_of(steward.post(f"{ITEM}discard/?region=", follow=True))
    assert steward.get(f"{ITEM}difference/?region=").status_code == 404
    assert steward.get(f"{ITEM}fields/?region=").status_code == 404


def test_a_city_steward_extends_their_own_city_only(client):
    xiamen = enter(client, Role.STEWARD, organisation="350200")
    assert "厦门市" in text_of(xiamen.get(ITEM))
    assert xiamen.post(f"{ITEM}start/?region=").status_code == 403
    assert xiamen.post(f"{ITEM}start/?region=350100").status_code == 403
    start(xiamen, "350200")
    assert xiamen.post(f"{ITEM}fields/?region=350200", FIELD).status_code == 302
    assert xiamen.get(f"{ITEM}elements/?region=350200").status_code == 404
    refused = xiamen.post(f"{ITEM}fields/RY_NR/remove/?region=350200", follow=True)
    assert "地市扩展不能改动它" in text_of(refused)
    xiamen.post(f"{ITEM}publish/?region=350200", {"note": "厦门扩展", "confirmed": "on"})
    assert queries.item("honour", region="350200").field("XM_EWM").name == "二维码编号"
    assert queries.item("honour").version == 1


def test_what_does_not_exist_is_not_found(steward):
    assert steward.get("/office/catalog/no-such/").status_code == 404
    assert steward.get(f"{ITEM}?region=350203").status_code == 404
    assert steward.post("/office/catalog/no-such/start/?region=").status_code == 302
    assert steward.get(f"{ITEM}fields/NO/?region=").status_code == 404
