"""The sample province goes the way of every record: received, examined, loaded, concluded — on its own day."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache

from django.conf import settings

from xinlu.accounts import queries as accounts
from xinlu.archive.contracts import Impossible as AlreadyWithdrawn
from xinlu.catalog import queries as catalog
from xinlu.collection import actions as collection
from xinlu.collection import queries
from xinlu.collection.contracts import Channel, OutOfStep, SubmissionFilter
from xinlu.events.contracts import Actor
from xinlu.flows import intake
from xinlu.flows.sample.contents import content_of
from xinlu.flows.sample.decisions import Authority
from xinlu.flows.sample.doing import WAYS
from xinlu.flows.sample.doing.actors import Missing, first, local, person, token_of
from xinlu.flows.sample.files import Report
from xinlu.flows.sample.filings import BUREAUS
from xinlu.flows.sample.marker import Marker, read_marker, write_marker
from xinlu.flows.sample.people import clerk_of, open_accounts
from xinlu.flows.sample.places import places
from xinlu.flows.sample.plan import Step, make_plan
from xinlu.flows.sample.world import opening
from xinlu.kernel.regions import CITIES, PROVINCE
from xinlu.publicity.contracts import WrongState
from xinlu.subjects.contracts import Impossible as AlreadyJudged

OPENED = time(9)
# What a step says that was done before: it may have been under way when the load was stopped.
DONE = (AlreadyWithdrawn, AlreadyJudged, WrongState, OutOfStep, Missing)
Progress = Callable[[Iterable[Step], int], Iterable[Step]]


def load_sample(marker: Marker, *, progress: Progress) -> None:
    """Again, it goes on where it was stopped. progress: wraps the steps, told how many there are.

    Raises ValueError, with a sentence, on a platform that others have reported to.
    """
    known = read_marker()
    if known is None and queries.submissions(SubmissionFilter()).total:
        raise ValueError(f"平台（{settings.HOME}）里已有别的报送，不再装入样例；请换一个空的 XINLU_HOME。")
    marker = known or marker
    if marker.done:
        return
    plan = make_plan(marker.seed, marker.day, marker.size, authorities(opening(marker.day, marker.size)))
    write_marker(marker)
    open_accounts(plan.accounts, at=opened(marker))
    take(plan.steps, marker, progress)
    write_marker(replace(marker, steps=len(plan.steps), done=True))


def opened(marker: Marker) -> datetime:
    """When the platform was founded, as the sample has it."""
    return local(datetime.combine(opening(marker.day, marker.size), OPENED))


def authorities(on: date) -> dict[str, Authority]:
    codes = {PROVINCE, *BUREAUS, *CITIES, *(place.region.code for place in places(on))}
    units = (accounts.organisation(code) for code in sorted(codes))
    return {unit.code: Authority(unit.code, unit.name, unit.uscc) for unit in units}


def take(steps: tuple[Step, ...], marker: Marker, progress: Progress) -> None:
    person.cache_clear()
    for number, step in enumerate(progress(steps, len(steps))):
        if number < marker.steps:
            continue
        with suppress(*DONE if number == marker.steps > 0 else ()):
            WAYS.get(type(step), deliver)(step)
        write_marker(replace(marker, steps=number + 1))


def deliver(report: Report) -> None:
    """A report of the past: every clock on its way shows the time at which it was reported."""
    at = local(report.at)
    submission, _ = collection.receive(
        item=report.item,
        organisation=report.organisation,
        mode=report.mode,
        channel=report.channel,
        filename=report.filename,
        content=content_of(report.filename, report.rows, headings(report.item)),
        by=reporter(report),
        at=at,
        corrects=corrected(report) if report.corrects else "",
    )
    intake.run(submission.id, clock=lambda: at)


@cache
def headings(item: str) -> dict[str, str]:
    return {field.identifier: field.name for field in catalog.item(item).fields}


def reporter(report: Report) -> Actor:
    """A system by its token, a person by name."""
    if report.channel is Channel.API_RECORDS:
        return token_of(report.organisation) or person(clerk_of(report.organisation))
    return person(clerk_of(report.organisation))


def corrected(report: Report) -> str:
    """Id of the submission whose rows come again."""
    wanted = SubmissionFilter(
        organisations=frozenset({report.organisation}), item=report.item, text=report.corrects
    )
    return first(queries.submissions(wanted).rows, report.corrects).id
