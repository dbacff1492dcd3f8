"""Home, subjects, quality and about; the map and its arithmetic."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from tests.factories.archive import catalogue, firm, penalty, registration, someone
from tests.factories.publicity import TOO_LATE, publish
from tests.factories.subjects import AT, CODE, PERSON_NUMBER, STEWARD, match
from tests.factories.subjects import claim as make_claim
from xinlu.kernel.regions import CITIES
from xinlu.portal.cartogram import PLACES, draw_tiles, shade_of
from xinlu.publicity.contracts import ClockRow
from xinlu.subjects import actions as subjects
from xinlu.ui.punctuality import add_up, rate_of

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def open_site(db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    catalogue()


def text_of(response) -> str:
    return response.content.decode()


def test_an_empty_platform_has_a_home_page(client, open_site):
    html = text_of(client.get("/"))
    assert "暂无公示" in html and "公示及时率" in html and "—" in html


def test_home_shows_figures_newest_and_map(client, open_site):
    publish(penalty(firm(), CF_CFJG="福州市交通运输局"), penalty(firm(), "2号", CF_CFJG="福州市交通运输局"))
    response = client.get("/")
    html = text_of(response)
    assert response.context["penalties"] == 2 and response.context["punctuality"] == "100"
    assert response.context["subjects"] == 1
    assert "福州：2" in html and "?region=350100" in html and "厦门：0" in html
    assert client.get("/", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_no_page_needs_an_inline_style_or_script(client, open_site):
    publish(penalty(firm()))
    for address in ("/", "/permits/", "/penalties/", "/search/", "/quality/", "/about/"):
        html = text_of(client.get(address))
        assert " style=" not in html and "<style" not in html and "onclick" not in html, address


@pytest.mark.parametrize("text", ["福州闽通达物流有限公司", "闽通达", CODE, CODE.lower(), "mtdwl"])
def test_a_subject_is_found_by_name_part_code_and_initials(client, open_site, text: str):
    subject = firm()
    html = text_of(client.get("/search/", {"q": text}))
    assert f"/subjects/{subject}/" in html and CODE in html


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("", "信用查询"),
        ("闽", "请至少输入两个字"),
        ("没有这一家", "没有查到"),
        (PERSON_NUMBER, "不提供按个人证件号码查询"),
    ],
)
def test_each_fruitless_search_says_why(client, open_site, text: str, answer: str):
    firm()
    response = client.get("/search/", {"q": text})
    assert answer in text_of(response)
    assert PERSON_NUMBER not in text_of(response)


def test_persons_are_never_found(client, open_site):
    person = someone()
    assert "没有查到" in text_of(client.get("/search/", {"q": "陈小明"}))
    assert client.get(f"/subjects/{person}/").status_code == 404


def test_a_subject_page_shows_what_is_public(client, open_site):
    subject = firm()
    (row,) = publish(penalty(subject, CF_CFJG="福州市交通运输局"))
    html = text_of(client.get(f"/subjects/{subject}/"))
    assert f"/publications/{row.pk}/" in html and CODE in html and "福州市交通运输局" in html


def test_a_subject_without_decisions_says_so(client, open_site):
    assert "没有正在公示的行政处罚" in text_of(client.get(f"/subjects/{firm()}/"))


def test_every_public_record_of_a_subject_is_found_on_its_page(client, open_site):
    """Registrations, inspections and conduct have no list of their own."""
    catalogue("enterprise-registration")
    subject = firm()
    (row,) = publish(registration(subject))
    html = text_of(client.get(f"/subjects/{subject}/"))
    assert '<a href="#enterprise-registration"><strong>1</strong><span>企业登记</span></a>' in html
    assert f"/publications/{row.pk}/" in html and "福州市道路运输事业发展中心" in html
    assert "登记或变更日期" in html


def test_many_records_of_one_item_are_paged(client, open_site):
    subject = firm()
    publish(*(penalty(subject, f"{number}号") for number in range(25)))
    page = f"/subjects/{subject}/"
    assert "全部 25 件" in text_of(client.get(page)) and "?item=admin-penalty" in text_of(client.get(page))
    second = client.get(f"{page}?item=admin-penalty&page=2")
    assert len(second.context["parts"][0].page.rows) == 5
    assert "?item=admin-penalty&amp;page=1" in text_of(second)
    assert len(client.get(f"{page}?item=nothing").context["parts"][0].page.rows) == 10


def test_an_id_that_was_merged_leads_to_the_new_one(client, open_site):
    kept, gone = firm(), match(make_claim("福州闽通达物流公司"))[0].subject
    subjects.merge(kept, gone, reason="同一家", by=STEWARD, at=AT)
    response = client.get(f"/subjects/{gone}/")
    assert response.status_code == 302 and response.url == f"/subjects/{kept}/"
    assert client.get("/subjects/nobody/").status_code == 404


def test_the_quality_page_counts_by_city_and_item(client, open_site):
    publish(penalty(firm()))
    publish(penalty(firm(), "2号"), at=TOO_LATE)
    response = client.get("/quality/")
    assert response.context["rows"] == [ClockRow("350100", "福州市", "admin-penalty", "行政处罚", 1, 1, 0, 0)]
    assert '<td class="number">50.0%</td>' in text_of(response)


def test_the_map_of_shares_runs_from_the_lowest_to_the_highest(client, open_site):
    """The shares of ten cities lie close together: a scale from nought would give them all one shade."""
    publish(penalty(firm()), penalty(firm(), "2号", region="350200"))
    publish(penalty(firm(), "3号", region="350200"), at=TOO_LATE)
    response = client.get("/quality/")
    shades = {tile.code: tile.shade for tile in response.context["tiles"]}
    assert (shades["350100"], shades["350200"]) == (5, 1)
    assert "最低 50.0%" in text_of(response) and "最高 100%" in text_of(response)


def test_about_explains_terms_and_objections(client, open_site):
    html = text_of(client.get("/about/"))
    assert 'id="objection"' in html and "七个工作日" in html and 'id="accessibility"' in html


def test_a_map_file_replaces_the_hexagons(client, open_site, settings, tmp_path):
    settings.HOME = tmp_path
    assert client.get("/map/fujian.geojson").status_code == 404
    assert "data-map" not in text_of(client.get("/"))
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "fujian.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    response = client.get("/map/fujian.geojson")
    assert b"".join(response.streaming_content).startswith(b'{"type"')
    assert 'data-map="/map/fujian.geojson"' in text_of(client.get("/"))


def test_the_hexagons_are_the_ten_regions_each_in_its_own_place():
    assert sorted(code for code, *_ in PLACES) == sorted(CITIES)
    assert len({(column, row) for _, _, column, row in PLACES}) == 10
    tiles = draw_tiles({"350100": 5, "350200": 10}, link=lambda code: code, chosen="350200")
    by_code = {tile.code: tile for tile in tiles}
    assert by_code["350200"].shade == 5 and by_code["350200"].chosen and by_code["350100"].shade == 1
    assert by_code["350300"].shade == 0 and by_code["350300"].text == "—"


@pytest.mark.parametrize(("value", "shade"), [(0, 0), (1, 1), (5, 3), (10, 5), (99, 5)])
def test_shades_are_even_steps(value: float, shade: int):
    assert shade_of(value, 0, 10) == shade


def test_one_value_alone_is_a_middle_shade():
    assert shade_of(7, 7, 7) == 3


@pytest.mark.parametrize(
    ("counts", "rate"),
    [
        ((0, 0, 0, 0), ""),
        ((0, 0, 3, 0), ""),
        ((10, 0, 0, 0), "100"),
        ((9999, 0, 0, 1), "99.9"),
        ((1, 1, 0, 2), "25.0"),
    ],
)
def test_the_rate_never_rounds_up_to_a_hundred(counts: tuple[int, ...], rate: str):
    assert rate_of(ClockRow("", "", "", "", *counts).share) == rate


def test_sums_of_many_rows():
    rows = [ClockRow("350100", "福州市", item, "", 1, 2, 3, 4) for item in ("a", "b")]
    assert add_up(rows) == ClockRow("", "合计", "", "", 2, 4, 6, 8)
    assert add_up([]).share is None


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/publications/{}/", 404),
        ("/catalogue/admin-penalty/?version={}", 404),
        ("/api/v1/publications/{}", 404),
        ("/penalties/?page={}", 200),
    ],
)
def test_a_number_longer_than_any_is_no_fault_of_ours(client, open_site, address, status):
    assert client.get(address.format("9" * 5000)).status_code == status
