"""零报告: taken only when neither the archive nor the quarantine has anything of the period."""

from datetime import date, datetime

from django.db import transaction

from xinlu.archive import queries as archive
from xinlu.collection import actions as collection
from xinlu.collection import queries
from xinlu.collection.contracts import Refused, Submission
from xinlu.events.contracts import Actor


@transaction.atomic
def report(*, item: str, organisation: str, period: str, by: Actor, at: datetime) -> Submission:
    """Raises Refused when there is something after all, and as collection.actions.report_zero does."""
    first, last = queries.span(period)
    kept = archive.count_decided(item, organisation, since=first, until=last)
    waiting = waiting_rows(item, organisation, first, last)
    if kept or waiting:
        found = [f"{kept} 条记录"] * bool(kept) + [f"{waiting} 行待处理"] * bool(waiting)
        raise Refused(
            f"本期已有 {'、'.join(found)}（决定日期在 {period}），不能做零报告；误报的请先撤回，待处理的请改正后重报。"
        )
    return collection.report_zero(item=item, organisation=organisation, period=period, by=by, at=at)


def waiting_rows(item: str, organisation: str, first: date, last: date) -> int:
    """Rows of the period that were reported but wait for a person."""
    counts = queries.pending_counts(frozenset({organisation}))
    return sum(n for (kind, _, day), n in counts.items() if kind == item and day and first <= day <= last)
