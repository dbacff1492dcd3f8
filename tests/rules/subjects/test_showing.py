import pytest

from xinlu.subjects.contracts import Kind
from xinlu.subjects.rules.showing import show


@pytest.mark.parametrize(
    ("name", "kind", "legal_person", "shown"),
    [
        ("陈阿建", Kind.PERSON, "", "陈**"),
        ("陈阿建", Kind.SOLE_TRADER, "陈阿建", "陈**"),
        ("鼓楼区阿建货运部", Kind.SOLE_TRADER, "陈阿建", "鼓楼区阿建货运部"),
        ("陈阿建", Kind.SOLE_TRADER, "", "陈阿建"),
        ("陈阿建", Kind.ORGANISATION, "陈阿建", "陈阿建"),
    ],
)
def test_people_are_masked_under_whatever_roof_they_trade(name, kind, legal_person, shown):
    assert show(name, kind, legal_person) == shown
