"""公示时钟 in the office: lists, exports, the table, one publication, holding back and letting go."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.factories.accounts import make_organisations, make_user
from tests.factories.archive import catalogue, firm, penalty, personal_penalty, someone
from tests.factories.collection import make_concluded
from tests.factories.collection import penalty as row_of
from tests.factories.publicity import OFFICER, TOO_LATE, publish
from tests.factories.subjects import PERSON_NUMBER
from xinlu.accounts import models as accounts
from xinlu.accounts.contracts import Role
from xinlu.archive import actions as archive
from xinlu.events.models import Event
from xinlu.office.exporting import LISTS
from xinlu.publicity import actions, models
from xinlu.publicity.contracts import State, Tab

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base():
    make_organisations()
    catalogue()


def enter(client, *roles, organisation="350100"):
    user = accounts.User.objects.get(pk=make_user(*roles, organisation=organisation))
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])


def make_penalty(number=1, days=4, **given):
    """A penalty decided some days ago, so that pages of today show it."""
    on = timezone.localdate() - timedelta(days=days)
    return penalty(
        firm(), f"闽榕交罚〔2026〕{number}号", decided_on=on, CF_JDRQ=on.isoformat(), CF_CFLB="罚款", **given
    )


def table(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/office/clock/"),
        ("get", "/office/clock/export.csv"),
        ("get", "/office/punctuality/"),
        ("get", "/office/punctuality/export.csv"),
        ("get", "/office/publications/1/"),
        ("post", "/office/publications/1/withhold/"),
        ("post", "/office/publications/1/lift/"),
    ],
)
def test_every_page_asks_for_its_permission(client, method, path):
    assert getattr(client, method)(path).status_code == 302
    enter(client, Role.ADMINISTRATOR)
    assert getattr(client, method)(path).status_code == 403


@pytest.mark.parametrize("tab", list(Tab))
def test_each_view_opens_empty_and_full(client, tab):
    enter(client, Role.STEWARD)
    empty = client.get(f"/office/clock/?tab={tab.value}")
    assert empty.status_code == 200 and "没有" in empty.content.decode()
    late = make_penalty(2, days=40)
    shown, held, withdrawn, _, _ = publish(
        make_penalty(1),
        make_penalty(3, CF_NR="电话13800138000"),
        make_penalty(4),
        late,
        make_penalty(5, days=900, CF_GSJZQ="2025-01-01"),
        at=timezone.now(),
    )
    archive.withdraw(withdrawn.record, reason="决定被撤销", by=OFFICER, at=timezone.now())
    actions.follow(by=OFFICER, at=timezone.now())
    bad = {"CF_XDR_SHXYM": "91350128MA2XY0Q1X0"}
    soon = timezone.localdate().isoformat()
    dates = {6: "2026-08-10", 7: soon, 8: "2096-08-10"}
    make_concluded([row_of(number, **bad, CF_JDRQ=day) for number, day in dates.items()])
    page = client.get(f"/office/clock/?tab={tab.value}").content.decode()
    expected = {
        Tab.PUBLISHED: "1号",
        Tab.LATE: "2号",
        Tab.WITHHELD: "3号",
        Tab.WITHDRAWN: "4号",
        Tab.EXPIRED: "5号",
        Tab.OVERDUE: "6号",
        Tab.SOON: "7号",
        Tab.UNDATED: "8号",
    }
    assert f"闽榕交罚〔2026〕{expected[tab]}" in page
    rows = table(client.get(f"/office/clock/export.csv?tab={tab.value}"))
    assert rows[0][0] == "状态" and any(expected[tab] in row[2] for row in rows[1:])
    act = Event.objects.filter(act="list.exported").get()
    assert (act.target_id, act.data) == (f"clock-{tab.value}", {"count": len(rows) - 1})
    assert LISTS[act.target_id].startswith("公示时钟")


def test_filters_live_in_the_address_and_bad_ones_are_named(client):
    enter(client, Role.STEWARD)
    publish(make_penalty(1), make_penalty(2, region="350102"), at=timezone.now())
    page = client.get("/office/clock/?tab=published&region=350102&text=2号").content.decode()
    assert "〔2026〕2号" in page and "〔2026〕1号" not in page
    assert 'value="2号"' in page
    bad = client.get("/office/clock/?tab=nonsense&since=2026-13-40&item=zzz&region=999999&page=x")
    assert bad.status_code == 200 and "field-fault" in bad.content.decode()
    assert "不是日历上有的日期" in bad.content.decode() and "有效的" not in bad.content.decode()


def test_only_the_own_scope_is_shown(client):
    (row,) = publish(make_penalty(1), at=timezone.now())
    enter(client, Role.STEWARD, organisation="350200")
    assert "〔2026〕1号" not in client.get("/office/clock/?tab=published").content.decode()
    assert client.get(f"/office/publications/{row.pk}/").status_code == 403
    assert client.post(f"/office/publications/{row.pk}/withhold/", {"reason": "复议"}).status_code == 403
    row.refresh_from_db()
    assert row.state == State.PUBLISHED


def test_the_page_explains_the_decision(client):
    enter(client, Role.AUDITOR)
    shown, person = publish(make_penalty(1), personal_penalty(someone()), at=timezone.now())
    page = client.get(f"/office/publications/{shown.pk}/").content.decode()
    assert "国家发展改革委令第36号" in page and "最短公示期满" in page and "参数待核实" not in page
    assert "暂缓公示" not in page  # an auditor looks, and changes nothing
    page = client.get(f"/office/publications/{person.pk}/").content.decode()
    assert "参数待核实" in page and "陈**" in page
    assert "陈小明" not in page and PERSON_NUMBER not in page
    assert client.get("/office/publications/999999/").status_code == 404
    assert client.get("/office/publications/x/").status_code == 404


def test_the_page_never_says_that_the_public_sees_what_is_not_public(client):
    enter(client, Role.AUDITOR)
    shown, withdrawn, expired, never = publish(
        make_penalty(1),
        make_penalty(2),
        make_penalty(3),
        make_penalty(4, CF_NR="电话13800138000"),
        at=timezone.now(),
    )
    archive.withdraw(withdrawn.record, reason="决定被撤销", by=OFFICER, at=timezone.now())
    actions.follow(by=OFFICER, at=timezone.now())
    models.Publication.objects.filter(pk=expired.pk).update(ends_on=date(2026, 1, 1))
    pages = [
        client.get(f"/office/publications/{row.pk}/").content.decode()
        for row in (shown, withdrawn, expired, never)
    ]
    assert "公众看到的内容" in pages[0] and f'href="/publications/{shown.pk}/"' in pages[0]
    for page, state, title in zip(
        pages[1:],
        ("已撤回", "已期满", "不公示"),
        ("曾公示的内容", "曾公示的内容", "未曾公示的内容"),
        strict=True,
    ):
        assert f"公众现在看不到：这条记录{state}" in page and title in page
        assert "公众看到的内容" not in page and 'href="/publications/' not in page


def test_what_has_a_faulty_date_is_neither_in_time_nor_estimated(client):
    enter(client, Role.STEWARD)
    make_concluded([row_of(1, CF_JDRQ="2096-08-10")])
    page = client.get("/office/clock/?tab=undated").content.decode()
    assert "2096-08-10" in page and '<span class="mark mark-gray">日期有误</span>' in page
    assert "推算" not in page and "时限内" not in page
    home = client.get("/office/").content.decode()
    assert '<span class="tile-value">0</span><span class="tile-label">待公示</span>' in home
    assert '<span class="tile-value">0</span><span class="tile-label">超期未公示</span>' in home


def test_hold_back_and_let_go(client):
    enter(client, Role.CASE_OFFICER)
    (row,) = publish(make_penalty(1), at=timezone.now())
    address = f"/office/publications/{row.pk}/"
    refused = client.post(f"{address}withhold/", {"reason": " "})
    assert refused.status_code == 422 and "请写明理由" in refused.content.decode()
    assert (
        "已暂缓公示"
        in client.post(f"{address}withhold/", {"reason": "当事人申请复议"}, follow=True).content.decode()
    )
    page = client.get(address).content.decode()
    assert "当事人申请复议" in page and "恢复公示" in page
    again = client.post(f"{address}withhold/", {"reason": "再次"})
    assert again.status_code == 422 and "只有公示中的记录" in again.content.decode()
    client.post(f"{address}lift/", {"reason": "复议维持"})
    row.refresh_from_db()
    assert row.state == State.PUBLISHED
    assert client.get(f"{address}lift/").status_code == 405


def test_the_withdrawal_shows_its_deadline(client):
    enter(client, Role.STEWARD)
    (row,) = publish(make_penalty(1), at=TOO_LATE)
    archive.withdraw(row.record, reason="决定被撤销", by=OFFICER, at=TOO_LATE)
    actions.follow(by=OFFICER, at=TOO_LATE)
    page = client.get(f"/office/publications/{row.pk}/").content.decode()
    assert "应在 2026-11-04 前撤下" in page and "决定被撤销" in page


def test_punctuality_as_table_chart_and_file(client):
    enter(client, Role.AUDITOR)
    assert "没有需要按时公示的决定" in client.get("/office/punctuality/").content.decode()
    publish(make_penalty(1), make_penalty(2, days=40), at=timezone.now())
    page = client.get("/office/punctuality/").content.decode()
    assert "50.0%" in page and "data-chart" in page and "福州市" in page
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in page  # browsers read ISO only
    rows = table(client.get("/office/punctuality/export.csv"))
    assert rows[1] == ["福州市", "行政处罚", "1", "1", "0", "0", "50.0"]
    old = client.get("/office/punctuality/?since=2020-01-01&until=2020-12-31").content.decode()
    assert "没有需要按时公示的决定" in old
    assert client.get("/office/punctuality/?since=x").status_code == 200
    reversed_days = client.get("/office/punctuality/?since=2027-01-01&until=2020-01-01").content.decode()
    assert "截止日期早于起始日期" in reversed_days and "以下是近一年的情况" in reversed_days


def test_a_cell_that_looks_like_a_formula_is_defused(client):
    enter(client, Role.STEWARD)
    publish(make_penalty(1, CF_CFJG="=1+1"), at=datetime(2026, 10, 27, tzinfo=UTC))
    rows = table(client.get("/office/clock/export.csv?tab=published"))
    assert rows[1][4] == "'=1+1" and date.fromisoformat(rows[1][7])
