"""`xinlu collect` as scripts use it: exit codes, and the receipt as JSON."""

import json

import pytest
from click.testing import CliRunner

from tests.factories.collection import csv_file
from tests.flows.stories import ITEM, ORGANISATION, recent
from xinlu.flows.commands import xinlu


@pytest.fixture
def collect(platform, tmp_path):
    def run(content: bytes, *options: str, item: str = ITEM):
        path = tmp_path / "处罚.csv"
        path.write_bytes(content)
        return CliRunner().invoke(
            xinlu, ["collect", str(path), "--item", item, "--org", ORGANISATION, *options]
        )

    return run


def test_clean_file(collect):
    done = collect(csv_file([recent(1), recent(2)]), "--json")
    receipt = json.loads(done.stdout)
    assert done.exit_code == 0
    assert receipt.keys() >= {"submission", "status", "rows", "accepted", "rejected", "digest", "findings"}
    assert (receipt["rows"], receipt["accepted"], receipt["rejected"]) == (2, 2, 0)
    assert collect(csv_file([recent(1), recent(2)]), "--json").stdout == done.stdout  # the same submission


def test_findings_name_row_field_value_rule_severity_and_say_what_to_do(collect):
    done = collect(csv_file([recent(1), recent(2, CF_WSH="")]), "--json")
    receipt = json.loads(done.stdout)
    errors = [finding for finding in receipt["findings"] if finding["severity"] == "error"]
    assert (done.exit_code, receipt["accepted"], receipt["rejected"]) == (1, 1, 1)
    assert [(error["row"], error["field"], error["value"]) for error in errors] == [(3, "CF_WSH", "")]
    assert errors[0]["rule"] and errors[0]["message"]


def test_for_people_it_is_text(collect):
    done = collect(csv_file([recent(1), recent(2, CF_WSH="")]))
    assert "接收 1 行，退回 1 行" in done.stdout
    assert "第 3 行" in done.stdout


def test_what_cannot_be_used_is_two(collect, tmp_path):
    assert collect(b"%PDF-1.7", "--json").exit_code == 2
    unknown = collect(csv_file([recent(1)]), item="no-such-item")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert unknown.stderr.strip().count("\n") == 0
    missing = CliRunner().invoke(
        xinlu, ["collect", str(tmp_path / "none.csv"), "--item", ITEM, "--org", ORGANISATION]
    )
    assert missing.exit_code == 2
    elsewhere = CliRunner().invoke(
        xinlu, ["collect", str(tmp_path / "处罚.csv"), "--item", ITEM, "--org", "999999"]
    )
    assert elsewhere.exit_code == 2
