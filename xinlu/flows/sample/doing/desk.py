"""What lies on a clerk's or steward's desk: zero reports, typed records, codes to be authorised."""

from dataclasses import replace

from django.db import transaction

from xinlu.collection import actions as collection
from xinlu.collection import queries
from xinlu.collection.contracts import EntryFilter, EntryOrder, QuarantineFilter
from xinlu.flows import intake
from xinlu.flows.sample import deeds
from xinlu.flows.sample.doing.actors import Missing, first, local, person


def report_zero(deed: deeds.ReportZero) -> None:
    collection.report_zero(
        item=deed.item,
        organisation=deed.organisation,
        period=deed.period,
        by=person(deed.by),
        at=local(deed.at),
    )


def enter_by_hand(deed: deeds.EnterByHand) -> None:
    """Once: a form may be sent twice with the same content, a step of the plan may not."""
    by, at = person(deed.by), local(deed.at)
    made = queries.iterate_hand_entries(EntryFilter(frozenset({deed.organisation}), state=""))
    if all((entry.maker, entry.made_at) != (by.id, at) for entry in made):
        collection.enter_by_hand(item=deed.item, organisation=deed.organisation, data=deed.row, by=by, at=at)


@transaction.atomic
def confirm_entry(deed: deeds.ConfirmEntry) -> None:
    by, at = person(deed.by), local(deed.at)
    newest = EntryFilter(frozenset({deed.organisation}), order=EntryOrder.NEWEST)
    waiting = queries.iterate_hand_entries(newest)
    entry = first((one for one in waiting if one.maker != by.id), deed.organisation)
    if deed.returned:
        collection.return_hand_entry(entry.id, reason=deed.returned, by=by, at=at)
        return
    submission = collection.confirm_hand_entry(entry.id, by=by, at=at)
    intake.run(submission.id, clock=lambda: at)


def dismiss(deed: deeds.Dismiss) -> None:
    """Once in an organisation."""
    own = QuarantineFilter(organisations=frozenset({deed.organisation}))
    if queries.quarantine(replace(own, state="dismissed")).total:
        raise Missing(deed.organisation)
    row = first(queries.quarantine(own).rows, deed.organisation)
    collection.dismiss_row(row.id, reason=deed.reason, by=person(deed.by), at=local(deed.at))


@transaction.atomic
def authorise_code(deed: deeds.AuthoriseCode) -> None:
    at = local(deed.at)
    released = collection.authorise_code(deed.code, evidence=deed.evidence, by=person(deed.by), at=at)
    for submission in released:
        intake.run(submission.id, clock=lambda: at)
