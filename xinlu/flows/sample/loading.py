"""The sample province goes the way of every record: received, examined, loaded, concluded — on its own day."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from xinlu.accounts import queries as accounts
from xinlu.collection import actions as collection
from xinlu.collection.contracts import Channel, Mode
from xinlu.events.contracts import Actor, ActorKind
from xinlu.flows import intake, withdrawal
from xinlu.flows.sample.decisions import Authority
from xinlu.flows.sample.people import open_accounts
from xinlu.flows.sample.reports import PROVINCE, Report, Size, make_reports
from xinlu.kernel import regions
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Filter

WITHDRAWN = 12  # decisions revoked later


def load_sample(
    *, seed: int, today: date, size: Size, progress: Callable[[Iterable[Report], int], Iterable[Report]]
) -> int:
    """Returns the number of reports. progress: wraps the reports, told how many there are."""
    open_accounts(at=noon(today))
    reports = sorted(
        make_reports(seed, today, size, authorities(today)), key=lambda report: report.reported_on
    )
    for report in progress(reports, len(reports)):
        deliver(report)
    revoke_some(Random(seed), today)
    return len(reports)


def authorities(today: date) -> dict[str, Authority]:
    units = [accounts.organisation(code) for code in (PROVINCE, *regions.CITIES)]
    return {unit.code: Authority(unit.code, unit.name, unit.uscc) for unit in units}


def deliver(report: Report) -> None:
    """A report of the past: every clock on its way shows the day on which it was reported."""
    at = noon(report.reported_on)
    submission, _ = collection.receive(
        item=report.item,
        organisation=report.organisation,
        mode=Mode.INCREMENTAL,
        channel=Channel.COMMAND,
        filename=report.filename,
        content=as_csv(report.rows),
        by=Actor(ActorKind.SYSTEM, "", "样例省份", report.organisation),
        at=at,
    )
    intake.run(submission.id, clock=lambda: at)


def as_csv(rows: tuple[dict[str, str], ...]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def revoke_some(random: Random, today: date) -> None:
    """Some published penalties were revoked by their authorities afterwards."""
    shown = [row for row in published_penalties(today) if row.decided_on < today - timedelta(days=30)]
    for row in random.sample(shown, min(WITHDRAWN, len(shown))):
        by = Actor(ActorKind.SYSTEM, "", "样例省份", row.organisation)
        reason = "行政复议决定撤销原处罚决定"
        withdrawal.withdraw(row.record, reason=reason, by=by, at=noon(today - timedelta(days=2)))


def published_penalties(today: date) -> Iterator:
    return iter(publicity.publications(Filter(kind="penalty"), page=1, size=500, on=today).rows)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone())
