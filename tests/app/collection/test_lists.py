"""Lists of submissions and what is usual."""

from datetime import date, timedelta

import pytest

from tests.factories.collection import CLERK, NOW, make_concluded, make_submission, penalty
from xinlu.collection import actions, queries
from xinlu.collection.contracts import Mode, SubmissionFilter

pytestmark = pytest.mark.usefixtures("province")


def found(**wanted) -> list[str]:
    return [row.id for row in queries.submissions(SubmissionFilter(**wanted)).rows]


def test_a_list_is_narrowed_down():
    first = make_submission([penalty(1)], filename="十月.csv")
    second = make_submission([penalty(2)], organisation="350200", at=NOW + timedelta(days=1))
    zero = actions.report_zero(
        item="admin-penalty", organisation="350100", period="2026", by=CLERK, at=NOW - timedelta(days=1)
    )
    assert found() == [second.id, first.id, zero.id]
    assert (
        found(organisations=frozenset({"350200"})) == [second.id] and found(organisations=frozenset()) == []
    )
    assert found(status="concluded") == found(zero_reports=True) == [zero.id]
    assert found(channel="upload", zero_reports=False, item="admin-penalty") == [second.id, first.id]
    assert found(text="十月") == found(text=first.id) == found(text=first.digest[:9].upper()) == [first.id]
    assert found(since=date(2026, 11, 24)) == [second.id] and found(until=date(2026, 11, 22)) == [zero.id]
    assert [row.id for row in queries.iterate_submissions(SubmissionFilter(item="admin-penalty"))] == found()
    assert queries.todo(None).running == 2


def test_pages_are_exact():
    for number in range(3):
        make_submission([penalty(number)])
    page = queries.submissions(SubmissionFilter(), page=2, size=2)
    assert (len(page.rows), page.total, page.page, page.pages) == (1, 3, 2, 2)


def test_what_is_usual_needs_some_experience():
    usual = lambda mode: queries.usual_rows("admin-penalty", "350100", mode)  # noqa: E731
    assert usual(Mode.FULL) is None and usual(Mode.INCREMENTAL) is None
    make_concluded([penalty(1), penalty(2)], mode=Mode.FULL)
    assert usual(Mode.FULL) == 2
    for count in (1, 2, 5):
        make_concluded([penalty(count * 10 + number) for number in range(count)])
    assert usual(Mode.INCREMENTAL) == 2
