"""What the public and the office read: filters, pages, counts, the clock."""

from datetime import date, timedelta

import pytest

from tests.factories.accounts import make_organisations
from tests.factories.archive import catalogue, firm, penalty, personal_penalty, someone
from tests.factories.collection import make_concluded
from tests.factories.collection import penalty as row_of
from tests.factories.publicity import IN_TIME, OFFICER, ON, TOO_LATE, publish
from xinlu.accounts.contracts import Scope
from xinlu.collection import queries as collection
from xinlu.publicity import actions, queries
from xinlu.publicity.contracts import ClockRow, Filter, Light, State, Tab

pytestmark = pytest.mark.django_db
ALL = Scope(everywhere=True)
FUZHOU = Scope(organisations=frozenset({"350100"}))
XIAMEN = Scope(organisations=frozenset({"350200"}))


@pytest.fixture(autouse=True)
def base():
    catalogue()


@pytest.fixture
def several():
    """Four penalties in three places; the last one late."""
    shared = {"CF_CFJG": "福州市交通运输局", "CF_CFLB": "罚款;没收违法所得"}
    publish(
        penalty(firm(), "闽榕交罚〔2026〕1号", **shared),
        penalty(firm(), "闽鼓交罚〔2026〕2号", region="350102", organisation="350102", CF_CFLB="罚款"),
        penalty(firm(), "闽岚交罚〔2026〕3号", region="350128", organisation="350128", CF_CFLB="罚款"),
    )
    return publish(penalty(firm(), "闽交罚〔2026〕4号", region="350000", organisation="350000"), at=TOO_LATE)


def titles(**wanted):
    return {row.title[1:2] for row in queries.publications(Filter(**wanted), on=ON).rows}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {"榕", "鼓", "岚", "交"}),
        ({"region": "350100"}, {"榕", "鼓"}),
        ({"region": "350102"}, {"鼓"}),
        ({"region": "350128"}, {"岚"}),
        ({"region": "350000"}, {"交"}),
        ({"organisation": "350102"}, {"鼓"}),
        ({"authority": "福州市交通运输局"}, {"榕"}),
        ({"category": "没收违法所得"}, {"榕"}),
        ({"category": "罚款"}, {"榕", "鼓", "岚"}),
        ({"text": "闽通达"}, {"榕", "鼓", "岚", "交"}),
        ({"text": " 91350100ma2y0001x9 "}, {"榕", "鼓", "岚", "交"}),
        ({"text": "闽榕交罚[２０２６]1"}, {"榕"}),
        ({"text": "查无此企业"}, set()),
        ({"kind": "penalty"}, {"榕", "鼓", "岚", "交"}),
        ({"kind": "permit"}, set()),
        ({"item": "admin-penalty"}, {"榕", "鼓", "岚", "交"}),
        ({"since": date(2026, 10, 21)}, set()),
        ({"until": date(2026, 10, 20)}, {"榕", "鼓", "岚", "交"}),
    ],
)
def test_filters(several, wanted, found):
    assert titles(**wanted) == found


def test_pages_are_exact_and_out_of_range_gives_the_nearest(several):
    page = queries.publications(Filter(), on=ON, page=2, size=3)
    assert (page.total, page.pages, page.page, len(page.rows)) == (4, 2, 2, 1)
    assert queries.publications(Filter(), on=ON, page=99, size=3).page == 2
    assert queries.publications(Filter(), on=ON, page=-1, size=3).page == 1
    assert queries.publications(Filter(text="无"), on=ON).pages == 1
    assert len(list(queries.stream(Filter(), on=ON))) == 4


def test_following_walks_through_everything_once(several):
    publish(penalty(firm(), "闽更交罚〔2026〕5号", decided_on=date(2026, 10, 21)))
    seen, last = [], None
    while found := queries.following(Filter(), last=last, on=ON, size=2):
        seen += found
        last = (found[-1].decided_on, int(found[-1].id))
    assert [row.id for row in seen] == [row.id for row in queries.publications(Filter(), on=ON).rows]
    assert len(seen) == 5


def test_counts_and_choices(several):
    assert queries.counts_by_city("penalty", on=ON) == {"350000": 1, "350100": 2, "350128": 1}
    assert queries.authorities("penalty", on=ON) == ("福州市交通运输局",)
    assert queries.categories("penalty", on=ON) == ("没收违法所得", "罚款")
    assert [row.title for row in queries.latest(limit=1, on=ON)] == ["闽交罚〔2026〕4号"]
    assert queries.latest("permit", limit=1, on=ON) == ()


