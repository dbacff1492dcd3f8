"""Small frames and items for tests of rules."""

from datetime import date
from typing import Any

import polars as pl

from tests.factories.catalog import make_item
from xinlu.catalog.contracts import PERSONAL_ROLES, Item
from xinlu.collection.contracts import Surroundings
from xinlu.collection.rules.intake import Examined, examine_rows

AROUND = Surroundings(today=date(2026, 11, 23))


def frame_of(*rows: dict[str, Any], sheet: str = "") -> pl.DataFrame:
    names = list(dict.fromkeys(name for row in rows for name in row))
    places = {"_sheet": [sheet] * len(rows), "_row": list(range(2, len(rows) + 2))}
    columns = {name: [row.get(name) for row in rows] for name in names}
    return pl.DataFrame({**places, **columns}, schema_overrides=dict.fromkeys(names, pl.String))


def secret_of(scheme: str) -> str:
    return f"secret of {scheme}"


def trial(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {"MC": "福州顺达运输有限公司", "BH": f"{number}号", "RQ": "2026-10-09"} | changes


def masking(field: dict[str, Any]) -> dict[str, Any]:
    return {"masking": {"kind": "hidden"}} if field.get("role") in PERSONAL_ROLES else {}


def item_with(*fields: dict[str, Any], **changes: Any) -> Item:
    """The trial item with more fields; name defaults to the identifier, type to string, personal numbers hidden."""
    base = make_item()
    more = [{"name": field["identifier"], "type": "string", **masking(field), **field} for field in fields]
    own = [
        {"identifier": "MC", "name": "名称", "type": "string", "required": True, "role": "subject-name"},
        {"identifier": "BH", "name": "编号", "type": "string", "length": 20, "required": True},
        {"identifier": "RQ", "name": "日期", "type": "date", "required": True, "role": "decided-on"},
    ]
    return make_item(fields=[*own, *more], **changes) if more or changes else base


def examine(item: Item, *rows: dict[str, Any], around: Surroundings = AROUND, **options: Any) -> Examined:
    return examine_rows(item, frame_of(*rows), around, secret_of, **options)


def rules_of(examined: Examined) -> list[tuple[int, str]]:
    return [
        (row, rule) for row, rule in examined.findings.select("_row", "rule").iter_rows() if rule != "COLUMN"
    ]
