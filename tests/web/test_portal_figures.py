"""Totals of a whole province are counted now and then; those of a small site at each visit."""

from itertools import count as numbers

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xinlu.portal import figures

pytestmark = pytest.mark.django_db
SLOW, AT_ONCE = 2.0, 0.01


class Site:
    """now: the clock; seconds: how long a count takes; beside: what is left to a thread, done when a test says so."""

    def __init__(self) -> None:
        self.now, self.seconds = 1000.0, SLOW
        self.beside = []
        self._counted = numbers(1)

    def perf_counter(self) -> float:
        self.now += self.seconds / 2
        return self.now

    def time(self) -> float:
        return self.now

    def count(self) -> int:
        return next(self._counted)

    def visits(self, times: int = 1) -> list[int]:
        """What they see of a figure that grows at each counting."""
        return [figures.kept_a_while("some", self.count) for _ in range(times)]


@pytest.fixture
def site(monkeypatch):
    site = Site()

    class Later:
        def __init__(self, target, args, daemon):
            self.start = lambda: site.beside.append(lambda: target(*args))

    monkeypatch.setattr(figures, "time", site)
    monkeypatch.setattr(figures, "Thread", Later)
    monkeypatch.setattr(figures.connections, "close_all", lambda: None)  # the test has only one
    return site


def test_what_is_counted_at_once_is_of_this_moment(site):
    site.seconds = AT_ONCE
    assert site.visits(2) == [1, 2]


def test_what_takes_long_is_kept_and_a_visit_only_reads_it(site):
    site.visits()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert site.visits(2) == [1, 1]
    assert all(query["sql"].startswith("SELECT") for query in asked) and len(asked) == 2
    assert not site.beside


def test_what_is_no_longer_fresh_is_shown_and_counted_once_beside(site):
    site.visits()
    site.now += SLOW * figures.TIMES + 1
    assert site.visits(3) == [1, 1, 1]
    (again,) = site.beside
    again()
    assert site.visits(2) == [2, 2]
    site.now += SLOW * figures.TIMES + 1
    assert site.visits() == [2] and len(site.beside) == 2


def test_what_has_become_quick_is_of_this_moment_again(site):
    site.visits()
    site.now += figures.LONGEST + 1
    site.visits()
    site.seconds = AT_ONCE
    site.beside[0]()
    assert site.visits(2) == [3, 4]


def test_a_count_beside_that_fails_leaves_the_figures_and_is_not_tried_again_soon(site, monkeypatch, caplog):
    site.visits()
    site.now += figures.LONGEST + 1
    closed = []
    monkeypatch.setattr(figures.connections, "close_all", lambda: closed.append(True))
    monkeypatch.setattr(site, "count", lambda: 1 / 0)
    assert site.visits() == [1]
    site.beside[0]()
    assert site.visits() == [1] and len(site.beside) == 1
    assert closed == [True] and "counting counted:some" in caplog.text
