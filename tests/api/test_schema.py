"""The description of the interface is a promise: it changes knowingly or not at all."""

import json
import os
from pathlib import Path

import pytest

from tests.api.calls import Caller
from xinlu.openapi.api import api

SNAPSHOT = Path(__file__).parent / "openapi.json"
pytestmark = pytest.mark.django_db


def described() -> dict:
    return Caller().get("/openapi.json").json()


def test_the_description_is_the_one_agreed():
    """After a knowing change: XINLU_RENEW=1 .venv/bin/pytest tests/api/test_schema.py, and look at the diff."""
    text = json.dumps(described(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("XINLU_RENEW") == "1":
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8"), test_the_description_is_the_one_agreed.__doc__


def test_every_operation_is_told_in_chinese_with_its_problems():
    schema = described()
    assert schema["openapi"].startswith("3.1")
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert any("\u4e00" <= letter <= "\u9fff" for letter in operation["summary"]), path
            assert {"422", "429", "500"} <= operation["responses"].keys(), (method, path)
            assert ("401" in operation["responses"]) == ("security" in operation)


def test_people_can_read_it_too():
    page = Caller().get("/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert all(path in text for path in described()["paths"])
    assert Caller().get("/").headers["Location"] == "/api/v1/docs"


def test_every_parameter_is_explained():
    schema = described()
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            for given in operation.get("parameters", ()):
                assert (
                    given["in"] == "path" or given["schema"].get("description") or given.get("description")
                ), (
                    path,
                    given,
                )
    assert api.title == schema["info"]["title"]
