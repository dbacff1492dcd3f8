import pytest

from tests.api.calls import Caller, is_problem, token, work
from tests.factories.collection import penalty, penalty_of_person

pytestmark = pytest.mark.usefixtures("platform")


def publish(*records: dict) -> None:
    Caller(token()).send_records(*records)
    work()


def test_the_catalogue():
    lines = Caller().get("/catalogue").json()
    assert "admin-penalty" in {line["identifier"] for line in lines}
    item = Caller().get("/catalogue/admin-penalty").json()
    assert "CF_WSH" in item["natural_key"]
    assert any(field["identifier"] == "CF_XDR_MC" and field["aliases"] for field in item["fields"])
    is_problem(Caller().get("/catalogue/none"), 404)


def test_published_records_hold_public_fields_only():
    publish(penalty(1), penalty_of_person(2))
    rows = {
        row["document_no"]: row for row in Caller().get("/publications", {"kind": "penalty"}).json()["items"]
    }
    firm, human = rows[penalty(1)["CF_WSH"]], rows[penalty(2)["CF_WSH"]]
    assert firm["subject_code"] == penalty(1)["CF_XDR_SHXYM"]
    assert firm["due_on"] and firm["published_at"]
    assert (human["subject_code"], human["subject_name"][:1]) == ("", "李")
    assert human["subject_name"] != "李四"
    text = Caller().get("/publications").content.decode()
    assert "350102199001010016" not in text
    assert "张三" not in str(human)


def test_pages_follow_one_another_without_gap_or_repeat():
    publish(*[penalty(number) for number in range(7)])
    seen, query = [], {"limit": 3}
    while True:
        page = Caller().get("/publications", query).json()
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert len(seen) == len(set(seen)) == 7


def test_a_withdrawn_record_is_gone_at_once_and_caches_learn_of_it():
    publish(penalty(1))
    first = Caller().get("/publications")
    identifier = first.json()["items"][0]["id"]
    assert "no-cache" in first["Cache-Control"]
    assert Caller().get("/publications", **{"If-None-Match": first["ETag"]}).status_code == 304
    asked = {"item": "admin-penalty", "record": penalty(1), "reason": "行政复议决定撤销"}
    Caller(token()).post("/records/withdrawals", asked)
    again = Caller().get("/publications", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.json()["items"]) == (200, [])
    is_problem(Caller().get(f"/publications/{identifier}"), 404)


def test_one_publication():
    publish(penalty(1))
    row = Caller().get("/publications").json()["items"][0]
    assert Caller().get(f"/publications/{row['id']}").json() == row
    is_problem(Caller().get("/publications/0"), 404)
