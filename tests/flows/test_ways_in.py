"""From a file to the public page: every way in ends at the same place, and what is withdrawn is gone at once."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.factories.collection import CLERK, CODE, csv_file
from tests.flows.stories import (
    DUE,
    EVERYWHERE,
    ITEM,
    ORGANISATION,
    TODAY,
    Shown,
    api_token,
    archived,
    at_desk,
    recent,
    work,
)
from xinlu.accounts.contracts import Role
from xinlu.catalog import queries as catalog
from xinlu.collection import queries as collection
from xinlu.collection.contracts import Status
from xinlu.flows import withdrawal
from xinlu.flows.commands import xinlu
from xinlu.kernel.text import fold_name
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Light, State
from xinlu.subjects import queries as subjects


def upload_in_browser(row: dict, folder) -> None:
    clerk = at_desk(Role.CLERK)
    form = {"item": ITEM, "organisation": ORGANISATION, "mode": "incremental"}
    sent = clerk.post("/office/upload/", form | {"file": SimpleUploadedFile("处罚.csv", csv_file([row]))})
    assert sent.status_code == 302
    work()
    assert clerk.get(sent.url).context["submission"].status == Status.CONCLUDED


def type_in_and_have_confirmed(row: dict, folder) -> None:
    maker, checker = at_desk(Role.CLERK), at_desk(Role.CLERK, name="陈晨")
    said = {name: value for name, value in row.items() if value} | {"CF_XDR_LB": code_of(row["CF_XDR_LB"])}
    typed = maker.post(f"/office/entry/new/{ITEM}/", said | {"organisation": ORGANISATION})
    assert typed.status_code == 302, typed.context["form"].errors
    maker.post(typed.url, {"verdict": "confirm"})
    work()
    assert archived(row) is None  # nobody confirms what they typed
    checker.post(typed.url, {"verdict": "confirm"})
    work()


def code_of(kind: str) -> str:
    return catalog.item(ITEM).field("CF_XDR_LB").spellings[fold_name(kind)]


def collect_on_command_line(row: dict, folder) -> None:
    path = folder / "处罚.csv"
    path.write_bytes(csv_file([row]))
    done = CliRunner().invoke(xinlu, ["collect", str(path), "--item", ITEM, "--org", ORGANISATION, "--json"])
    assert (done.exit_code, json.loads(done.stdout)["status"]) == (0, "concluded"), done.output


def send_file_by_api(row: dict, folder) -> None:
    given = {"item": ITEM, "file": SimpleUploadedFile("处罚.csv", csv_file([row]))}
    assert Client().post("/api/v1/submissions", given, headers=api_token()).status_code == 202
    work()


def send_records_by_api(row: dict, folder) -> None:
    body = json.dumps({"item": ITEM, "records": [row]})
    sent = Client().post("/api/v1/records", body, content_type="application/json", headers=api_token())
    assert sent.status_code == 202
    work()


WAYS = (
    upload_in_browser,
    type_in_and_have_confirmed,
    collect_on_command_line,
    send_file_by_api,
    send_records_by_api,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_from_file_to_public_page_and_off_again(way: Callable, platform, tmp_path):
    row = recent(1)
    way(row, tmp_path)
    record = archived(row)
    assert subjects.subject(record.subject).uscc == CODE
    assert (record.organisation, record.provenance.organisation) == (ORGANISATION, ORGANISATION)
    assert collection.submission(record.provenance.submission).counts.new == 1
    shown = publicity.of_record(record.id, on=TODAY)
    assert (shown.state, shown.due_on, shown.due_estimated, shown.light) == (
        State.PUBLISHED,
        DUE,
        False,
        Light.GREEN,
    )
    assert Shown.of(row) == EVERYWHERE

    withdrawal.withdraw(record.id, reason="行政复议决定撤销", by=CLERK, at=timezone.now())
    assert Shown.of(row) == Shown(listed=False, detail=False, found=True, exported=False, fed=False)
    assert publicity.of_record(record.id, on=TODAY).state == State.WITHDRAWN
    assert archived(row).withdrawn
