"""What `bulk` writes is what the ORM would have written, on either database."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from xinlu import bulk
from xinlu.archive.models import CreditRecord
from xinlu.flows.actions.restoring import fill_table
from xinlu.flows.backup.taking import Copied, write_table
from xinlu.publicity.models import Publication

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, 0, 250, tzinfo=UTC)
FIELDS = [["CF_NR", "处罚内容", '罚款"五千"元\\\n'], ["CF_SY", "违法事实", "超限"]]


def publication(record: str, **changes: Any) -> dict[str, Any]:
    plain = {"record": record, "sequence": 7, "item": "admin-penalty", "item_name": "行政处罚"}
    plain |= {
        "organisation": "350100",
        "decided_on": date(2026, 11, 18),
        "submitted_at": AT,
        "fields": FIELDS,
    }
    plain |= {
        "state": "published",
        "published_at": AT,
        "changed_at": AT,
        "late": False,
        "title": "第1号\t'甲'",
    }
    return plain | changes


GIVEN = [
    publication("R1", due_on=date(2026, 11, 27), due_estimated=True),
    publication("R2", late=None, published_at=None, state="expired", person=True),
    publication("R3", ends_on=date(2027, 1, 1), repairable_on=date(2026, 12, 1), fields=[]),
]


def lines(rows: list[models.Model]) -> list[Any]:
    """Rows of the ORM as bulk takes them."""
    line = bulk.line(type(rows[0]))
    values = [{name: getattr(row, name) for name in line._fields} for row in rows]
    return [line(**each | {"fields": json.dumps(each["fields"], ensure_ascii=False)}) for each in values]


def stored() -> list[dict[str, Any]]:
    rows = Publication.objects.order_by("record").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def kept() -> list[tuple]:
    """As the database itself keeps them, but for the spaces in JSON."""
    names = ", ".join(name for name in bulk.columns(Publication) if name != "fields")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM publicity_publication ORDER BY record")
        return cursor.fetchall()


def test_appended_rows_are_those_of_the_orm() -> None:
    rows = [Publication(**given) for given in GIVEN]
    Publication.objects.bulk_create(rows)
    by_orm = stored(), kept()
    Publication.objects.all().delete()
    bulk.append(Publication, lines(rows))
    assert (stored(), kept()) == by_orm
    assert list(Publication.objects.order_by("pk").values_list("record", flat=True)) == ["R1", "R2", "R3"]


def test_known_rows_take_what_is_new_and_keep_what_is_to_be_kept() -> None:
    Publication.objects.bulk_create([Publication(**given) for given in GIVEN[:2]])
    newer = [Publication(**publication(record, title="第2号", submitted_at=AT)) for record in ("R2", "R9")]
    bulk.upsert(Publication, lines(newer), key="record", keep=["late", "person"])
    first, second, third = stored()
    assert (first["title"], second["title"], third["title"]) == ("第1号\t'甲'", "第2号", "第2号")
    assert (second["late"], second["person"], second["published_at"]) == (None, True, AT)


def test_changed_rows_take_their_days() -> None:
    Publication.objects.bulk_create([Publication(**given) for given in GIVEN])
    bulk.change(
        Publication, ("record", "due_on", "changed_at"), [("R1", None, AT), ("R3", date(2026, 1, 2), AT)]
    )
    assert [row["due_on"] for row in stored()] == [None, None, date(2026, 1, 2)]


def test_constraints_and_foreign_keys_hold() -> None:
    rows = lines([Publication(**publication("R1", state="withheld", reason=""))])
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.append(Publication, rows)
    line = bulk.line(CreditRecord)
    stray = dict.fromkeys(line._fields, "") | {"id": "R1", "item_version": 1, "sequence": 1, "source": 1}
    stray |= {"placed": False, "withdrawn": False, "absent": False, "decided_on": date(2026, 11, 18)}
    stray |= dict.fromkeys(("first_received_at", "received_at", "revised_at"), AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.append(CreditRecord, [line(**stray | {"subject_id": "nobody", "matched_id": "nobody"})])
        transaction.get_connection().check_constraints()
    assert stored() == []


def test_restored_rows_are_those_that_were_backed_up(tmp_path: Path) -> None:
    Publication.objects.bulk_create([Publication(**given) for given in GIVEN])
    before = stored(), kept()
    (tmp_path / "tables").mkdir()
    write_table(tmp_path, Publication, Copied(), lambda rows: None)
    Publication.objects.all().delete()
    fill_table(tmp_path, Publication, lambda rows: None)
    assert (stored(), kept()) == before


def test_nothing_is_nothing() -> None:
    bulk.append(Publication, [])
    bulk.upsert(Publication, [], key="record")
    bulk.change(Publication, ("record", "title"), [])
    assert stored() == []
