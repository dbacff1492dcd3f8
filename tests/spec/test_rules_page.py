"""The published list of rules equals the registry, both ways."""

from tests.spec.rules_page import PAGE, rules_page
from xinlu.catalog.repository import load_items
from xinlu.collection.rules.checks.crossfield import KINDS, TITLES


def test_the_page_is_up_to_date():
    written = PAGE.read_text(encoding="utf-8")
    assert written == rules_page(load_items()), "请运行 .venv/bin/python -m tests.spec.rules_page"


def test_every_kind_of_rule_has_a_title():
    assert set(KINDS) == set(TITLES)
