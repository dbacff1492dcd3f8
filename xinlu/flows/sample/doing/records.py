"""Records withdrawn and reinstated, publications held and let go."""

from typing import Any

from xinlu.archive import queries as archive
from xinlu.archive.contracts import Record
from xinlu.catalog import queries as catalog
from xinlu.collection import queries
from xinlu.flows import withdrawal
from xinlu.flows.sample import deeds
from xinlu.flows.sample.doing.actors import Missing, local, person
from xinlu.publicity import actions as publicity_actions
from xinlu.publicity import queries as publicity


def record_of(deed: deeds.OfRecord) -> Record:
    return archive.find(deed.item, queries.natural_key(catalog.item(deed.item), deed.row))


def publication_of(deed: deeds.OfRecord) -> str:
    shown = publicity.of_record(record_of(deed).id, on=deed.at.date())
    if shown is None:
        raise Missing(deed.reason)
    return shown.id


def said(deed: deeds.OfRecord) -> dict[str, Any]:
    return {"reason": deed.reason, "by": person(deed.by), "at": local(deed.at)}


def withdraw(deed: deeds.Withdraw) -> None:
    withdrawal.withdraw(record_of(deed).id, **said(deed))


def reinstate(deed: deeds.Reinstate) -> None:
    withdrawal.reinstate(record_of(deed).id, **said(deed))


def hold(deed: deeds.Hold) -> None:
    publicity_actions.withhold(publication_of(deed), **said(deed))


def lift(deed: deeds.Lift) -> None:
    publicity_actions.lift(publication_of(deed), **said(deed))
