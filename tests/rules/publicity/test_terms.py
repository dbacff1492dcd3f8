"""Terms of publicity by generation, severity, validity and the provider's own date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.publicity import make_facts, make_item
from xinlu.publicity.contracts import Severity
from xinlu.publicity.rulebook import book
from xinlu.publicity.rules.severity import Classifier
from xinlu.publicity.rules.terms import add_months, severity, term_by


def term(facts):
    return term_by(facts, severity(facts, book(), Classifier(facts.item)), book())


def penalty(on: str, kinds: str = "2", **changes: str):
    day = date.fromisoformat(on)
    return term(make_facts(on=day, 种类=kinds, **changes))


def test_the_worked_example_of_g3():
    found = penalty("2026-05-08")
    assert found.repairable_on == date(2026, 8, 8)
    assert found.ends_on == date(2027, 5, 8)
    assert (found.severity, found.pack, found.shown, found.verified) == (
        Severity.GENERAL,
        "penalty-term-g3",
        True,
        True,
    )


def test_months_are_cut_at_the_end_of_the_month():
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert penalty("2025-11-30").repairable_on == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("on", "kinds", "pack", "severity", "repairable", "ends"),
    [
        ("2023-04-30", "2", "penalty-term-g1", "general", "2023-07-30", "2024-04-30"),
        ("2023-04-30", "2;5", "penalty-term-g1", "serious", "2023-10-30", "2026-04-30"),
        ("2023-05-01", "2", "penalty-term-g2", "general", "2023-08-01", "2026-05-01"),
        ("2026-03-31", "6", "penalty-term-g2", "general", "2026-06-30", "2029-03-31"),
        ("2026-04-01", "2", "penalty-term-g3", "general", "2026-07-01", "2027-04-01"),
        ("2026-04-01", "6", "penalty-term-g3", "serious", "2027-04-01", "2029-04-01"),
        ("2026-04-01", "4", "penalty-term-g3", "general", "2026-07-01", "2027-04-01"),
    ],
)
def test_each_generation_has_its_terms(on, kinds, pack, severity, repairable, ends):
    found = penalty(on, kinds)
    assert (found.pack, found.severity) == (pack, severity)
    assert found.repairable_on == date.fromisoformat(repairable)
    assert found.ends_on == date.fromisoformat(ends)


@pytest.mark.parametrize("kinds", ["0", "0;1"])
def test_warnings_are_shown_in_g1_and_not_since(kinds):
    assert penalty("2023-04-30", kinds).shown
    for on in ("2023-05-01", "2026-04-01"):
        found = penalty(on, kinds)
        assert (found.shown, found.severity, found.verified) == (False, Severity.LIGHT, False)
        assert found.repairable_on is None
        assert "轻微" in found.reason


def test_a_warning_beside_a_fine_is_not_light():
    assert penalty("2026-04-01", "0;2").severity == Severity.GENERAL


@pytest.mark.parametrize("on", ["2023-05-01", "2026-04-01"])
def test_the_simple_procedure_is_light(on):
    assert not penalty(on, 文书="当场行政处罚决定书").shown


def test_serious_trades_in_g2_and_the_words_of_an_authority_do_not_count():
    assert penalty("2024-06-01", 依据="安全生产法第一百条").severity == Severity.SERIOUS
    assert penalty("2024-06-01", 机关="某安全生产监督管理局").severity == Severity.GENERAL


def test_a_penalty_without_kinds_is_general():
    assert penalty("2026-04-01", "").severity == Severity.GENERAL


@pytest.mark.parametrize(
    ("stated", "ends"),
    [("2026-12-31", "2026-12-31"), ("2030-01-01", "2027-05-08"), ("2099-12-31", "2027-05-08")],
)
def test_the_providers_date_counts_only_when_it_is_earlier(stated, ends):
    assert penalty("2026-05-08", 公示截止期=stated).ends_on == date.fromisoformat(ends)


@pytest.mark.parametrize(
    ("until", "ends"), [("2028-05-07", date(2028, 5, 7)), ("2099-12-31", None), ("", None)]
)
def test_a_permit_is_public_while_it_is_valid(until, ends):
    found = term(make_facts(make_item("admin-permit"), 有效期至=until))
    assert (found.ends_on, found.shown, found.pack, found.verified) == (ends, True, "permit-term", False)


@pytest.mark.parametrize(
    ("nature", "ends"),
    [
        ("良好", date(2028, 5, 8)),
        ("不良", date(2028, 5, 8)),
        ("评价", date(2027, 5, 8)),
        ("基本", None),
        ("没有见过的", date(2031, 5, 8)),
    ],
)
def test_other_items_by_their_nature(nature, ends):
    assert term(make_facts(make_item("conduct", nature=nature))).ends_on == ends


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_adding_months_lands_in_the_right_month(day, months):
    found = add_months(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day <= day.day
