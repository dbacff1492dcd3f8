"""Subjects, archives, records and the matching queue as an officer uses them."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import make_organisations, make_user
from tests.factories.archive import DAY_LATER, catalogue, firm, keep, kept, penalty, personal_penalty, someone
from tests.factories.publicity import publish
from tests.factories.subjects import AT, CODE, PERSON_NUMBER, STEWARD, claim, match, person
from xinlu.accounts.contracts import Role
from xinlu.accounts.models import User
from xinlu.archive import actions, queries
from xinlu.events.models import Event
from xinlu.publicity import queries as publicity
from xinlu.subjects import actions as subject_actions
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import Scheme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _base() -> None:
    make_organisations()
    catalogue()


def officer(*roles: Role, organisation: str = "350000") -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=make_user(*roles, organisation=organisation)), backend=BACKEND)
    return client


BACKEND = "django.contrib.auth.backends.ModelBackend"


def text_of(response, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return response.content.decode()


def test_the_list_finds_by_part_of_a_name_and_exports() -> None:
    firm()
    steward = officer(Role.STEWARD)
    assert "福州闽通达物流有限公司" in text_of(steward.get(reverse("office-subjects"), {"text": "闽通"}))
    assert "没有找到主体" in text_of(steward.get(reverse("office-subjects"), {"text": "没有的"}))
    export = steward.get(reverse("office-subjects-export"), {"text": "mtd"})
    lines = b"".join(export.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2 and CODE in lines[1]


def test_the_archive_shows_sections_records_and_where_they_came_from() -> None:
    who = firm()
    kept([penalty(who, "甲号"), penalty(who, "乙号")])
    page = text_of(officer(Role.CLERK).get(reverse("office-subject", args=[who])))
    for said in ("行政处罚 2", "甲号", "乙号", "处罚.xlsx 第 3 行", "时间线", CODE):
        assert said in page


def test_names_that_the_register_contradicts_are_marked_for_officers_and_hidden_from_the_public() -> None:
    who = firm()
    match(claim(uscc=CODE, registers=True), claim("厦门海丝游艇俱乐部", uscc=CODE, seen_on=date(2026, 3, 4)))
    publish(penalty(who, "甲号"))
    page = text_of(officer(Role.CLERK).get(reverse("office-subject", args=[who])))
    assert "存疑写法" in page and "厦门海丝游艇俱乐部（2026-03-04 至 2026-03-04 的记录用过）" in page
    assert "与登记的名称不符，不公开、不用于匹配" in page
    assert "厦门海丝游艇俱乐部" not in text_of(Client().get(reverse("portal-subject", args=[who])))
    past = officer(Role.CLERK).get(reverse("office-subject", args=[who]), {"as_of": "2026-11-03"})
    assert "存疑写法" not in text_of(past)


def test_a_persons_doubtful_name_is_masked_until_it_is_asked_for() -> None:
    who = someone()
    match(person(registers=True, person_id=PERSON_NUMBER), person("欧阳海丝", person_id=PERSON_NUMBER))
    assert [name.name for name in subjects.doubtful_names(who)] == ["欧阳**"]
    steward = officer(Role.STEWARD)
    assert "欧阳海丝" not in text_of(steward.get(reverse("office-subject", args=[who])))
    whole = steward.post(reverse("office-subject-whole", args=[who]), {"purpose": "核对姓名写法"})
    assert "欧阳海丝" in text_of(whole)


def test_the_archive_as_known_on_a_day() -> None:
    who = firm()
    kept([penalty(who, "甲号")])
    keep(penalty(who, "丙号"), at=DAY_LATER)
    address = reverse("office-subject", args=[who])
    page = text_of(officer(Role.AUDITOR).get(address, {"as_of": timezone.localdate(AT).isoformat()}))
    assert "甲号" in page and "丙号" not in page
    assert "还没有记录" in text_of(officer(Role.AUDITOR).get(address, {"as_of": "2020-01-01"}))
    assert "甲号" in text_of(officer(Role.AUDITOR).get(address, {"as_of": "不是日期"}))


def test_as_known_on_a_day_neither_name_nor_number_nor_timeline_knows_what_came_later() -> None:
    who = firm()
    (id,) = kept([penalty(who, "甲号")])
    firm(seen_on=date(2026, 11, 3), registration_no="350100100012345")
    firm("福州海达物流有限公司", seen_on=date(2026, 11, 3))
    keep(penalty(who, "丙号", CF_XDR_MC="福州海达物流有限公司", CF_JDRQ="2026-11-03"), at=DAY_LATER)
    team = match(claim("闽侯远航运输队", registration_no="350121100054321"))[0].subject
    subject_actions.merge(who, team, by=STEWARD, at=DAY_LATER, reason="车队并入公司")
    actions.withdraw(id, reason="处罚决定被撤销", by=STEWARD, at=DAY_LATER)
    address = reverse("office-subject", args=[who])
    today = text_of(officer(Role.STEWARD).get(address))
    later = ("福州海达物流有限公司", "350100100012345", "更名为", "并入主体", "丙号", "处罚决定被撤销")
    assert not [said for said in later if said not in today]
    then = text_of(officer(Role.STEWARD).get(address, {"as_of": timezone.localdate(AT).isoformat()}))
    assert not [said for said in later if said in then]
    assert "<h1" in then and "福州闽通达物流有限公司" in then.split("</h1>")[0].split("<h1")[1]
    assert "仍是今天的" in then and "判定记录</h2>" not in then and "合并</a>" not in then
    before = text_of(officer(Role.STEWARD).get(address, {"as_of": "2020-01-01"}))
    assert "还没有这个主体" in before and "没有可识别的号码" in before


def test_a_person_as_known_on_a_day_stays_masked() -> None:
    who = someone()
    kept([personal_penalty(who)])
    address = reverse("office-subject", args=[who])
    then = text_of(officer(Role.STEWARD).get(address, {"as_of": timezone.localdate(AT).isoformat()}))
    assert "陈**" in then and "陈小明" not in then and PERSON_NUMBER not in then


def test_a_record_shows_its_fields_its_cleaning_and_its_life_masked() -> None:
    (id,) = kept([personal_penalty(someone())])
    keep(personal_penalty(someone(), CF_NR="罚款"), at=DAY_LATER)
    page = text_of(officer(Role.STEWARD).get(reverse("office-record", args=[id])))
    assert "350102********0016" in page and PERSON_NUMBER not in page and "陈小明" not in page
    for said in ("更正", "首次归集", "罚款", "林报送"):
        assert said in page


def test_the_whole_record_needs_leave_a_purpose_and_leaves_a_trace() -> None:
    (id,) = kept([personal_penalty(someone())])
    address = reverse("office-record-whole", args=[id])
    steward = officer(Role.STEWARD)
    assert PERSON_NUMBER not in text_of(steward.post(address, {"purpose": ""}), 422)
    assert not Event.objects.filter(act="record.unmasked").exists()
    page = text_of(steward.post(address, {"purpose": "核对处罚文书"}))
    assert PERSON_NUMBER in page and "陈小明" in page
    event = Event.objects.get(act="record.unmasked")
    assert event.target_id == id and event.data == {"purpose": "核对处罚文书"}
    assert steward.get(address).status_code == 405
    assert officer(Role.CLERK).post(address, {"purpose": "核对处罚文书"}).status_code == 403
    elsewhere = officer(Role.STEWARD, organisation="350200")
    assert elsewhere.post(address, {"purpose": "核对处罚文书"}).status_code == 403


def test_a_subject_is_seen_whole_only_by_those_who_have_a_record_of_it() -> None:
    who = someone()
    kept([personal_penalty(who)])
    address = reverse("office-subject-whole", args=[who])
    page = text_of(officer(Role.STEWARD, organisation="350100").post(address, {"purpose": "核对身份"}))
    assert PERSON_NUMBER in page
    assert Event.objects.filter(act="subject.unmasked", target_id=who).count() == 1
    assert (
        officer(Role.STEWARD, organisation="350200").post(address, {"purpose": "核对身份"}).status_code == 403
    )


def test_nobody_without_leave_sees_anything() -> None:
    (id,) = kept([penalty(firm())])
    routes = [reverse("office-subjects"), reverse("office-record", args=[id]), reverse("office-matching")]
    for route in routes:
        assert Client().get(route).status_code == 302
        assert officer(Role.ADMINISTRATOR).get(route).status_code == 403
    assert officer(Role.CLERK).get(reverse("office-matching")).status_code == 403
    for name in ("office-subject", "office-record"):
        assert officer(Role.STEWARD).get(reverse(name, args=["S0"])).status_code == 404


def test_a_case_is_judged_and_taken_back() -> None:
    known = firm(legal_person="林志强")
    unsure = match(claim("福州闽通达物流公司"))[0].subject
    (id,) = kept([penalty(unsure)])
    steward = officer(Role.STEWARD)
    case = subjects.cases().rows[0].id
    queue = text_of(steward.get(reverse("office-matching")))
    assert "福州闽通达物流公司" in queue and "名称相近，字号相同，业务相同，组织形式相同，地区相同" in queue
    page = reverse("office-match-case", args=[case])
    assert "字号" in text_of(steward.get(page))
    assert "请填写这一项" in text_of(steward.post(page, {"verdict": "same", "reason": ""}), 422)
    assert steward.post(page, {"verdict": "same", "reason": "同一营业执照"}).url == reverse("office-matching")
    assert queries.record(id).subject == known
    assert steward.get(reverse("office-subject", args=[unsure])).url == reverse(
        "office-subject", args=[known]
    )
    assert "已合并" in text_of(steward.get(page))
    archive = text_of(steward.get(reverse("office-subject", args=[known])))
    judgement = subjects.judgements(known)[0].id
    assert reverse("office-judgement-undo", args=[judgement]) in archive
    silent = steward.post(reverse("office-judgement-undo", args=[judgement]), {"reason": " "}, follow=True)
    assert "请填写撤销理由" in text_of(silent) and queries.record(id).subject == known
    steward.post(reverse("office-judgement-undo", args=[judgement]), {"reason": "合并有误"})
    assert queries.record(id).subject == unsure
    assert subjects.cases().total == 1


def test_a_steward_judges_only_subjects_with_records_of_the_own_organisation() -> None:
    firm()
    unsure = match(claim("福州闽通达物流公司"))[0].subject
    kept([penalty(unsure)])
    page = reverse("office-match-case", args=[subjects.cases().rows[0].id])
    answer = {"verdict": "different", "reason": "住所不同"}
    assert officer(Role.STEWARD, organisation="350200").post(page, answer).status_code == 403
    assert officer(Role.STEWARD, organisation="350100").post(page, answer).status_code == 302


def test_merging_and_splitting_by_hand() -> None:
    one = firm()
    team = match(claim("闽侯远航运输队", registration_no="350100100012345"))[0].subject
    (id,) = kept([penalty(team)])
    steward = officer(Role.STEWARD)
    merge = reverse("office-subject-merge", args=[one])
    assert "闽侯远航运输队" in text_of(steward.get(merge, {"text": "远航"}))
    assert "确认合并" in text_of(steward.get(merge, {"other": team}))
    steward.post(merge, {"other": team, "reason": "车队并入公司"})
    assert queries.record(id).subject == one
    merged = subjects.subject(one)
    split = reverse("office-subject-split", args=[one])
    names = [settings.KEYRING.index("name", "闽侯远航运输队")]
    numbers = [each.id for each in merged.identifiers if each.scheme == Scheme.REGISTRATION_NO]
    assert "至少选择一个名称" not in text_of(steward.get(split))
    # What comes in between page and answer moves the names about, and chooses no other.
    match(claim("闽侯远航运输队", registration_no="350100100012345", seen_on=date(2030, 1, 1)))
    made = steward.post(
        split, {"names": names, "identifiers": numbers, "records": [id], "reason": "两家单位"}
    ).url
    assert made == reverse("office-subject", args=[queries.record(id).subject])
    assert queries.record(id).subject not in (one, team)
    assert [name.name for name in subjects.subject(queries.record(id).subject).names] == ["闽侯远航运输队"]
    kept_name = settings.KEYRING.index("name", subjects.subject(one).name)
    everything = {
        "names": [kept_name],
        "identifiers": [each.id for each in subjects.subject(one).identifiers],
    }
    assert "留下至少一项" in text_of(steward.post(split, {**everything, "reason": "x"}), 422)


def test_faults_of_a_merge_are_said_on_the_page() -> None:
    one, other = firm(), match(claim("厦门海丝船务有限公司", uscc="92350203MA31TUW153"))[0].subject
    page = officer(Role.STEWARD).post(
        reverse("office-subject-merge", args=[one]), {"other": other, "reason": "误以为同一"}
    )
    assert "统一社会信用代码不同" in text_of(page, 422)


def test_withdrawn_records_are_marked() -> None:
    who = firm()
    (id,) = kept([penalty(who)])
    actions.withdraw(id, reason="处罚决定被撤销", by=STEWARD, at=DAY_LATER)
    assert "已撤回" in text_of(officer(Role.CLERK).get(reverse("office-subject", args=[who])))
    assert "处罚决定被撤销" in text_of(officer(Role.CLERK).get(reverse("office-record", args=[id])))


def test_records_export_is_masked() -> None:
    who = someone()
    kept([personal_penalty(who)])
    export = officer(Role.CLERK).get(reverse("office-subject-records", args=[who]))
    told = b"".join(export.streaming_content).decode()
    assert "闽榕交罚〔2026〕9号" in told and PERSON_NUMBER not in told


def test_records_export_tells_the_time_by_the_local_clock() -> None:
    who = firm()
    kept([penalty(who)])
    export = officer(Role.CLERK).get(reverse("office-subject-records", args=[who]))
    (record,) = queries.every(subject=who)
    first = record.first_received_at
    assert f"{timezone.localtime(first):%Y-%m-%d %H:%M:%S}" in b"".join(export.streaming_content).decode()


def test_a_record_tells_how_it_stands_before_the_public_and_leads_there() -> None:
    publish(penalty(firm()))
    (row,) = publicity.latest(limit=1, on=timezone.localdate())
    page = text_of(officer(Role.CLERK).get(reverse("office-record", args=[row.record])))
    for said in ("应公示日期", "2026-10-29", "公示中", reverse("office-publication", args=[row.id])):
        assert said in page
    assert reverse("portal-publication", args=[row.id]) in page
    elsewhere = text_of(
        officer(Role.CLERK, organisation="350200").get(reverse("office-record", args=[row.record]))
    )
    assert "公示中" in elsewhere and reverse("office-publication", args=[row.id]) not in elsewhere
    subject = text_of(officer(Role.CLERK).get(reverse("office-subject", args=[row.subject])))
    assert reverse("portal-subject", args=[row.subject]) in subject


def test_a_person_has_no_public_page() -> None:
    who = someone()
    kept([personal_penalty(who)])
    assert "公众看到的页面" not in text_of(officer(Role.CLERK).get(reverse("office-subject", args=[who])))
