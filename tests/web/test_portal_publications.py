"""双公示 as the public meets it: lists, filters, one decision, downloads and feeds; and what is not there."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from tests.factories.archive import catalogue, firm, penalty, personal_penalty, registration, someone
from tests.factories.publicity import IN_TIME, OFFICER, TOO_LATE, publish
from tests.factories.subjects import CODE, OTHER_CODE, PERSON_NUMBER
from xinlu.archive import actions as archive
from xinlu.publicity import actions

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
LIST = "/penalties/"


@pytest.fixture(autouse=True)
def base(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    catalogue()


def text_of(response) -> str:
    return response.content.decode()


def two_firms() -> None:
    publish(
        penalty(firm(), CF_CFJG="福州市交通运输局", CF_CFLB="罚款", CF_SY="车辆超限"),
        penalty(
            firm("厦门鹭航运输有限公司", uscc=OTHER_CODE),
            "闽厦交罚〔2026〕2号",
            CF_XDR_MC="厦门鹭航运输有限公司",
            CF_XDR_SHXYM=OTHER_CODE,
            CF_CFJG="厦门市交通运输局",
            CF_CFLB="责令停产停业",
            CF_NR="罚款人民币五千元",
            CF_NR_FK="0.5",
            region="350203",
            organisation="350200",
            decided_on=date(2026, 10, 21),
        ),
    )


def test_the_list_shows_newest_decisions_first(client):
    two_firms()
    html = text_of(client.get(LIST))
    assert html.index("厦门鹭航运输有限公司") < html.index("福州闽通达物流有限公司")
    assert "共 <b>2</b> 件" in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("region=350200", "厦门鹭航"),
        ("region=350203", "厦门鹭航"),
        ("region=350100", "福州闽通达"),
        ("authority=福州市交通运输局", "福州闽通达"),
        ("category=责令停产停业", "厦门鹭航"),
        ("since=2026-10-21", "厦门鹭航"),
        ("until=2026-10-20", "福州闽通达"),
        ("q=闽通达", "福州闽通达"),
        (f"q={OTHER_CODE}", "厦门鹭航"),
        ("q=闽厦交罚", "厦门鹭航"),
    ],
)
def test_each_filter_is_in_the_address(client, query: str, shown: str):
    two_firms()
    response = client.get(f"{LIST}?{query}")
    rows = response.context["page"].rows
    assert len(rows) == 1 and shown in rows[0].subject_name
    assert "去掉条件" in text_of(response)


def test_a_filter_that_cannot_be_read_is_a_fault_not_a_crash(client):
    two_firms()
    html = text_of(client.get(f"{LIST}?since=2026-13-01&region=999999&page=x"))
    assert "不是日历上有的日期" in html and "列表中没有这个选项" in html and "厦门鹭航" in html
    reversed_dates = text_of(client.get(f"{LIST}?since=2026-10-21&until=2026-10-20"))
    assert "截止日期早于起始日期" in reversed_dates


def test_what_is_not_on_a_list_of_choices_is_never_repeated(client):
    two_firms()
    response = client.get(f"{LIST}?category=某地领导说了算&authority=某某局")
    html = text_of(response)
    assert "某地领导" not in html and "某某局" not in html and "去掉条件" not in html
    assert response.context["page"].total == 2 and "未按它筛选" in html


def test_a_list_shows_when_each_decision_was_published_and_which_came_late(client):
    publish(penalty(firm()))
    publish(penalty(firm(), "2号"), at=TOO_LATE)
    html = text_of(client.get(LIST))
    assert "2026-10-27" in html and "2026-10-30" in html and html.count("超期公示") == 1


def test_nothing_found_says_what_to_do(client):
    assert "暂无公示" in text_of(client.get(LIST))
    assert "没有符合条件的公示" in text_of(client.get(f"{LIST}?q=没有这家"))


def test_htmx_gets_the_list_alone(client):
    two_firms()
    response = client.get(LIST, headers={"HX-Request": "true"})
    assert "<html" not in text_of(response) and "厦门鹭航" in text_of(response)
    assert "HX-Request" in response["Vary"]


def test_a_decision_shows_its_dates_and_how_to_object(client):
    (row,) = publish(penalty(firm(), CF_CFJG="福州市交通运输局", CF_SY="车辆超限", CF_CFLB="罚款"))
    html = text_of(client.get(f"/publications/{row.pk}/"))
    for expected in (
        "2026-10-20",
        "2026-10-27",
        "2026-10-29",
        "按时公示",
        "如何提出异议",
        "福州市交通运输局",
        "车辆超限",
    ):
        assert expected in html
    assert html.index("行政处罚决定书文号") < html.index("违法事实") < html.index("处罚机关")
    assert PERSON_NUMBER not in html


def test_a_late_decision_says_so(client):
    (row,) = publish(penalty(firm()), at=TOO_LATE)
    assert "超期公示" in text_of(client.get(f"/publications/{row.pk}/"))


def test_a_record_outside_the_two_lists_is_called_by_its_own_name(client):
    catalogue("enterprise-registration")
    subject = firm()
    (row,) = publish(registration(subject))
    html = text_of(client.get(f"/publications/{row.pk}/"))
    assert "双公示" not in html and "企业登记决定" not in html and "<h2>企业登记</h2>" in html
    assert html.index("信用查询</a></li>") < html.index(f'<li><a href="/subjects/{subject}/">')
    assert "可向提供信息的<b>福州市道路运输事业发展中心</b>提出" in html
    assert "登记或变更日期" in html and "此类信息不设时限" in html


def test_a_natural_person_is_veiled_everywhere(client):
    (row,) = publish(personal_penalty(someone()))
    for address in (
        LIST,
        f"/publications/{row.pk}/",
        "/penalties.csv",
        "/penalties.json",
        "/feed/penalties.xml",
        "/",
    ):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert PERSON_NUMBER not in body.decode() and "陈小明" not in body.decode(), address
    assert "/subjects/" not in text_of(client.get(f"/publications/{row.pk}/"))


def test_csv_and_json_hold_exactly_what_the_filter_shows(client):
    two_firms()
    sheet = b"".join(client.get("/penalties.csv?region=350200").streaming_content).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(sheet))
    assert line["统一社会信用代码"] == OTHER_CODE and line["决定日期"] == "2026-10-21"
    assert line["网址"].startswith("http://testserver/publications/")
    assert (line["处罚内容"], line["罚款金额（万元）"]) == ("罚款人民币五千元", "0.5")
    everything = json.loads(b"".join(client.get("/penalties.json").streaming_content))
    assert [row["subject_code"] for row in everything] == [OTHER_CODE, CODE]
    assert everything[1]["fields"]["违法事实"] == "车辆超限"
    assert json.loads(b"".join(client.get("/penalties.json?q=没有").streaming_content)) == []


def test_a_withdrawn_decision_is_gone_with_the_next_request(client):
    (row,) = publish(penalty(firm()))
    first = client.get(LIST)
    assert client.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert first["Cache-Control"] == "public, no-cache" or "no-cache" in first["Cache-Control"]
    archive.withdraw(row.record, reason="决定已被撤销", by=OFFICER, at=NOW)
    actions.follow(by=OFFICER, at=NOW)
    again = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200 and "福州闽通达" not in text_of(again)
    assert client.get(f"/publications/{row.pk}/").status_code == 404
    for address in ("/feed/penalties.xml", "/sitemap.xml", "/penalties.csv"):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert f"/publications/{row.pk}/" not in body.decode(), address


def test_the_end_of_its_term_takes_a_decision_off_everything(client, monkeypatch):
    (row,) = publish(penalty(firm()))
    tag = client.get(LIST)["ETag"]
    monkeypatch.setattr(timezone, "now", lambda: datetime(2029, 11, 1, tzinfo=UTC))
    later = client.get(LIST, headers={"If-None-Match": tag})
    assert later.status_code == 200 and "福州闽通达" not in text_of(later)
    assert client.get(f"/publications/{row.pk}/").status_code == 404
    assert f"/publications/{row.pk}/" not in text_of(client.get("/feed/penalties.xml"))


def test_the_feed_is_atom_with_the_newest(client):
    (row,) = publish(penalty(firm()), at=IN_TIME)
    response = client.get("/feed/penalties.xml")
    assert "atom+xml" in response["Content-Type"]
    assert f"http://testserver/publications/{row.pk}/" in text_of(response)


def test_robots_and_sitemap(client):
    (row,) = publish(penalty(firm()))
    assert "Sitemap: http://testserver/sitemap.xml" in text_of(client.get("/robots.txt"))
    body = b"".join(client.get("/sitemap.xml").streaming_content).decode()
    assert f"<loc>http://testserver/publications/{row.pk}/</loc>" in body and "/quality/" in body


@pytest.mark.parametrize(
    "address", ["/publications/99/", "/publications/abc/", "/feed/others.xml", "/permits.pdf"]
)
def test_what_does_not_exist_is_404_in_chinese(client, address: str):
    response = client.get(address)
    assert response.status_code == 404 and "没有找到" in text_of(response)
