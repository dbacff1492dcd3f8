"""What a look-up by name reads: whole keys, by index, never a common one."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from tests.factories.subjects import CODE, claim, match, person, subject
from xinlu.subjects import blocking
from xinlu.subjects.models import Name, Subject
from xinlu.subjects.rules.keys import keys, stem_key
from xinlu.subjects.rules.parts import take_apart

pytestmark = pytest.mark.django_db
FIRM = "福州闽通达物流有限公司"


def plan_of(sql: str, given: list) -> str:
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SET LOCAL enable_seqscan = off"
            )  # the table is too small for the planner to bother
        cursor.execute(f"{explain} {sql}", given)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_names_are_found_by_whole_keys() -> None:
    subject(FIRM, uscc=CODE)
    match(person("闽通达"))
    name = Name.objects.get(name=FIRM).pk
    stem = stem_key(take_apart("闽通达（厦门）物流"))
    assert blocking.near({stem, 1}) == {stem: [name]}
    assert set(blocking.near(keys(FIRM))) == keys(FIRM)
    assert blocking.near(set()) == {}


def test_a_common_key_is_not_followed() -> None:
    blocking.add([(number, FIRM) for number in range(1, blocking.COMMON + 1)])
    stem = stem_key(take_apart(FIRM))
    assert len(blocking.near({stem})[stem]) == blocking.COMMON
    blocking.add([(blocking.COMMON + 1, FIRM)])
    assert blocking.near({stem}) == {}


def test_the_keys_are_read_by_index() -> None:
    filed = "SELECT name FROM subjects_key WHERE key = 1 LIMIT 101"
    plan = plan_of(filed, [])
    assert (
        "USING PRIMARY KEY" in plan
        or "Scan on subjects_key_pkey" in plan
        or "using subjects_key_pkey" in plan
    )


def test_provisional_subjects_are_found_by_the_index_of_their_origins() -> None:
    rows = Subject.objects.filter(origin__among=["a", "b"]).exclude(origin="").values_list("origin", "pk")
    assert "subject_origin" in plan_of(*rows.query.sql_with_params())


def test_names_that_were_there_before_get_their_keys() -> None:
    match(claim(FIRM, uscc=CODE), person())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM subjects_key")
    import_module("xinlu.subjects.migrations.0006_keys").fill(apps, None)
    assert set(blocking.near(keys(FIRM))) == keys(FIRM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT name) FROM subjects_key")
        assert cursor.fetchone() == (1,)


def test_what_a_name_costs_does_not_grow_with_the_register() -> None:
    def read() -> int:
        seen = blocking.near(keys("福州远航船务有限公司"))
        return sum(len(ids) for ids in seen.values())

    subject("福州远航船务有限公司")
    before = read()
    match(
        *(
            claim(f"福州第{number}物流有限公司", registration_no=f"3501001{number:08d}")
            for number in range(300)
        )
    )
    assert read() == before