def test_the_cache_validator_moves_with_every_change(several):
    assert queries.last_changed_at() == TOO_LATE
    later = TOO_LATE + timedelta(days=1)
    actions.withhold(str(several[0].pk), reason="复议", by=OFFICER, at=later)
    assert queries.last_changed_at() == later


def test_an_unknown_identifier_is_nothing(several):
    for identifier in ("0", "x", "²", ""):
        assert queries.publication(identifier, on=ON) is None
        assert queries.office_publication(identifier, on=ON) is None


def test_hidden_rows_are_hidden_everywhere():
    held, light, ended, person = publish(
        penalty(firm(), "1号"),
        penalty(firm(), "2号", CF_CFLB="警告"),
        penalty(firm(), "3号", CF_GSJZQ="2026-10-30"),
        personal_penalty(someone(), "4号"),
    )
    actions.withhold(str(held.pk), reason="复议", by=OFFICER, at=IN_TIME)
    assert [row.title for row in queries.publications(Filter(), on=ON).rows] == ["4号"]
    assert [row.title for row in queries.stream(Filter(), on=ON)] == ["4号"]
    assert [row.title for row in queries.latest(limit=9, on=ON)] == ["4号"]
    assert queries.of_subject(held.subject, on=ON).total == 0
    assert queries.items_of_subject(held.subject, on=ON) == {}
    assert sum(queries.counts_by_city(on=ON).values()) == 1
    for row in (held, light, ended):
        assert queries.publication(str(row.pk), on=ON) is None
    assert queries.of_record(held.record, on=ON).state == State.WITHHELD
    assert queries.of_record("none", on=ON) is None


def test_the_office_sees_each_view_within_its_scope(several):
    counts = queries.office_counts(scope=ALL, on=ON)
    assert counts[Tab.PUBLISHED] == 4 and counts[Tab.LATE] == 1 and counts[Tab.WITHHELD] == 0
    assert queries.office_counts(scope=FUZHOU, on=ON)[Tab.PUBLISHED] == 1
    late = queries.office_list(Tab.LATE, Filter(), scope=ALL, on=ON)
    assert [row.title for row in late.rows] == ["闽交罚〔2026〕4号"] and late.rows[0].light == Light.RED
    assert queries.office_list(Tab.LATE, Filter(), scope=FUZHOU, on=ON).total == 0
    assert queries.office_list(Tab.EXPIRED, Filter(), scope=ALL, on=date(2028, 1, 1)).total == 4
    assert len(list(queries.office_stream(Tab.PUBLISHED, Filter(region="350100"), scope=ALL, on=ON))) == 2


def test_grounds_name_the_packs_that_decided():
    (row,) = publish(personal_penalty(someone()))
    found = queries.grounds(str(row.pk))
    assert [ground.id for ground in found] == ["penalty-term-g3", "person-disclosure"]
    assert found[0].document_no.startswith("国家发展改革委令第36号") and not found[1].verified


def test_rows_in_quarantine_wait_with_their_clock():
    make_organisations()
    bad = {"CF_XDR_SHXYM": "91350128MA2XY0Q1X0"}
    make_concluded([
        row_of(1, **bad, CF_JDRQ="2026-10-20"),
        row_of(2, **bad, CF_JDRQ="2026-10-23"),
        row_of(3, CF_JDRQ="日期不明"),
    ])  # fmt: skip
    on = date(2026, 10, 30)  # one day after the first was due
    (overdue,) = queries.waiting(Tab.OVERDUE, Filter(), scope=ALL, on=on).rows
    assert (overdue.due_on, overdue.light, overdue.region) == (date(2026, 10, 29), Light.RED, "350100")
    soon = queries.waiting(Tab.SOON, Filter(), scope=ALL, on=on)
    assert [(row.due_on, row.light) for row in soon.rows] == [(date(2026, 11, 3), Light.YELLOW)]
    assert queries.office_counts(scope=FUZHOU, on=on)[Tab.SOON] == 1
    assert queries.office_counts(scope=XIAMEN, on=on)[Tab.SOON] == 0
    narrowed = [
        ({"text": "2号"}, 1),
        ({"region": "350100"}, 1),
        ({"region": "350102"}, 0),
        ({"kind": "permit"}, 0),
        ({"item": "admin-permit"}, 0),
        ({"organisation": "350200"}, 0),
        ({"since": on}, 0),
        ({"until": on}, 1),
    ]
    for wanted, count in narrowed:
        assert queries.waiting(Tab.SOON, Filter(**wanted), scope=ALL, on=on).total == count, wanted


