"""Two administrators at once: one gets what both ask for, the other hears that it is taken."""

import itertools
import threading

import pytest
from django.db import connection

from tests.app.together import at_once
from tests.factories.accounts import NOW, PASSWORD, make_organisations
from xinlu.accounts import actions, models
from xinlu.accounts.actions import organisations, users
from xinlu.accounts.contracts import OrganisationKind, Refused
from xinlu.accounts.rules.seeds import synthetic_uscc
from xinlu.events.contracts import SYSTEM, Filter
from xinlu.events.queries import list_events

pytestmark = pytest.mark.django_db(transaction=True)
CODES = [synthetic_uscc("350200", number) for number in (7, 8)]
WORD = {"basis": "厦委编〔2026〕8号", "by": SYSTEM, "at": NOW}


@pytest.fixture(autouse=True)
def _tree(db):
    make_organisations()


def create(name="林晓"):
    given = {"username": "lin.xiao", "name": name, "organisation": "350203", "password": PASSWORD}
    actions.create_user(**given, by=SYSTEM, at=NOW)


def add(name="厦门港口管理局", code="350200-port", uscc=CODES[0]):
    placed = {"kind": OrganisationKind.CITY, "parent": "350200", "since": NOW.date()}
    actions.add_organisation(code=code, name=name, uscc=uscc, **placed, **WORD)


def correct(code):
    actions.correct_uscc(code=code, uscc=CODES[0], **WORD)


CASES = [
    (users, create, ["林晓"], create, ["陈二"], "用户名“lin.xiao”已被使用"),
    (organisations, add, ["甲局"], add, ["乙局", "350200-port", CODES[1]], "机构代码“350200-port”已被使用"),
    (organisations, add, ["甲局"], add, ["乙局", "350200-other"], "已属于“甲局”"),
    (organisations, correct, ["350200"], correct, ["350203"], "已属于“厦门市交通运输局”"),
]
acts = pytest.mark.parametrize(("home", "first", "its", "second", "others", "sentence"), CASES)


def count_acts():
    return list_events(Filter()).total


@acts
def test_what_was_free_when_it_was_looked_at_may_be_taken(
    monkeypatch, home, first, its, second, others, sentence
):
    """As if the other had come between the check and the writing."""
    first(*its)
    before, check, calls = count_acts(), home.refuse_taken, itertools.count()
    monkeypatch.setattr(home, "refuse_taken", lambda row: check(row) if next(calls) else None)
    with pytest.raises(Refused, match=sentence):
        second(*others)
    assert count_acts() == before


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time by nature")
@acts
def test_two_at_once(monkeypatch, home, first, its, second, others, sentence):
    check, calls, both = home.refuse_taken, itertools.count(), threading.Barrier(2)

    def look_together(row):
        check(row)
        if next(calls) < 2:
            both.wait(5)

    before = count_acts()
    monkeypatch.setattr(home, "refuse_taken", look_together)
    with pytest.raises(Refused, match="已被使用|已属于"):
        at_once(lambda: first(*its), lambda: second(*others))
    assert count_acts() == before + 1
    assert models.User.objects.count() <= 1
