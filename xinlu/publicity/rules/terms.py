"""Until when a record stays public, by the pack in force on its decision date."""

import calendar
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from xinlu.catalog.contracts import FieldRole
from xinlu.publicity.contracts import Severity
from xinlu.publicity.rules.book import Book
from xinlu.publicity.rules.facts import Facts
from xinlu.publicity.rules.severity import Classified, Classifier

NAMES = {Severity.LIGHT: "轻微", Severity.GENERAL: "一般", Severity.SERIOUS: "严重"}


class Term(NamedTuple):
    """shown False: the rules keep it from the public. ends_on: the last public day, None = no end.

    repairable_on: first day on which repair may be asked for, penalties only.
    """

    shown: bool
    reason: str
    ends_on: date | None
    pack: str
    verified: bool
    severity: Severity | None = None
    repairable_on: date | None = None


def severity(facts: Facts, book: Book, classifier: Classifier) -> Classified | None:
    """None: not a penalty."""
    penalty = facts.item.publicity == "penalty"
    return classifier.classify(facts.data, book.penalty.on(facts.decided_on)) if penalty else None


def term_by(facts: Facts, found: Classified | None, book: Book) -> Term:
    """Penalties by severity, permits by their validity, the rest by the nature of the item. found: see severity."""
    return penalty_term(facts, found, book) if found else item_term(facts, book)


def penalty_term(facts: Facts, found: Classified, book: Book) -> Term:
    """Domain facts §3: three generations, chosen by the decision date."""
    pack = book.penalty.on(facts.decided_on)
    entry = pack.parameters["terms"][found.severity.value]
    return Term(
        shown=entry["shown"],
        reason=f"处罚属{NAMES[found.severity]}（{found.source}）；{entry['source']}",
        ends_on=earliest(add_months(facts.decided_on, entry["longest"]), facts.day(FieldRole.PUBLIC_UNTIL)),
        pack=pack.id,
        verified=pack.verified and found.verified and entry["verified"],
        severity=found.severity,
        repairable_on=add_months(facts.decided_on, entry["shortest"]) if entry["shown"] else None,
    )


def item_term(facts: Facts, book: Book) -> Term:
    """A term in months, the record's own validity, or no end; the provider's date when it is earlier."""
    permit = facts.item.publicity == "permit"
    pack = (book.permit if permit else book.conduct).on(facts.decided_on)
    terms = pack.parameters["terms"]
    entry = terms["permit"] if permit else terms.get(facts.item.nature, terms.get("其他"))
    months = entry["months"]
    return Term(
        shown=True,
        reason=entry["source"],
        ends_on=earliest(
            add_months(facts.decided_on, months) if months else None,
            facts.day(FieldRole.VALID_UNTIL) if entry["valid_until"] else None,
            facts.day(FieldRole.PUBLIC_UNTIL),
        ),
        pack=pack.id,
        verified=pack.verified and entry["verified"],
    )


@lru_cache(maxsize=1 << 14)
def add_months(day: date, months: int) -> date:
    """Same day of a later month, cut at the month's end: 2025-11-30 + 3 = 2026-02-28."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
