"""What `bulk` reads by leaps and by keys."""

import pytest

from tests.factories.subjects import CODE, OTHER_CODE, claim, match
from xinlu import bulk
from xinlu.subjects.models import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids() -> list[str]:
    landed = match(
        claim("甲公司", uscc=CODE),
        claim("乙公司", uscc=OTHER_CODE),
        claim("丙公司", registration_no="350102100012345", region="350102"),
    )
    return [each.subject for each in landed]


def test_values_are_leapt_through_in_order(ids: list[str]) -> None:
    rows = Subject.objects.all()
    assert bulk.distinct(rows, "region") == ["350100", "350102", "350203"]
    assert bulk.distinct(rows, "region", since="3502", before="3503") == ["350203"]
    assert bulk.distinct(rows.filter(name="丙公司"), "region") == ["350102"]
    assert bulk.distinct(rows.none(), "region") == bulk.distinct(rows, "region", since="36") == []


def test_held_are_those_of_the_keys_that_the_rows_have(ids: list[str]) -> None:
    rows = Subject.objects.all()
    assert set(bulk.held(rows, [*ids, "nobody"])) == set(ids)
    assert bulk.held(rows.filter(region="350203"), ids) == [ids[1]]
    assert bulk.held(rows.filter(region="350203"), ids[:1]) == bulk.held(rows, []) == []


def test_a_text_begins_so_without_regard_to_what_follows(ids: list[str]) -> None:
    assert Subject.objects.filter(bulk.starting("region", "3501")).count() == 2


def test_a_web_process_loads_all_pages_before_it_is_asked() -> None:
    from xinlu.config import wsgi

    assert callable(wsgi.application)


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_within_a_snapshot_is_that_one():
    with bulk.snapshot():
        with bulk.snapshot():
            assert not Subject.objects.exists()
        assert not Subject.objects.exists()
    with bulk.snapshot():
        assert not Subject.objects.exists()
