"""What the rules say of a record whatever its texts are: once for all records that are alike in what rules look at."""

from typing import NamedTuple

from xinlu.catalog.contracts import OPEN_TO_ALL, Disclosure, FieldRole, SubjectKind
from xinlu.kernel.packs import Pack
from xinlu.publicity.rules.book import Book
from xinlu.publicity.rules.clock import Deadline
from xinlu.publicity.rules.facts import Facts
from xinlu.publicity.rules.severity import Classified
from xinlu.publicity.rules.terms import Term, term_by

# What rules look at in a record besides its day and how serious it is.
DECIDING = (FieldRole.STATUS, FieldRole.DISCLOSURE, FieldRole.VALID_UNTIL, FieldRole.PUBLIC_UNTIL)


class Ruling(NamedTuple):
    """What the rules say whatever the record's texts are. obstacle: which rule keeps it back, "" if none does."""

    obstacle: str
    length: Term
    due: Deadline
    packs: tuple[str, ...]
    verified: bool


def rule(facts: Facts, found: Classified | None, book: Book, due: Deadline) -> Ruling:
    """found: how serious the penalty is. Of the record's data only DECIDING is looked at."""
    length, pack = term_by(facts, found, book), book.person.on(facts.decided_on)
    private = facts.kind != SubjectKind.ORGANISATION
    return Ruling(
        obstacle=void_refusal(facts, book) or refusal(facts, length, pack),
        length=length,
        due=due,
        packs=(length.pack, pack.id) if private else (length.pack,),
        verified=length.verified and (pack.verified or not private),
    )


def void_refusal(facts: Facts, book: Book) -> str:
    """The record itself says that the decision no longer stands."""
    status = facts.text(FieldRole.STATUS)
    void = book.withdrawal.on(facts.decided_on).parameters["void"]["statuses"]
    return f"当前状态为“{status}”，不再公示。" if any(word in status for word in void) else ""


def refusal(facts: Facts, length: Term, pack: Pack) -> str:
    """Why the rules keep the record from the public, "" when they do not."""
    if facts.item.disclosure != Disclosure.PUBLIC:
        return f"目录规定“{facts.item.name}”不公开。"
    if withheld := provider_refusal(facts):
        return withheld
    allowed = pack.parameters["person_kinds"]
    if facts.kind == SubjectKind.PERSON and (facts.item.publicity or "") not in allowed["values"]:
        return f"自然人的“{facts.item.name}”不公开公示：{allowed['source']}。"
    return "" if length.shown else f"{length.reason}。"


def provider_refusal(facts: Facts) -> str:
    """The provider said of this record that it is not for everyone, or did not say that it is."""
    field = facts.item.role(FieldRole.DISCLOSURE)
    said = facts.text(FieldRole.DISCLOSURE)
    if field is None or said == OPEN_TO_ALL:
        return ""
    return f"“{field.name}”{f'为“{said}”' if said else '没有填写'}，不公示。"
