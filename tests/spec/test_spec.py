"""Tables that a credit officer can read, run against the rules."""

from pathlib import Path

import polars as pl
import pytest
import yaml

from tests.factories.collection import AROUND, penalty, penalty_of_person
from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Surroundings
from xinlu.collection.rules.checks import CHECKS, titles
from xinlu.collection.rules.cleaning import clean
from xinlu.collection.rules.intake import Examined, examine_rows
from xinlu.collection.rules.steps import GENERAL_STEPS, TYPED_STEPS

HERE = Path(__file__).parent
ITEM = next(item for item in load_items() if item.identifier == "admin-penalty")
CLEANING = yaml.safe_load((HERE / "cleaning.yaml").read_text(encoding="utf-8"))
CHECKING = yaml.safe_load((HERE / "checks.yaml").read_text(encoding="utf-8"))
# Checks that need more than one row, a missing column or another item: tests/rules/collection has them.
ELSEWHERE = {
    "COLUMN",
    "NUMBER",
    "PLATE",
    "PHONE",
    "FORMAT",
    "DUP-ROW",
    "DUP-KEY",
    "WITHDRAWN",
    "FOREIGN",
    "VOLUME",
    "VOLUME-ODD",
}


def frame_of(*rows: dict) -> pl.DataFrame:
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names}
    places = {"_sheet": ["表"] * len(rows), "_row": list(range(2, len(rows) + 2))}
    return pl.DataFrame({**places, **columns}, schema_overrides=dict.fromkeys(names, pl.String))


def examine(row: dict, around: Surroundings) -> Examined:
    return examine_rows(ITEM, frame_of(row), around, "secret of {}".format)


@pytest.mark.parametrize("table", CLEANING, ids=lambda table: f"{table['编号']} {table['说明']}")
def test_cleaning(table):
    for before, after in table["表"]:
        cleaned = clean(ITEM, frame_of({table["字段"]: before}))
        assert (cleaned.frame[table["字段"]][0] or "") == after, before
        told = {change["rule"] for change in cleaned.changes.iter_rows(named=True)}
        assert (table["编号"] in told) == (before != after), (before, told)


@pytest.mark.parametrize("case", CHECKING, ids=lambda case: case["情形"])
def test_checks(case):
    base = penalty_of_person() if case.get("自然人") else penalty()
    row = base | {name: str(value) for name, value in case.get("填写", {}).items()}
    around = Surroundings(AROUND.today, exceptions=frozenset(case.get("授权代码", ())))
    examined = examine(row, around)
    wanted = case.get("问题", [])
    assert sorted(rule for rule in examined.findings["rule"] if rule != "COLUMN") == sorted(wanted)
    assert examined.accepted.height == (case["结果"] == "接收")


def test_every_check_has_an_example():
    shown = {rule for case in CHECKING for rule in case.get("问题", [])}
    assert shown | ELSEWHERE >= {check.id for check in CHECKS}
    assert shown <= set(titles(ITEM))


def test_every_step_has_an_example():
    shown = {table["编号"] for table in CLEANING}
    elsewhere = {"PLATE-SHAPE", "PHONE-SHAPE", "NUMBER-SHAPE"}
    assert shown | elsewhere == {step.id for step in GENERAL_STEPS + TYPED_STEPS}
