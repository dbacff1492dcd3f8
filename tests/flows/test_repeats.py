"""A register sent again: what it repeats costs a look, and only what changed is matched and written."""

import pytest

from tests.factories.collection import csv_file
from tests.flows.stories import archived, recent, submit
from xinlu.archive import queries as archive
from xinlu.collection.contracts import Mode
from xinlu.flows.actions import chunks
from xinlu.kernel.canonical import merkle_root

pytestmark = pytest.mark.usefixtures("platform")


@pytest.fixture
def matched(monkeypatch):
    """How many claims each chunk asked the register of subjects for."""
    asked, match = [], chunks.subjects.match
    monkeypatch.setattr(
        chunks.subjects, "match", lambda claims, **said: asked.append(len(claims)) or match(claims, **said)
    )
    return asked


def test_only_what_changed_is_matched_and_written(matched):
    rows = [recent(number) for number in range(6)]
    first = submit(csv_file(rows))
    rows[2] |= {"CF_NR": "罚款六千元"}
    second = submit(csv_file(rows))
    assert matched == [6, 1]
    assert (second.counts.unchanged, second.counts.revised, second.counts.new) == (5, 1, 0)
    assert len(archive.revisions(archived(rows[2]).id)) == 2
    assert len(archive.revisions(archived(rows[1]).id)) == 1
    assert second.root != first.root


def test_the_receipt_stands_over_all_rows_in_their_order(matched):
    rows = [recent(number) for number in range(4)]
    submit(csv_file(rows))
    second = submit(csv_file([rows[3], recent(9), rows[0], recent(9)]))
    digests = [archived(row).digest for row in (rows[3], recent(9), rows[0], recent(9))]
    assert second.root == merkle_root(digests)
    assert matched == [4, 2] and (second.counts.new, second.counts.unchanged) == (1, 3)


def test_a_record_that_a_full_report_had_lost_comes_back(matched):
    rows = [recent(number) for number in range(8)]
    submit(csv_file(rows), mode=Mode.FULL)
    submit(csv_file(rows[:7]), mode=Mode.FULL)
    assert archived(rows[7]).withdrawn
    third = submit(csv_file([*rows[:7], rows[7] | {"CF_XDR_MC": " 福州顺达运输有限公司"}]), mode=Mode.FULL)
    assert not archived(rows[7]).withdrawn
    assert third.counts.unchanged == 7 and matched == [8, 0, 1]
