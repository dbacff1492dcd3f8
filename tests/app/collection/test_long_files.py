"""A file too long for memory is kept in parts, and read as if it were whole."""

import pytest

from tests.factories.collection import NOW, csv_file, make_examined, penalty
from xinlu.collection import actions, examination, queries
from xinlu.collection.contracts import Counts, QuarantineFilter
from xinlu.collection.models import Submission
from xinlu.collection.reading import delimited, parts

pytestmark = pytest.mark.django_db

ROWS = [penalty(number) for number in range(45)]
ROWS[7] = penalty(7, CF_XDR_MC=None)
ROWS[33] = penalty(33, CF_JDRQ="不知道", CF_WFXW=" 超限运输 ")
ROWS[34] = penalty(34, CF_WFXW=" 超限运输 ")
ROWS[44] = penalty(3)  # the same row as an early one


@pytest.fixture(params=[0, 20, 1000])
def long_file(request, monkeypatch, province):
    """With so many rows in memory; the others are on disk."""
    monkeypatch.setattr(examination, "HELD", request.param)
    monkeypatch.setattr(parts, "ROWS", 10)
    monkeypatch.setattr(parts, "TAIL", 10)
    monkeypatch.setattr(delimited, "SIZE", 2000)
    return make_examined(csv_file(ROWS))


def test_it_is_kept_in_parts(long_file):
    kept = Submission.objects.get().artefacts
    assert [rows for _, rows in kept["accepted"]] == [8, 10, 10, 15]
    assert {name: len(addresses) for name, addresses in kept.items()} == dict.fromkeys(kept, 4)
    assert (long_file.counts.rows, long_file.counts.accepted, long_file.counts.rejected) == (45, 43, 2)


def test_its_accepted_rows_come_in_order_with_what_cleaning_changed(long_file):
    rows, start = [], 0
    while some := queries.accepted_rows(long_file.id, start=start, count=4):
        rows += some
        start += len(some)
    assert [row.row for row in rows] == [n for n in range(2, 47) if n not in (9, 35)]
    changed = [row for row in rows if any(rule == "FOLD-TEXT" for *_, rule in row.changes)]
    assert [(row.row, row.data["CF_WFXW"]) for row in changed] == [(36, "超限运输")]


def test_its_findings_are_paged_over_the_parts(long_file):
    whole = queries.findings(long_file.id)
    assert [(each.row, each.rule) for each in whole] == [(9, "REQ"), (35, "DATE"), (46, "DUP-ROW")]
    assert queries.findings(long_file.id, start=1, count=1) == whole[1:2]
    assert queries.findings(long_file.id, start=1) == whole[1:]
    assert queries.findings(long_file.id, rule="DUP-ROW") == whole[2:]
    assert queries.findings_total(long_file.id, severity="error") == 2
    assert "第 5 行完全相同" in whole[2].message


def test_its_rejected_rows_wait_with_their_own_findings(long_file):
    actions.advance(long_file.id, progress=43, counts_delta=Counts(new=43))
    actions.conclude(long_file.id, root="ab" * 32, at=NOW)
    waiting = queries.quarantine(QuarantineFilter()).rows
    assert {each.row: [finding.rule for finding in each.findings] for each in waiting} == {
        9: ["REQ"],
        35: ["DATE"],
    }
