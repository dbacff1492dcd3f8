"""The working calendar's page: twelve months, a declared day, a year entered."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from tests.factories.accounts import make_organisations, make_user
from xinlu.accounts.contracts import Role
from xinlu.catalog import queries
from xinlu.kernel.workdays import PUBLISHED_THROUGH

pytestmark = pytest.mark.django_db
PAGE = "/office/calendar/"
DAY = {"on": "2026-11-09", "working": "no", "note": "台风停工"}


@pytest.fixture(autouse=True)
def _tree(db):
    make_organisations()


@pytest.fixture
def administrator(client):
    return enter(client, "350000")


def enter(client, organisation):
    user = make_user(Role.ADMINISTRATOR, organisation=organisation)
    client.force_login(get_user_model().objects.get(pk=user), "django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_a_year_shows_every_day_with_its_kind(administrator):
    text = text_of(administrator.get(f"{PAGE}?year=2026"))
    assert text.count('class="month"') == 12
    assert "10月1日，休息日" in text and "10月10日，工作日" in text, (
        "the Saturday after the holiday is worked"
    )
    assert "已公布" in text and "推算" not in text


def test_the_coming_year_is_marked_as_computed(administrator):
    text = text_of(administrator.get(f"{PAGE}?year={PUBLISHED_THROUGH + 1}"))
    assert "推算" in text and "标记录入完毕" in text
    assert "按法定节假日推算，放假安排还没有公布" in text and "全部按国务院办公厅公布" not in text


def test_other_years_lead_to_this_one(administrator):
    for year in ("1990", "2999", "x"):
        text = text_of(administrator.get(f"{PAGE}?year={year}"))
        assert "只能查看 2001 至" in text and f"以下是 {timezone.localdate().year} 年" in text
    assert "只能查看" not in text_of(administrator.get(PAGE))


def test_a_day_is_declared_and_withdrawn(administrator):
    done = administrator.post(f"{PAGE}day/", DAY, follow=True)
    assert "2026-11-09 已设定" in text_of(done) and "11月9日，休息日，已设定" in text_of(done)
    assert not queries.workdays().is_working(date(2026, 11, 9))
    assert 'value="2026-11-09"' in text_of(administrator.get(f"{PAGE}?on=2026-11-09"))
    undone = administrator.post(f"{PAGE}day/withdraw/", {"on": "2026-11-09"}, follow=True)
    assert "的设定已撤销" in text_of(undone)
    assert queries.workdays().is_working(date(2026, 11, 9))
    again = administrator.post(f"{PAGE}day/withdraw/", {"on": "2026-11-09"}, follow=True)
    assert "没有设定" in text_of(again)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on": "2026-13-40"}, "field-fault"),
        ({"note": ""}, "field-fault"),
        ({"working": ""}, "field-fault"),
        ({"on": "1999-01-04"}, "只能维护"),
    ],
)
def test_a_faulty_declaration_is_refused(administrator, change, words):
    assert words in text_of(administrator.post(f"{PAGE}day/", DAY | change), 422)
    assert queries.calendar_overrides().days == {}


def test_a_year_is_entered(administrator):
    year = PUBLISHED_THROUGH + 1
    sent = {"year": year, "note": "国办发明电", "confirmed": "on"}
    assert administrator.post(f"{PAGE}year/", {"year": year}).status_code == 422
    assert "没有设定任何调休" in text_of(administrator.post(f"{PAGE}year/", sent), 422)
    sent |= {"without_shifts": "on"}
    done = text_of(administrator.post(f"{PAGE}year/", sent, follow=True))
    assert "已录入" in done and "标记录入完毕" not in done
    assert queries.calendar_overrides().years == {year}
    assert administrator.post(f"{PAGE}year/", sent | {"year": year + 5}).status_code == 422


def test_a_year_with_a_worked_weekend_needs_no_further_word_and_is_withdrawn(administrator):
    year = PUBLISHED_THROUGH + 1
    assert "还没有把任何周末设为工作日" in text_of(administrator.get(f"{PAGE}?year={year}"))
    administrator.post(f"{PAGE}day/", DAY | {"on": f"{year}-01-02", "working": "yes"})
    assert "还没有把任何周末设为工作日" not in text_of(administrator.get(f"{PAGE}?year={year}"))
    sent = {"year": year, "note": "国办发明电", "confirmed": "on"}
    assert "撤销录入完毕" in text_of(administrator.post(f"{PAGE}year/", sent, follow=True))
    undone = text_of(administrator.post(f"{PAGE}year/withdraw/", {"year": year}, follow=True))
    assert "录入完毕已撤销" in undone and "标记录入完毕" in undone
    again = administrator.post(f"{PAGE}year/withdraw/", {"year": year}, follow=True)
    assert "没有标记录入完毕" in text_of(again)


def test_without_a_year_none_is_withdrawn(administrator, monkeypatch):
    year = PUBLISHED_THROUGH + 1
    administrator.post(f"{PAGE}day/", DAY | {"on": f"{year}-01-02", "working": "yes"})
    administrator.post(f"{PAGE}year/", {"year": year, "note": "国办发明电", "confirmed": "on"})
    monkeypatch.setattr("xinlu.office.calendar.timezone.localdate", lambda *_: date(year, 3, 1))
    for sent in ({}, {"year": "x"}, {"year": "2999"}):
        told = text_of(administrator.post(f"{PAGE}year/withdraw/", sent, follow=True))
        assert "年份不正确，没有撤销任何一年" in told
    assert queries.calendar_overrides().years == {year}


def test_a_year_stays_computed_although_its_first_of_july_is_declared(administrator):
    year = PUBLISHED_THROUGH + 1
    administrator.post(f"{PAGE}day/", DAY | {"on": f"{year}-07-01"})
    text = text_of(administrator.get(f"{PAGE}?year={year}"))
    assert "标记录入完毕" in text and "已公布" not in text


def test_a_city_looks_but_does_not_change(client):
    city = enter(client, "350200")
    assert "由省级管理员维护" in text_of(city.get(PAGE))
    assert city.post(f"{PAGE}day/", DAY).status_code == 403
    assert city.post(f"{PAGE}year/withdraw/", {"year": 2027}).status_code == 403
    assert queries.calendar_overrides().days == {}
