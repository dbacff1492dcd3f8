"""Totals of a whole province are counted now and then; those of a small site at each visit."""

from itertools import count as numbers

import pytest
from django.core.cache import cache

from xinlu.portal import figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def beside(monkeypatch):
    """What would be counted in a thread of its own, to be done when the test says so."""
    waiting = []

    class Later:
        def __init__(self, target, args, daemon):
            self.start = lambda: waiting.append(lambda: target(*args))

    monkeypatch.setattr(figures, "Thread", Later)
    monkeypatch.setattr(figures.connections, "close_all", lambda: None)  # the test has only one
    return waiting


@pytest.fixture
def visits(monkeypatch):
    """What so many visits see of a figure that grows at each counting, which takes so long."""
    counted = numbers(1)

    def see(times: int, seconds: float) -> list[int]:
        moments = (seconds * turn for turn in numbers())
        monkeypatch.setattr(figures.time, "perf_counter", lambda: next(moments))
        return [figures.kept_a_while("some", lambda: next(counted)) for _ in range(times)]

    return see


def test_what_is_counted_at_once_is_of_this_moment(visits):
    assert visits(2, 0.01) == [1, 2]


def test_what_takes_long_is_kept(visits, beside):
    assert visits(3, 2.0) == [1, 1, 1] and not beside


def test_what_is_no_longer_fresh_is_shown_and_counted_once_beside(visits, beside):
    visits(1, 2.0)
    cache.delete("figures:some:fresh")
    assert visits(3, 2.0) == [1, 1, 1]
    (again,) = beside
    again()
    assert visits(1, 2.0) == [2] and len(beside) == 1


def test_what_has_become_quick_is_of_this_moment_once_it_is_too_old(visits, beside):
    visits(1, 2.0)
    cache.delete("figures:some")
    assert visits(2, 0.01) == [2, 3] and not beside


def test_a_count_beside_that_fails_leaves_the_figures_and_no_connection(visits, beside, monkeypatch):
    visits(1, 2.0)
    cache.delete("figures:some:fresh")
    closed = []
    monkeypatch.setattr(figures.connections, "close_all", lambda: closed.append(True))
    assert figures.kept_a_while("some", lambda: 1 / 0) == 1
    with pytest.raises(ZeroDivisionError):
        beside[0]()
    assert closed == [True] and visits(1, 2.0) == [1]
