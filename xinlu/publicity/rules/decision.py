"""The whole decision on one record: show or withhold, why, since when due, until when."""

from dataclasses import dataclass
from datetime import date

from xinlu.catalog.contracts import Disclosure, FieldRole, SubjectKind
from xinlu.kernel.packs import Pack, choose
from xinlu.kernel.workdays import Workdays
from xinlu.publicity.contracts import PublicField, Severity
from xinlu.publicity.rules.book import Book
from xinlu.publicity.rules.clock import Deadline, deadline
from xinlu.publicity.rules.disclosure import disclose, disclosed, leaks, subject_code
from xinlu.publicity.rules.facts import Facts
from xinlu.publicity.rules.terms import Term, term


@dataclass(frozen=True)
class Decision:
    """show False: reason says which rule keeps it back; then no field, name or code is disclosed at all."""

    show: bool
    reason: str
    due: Deadline
    ends_on: date | None
    repairable_on: date | None
    severity: Severity | None
    person: bool
    subject_name: str
    subject_code: str
    title: str
    category: str
    authority: str
    fields: tuple[PublicField, ...]
    packs: tuple[str, ...]
    verified: bool


def decide(facts: Facts, book: Book, workdays: Workdays) -> Decision:
    """Facts of a record and the packs in force on its decision date → Decision."""
    length = term(facts, book)
    pack = choose(book.person, facts.decided_on)
    fields = disclose(facts, pack)
    obstacle = void_refusal(facts, book) or refusal(facts, length, pack) or leak_refusal(fields, facts)
    private = facts.kind != SubjectKind.ORGANISATION
    return Decision(
        show=not obstacle,
        reason=obstacle or length.reason,
        due=deadline(facts.item, facts.decided_on, book, workdays),
        ends_on=length.ends_on,
        repairable_on=length.repairable_on,
        severity=length.severity,
        person=facts.kind == SubjectKind.PERSON,
        subject_name=disclosed(FieldRole.SUBJECT_NAME, facts),
        subject_code=subject_code(facts),
        title=disclosed(FieldRole.DOCUMENT_NO, facts) or disclosed(FieldRole.DOCUMENT_NAME, facts),
        category=disclosed(FieldRole.CATEGORY, facts),
        authority=disclosed(FieldRole.AUTHORITY, facts),
        fields=() if obstacle else fields,
        packs=(length.pack, pack.id) if private else (length.pack,),
        verified=length.verified and (pack.verified or not private),
    )


def void_refusal(facts: Facts, book: Book) -> str:
    """The record itself says that the decision no longer stands."""
    status = facts.text(FieldRole.STATUS)
    void = choose(book.withdrawal, facts.decided_on).parameters["void"]["statuses"]
    return f"当前状态为“{status}”，不再公示。" if any(word in status for word in void) else ""


def refusal(facts: Facts, length: Term, pack: Pack) -> str:
    """Why the rules keep the record from the public, "" when they do not."""
    if facts.item.disclosure != Disclosure.PUBLIC:
        return f"目录规定“{facts.item.name}”不公开。"
    allowed = pack.parameters["person_kinds"]
    if facts.kind == SubjectKind.PERSON and (facts.item.publicity or "") not in allowed["values"]:
        return f"自然人的“{facts.item.name}”不公开公示：{allowed['source']}。"
    return "" if length.shown else f"{length.reason}。"


def leak_refusal(fields: tuple[PublicField, ...], facts: Facts) -> str:
    found = leaks(fields, facts)
    return f"“{'、'.join(found)}”中有证件号、手机号或银行卡号，请报送单位更正后重报。" if found else ""
