"""`xinlu collect` as scripts use it: exit codes, and the receipt as JSON."""

import json

import pytest
from click.testing import CliRunner

from tests.factories.collection import csv_file
from tests.factories.files import xlsx
from tests.flows.stories import ITEM, ORGANISATION, recent
from xinlu.collection import queries
from xinlu.collection.contracts import Channel, SubmissionFilter
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


def test_findings_name_their_sheet(collect, tmp_path):
    rows = [list(recent(1)), list(recent(1, CF_WSH="").values())]
    content = xlsx(tmp_path, {"第一页": rows, "第二页": rows}).read_bytes()
    done = json.loads(collect(content, "--json").stdout)
    errors = [finding for finding in done["findings"] if finding["rule"] == "REQ"]
    assert [(error["sheet"], error["row"]) for error in errors] == [("第一页", 2), ("第二页", 2)]
    assert "工作表“第二页”第 2 行 行政处罚决定书文号" in collect(content).stdout


def test_failed_rows_are_corrected(collect, tmp_path):
    content = csv_file([recent(1), recent(2, CF_WSH="")])
    first = json.loads(collect(content, "--json").stdout)["submission"]
    assert queries.todo(None).quarantined == 1
    done = collect(csv_file([recent(2)]), "--corrects", first, "--json")
    second = queries.submission(json.loads(done.stdout)["submission"])
    assert (done.exit_code, second.corrects, second.channel) == (0, first, Channel.CORRECTION)
    assert queries.todo(None).quarantined == 0


def test_only_what_one_has_sent_can_be_corrected(collect):
    first = json.loads(collect(csv_file([recent(1)]), "--json").stdout)["submission"]
    nothing = collect(csv_file([recent(2)]), "--corrects", "20200101-000000000000")
    assert (nothing.exit_code, "20200101-000000000000" in nothing.stderr) == (2, True)
    strange = collect(csv_file([recent(2)]), "--corrects", first, "--org", "350200")
    assert (strange.exit_code, strange.stderr.count("\n")) == (2, 1)
    assert "350100 的 admin-penalty" in strange.stderr and "350200" in strange.stderr
    other = collect(csv_file([recent(2)]), "--corrects", first, item="admin-permit")
    assert other.exit_code == 2 and "admin-permit" in other.stderr
    assert queries.submissions(SubmissionFilter()).total == 1


def test_what_cannot_be_used_is_two(collect, tmp_path):
    refused = collect(b"%PDF-1.7", "--json")
    [finding] = json.loads(refused.stdout)["findings"]
    assert (refused.exit_code, finding["row"], finding["severity"]) == (2, 0, "error")
    assert (
        "PDF" in finding["message"]
        and "整个文件（FILE）：" + finding["message"] in collect(b"%PDF-1.7").stdout
    )
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
