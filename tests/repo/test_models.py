"""Shape of the tables: foreign keys point down, none has a way back, every model is in the glossary."""

from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
ORDER = [
    "kernel",
    "events",
    "accounts",
    "catalog",
    "subjects",
    ("archive", "collection"),
    "publicity",
    "flows",
]


def level(label: str) -> int:
    return next(i for i, name in enumerate(ORDER) if label == name or label in name)


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("xinlu.")]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_foreign_keys_point_down(model):
    for field in model._meta.get_fields():
        if not (field.is_relation and field.concrete) or not field.related_model.__module__.startswith(
            "xinlu."
        ):
            continue
        here, there = model._meta.app_label, field.related_model._meta.app_label
        assert here == there or level(there) < level(here), field
        assert field.remote_field.related_name == "+" or here == there, f"{field}: related_name must be '+'"


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_every_model_is_in_the_glossary(model):
    assert f"`{model.__name__}`" in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")


def test_every_act_is_in_the_glossary():
    from xinlu.config import urls  # noqa: F401  loads every package, so that every act is known
    from xinlu.events import contracts

    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    missing = [name for name in contracts.known_acts() if f"`{name}`" not in glossary]
    assert missing == []
