"""机构维护: who may change which organisation, and what the pages say."""

from datetime import date

import pytest

from tests.factories.accounts import make_organisations
from tests.flows.stories import at_desk
from tests.web.desks import text_of
from xinlu.accounts import queries
from xinlu.accounts.contracts import Role
from xinlu.accounts.rules.seeds import synthetic_uscc

pytestmark = pytest.mark.django_db
TREE = "/office/organisations/"
BASIS = {"basis": "厦委编〔2026〕8号"}
STEPS = ("rename", "end", "code", "verify", "add")


@pytest.fixture(autouse=True)
def _tree(db):
    make_organisations()


def test_the_tree_marks_what_is_not_verified_and_leads_to_upkeep():
    client = at_desk(Role.ADMINISTRATOR, organisation="350000")
    page = text_of(client.get(TREE))
    assert "待核实" in page and "福建省公路事业发展中心" in page and f'href="{TREE}350200/"' in page
    earlier = text_of(client.get(TREE, {"on": "2017-11-01"}))
    assert "福建省公路管理局" in earlier and "福建省公路事业发展中心" not in earlier


def test_who_manages_no_accounts_sees_the_tree_but_no_upkeep():
    client = at_desk(Role.CLERK, organisation="350200")
    assert f"{TREE}350200/" not in text_of(client.get(TREE))
    assert client.get(f"{TREE}350200/").status_code == 403
    for step in STEPS:
        assert client.post(f"{TREE}350200/{step}/", BASIS).status_code == 403


def test_an_organisation_is_changed_from_above_only():
    client = at_desk(Role.ADMINISTRATOR, organisation="350200")
    own = text_of(client.get(f"{TREE}350200/"))
    assert "增设下级机构" in own and "<summary>更名" not in own
    assert "<summary>更名" in text_of(client.get(f"{TREE}350203/"))
    assert "由它的上级机构维护" in text_of(client.get(f"{TREE}350100/"))
    for code in ("350200", "350100", "350102"):
        assert client.post(f"{TREE}{code}/rename/", BASIS).status_code == 403
    assert client.post(f"{TREE}350100/add/", BASIS).status_code == 403


def test_an_administrator_renames_ends_and_corrects():
    client = at_desk(Role.ADMINISTRATOR, organisation="350000")
    page = f"{TREE}350000-port/"
    assert "占位，待更正" in text_of(client.get(page)) and "待核实" in text_of(client.get(page))
    sent = client.post(f"{page}rename/", BASIS | {"name": "福建省港航中心", "since": "2020-01-01"})
    assert sent.url == page
    assert "曾用名" in text_of(client.get(page)) and "待核实" not in text_of(client.get(page))
    client.post(f"{page}end/", BASIS | {"until": "2026-06-30"})
    assert queries.organisation("350000-port").until == date(2026, 6, 30)
    client.post(f"{page}code/", BASIS | {"uscc": synthetic_uscc("350000", 77)})
    assert queries.organisation("350000-port").uscc == synthetic_uscc("350000", 77)
    client.post(f"{TREE}350000-highway/verify/", BASIS)
    assert queries.organisation("350000-highway").verified


def test_a_unit_is_added_and_what_is_wrong_stays_on_the_form():
    client = at_desk(Role.ADMINISTRATOR, organisation="350200")
    given = BASIS | {"unit": "350200-port", "name": "厦门港口管理局", "kind": "city", "since": "2026-01-01"}
    wrong = client.post(f"{TREE}350200/add/", given | {"uscc": "123"})
    assert wrong.status_code == 422
    assert "应为 18 位" in wrong.content.decode() and 'value="厦门港口管理局"' in wrong.content.decode()
    client.post(f"{TREE}350200/add/", given | {"uscc": synthetic_uscc("350200", 7)})
    assert queries.organisation("350200-port").parent == "350200"


def test_there_is_no_other_step_and_no_other_organisation():
    client = at_desk(Role.ADMINISTRATOR, organisation="350000")
    assert client.post(f"{TREE}350200/sell/", BASIS).status_code == 404
    assert client.get(f"{TREE}359999/").status_code == 404
    assert client.get(f"{TREE}350200/rename/").status_code == 405
