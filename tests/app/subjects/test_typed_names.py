"""A name typed otherwise than it is registered still finds its firm among the first five."""

import pytest

from tests.factories.subjects import CODE, OTHER_CODE, PERSON_NUMBER, THIRD_CODE, claim, match, person
from xinlu.subjects import queries
from xinlu.subjects.contracts import Kind, Query

pytestmark = pytest.mark.django_db
FIRM = "福州闽通达物流有限公司"
BRACKETED = "瑞山泰（宁德）港务有限公司"


@pytest.fixture(autouse=True)
def firms() -> None:
    match(
        claim(FIRM, uscc=CODE),
        claim(BRACKETED, uscc=OTHER_CODE, region="350900"),
        claim("闽江汽车厂", uscc=THIRD_CODE),
    )
    match(
        *[
            claim(f"{place}闽通达物流有限公司", registration_no=f"35010010001{number:04d}", region=code)
            for number, (place, code) in enumerate(
                [("厦门", "350200"), ("泉州", "350500"), ("莆田", "350300")]
            )
        ],
    )


def first(text: str) -> list[str]:
    found, _ = queries.find(text, limit=5)
    return [row.name for row in found]


@pytest.mark.parametrize(
    "text",
    ["闽通达物流有限公司", "闽通达物流", "闽通达（福州）物流有限公司", "闽通达物流（福州市）有限公司",
     "【福州】（闽通达）物流有限公司", "福州閩通達物流有限公司", "福州　闽通达 物流有限公司",
     "福州市闽通达物流有限责任公司", "fzmtdwlyxgs", "MTDWL", "mtd", "通达", CODE, CODE[:8]],
)  # fmt: skip
def test_the_firm_is_among_the_first_five(text: str) -> None:
    assert FIRM in first(text)


@pytest.mark.parametrize(
    "text", ["宁德瑞山泰港务有限公司", "瑞山泰港务", "瑞山泰宁德", "宁德市瑞山泰港务公司"]
)
def test_a_place_inside_the_registered_name_may_be_left_out_or_moved(text: str) -> None:
    assert BRACKETED in first(text)


def test_the_place_that_was_typed_comes_first() -> None:
    assert first("闽通达（厦门）物流有限公司")[0] == "厦门闽通达物流有限公司"
    assert first(FIRM)[0] == FIRM


@pytest.mark.parametrize("text", ["福州市公司", "有限公司的", "瑞山泰（厦门）客运有限公司"])
def test_what_only_shares_common_words_is_not_like_it(text: str) -> None:
    assert first(text) == []


def test_a_person_is_found_by_no_way_of_typing() -> None:
    match(person("闽小通", person_id=PERSON_NUMBER))
    for text in ("闽小通", "闽小", "小通", "mxt", PERSON_NUMBER):
        assert first(text) == queries.ids(text, most=None) == []
    assert [row.name for row in queries.search(Query("闽小", tuple(Kind))).rows] == ["闽**"]


def test_machines_are_told_all_of_many_hits_once_and_the_closest_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("xinlu.subjects.listing.RANKED", 2)
    match(claim("厦门海闽通达", uscc=CODE), claim("闽通达", registration_no="350100100099999"))
    seen, place = [], queries.BEGINNING
    while place:
        found, place = queries.find("闽通达", place, limit=2)
        seen += [row.name for row in found]
    assert seen[0] == "闽通达"
    assert len(seen) == len(set(seen)) == 5


def test_numbers_are_told_to_the_last_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xinlu.subjects.listing.RANKED", 2)
    seen, place = [], queries.BEGINNING
    while place:
        found, place = queries.find("35010010001", place, limit=1)
        seen += [row.id for row in found]
    assert len(seen) == len(set(seen)) == 3


def test_a_list_says_when_it_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "LOOKED_UP", 2)
    page = queries.look_up("闽通达", limit=1, page=9)
    assert (page.total, page.pages, page.page, page.more) == (2, 2, 2, True)
    assert queries.count(Query("闽通达")) == 4
