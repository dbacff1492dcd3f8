"""Totals of a whole province are counted now and then; those of a small site at each visit."""

import pytest

from xinlu.portal import figures

pytestmark = pytest.mark.django_db


def take(monkeypatch, seconds: float) -> list[int]:
    """What two visits see of a figure that grows at each counting, which takes so long."""
    moments = iter([0.0, seconds] * 2)
    monkeypatch.setattr(figures.time, "perf_counter", lambda: next(moments))
    counted = iter([1, 2])
    return [figures.kept_a_while("some", lambda: next(counted)) for _ in range(2)]


def test_what_is_counted_at_once_is_of_this_moment(monkeypatch):
    assert take(monkeypatch, 0.01) == [1, 2]


def test_what_takes_long_is_kept(monkeypatch):
    assert take(monkeypatch, 2.0) == [1, 1]
