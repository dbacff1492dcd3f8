"""What one organisation sees of another's archive (ADR 0004)."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_organisations
from tests.factories.archive import catalogue, firm, kept, penalty, personal_penalty, someone
from tests.factories.subjects import PERSON_NUMBER, claim, match, person
from tests.flows.stories import at_desk
from xinlu.accounts.contracts import Role
from xinlu.events.models import Event
from xinlu.subjects import queries as subjects

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE, COUNTY = "350100", "350200", "350203"


@pytest.fixture(autouse=True)
def province() -> None:
    make_organisations()
    catalogue()


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    if response.streaming:
        return b"".join(response.streaming_content).decode("utf-8-sig")
    return response.content.decode()


def clerk(organisation: str) -> Client:
    return at_desk(Role.CLERK, organisation=organisation)


def test_another_organisations_record_shows_what_may_leave_government_and_no_provenance() -> None:
    (id,) = kept([penalty(firm())])
    address = reverse("office-record", args=[id])
    own, others = text_of(clerk(HERE).get(address)), text_of(clerk(ELSEWHERE).get(address))
    for said in ("处罚.xlsx", "林报送", "清洗时的改动", ">修订<", "法定代表人证件号码"):
        assert said in own and said not in others
    assert "闽榕交罚〔2026〕1号" in others and "由福州市交通运输局报送" in others
    assert "处罚.xlsx" in text_of(at_desk(Role.AUDITOR, organisation="350000").get(address))


def test_a_firms_archive_is_open_but_not_where_others_records_came_from() -> None:
    who = firm()
    kept([penalty(who), penalty(who, "厦交罚1号", organisation=ELSEWHERE)])
    page = text_of(clerk(ELSEWHERE).get(reverse("office-subject", args=[who])))
    assert page.count("处罚.xlsx") == 1 and "闽榕交罚〔2026〕1号" in page
    lines = text_of(clerk(ELSEWHERE).get(reverse("office-subject-records", args=[who]))).splitlines()
    assert sorted(line.endswith(",,,") for line in lines[1:]) == [False, True]


def test_a_person_is_seen_by_those_who_have_a_record_alone() -> None:
    who = someone()
    (id,) = kept([personal_penalty(who)])
    pages = [reverse("office-subject", args=[who]), reverse("office-subject-records", args=[who])]
    for address in (*pages, reverse("office-record", args=[id])):
        assert clerk(HERE).get(address).status_code == 200
        refused = clerk(COUNTY).get(address)
        assert refused.status_code == 403 and "自然人的档案" in refused.content.decode()
    listed = reverse("office-subjects")
    for asked in ({}, {"kind": "person"}, {"text": "陈小"}, {"text": PERSON_NUMBER}):
        assert f"/office/subjects/{who}/" in text_of(clerk(HERE).get(listed, asked))
        assert f"/office/subjects/{who}/" not in text_of(clerk(COUNTY).get(listed, asked))
    export = reverse("office-subjects-export")
    assert who in text_of(clerk(HERE).get(export)) and who not in text_of(clerk(COUNTY).get(export))


def test_an_export_of_the_archive_is_on_the_account() -> None:
    who = firm()
    kept([penalty(who)])
    text_of(clerk(HERE).get(reverse("office-subjects-export"), {"text": "陈小明", "kind": "person"}))
    text_of(clerk(HERE).get(reverse("office-subject-records", args=[who])))
    listed, records = Event.objects.filter(act="list.exported").order_by("sequence")
    assert listed.target_id == "subjects" and listed.data == {
        "count": 0,
        "kind": "person",
        "text": "（已填写）",
    }
    assert (records.target_kind, records.target_id, records.data) == ("Subject", who, {"count": 1})


def unsure_pair() -> tuple[str, str]:
    known = firm()
    return known, match(claim("福州闽通达物流公司"))[0].subject


def test_the_queue_holds_what_the_own_organisations_have_to_do_with() -> None:
    _, unsure = unsure_pair()
    kept([penalty(unsure)])
    here, there = (at_desk(Role.STEWARD, organisation=unit) for unit in (HERE, ELSEWHERE))
    address, export = reverse("office-matching"), reverse("office-matching-export")
    assert "福州闽通达物流公司" in text_of(here.get(address))
    assert "没有这一类事项" in text_of(there.get(address))
    assert (text_of(here.get(export)).count("\n"), text_of(there.get(export)).count("\n")) == (2, 1)
    for desk, count in ((here, 1), (there, 0), (at_desk(Role.STEWARD, organisation="350000"), 1)):
        tiles = {tile.title: tile.count for tile in desk.get("/office/").context["tiles"]}
        assert tiles["待判定的主体匹配"] == count


def test_the_queue_is_sorted_as_asked_and_cases_of_strangers_persons_are_closed() -> None:
    unsure_pair()
    match(person(person_id=PERSON_NUMBER), person("陈小明"))
    steward = at_desk(Role.STEWARD, organisation="350000")
    scores = [
        [case.score for case in steward.get("/office/matching/", {"order": order}).context["page"].rows]
        for order in ("likeliest", "unlikeliest")
    ]
    assert scores[0] == scores[1][::-1]
    for case in subjects.cases().rows:
        status = at_desk(Role.STEWARD, organisation=ELSEWHERE).get(f"/office/matching/{case.id}/").status_code
        assert status == (403 if case.left.kind == "person" else 200)


def test_a_merge_offers_no_strangers() -> None:
    mine, theirs = someone(), match(person("陈小明明", person_id="350203198512310026"))[0].subject
    kept([personal_penalty(mine)])
    steward = at_desk(Role.STEWARD, organisation=HERE)
    address = reverse("office-subject-merge", args=[mine])
    assert theirs not in text_of(steward.get(address, {"text": "陈小明明"}))
    assert steward.get(address, {"other": theirs}).status_code == 403
    assert theirs in text_of(at_desk(Role.STEWARD, organisation="350000").get(address, {"text": "陈小明明"}))
