"""What an error means for whoever was at work."""

import errno
import sqlite3

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import RequestFactory

from xinlu.flows import troubles
from xinlu.flows.troubles import AWAY, FULL, LOST, Course, judge, obstacle
from xinlu.kernel.sealing import SealBroken
from xinlu.ui import troubles as pages


def caused(error: Exception, state: str | None) -> Exception:
    """As Django wraps what psycopg raises."""
    error.__cause__ = type("Cause", (Exception,), {"sqlstate": state})()
    return error


@pytest.fixture
def on_postgresql(monkeypatch):
    monkeypatch.setattr(troubles, "connection", type("Connection", (), {"vendor": "postgresql"}))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_disk_without_room(number):
    assert judge(OSError(number, "x")) == (Course.WAIT, FULL)


def test_sqlite_without_room():
    assert obstacle(OperationalError("database or disk is full")) == FULL


def test_sqlite_locked_for_long(monkeypatch):
    monkeypatch.setattr(troubles, "connection", type("Connection", (), {"vendor": "sqlite"}))
    assert obstacle(OperationalError("database is locked")) == AWAY
    assert obstacle(OperationalError("no such table: x")) == ""


@pytest.mark.parametrize(("state", "said"), [("53100", FULL), ("57P01", AWAY), ("08006", AWAY), (None, AWAY)])
def test_postgresql(on_postgresql, state, said):
    assert obstacle(caused(OperationalError("x"), state)) == said


def test_postgresql_errors_that_are_ours(on_postgresql):
    assert obstacle(caused(OperationalError("deadlock"), "40P01")) == ""
    assert obstacle(IntegrityError("twice")) == ""


def test_a_connection_that_is_closed():
    assert judge(InterfaceError("connection already closed")) == (Course.WAIT, AWAY)


def test_a_file_that_is_lost():
    assert judge(SealBroken("x")) == (Course.STOP, LOST)


def test_anything_else_is_tried_again_and_told_by_its_kind():
    assert judge(KeyError("机密")) == (Course.AGAIN, "KeyError")
    assert judge(FileNotFoundError(errno.ENOENT, "x"))[0] is Course.AGAIN
    assert judge(sqlite3.OperationalError("x"))[0] is Course.AGAIN


@pytest.mark.parametrize(("error", "status"), [(OSError(errno.ENOSPC, "x"), 503), (KeyError("x"), 500)])
def test_a_page_says_what_stands_in_the_way_where_that_is_known(error, status):
    try:
        raise error
    except Exception:
        answer = pages.show(RequestFactory().get("/office/"))
    assert answer.status_code == status
    assert ("磁盘已满" in answer.content.decode()) == (status == 503)
    assert ("Retry-After" in answer) == (status == 503)
