"""Looking for a subject: what is typed comes back as a list, but a person's number never in an address."""

import pytest
from django.urls import reverse

from tests.factories.archive import firm, kept, personal_penalty, someone
from tests.factories.subjects import PERSON_NUMBER, match, person
from tests.flows.conftest import platform  # noqa: F401
from tests.flows.stories import at_desk
from tests.web.desks import text_of
from xinlu.accounts.contracts import Role

pytestmark = pytest.mark.usefixtures("platform")
FIND = "/office/subjects/find/"


@pytest.fixture
def steward():
    return at_desk(Role.STEWARD, organisation="350000")


def test_what_is_typed_leads_to_its_list(steward):
    firm()
    sent = steward.post(FIND, {"text": " 闽通 ", "kind": "", "region": "350100", "order": "newest"})
    assert sent.url == "/office/subjects/?text=%E9%97%BD%E9%80%9A&region=350100&order=newest"
    assert "福州闽通达物流有限公司" in text_of(steward.get(sent.url))
    assert steward.post(FIND, {"text": ""}).url == "/office/subjects/"
    assert steward.get(FIND).status_code == 405


@pytest.mark.parametrize(
    "typed", [PERSON_NUMBER, f"身份证{PERSON_NUMBER[:6]} {PERSON_NUMBER[6:14]} {PERSON_NUMBER[14:]}"]
)
def test_a_persons_number_stands_in_no_address(steward, typed):
    who = someone()
    kept([personal_penalty(who)])
    found = steward.post(FIND, {"text": typed, "kind": "person"})
    assert PERSON_NUMBER[:6] not in found.url
    assert found.url == (
        reverse("office-subject", args=[who]) if typed == PERSON_NUMBER else "/office/subjects/"
    )


def test_a_number_that_nobody_within_reach_has_is_said_and_not_kept(steward):
    who = someone()
    kept([personal_penalty(who)])
    elsewhere = at_desk(Role.STEWARD, organisation="350200", name="厦门管理员")
    for desk, number in ((elsewhere, PERSON_NUMBER), (steward, "350102199001010024")):
        page = desk.post(FIND, {"text": number}, follow=True)
        assert "没有找到持这个证件号的主体" in text_of(page)
        assert page.request["QUERY_STRING"] == "" and number not in text_of(page)


def test_the_other_of_a_merge_is_found_the_same_way(steward):
    one, who = firm(), someone()
    kept([personal_penalty(who)])
    other = match(person("陈大明", origin="r1"))[0].subject
    find = reverse("office-subject-merge-find", args=[other])
    merge = reverse("office-subject-merge", args=[other])
    assert steward.post(find, {"text": PERSON_NUMBER}).url == f"{merge}?other={who}"
    assert steward.post(find, {"text": "陈小"}).url.startswith(f"{merge}?text=")
    firms = reverse("office-subject-merge-find", args=[one])
    assert steward.post(firms, {"text": PERSON_NUMBER}).url == reverse("office-subject-merge", args=[one])
    clerk = at_desk(Role.STEWARD, organisation="350200", name="厦门管理员")
    assert clerk.post(find, {"text": "陈小"}).status_code == 403
