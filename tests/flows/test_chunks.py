"""A file in several chunks: nothing of one chunk stays behind in memory, and the cut between them shows nowhere."""

import gc

import pytest

from tests.factories.collection import csv_file
from tests.flows.stories import archived, recent, submit
from xinlu.archive import queries as archive
from xinlu.flows import preparation
from xinlu.flows.actions import chunks
from xinlu.flows.actions.pauses import without_looking_for_circles
from xinlu.flows.digests import digests_of
from xinlu.kernel.canonical import merkle_root
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Filter

pytestmark = pytest.mark.usefixtures("platform")
ROWS = [recent(number) for number in range(1, 61)]


def test_the_cut_between_chunks_shows_nowhere(monkeypatch):
    monkeypatch.setattr(preparation, "SIZE", 7)
    done = submit(csv_file(ROWS))
    assert (done.counts.new, done.counts.unchanged) == (60, 0)
    records = [archived(row) for row in ROWS]
    assert [record.sequence for record in records] == list(range(1, 61))
    assert done.root == merkle_root(record.digest for record in records)
    assert publicity.publications(Filter(), on=records[0].decided_on, page=1).total == 60
    again = submit(csv_file([*ROWS[:50], *(row | {"CF_NR": "罚款六千元"} for row in ROWS[50:])]))
    assert (again.counts.revised, again.counts.unchanged) == (10, 50)
    assert len(archive.revisions(records[-1].id)) == 2


def test_digests_come_one_after_the_other_in_row_order(monkeypatch):
    monkeypatch.setattr(preparation, "SIZE", 7)
    done = submit(csv_file(ROWS))
    stream = digests_of(done.id)
    records = [archived(row).digest for row in ROWS]
    assert next(stream) == records[0] and list(stream) == records[1:]


def test_a_chunk_leaves_no_circles(monkeypatch):
    """They would not go before the end of a file, however long it is."""
    left = []
    load = chunks.load_chunk

    def load_chunk(*given, **named):
        gc.collect()
        load(*given, **named)
        left.append(gc.collect())

    monkeypatch.setattr(preparation, "SIZE", 20)
    monkeypatch.setattr(chunks, "load_chunk", load_chunk)
    submit(csv_file(ROWS))
    assert len(left) == 3 and max(left[1:]) < 20


def test_looking_for_circles_goes_on_afterwards():
    with pytest.raises(LookupError), without_looking_for_circles():
        assert not gc.isenabled()
        raise LookupError
    assert gc.isenabled()
    gc.disable()
    try:
        with without_looking_for_circles():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
