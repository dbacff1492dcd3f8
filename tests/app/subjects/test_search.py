from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories.subjects import (
    AT,
    CODE,
    OTHER_CODE,
    PERSON_NUMBER,
    claim,
    match,
    person,
)
from xinlu.subjects import queries
from xinlu.subjects.contracts import Kind, Order, Query

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def firms() -> None:
    match(
        claim("福州市长乐区海丝航运有限公司", uscc=CODE),
        claim("厦门轮渡公司", uscc=OTHER_CODE, region="350200"),
        claim("平潭ABC物流有限公司", uscc="91350128MA2XY0Q1XR"),
        person("陈海丝", person_id=PERSON_NUMBER),
    )


def names(text: str, **given: object) -> list[str]:
    return [row.name for row in queries.search(Query(text, **given)).rows]


@pytest.mark.parametrize(
    "text",
    ["海丝", "海丝航", "海丝航运", "福州市长乐区海丝航运有限公司", "海絲航運", " 海 丝 ", "福", CODE, CODE[:6], "MA2Y0001",
     CODE.lower(), "clqhs", "fzsclq", "fz"],
)  # fmt: skip
def test_part_of_a_name_a_code_or_initials_finds(text: str) -> None:
    assert "福州市长乐区海丝航运有限公司" in names(text)


@pytest.mark.parametrize(
    "text", ["海航", "丝海", "不存在", "350102", "%", "_", '"', "海丝'", "海丝 OR 厦门", "x"]
)
def test_what_is_not_there_is_not_found(text: str) -> None:
    assert "福州市长乐区海丝航运有限公司" not in names(text) or text == "海丝'"


def test_signs_alone_find_nothing() -> None:
    assert names("%%") == []


def test_latin_names_are_found() -> None:
    assert names("abc") == ["平潭ABC物流有限公司"]
    assert names("ptabc") == ["平潭ABC物流有限公司"]


def test_persons_only_when_asked_and_masked() -> None:
    assert "陈**" not in names("海丝")
    everyone = tuple(Kind)
    assert "陈**" in names("海丝", kinds=everyone)
    assert names(PERSON_NUMBER, kinds=everyone) == ["陈**"]
    assert names(PERSON_NUMBER) == []
    assert names(PERSON_NUMBER[:10], kinds=everyone) == []


def test_a_sole_trader_under_its_owners_own_name_is_masked_wherever_it_is_told() -> None:
    trader = {"kind": Kind.SOLE_TRADER, "legal_person": "陈阿建", "uscc": "92350100MA2Y0003X5"}
    (made,) = match(claim("陈阿建", **trader))
    assert queries.subject(made.subject).name == queries.subject(made.subject).names[0].name == "陈**"
    assert names("陈阿建") == ["陈**"]
    assert [found.name for found in queries.look_up("陈阿建").rows] == ["陈**"]
    assert [found.name for found in queries.find("陈阿建")[0]] == ["陈**"]
    assert queries.subject(made.subject, unmasked=True).name == "陈阿建"


def test_former_names_that_nobody_saw_on_a_day_come_first() -> None:
    told = [
        ("平潭甲物流有限公司", AT.date()),
        ("平潭乙物流有限公司", None),
        ("平潭丙物流有限公司", AT.date() + timedelta(9)),
    ]
    for name, day in told:
        match(claim(name, uscc="91350128MA2XY0Q1XR", seen_on=day))
    (found,) = queries.look_up("平潭丙物流").rows
    assert found.former == ("平潭乙物流有限公司", "平潭ABC物流有限公司", "平潭甲物流有限公司")


def test_regions_hold_their_counties_and_pingtan_stands_alone() -> None:
    assert names("", region="350100") == ["福州市长乐区海丝航运有限公司"]
    assert names("", region="350128") == ["平潭ABC物流有限公司"]
    assert len(names("", region="350000")) == 3


def test_paging_is_exact_and_kind_to_wrong_pages() -> None:
    page = queries.search(Query(), page=9, limit=2)
    assert (page.total, page.pages, page.page, len(page.rows)) == (3, 2, 2, 1)


def test_every_streams_all() -> None:
    assert len(list(queries.every(Query()))) == 3
    assert len(list(queries.every(Query("海丝", kinds=tuple(Kind))))) == 2


def test_the_closest_comes_first() -> None:
    match(claim("海丝", registration_no="350100100012345"))
    assert names("海丝")[0] == "海丝"


def test_other_orders_are_as_asked() -> None:
    assert names("", order=Order.REGION)[0] == "福州市长乐区海丝航运有限公司"
    assert names("", order=Order.NAME) == sorted(names(""))
    match(
        claim("厦门新店有限公司", region="350200", registration_no="350100100012345"),
        at=AT + timedelta(days=1),
    )
    assert names("", order=Order.NEWEST)[0] == "厦门新店有限公司"


def test_persons_may_be_cut_to_those_that_count() -> None:
    everybody = Query("海丝", tuple(Kind))
    (who,) = (each.id for each in queries.search(everybody).rows if each.kind == Kind.PERSON)
    assert queries.search(replace(everybody, persons=frozenset({who}))).total == 2
    (left,) = queries.search(replace(everybody, persons=frozenset())).rows
    assert left.kind == Kind.ORGANISATION
    assert [each.id for each in queries.every(Query(kinds=(Kind.PERSON,), persons=frozenset()))] == []
