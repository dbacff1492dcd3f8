"""机构改革: adding, renaming, ending, correcting; each dated, with its document, on the account of acts."""

from datetime import date, timedelta

import pytest

from tests.factories.accounts import NOW, make_organisations
from xinlu.accounts import actions, queries
from xinlu.accounts.contracts import OrganisationKind, Refused
from xinlu.accounts.rules.seeds import synthetic_uscc
from xinlu.events.contracts import SYSTEM, Filter
from xinlu.events.queries import list_events
from xinlu.kernel import organisationcode, uscc

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WORD = {"basis": "厦委编〔2026〕8号", "by": SYSTEM, "at": NOW}
PORT = {
    "code": "350200-port",
    "name": "厦门港口管理局",
    "kind": OrganisationKind.CITY,
    "parent": "350200",
    "uscc": synthetic_uscc("350200", 7),
    "since": date(2026, 1, 1),
}


@pytest.fixture(autouse=True)
def _tree(db):
    make_organisations()


def name_on(code, day):
    return {unit.code: unit.name for unit in queries.organisations(day)}.get(code)


def acts(name):
    return [event.summary for event in list_events(Filter(act=name)).rows]


def test_an_organisation_is_added_below_another():
    actions.add_organisation(**PORT, **WORD)
    found = queries.organisation("350200-port")
    assert (found.region, found.parent, found.since, found.verified) == (
        "350200",
        "350200",
        date(2026, 1, 1),
        True,
    )
    assert name_on("350200-port", date(2025, 12, 31)) is None
    assert "350200-port" in queries.descendants("350200", TODAY)
    assert queries.authority_of("350200").code == "350200"
    assert acts("organisation.added") == ["厦门港口管理局（350200-port）：厦委编〔2026〕8号"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "350203"}, "已被使用"),
        ({"code": "nonsense"}, "6 位区划代码"),
        ({"name": " "}, "请填写机构名称"),
        ({"uscc": "11350200MB0000000X"}, "校验位不符"),
        ({"uscc": synthetic_uscc("350100", 0)}, "已属于“福州市交通运输局”"),
        ({"parent": "350427"}, "不存在或已撤销"),
        ({"basis": ""}, "请写明依据"),
    ],
)
def test_what_is_wrong_with_a_new_organisation_leaves_none_behind(change, words):
    with pytest.raises(Refused, match=words):
        actions.add_organisation(**{**PORT, **WORD, **change})
    assert name_on("350200-port", TODAY) is None and not acts("organisation.added")


def test_a_new_name_holds_from_its_day_on():
    actions.rename_organisation(code="350200", name="厦门市交通局", since=date(2026, 7, 1), **WORD)
    actions.rename_organisation(code="350200", name="厦门市交通委", since=date(2026, 9, 1), **WORD)
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 8, 31), date(2026, 9, 1))
    named = [name_on("350200", day) for day in days]
    assert named == ["厦门市交通运输局", "厦门市交通局", "厦门市交通局", "厦门市交通委"]
    assert queries.organisation("350200").name == "厦门市交通委"
    assert [former.name for former in queries.former_names("350200")] == ["厦门市交通局", "厦门市交通运输局"]
    event = list_events(Filter(act="organisation.renamed")).rows[0]
    assert event.data == {"before": "厦门市交通局", "name": "厦门市交通委", "since": "2026-09-01"}


@pytest.mark.parametrize(
    ("name", "since", "words"),
    [
        ("厦门市交通运输局", TODAY, "不需要更名"),
        ("厦门市交通局", TODAY + timedelta(days=1), "起用日期"),
        ("厦门市交通局", date(2026, 6, 30), "起用日期"),
        ("", TODAY, "请填写新的机构名称"),
    ],
)
def test_a_name_that_makes_no_sense_is_refused(name, since, words):
    if since == date(2026, 6, 30):
        actions.rename_organisation(code="350200", name="厦门市交通委", since=since, **WORD)
    with pytest.raises(Refused, match=words):
        actions.rename_organisation(code="350200", name=name, since=since, **WORD)


def test_a_renamed_bureau_is_verified():
    assert not queries.organisation("350000-port").verified
    actions.rename_organisation(code="350000-port", name="福建省港航中心", since=TODAY, **WORD)
    assert queries.organisation("350000-port").verified


def test_an_organisation_ends_and_may_turn_out_to_go_on():
    until = date(2026, 6, 30)
    actions.end_organisation(code="350203", until=until, **WORD)
    assert name_on("350203", until) and name_on("350203", until + timedelta(days=1)) is None
    actions.end_organisation(code="350203", until=None, **WORD)
    assert name_on("350203", TODAY)
    assert [event.data["until"] for event in list_events(Filter(act="organisation.ended")).rows] == [
        None,
        "2026-06-30",
    ]


@pytest.mark.parametrize(
    ("code", "until", "words"),
    [
        ("350000", TODAY, "机构树的根"),
        ("350200", TODAY, "还有下级机构"),
        ("350405", date(2020, 1, 1), "早于机构的设立日期 2021-01-01"),
        ("359999", TODAY, "没有机构“359999”"),
    ],
)
def test_an_end_that_makes_no_sense_is_refused(code, until, words):
    with pytest.raises(Refused, match=words):
        actions.end_organisation(code=code, until=until, **WORD)


def test_the_placeholder_gives_way_to_the_real_code():
    assert queries.has_synthetic_code(queries.organisation("350200"))
    real = "11350200MB123456" + organisationcode.check_digit("MB123456")
    real += uscc.check_digit(real)
    actions.correct_uscc(code="350200", uscc=f" {real.lower()} ", **WORD)
    found = queries.organisation("350200")
    assert found.uscc == real and not queries.has_synthetic_code(found)
    with pytest.raises(Refused, match="不需要更正"):
        actions.correct_uscc(code="350200", uscc=real, **WORD)
    (event,) = list_events(Filter(act="organisation.code-corrected")).rows
    assert event.data == {"before": synthetic_uscc("350200", 0), "uscc": real}


def test_what_was_read_in_a_document_is_no_longer_marked():
    actions.verify_organisation(code="350000-highway", **WORD)
    assert queries.organisation("350000-highway").verified
    assert acts("organisation.verified") == ["福建省公路事业发展中心（350000-highway）：厦委编〔2026〕8号"]