def test_a_page_of_what_waits_reads_its_own_rows_only(monkeypatch):
    make_organisations()
    bad = {"CF_XDR_SHXYM": "91350128MA2XY0Q1X0"}
    days = ("2026-10-22", "2026-10-20", "2026-10-22", "2026-10-21", "2026-10-20")
    make_concluded([row_of(number, **bad, CF_JDRQ=day) for number, day in enumerate(days, 1)])
    read, pending_of = [], collection.pending_of
    monkeypatch.setattr(
        collection,
        "pending_of",
        lambda *kin, **cut: read.append((kin[2].day, cut)) or pending_of(*kin, **cut),
    )

    def page(number: int) -> list[tuple[int, int]]:
        found = queries.waiting(Tab.OVERDUE, Filter(), scope=ALL, on=date(2026, 11, 10), page=number, size=2)
        assert (found.total, found.pages) == (5, 3)
        return [(row.decided_on.day, row.row) for row in found.rows]

    assert [page(1), page(2), page(3)] == [[(20, 3), (20, 6)], [(21, 5), (22, 2)], [(22, 4)]]
    cuts = [
        {"start": 0, "stop": 2},
        {"start": 0, "stop": 1},
        {"start": 0, "stop": 1},
        {"start": 1, "stop": 2},
    ]
    assert read == list(zip((20, 21, 22, 22), cuts, strict=True))


def test_a_day_that_cannot_be_true_starts_no_clock():
    """What is decided in ten years, or on no day at all, is neither in time nor late: its date is faulty."""
    make_organisations()
    make_concluded([row_of(1, CF_JDRQ="2036-10-20"), row_of(2, CF_JDRQ="日期不明")])
    on = date(2026, 10, 30)
    found = queries.waiting(Tab.UNDATED, Filter(), scope=ALL, on=on).rows
    assert [(row.decided_on, row.due_on, row.due_estimated, row.light) for row in found] == [
        (date(2036, 10, 20), None, False, Light.GRAY),
        (None, None, False, Light.GRAY),
    ]
    counts = queries.office_counts(scope=ALL, on=on)
    assert (counts[Tab.SOON], counts[Tab.OVERDUE], counts[Tab.UNDATED]) == (0, 0, 2)
    whole = {"since": date(2020, 1, 1), "until": date(2040, 1, 1)}
    assert queries.punctuality(**whole, on=on) == []  # the same rows that the clock counts


def test_a_subject_is_read_item_by_item_and_page_by_page():
    subject = firm()
    publish(*(penalty(subject, f"{number}号") for number in range(3)), personal_penalty(someone()))
    assert queries.items_of_subject(subject, on=ON) == {"admin-penalty": 3}
    page = queries.of_subject(subject, "admin-penalty", on=ON, page=2, size=2)
    assert (page.total, page.pages, len(page.rows)) == (3, 2, 1)
    assert queries.of_subject(subject, "admin-permit", on=ON).total == 0
    assert queries.of_subject("", on=ON).total == 0  # a person's record bears no subject


def test_punctuality_by_city_and_item(several):
    make_organisations()
    bad = {"CF_XDR_SHXYM": "91350128MA2XY0Q1X0"}
    make_concluded([row_of(1, **bad, CF_JDRQ="2026-10-20"), row_of(2, **bad, CF_JDRQ="2026-10-23")])
    period = {"since": date(2026, 10, 1), "until": date(2026, 10, 31), "on": date(2026, 10, 30)}
    rows = {row.region: row for row in queries.punctuality(**period)}
    assert rows["350100"] == ClockRow("350100", "福州市", "admin-penalty", "行政处罚", 2, 0, 1, 1)
    assert rows["350100"].share == pytest.approx(66.67, abs=0.01)
    assert rows["350000"].late == 1 and rows["350000"].share == 0 and rows["350000"].region_name == "省级"
    assert list(rows) == ["350100", "350128", "350000"]  # the cities in their order, the province's own last
    assert [row.region for row in queries.punctuality(**period, scope=FUZHOU)] == ["350100"]
    assert queries.punctuality(**{**period, "until": date(2026, 10, 19)}) == []
    assert ClockRow("", "", "", "", 0, 0, 3, 0).share is None
