"""Every verb that ends tells machines in JSON what it did."""

import json

import click

from tests.app.test_commands import PASSWORD, run, said
from tests.factories.collection import csv_file
from tests.flows.conftest import platform  # noqa: F401
from tests.flows.stories import archived, recent, submit
from xinlu.accounts import queries as accounts
from xinlu.accounts.rules.seeds import synthetic_uscc
from xinlu.flows.commands import VERBS, xinlu

ENDLESS = {"serve", "demo"}
WORD = ("--basis", "厦委编〔2026〕8号", "--json")


def told(*words: str) -> dict:
    return json.loads(said(run(*words)))


def every_command() -> dict[str, click.Command]:
    found = {}
    for verb in VERBS:
        command = xinlu.get_command(click.Context(xinlu), verb)
        parts = getattr(command, "commands", {"": command})
        found |= {f"{verb} {name}".strip(): each for name, each in parts.items()}
    return found


def test_every_verb_that_ends_speaks_json() -> None:
    silent = {
        name
        for name, each in every_command().items()
        if not any(one.name == "as_json" for one in each.params)
    }
    assert silent == ENDLESS


def test_a_user(province) -> None:
    made = told(
        "user", "add", "LinXiao", "--org", "350100", "--role", "clerk", "--password", PASSWORD, "--json"
    )
    user = accounts.user_named("linxiao")
    assert made == {
        "id": user.id, "role": "clerk", "username": "linxiao", "name": "LinXiao", "organisation": "350100",
    }  # fmt: skip


def test_an_organisation(province) -> None:
    since = ("--since", "2020-01-01")
    code = ("--uscc", synthetic_uscc("350200", 7))
    line = ("org", "add", "350200-port", "--name", "厦门港口局", "--kind", "city", "--parent", "350200")
    assert told(*line, *code, *since, *WORD)["name"] == "厦门港口局"
    assert (
        told("org", "rename", "350200-port", "--name", "厦门港", "--since", "2021-01-01", *WORD)["name"]
        == "厦门港"
    )
    assert told("org", "end", "350200-port", "--until", "2025-12-31", *WORD)["until"] == "2025-12-31"
    assert told("org", "uscc", "350200-port", synthetic_uscc("350200", 9), *WORD)["uscc"] == synthetic_uscc(
        "350200", 9
    )
    assert told("org", "verify", "350200-port", *WORD)["verified"] is True


def test_a_withdrawal(platform) -> None:  # noqa: F811
    submit(csv_file([recent(1)]))
    record = archived(recent(1)).id
    done = told("withdraw", record, "--reason", "复议撤销", "--json")
    assert done["record"] == record and done["withdrawn_at"]


def test_worker_and_keys(province, settings, monkeypatch) -> None:
    monkeypatch.setattr("xinlu.flows.commands.worker.require_founded", lambda: None)
    assert told("worker", "--once", "--json")["done"] >= 0
    monkeypatch.setattr("xinlu.flows.rotation.rotate_keys", lambda: {"主体": 3})
    done = told("keys", "rotate", "--json")
    assert done == {"current": settings.KEYRING.current, "resealed": {"主体": 3}}
