import json
import logging

import pytest
from django.core.cache import cache
from django.db import OperationalError

from tests.api.calls import Caller, is_problem, token
from tests.factories.collection import csv_file, penalty
from xinlu.flows import intake
from xinlu.openapi import throttle
from xinlu.openapi.api import api
from xinlu.openapi.problems import problem

pytestmark = pytest.mark.usefixtures("platform")
BAD = "<bad>"  # where each test puts what cannot be kept


def test_what_is_wrong_with_the_request_is_said_in_chinese():
    caller = Caller(token())
    body = is_problem(caller.post("/records", {"item": "admin-penalty", "mode": "some", "records": []}), 422)
    assert {error["field"] for error in body["errors"]} == {"mode", "records"}
    assert {error["message"] for error in body["errors"]} == {"应为 incremental 或 full", "至少 1 条"}
    is_problem(caller.post("/records", "{"), 400)
    is_problem(caller.send_records(penalty(), item="no-such-item"), 422)
    is_problem(Caller(token(organisation="350000")).send_records(penalty(), organisation="999999"), 422)
    is_problem(caller.get("/submissions/20200101-000000000000"), 404)
    is_problem(caller.send_records(penalty(), key="k" * 200), 422)


@pytest.mark.parametrize("cursor", ["nonsense", "5Lit", "LTE", "MjAyNi0wMS0wMS94", "\u4e2d"])
def test_a_cursor_that_we_did_not_give(cursor):
    caller = Caller(token())
    submission = caller.send_records(penalty()).json()["submission"]
    is_problem(caller.get(f"/submissions/{submission}/findings", {"cursor": cursor}), 422)
    is_problem(caller.get("/publications", {"cursor": cursor}), 422)


@pytest.mark.parametrize("bad", ["\ud800", "甲\udfff乙", "\0"])
@pytest.mark.parametrize(
    ("path", "body", "place"),
    [
        ("/records", {"item": "admin-penalty", "records": [{}, {"CF_WSH": BAD}]}, "records.1.CF_WSH"),
        (
            "/records",
            {"item": "admin-penalty", "records": [{"CF_WSH": {"a": [BAD]}}]},
            "records.0.CF_WSH.a.0",
        ),
        ("/records", {"item": "admin-penalty", "records": [{BAD: "甲"}]}, "records.0"),
        ("/records", {"item": BAD, "records": [{"CF_WSH": "甲"}]}, "item"),
        ("/records", {"item": "admin-penalty", "organisation": BAD, "records": [{"a": "b"}]}, "organisation"),
        ("/zero-reports", {"item": "admin-penalty", "period": BAD}, "period"),
        ("/records/withdrawals", {"id": BAD, "reason": "决定已撤销"}, "id"),
        ("/records/withdrawals", {BAD: "甲"}, "请求体"),
    ],
)
def test_text_that_cannot_be_kept_is_refused_with_its_place(path, body, place, bad):
    said = is_problem(Caller(token()).post(path, json.dumps(body).replace(BAD, json.dumps(bad)[1:-1])), 400)
    assert said["detail"].startswith(f"{place} 的名称或内容含有空字符")


def test_a_form_with_a_null_is_refused_too():
    caller = Caller(token())
    for name in ("item", "organisation", "corrects"):
        body = is_problem(caller.send_file(csv_file([penalty()]), **{name: "a\0b"}), 400)
        assert body["detail"].startswith(f"{name} 的名称或内容")


def test_pairs_of_surrogates_are_letters_like_any_other():
    body = r'{"item": "admin-penalty", "records": [{"CF_WSH": "\ud842\udfb7"}]}'
    assert Caller(token()).post("/records", body).status_code == 202


def test_a_problem_can_always_be_written():
    assert json.loads(problem(422, "甲\ud800", field="\udfff").content)["detail"] == "甲?"


def test_unknown_addresses_and_methods():
    caller = Caller(token())
    is_problem(caller.get("/nothing/here"), 404)
    is_problem(caller.post("/nothing", {}), 404)
    answer = caller.get("/records")
    is_problem(answer, 405)
    assert answer["Allow"] == "POST"


def test_what_is_too_large(settings):
    caller = Caller(token())
    settings.UPLOAD_LIMIT = 100
    is_problem(caller.send_file(csv_file([penalty()])), 413)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    is_problem(caller.send_records(penalty()), 413)


def test_a_failure_of_ours_shows_nothing_of_our_insides(monkeypatch, caplog):
    def burst(**values):
        raise KeyError("secret insides")

    monkeypatch.setattr(intake, "submit", burst)
    with caplog.at_level(logging.ERROR):
        answer = Caller(token()).send_records(penalty())
    is_problem(answer, 500)
    assert "insides" not in answer.content.decode()
    assert "secret insides" in caplog.text


@pytest.fixture
def _few(monkeypatch):
    """Two calls of an address a minute, one of a token, in a minute that does not end."""
    monkeypatch.setattr(throttle.time, "time", lambda: 1_800_000_030.0)
    (limits,) = api.throttle
    monkeypatch.setattr(limits, "address", 2)
    monkeypatch.setattr(limits, "token", 1)


@pytest.mark.usefixtures("_few")
def test_calls_are_counted_across_processes():
    for _ in range(2):
        assert Caller().get("/catalogue").status_code == 200
    answer = Caller().get("/catalogue")
    is_problem(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 60
    caller, other = Caller(token()), Caller(token())
    assert caller.get("/submissions/x").status_code == 404
    assert caller.get("/submissions/x").status_code == 429
    assert other.get("/submissions/x").status_code == 404
    assert cache.get("api:address:127.0.0.1:30000000") == 3


@pytest.mark.usefixtures("_few")
@pytest.mark.parametrize("secret", ["", "nonsense", "xinlu_00000000_wrong"])
def test_calls_with_a_wrong_token_are_counted_by_address(secret):
    good, bad = Caller(token()), Caller(secret)
    assert [bad.get("/submissions/x").status_code for _ in range(4)] == [401, 401, 429, 429]
    answer = bad.get("/submissions/x")
    is_problem(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 60
    assert cache.get("api:address:127.0.0.1:30000000") == 3
    assert good.get("/submissions/x").status_code == 404


@pytest.mark.parametrize("fault", [OperationalError("database or disk is full"), ValueError("not found")])
def test_what_cannot_be_counted_is_let_through(monkeypatch, fault):
    def full(*args):
        raise fault

    monkeypatch.setattr(throttle, "count", full)
    assert Caller().get("/catalogue").status_code == 200
