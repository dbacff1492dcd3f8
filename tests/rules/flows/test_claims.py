"""What a cleaned row says of its subject, whatever the item calls its columns."""

from datetime import date

import pytest

from tests.factories.catalog import make_item
from xinlu.catalog.contracts import SubjectKind
from xinlu.flows.rules.claims import Reader, kinds_stated
from xinlu.subjects.contracts import Attached, Kind, Scheme

CODE, SOLE, PERSON = "91350100MA2Y0001X9", "92350203MA31TUW153", "350102199001010016"
KINDS = [
    {"code": "1", "label": "法人及非法人组织"},
    {"code": "2", "label": "自然人"},
    {"code": "9", "label": "其他"},
]


def column(identifier: str, role: str, **more) -> dict:
    return {"identifier": identifier, "name": identifier, "type": "string", "role": role} | more


HIDDEN = {"kind": "hidden"}
DAY = column("RQ", "decided-on", type="date", required=True)


def reader(*columns: dict, **changes) -> Reader:
    item = {"natural_key": ["MC"], "fields": [column("MC", "subject-name", required=True), DAY, *columns]}
    return Reader(make_item(**(item | changes)))


FULL = reader(
    column("LB", "subject-kind", type="enum", codes=KINDS),
    column("XYM", "uscc"),
    column("ZJ", "person-id", masking=HIDDEN),
    column("FR", "legal-person"),
    column("CP", "plate"),
)


def test_a_firm():
    row = {
        "MC": "顺达",
        "LB": "1",
        "XYM": CODE,
        "ZJ": PERSON,
        "FR": "张三",
        "RQ": "2026-11-18",
        "CP": "闽A12345",
    }
    claim = FULL.claim(row, region="350200", origin="k")
    assert (claim.kind, claim.name, claim.legal_person) == (Kind.ORGANISATION, "顺达", "张三")
    assert claim.numbers == {Scheme.USCC: CODE}  # a number of somebody else's is not the firm's
    assert (claim.region, claim.seen_on, claim.origin) == ("350100", date(2026, 11, 18), "k")
    assert FULL.attached(row) == [Attached("vehicle", "闽A12345")]


def test_a_person():
    claim = FULL.claim({"MC": "李四", "LB": "自然人", "ZJ": PERSON}, region="350200")
    assert (claim.kind, claim.numbers) == (Kind.PERSON, {Scheme.PERSON_ID: PERSON})
    assert (claim.region, claim.seen_on) == ("350200", None)


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [
        ({"XYM": CODE}, Kind.ORGANISATION),
        ({"XYM": SOLE}, Kind.SOLE_TRADER),
        ({"ZJ": PERSON}, Kind.PERSON),
        ({}, Kind.ORGANISATION),
        ({"LB": "9", "XYM": SOLE}, Kind.SOLE_TRADER),
    ],
)
def test_a_kind_that_is_not_stated_is_told_by_the_number(numbers, kind):
    assert FULL.claim({"MC": "某"} | numbers, region="").kind is kind


def test_an_item_about_persons_only():
    drivers = reader(subject_kinds=["自然人"])
    assert drivers.claim({"MC": "李四"}, region="").kind is Kind.PERSON


def test_one_column_for_codes_and_persons_numbers():
    both = reader(column("LB", "subject-kind"), column("HM", "subject-code", masking=HIDDEN))
    firm = both.claim({"MC": "顺达", "LB": "法人及非法人组织", "HM": CODE}, region="350200")
    person = both.claim({"MC": "李四", "LB": "自然人", "HM": PERSON}, region="350200")
    assert (firm.numbers, firm.region) == ({Scheme.USCC: CODE}, "350100")
    assert person.numbers == {Scheme.PERSON_ID: PERSON}


def test_kinds_without_a_column_are_the_words_themselves():
    assert kinds_stated(make_item()) == {
        SubjectKind.ORGANISATION: Kind.ORGANISATION,
        SubjectKind.SOLE_TRADER: Kind.SOLE_TRADER,
        SubjectKind.PERSON: Kind.PERSON,
    }


def test_codes_of_elsewhere_have_the_region_of_the_reporter():
    assert FULL.claim({"MC": "沪", "XYM": "91310000MA1FL5E91K"}, region="350200").region == "350200"
