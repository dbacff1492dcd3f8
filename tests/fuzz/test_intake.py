"""The whole way of a damaged file: all of it is accounted for, or nothing of it is taken."""

import pytest
from hypothesis import given, note

from tests.flows.conftest import platform
from tests.flows.stories import submit
from tests.fuzz import seeds
from tests.fuzz.conftest import bounded
from tests.fuzz.mutations import mutated
from xinlu.archive import queries as archive
from xinlu.collection import queries
from xinlu.collection.contracts import QuarantineFilter, Status, Submission

__all__ = ["platform"]
pytestmark = [pytest.mark.fuzz, pytest.mark.usefixtures("platform")]


@bounded
@given(content=mutated(sorted(seeds.ALL)))
def test_a_damaged_file_is_taken_as_a_whole_or_not_at_all(time_left, content):
    if not time_left():
        return
    done = submit(content, "处罚.dat")
    note(f"{done.status}: {done.reason}")
    assert done.status in (Status.CONCLUDED, Status.REFUSED, Status.HELD)
    if done.status is Status.CONCLUDED:
        is_accounted_for(done)
    if done.status is Status.REFUSED:
        assert (done.counts.rows, done.counts.accepted) == (0, 0) and done.reason
        assert [finding.message for finding in queries.findings(done.id)] == [done.reason]


def is_accounted_for(done: Submission) -> None:
    counts = done.counts
    assert counts.rows == counts.accepted + counts.rejected and done.progress == counts.accepted
    assert counts.accepted == counts.new + counts.revised + counts.unchanged
    assert queries.quarantine(QuarantineFilter(submission=done.id, state="")).total == counts.rejected
    for row in queries.accepted_rows(done.id, start=0, count=counts.accepted):
        assert archive.find(done.item, row.key)
    if queries.findings_total(done.id):
        assert queries.marked_workbook(done.id).startswith(b"PK")
