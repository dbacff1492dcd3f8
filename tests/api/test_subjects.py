import pytest

from tests.api.calls import Caller, is_problem, token, work
from tests.factories.collection import penalty, penalty_of_person
from tests.factories.subjects import PERSON_NUMBER, claim, match, person
from xinlu.openapi.paging import cursor_of
from xinlu.openapi.schemas import PublicationPage, PublicationShape, SubjectPage, SubjectShape

pytestmark = pytest.mark.usefixtures("platform")


def publish(*records: dict) -> None:
    Caller(token()).send_records(*records)
    work()


def find(text: str, **query: object) -> list[dict]:
    return Caller().get("/subjects", {"q": text, **query}).json()["items"]


@pytest.fixture
def firm() -> dict:
    publish(penalty(1), penalty(2), penalty_of_person(3))
    return penalty(1)


def test_a_subject_is_found_by_code_and_by_part_of_its_name(firm: dict) -> None:
    name, code = firm["CF_XDR_MC"], firm["CF_XDR_SHXYM"]
    for text in (code, code[:9], name, name[2:4], name[3:6]):
        (row,) = find(text)
        assert (row["name"], row["code"], row["kind"], row["former"]) == (name, code, "organisation", [])


def test_the_public_archive_by_code_or_id(firm: dict) -> None:
    code = firm["CF_XDR_SHXYM"]
    archive = Caller().get(f"/subjects/{code}").json()
    assert archive == Caller().get(f"/subjects/{archive['id']}").json()
    assert archive["counts"] == {"admin-penalty": 2}
    assert {row["document_no"] for row in archive["records"]} == {penalty(n)["CF_WSH"] for n in (1, 2)}
    assert {"scheme": "uscc", "number": code} in archive["numbers"]
    assert archive["next"] is None
    listed = Caller().get("/publications", {"subject": archive["id"]}).json()["items"]
    assert listed == archive["records"]


def test_the_rest_of_an_archive_goes_on_among_the_publications(firm: dict, monkeypatch) -> None:
    monkeypatch.setattr("xinlu.openapi.subjects.SHOWN", 1)
    archive = Caller().get(f"/subjects/{firm['CF_XDR_SHXYM']}").json()
    query = {"subject": archive["id"], "cursor": archive["next"]}
    rest = Caller().get("/publications", query).json()["items"]
    assert len({row["id"] for row in (*archive["records"], *rest)}) == 2


def test_persons_are_neither_found_nor_shown(firm: dict) -> None:
    (landed,) = match(person("陈小明", person_id=PERSON_NUMBER))
    for text in ("陈小明", "小明", "cxm", "李四"):
        assert find(text) == []
    is_problem(Caller().get(f"/subjects/{landed.subject}"), 404)


@pytest.mark.parametrize("path", ["/subjects?q={}", "/subjects/{}"])
def test_personal_numbers_are_refused_and_not_repeated(path: str) -> None:
    match(person("陈小明", person_id=PERSON_NUMBER))
    answer = Caller().get(path.format(PERSON_NUMBER))
    assert "自然人" in is_problem(answer, 422)["detail"]
    assert PERSON_NUMBER not in answer.content.decode()


@pytest.mark.parametrize("text", ["", "闽", "（）", "福 "])
def test_too_short_a_text_is_refused(text: str) -> None:
    assert "两个字" in is_problem(Caller().get("/subjects", {"q": text}), 422)["detail"]


def test_what_is_missing_or_unknown(firm: dict) -> None:
    is_problem(Caller().get("/subjects"), 422)
    is_problem(Caller().get("/subjects/91350100MA2Y0000X0"), 404)
    is_problem(Caller().get("/subjects/SUNKNOWN"), 404)
    assert find("查无此企业") == []


@pytest.mark.parametrize("cursor", ["x", "MQ", "YS9iL2M", cursor_of(1, 0, "a")])
def test_a_cursor_of_ones_own_making_is_refused(cursor: str) -> None:
    assert "cursor" in is_problem(Caller().get("/subjects", {"q": "公司", "cursor": cursor}), 422)["detail"]


def test_pages_follow_one_another_without_gap_or_repeat(monkeypatch) -> None:
    monkeypatch.setattr("xinlu.subjects.listing.RANKED", 3)
    match(*[claim(f"福州顺{n}达物流有限公司", registration_no=f"3501001000{n:05d}") for n in range(8)])
    seen, query = [], {"q": "物流有限", "limit": 2}
    while True:
        page = Caller().get("/subjects", query).json()
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert len(seen) == len(set(seen)) == 8


def test_answers_hold_what_the_description_says_and_no_more(firm: dict) -> None:
    """They are written without being checked against it."""
    found = Caller().get("/subjects", {"q": firm["CF_XDR_MC"]}).json()
    archive = Caller().get(f"/subjects/{firm['CF_XDR_SHXYM']}").json()
    listed = Caller().get("/publications").json()
    one = Caller().get(f"/publications/{listed['items'][0]['id']}").json()
    for shape, body in (
        (SubjectPage, found),
        (SubjectShape, archive),
        (PublicationPage, listed),
        (PublicationShape, one),
    ):
        assert keys_of(shape.model_validate(body).model_dump(mode="json")) == keys_of(body)


def keys_of(part: object) -> object:
    """The names at every depth."""
    if isinstance(part, dict):
        return {name: keys_of(value) for name, value in part.items()}
    return [keys_of(value) for value in part] if isinstance(part, list) else None


def test_the_number_of_calls_a_minute_is_a_setting() -> None:
    from xinlu.config.variables import rates

    assert rates("600/60") == {"token": 600, "address": 60}
    assert rates("") == {}
