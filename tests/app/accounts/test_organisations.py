"""Founding the tree and reading it."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.factories.accounts import NOW, make_organisations
from xinlu.accounts import actions, models, queries
from xinlu.accounts.contracts import OrganisationKind, Scope, UnknownOrganisation
from xinlu.events.contracts import SYSTEM, Filter
from xinlu.events.queries import list_events

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_seeding_again_changes_nothing():
    assert actions.seed_organisations(by=SYSTEM, at=NOW) > 100
    models.Organisation.objects.filter(pk="350200").update(name="厦门市交通运输局（改名）")
    assert actions.seed_organisations(by=SYSTEM, at=NOW) == 0
    assert queries.organisation("350200").name == "厦门市交通运输局（改名）"
    assert list_events(Filter(act="organisation.seeded")).total == 1


def test_authority_answers_to_its_region_code():
    make_organisations()
    assert queries.authority_of("350203").name == "厦门市思明区交通运输局"
    assert queries.authority_of("350427").until == date(2021, 12, 31)
    assert queries.authority_of("350000-port") is None
    assert queries.authority_of("110000") is None


def test_unknown_organisation_is_said_in_chinese():
    with pytest.raises(UnknownOrganisation, match="没有机构“999999”"):
        queries.organisation("999999")


def test_organisations_of_a_day():
    make_organisations()
    cities = queries.organisations(TODAY, OrganisationKind.CITY)
    assert [unit.code for unit in cities][:2] == ["350100", "350128"]
    assert len(cities) == 10
    codes = {unit.code for unit in queries.organisations(TODAY)}
    assert "350405" in codes and "350427" not in codes
    before = {unit.code for unit in queries.organisations(date(2020, 6, 1))}
    assert "350427" in before and "350405" not in before
    scope = Scope(organisations=frozenset({"350203"}))
    assert [unit.code for unit in queries.organisations(TODAY, within=scope)] == ["350203"]


def test_descendants_keep_the_history_of_a_city():
    make_organisations()
    below = queries.descendants("350400", TODAY)
    assert {"350400", "350405", "350427"} <= below
    assert "350405" not in queries.descendants("350400", date(2020, 6, 1))
    assert not any(code.startswith("3502") for code in below)


@pytest.mark.parametrize(
    "fault",
    [
        {"parent_id": None},
        {"kind": "village"},
        {"uscc": "same"},
        {"since": date(2021, 1, 2), "until": date(2021, 1, 1)},
    ],
)
def test_the_database_keeps_the_tree_sound(fault):
    make_organisations()
    known = {"kind": "county", "parent_id": "350200", "region": "350203", "name": "某局", "uscc": "X"}
    if fault == {"uscc": "same"}:
        fault = {"uscc": queries.organisation("350200").uscc}
    with pytest.raises(IntegrityError):
        models.Organisation.objects.create(code="350299", **known | fault)
