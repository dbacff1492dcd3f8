"""The sample province goes the way of every record: received, examined, loaded, concluded — on its own day."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from xinlu.accounts import queries as accounts
from xinlu.collection import actions as collection
from xinlu.collection.contracts import Channel, Mode
from xinlu.events.contracts import SYSTEM, Actor, ActorKind
from xinlu.flows import intake, withdrawal
from xinlu.flows.sample.decisions import Authority, Period, make_permit
from xinlu.flows.sample.marker import Marker, read_marker, write_marker
from xinlu.flows.sample.people import ACCOUNTS, open_accounts
from xinlu.flows.sample.population import make_enterprises
from xinlu.flows.sample.reports import PROVINCE, Report, make_reports
from xinlu.kernel import regions
from xinlu.publicity import actions as publicity_actions
from xinlu.publicity import queries as publicity
from xinlu.publicity.contracts import Filter

WITHDRAWN = 12  # decisions revoked later
DISPUTED = 5  # decisions under objection


def load_sample(marker: Marker, *, progress: Callable[[Iterable[Report], int], Iterable[Report]]) -> None:
    """Again, it goes on where it was stopped. progress: wraps the reports, told how many there are."""
    marker = read_marker() or marker
    if marker.done:
        return
    write_marker(marker)
    open_accounts(at=noon(marker.day))
    reports = make_reports(marker.seed, marker.day, marker.size, authorities(marker.day))
    ordered = sorted(reports, key=lambda report: report.reported_on)
    for report in progress(ordered, len(ordered)):
        deliver(report)
    settle(Random(marker.seed), marker.day)
    write_marker(replace(marker, done=True))


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
        by=clerk_of(report.organisation),
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


def settle(random: Random, today: date) -> None:
    """What happened afterwards: terms ended, decisions were revoked or disputed, work is left on the desks."""
    at = noon(today)
    publicity_actions.expire(on=today, by=SYSTEM, at=at)
    older = [row for row in published_penalties(today) if row.decided_on < today - timedelta(days=30)]
    chosen = random.sample(older, min(WITHDRAWN + DISPUTED, len(older)))
    for row in chosen[:WITHDRAWN]:
        reason = "行政复议决定撤销原处罚决定"
        withdrawal.withdraw(row.record, reason=reason, by=clerk_of(row.organisation), at=at)
    for row in chosen[WITHDRAWN:]:
        publicity_actions.withhold(row.id, reason="当事人提出异议，核查期间暂缓公示", by=SYSTEM, at=at)
    leave_work(random, today)


def leave_work(random: Random, today: date) -> None:
    """A file of unusual size, a typed record and zero reports, so that every desk has something on it."""
    at, local = noon(today), authorities(today)["350200"]
    shops = make_enterprises(random, 400, today)
    rows = [make_permit(random, Period(local, today), who, 90_000 + i) for i, who in enumerate(shops)]
    deliver(Report(local.code, "admin-permit", "补报历年许可.csv", today, tuple(rows)))
    typed = make_permit(random, Period(local, today), shops[0], 99_000)
    collection.enter_by_hand(item="admin-permit", organisation="350203", data=typed, by=typist(), at=at)
    month = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    for code in ("350203", "350205", "350206"):
        collection.report_zero(item="honour", organisation=code, period=month, by=clerk_of(code), at=at)


def clerk_of(organisation: str) -> Actor:
    return Actor(ActorKind.SYSTEM, "", "样例省份", organisation)


def typist() -> Actor:
    clerk = accounts.user_named(ACCOUNTS[0].username)
    return Actor(ActorKind.PERSON, str(clerk.id), clerk.name, clerk.organisation)


def published_penalties(today: date) -> Iterator:
    return iter(publicity.publications(Filter(kind="penalty"), page=1, size=500, on=today).rows)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone())
