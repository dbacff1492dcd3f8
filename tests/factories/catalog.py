"""Items for tests: a small sound one, and the base catalogue of the repository."""

from datetime import UTC, datetime
from typing import Any

from xinlu.catalog import actions
from xinlu.catalog.contracts import Field, FieldType, Item
from xinlu.catalog.rules.reading import read_item
from xinlu.events.contracts import SYSTEM

NOW = datetime(2026, 10, 9, 1, 0, tzinfo=UTC)


def make_spec(**changes: Any) -> dict[str, Any]:
    """Specification of a small sound item, as YAML would give it."""
    return {
        "identifier": "trial-run",
        "name": "试运营",
        "code": "FJJT-9901",
        "format": "结构化数据",
        "providers": ["city"],
        "subject_kinds": ["法人及非法人组织"],
        "nature": "其他",
        "disclosure": "public",
        "coverage": "全省",
        "cycle": "每月",
        "basis": "测试",
        "natural_key": ["BH"],
        "fields": [
            {"identifier": "MC", "name": "名称", "type": "string", "required": True, "role": "subject-name"},
            {"identifier": "BH", "name": "编号", "type": "string", "length": 20, "required": True},
            {"identifier": "RQ", "name": "日期", "type": "date", "required": True, "role": "decided-on"},
        ],
    } | changes


def make_item(**changes: Any) -> Item:
    return read_item(make_spec(**changes), source="测试", version=1)


def make_field(identifier: str = "XM_EWM", **changes: Any) -> Field:
    values: dict[str, Any] = {"name": "二维码编号", "type": FieldType.STRING, "length": 40} | changes
    return Field(identifier=identifier, **values)


def seed_catalogue(at: datetime = NOW) -> None:
    """The whole base catalogue, published."""
    actions.seed_base(by=SYSTEM, at=at)
