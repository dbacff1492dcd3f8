"""The whole decision on one record: show or withhold, why, since when due, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from xinlu.catalog.contracts import OPEN_TO_ALL, Disclosure, FieldRole, Item, SubjectKind
from xinlu.kernel.packs import Pack
from xinlu.kernel.workdays import Workdays
from xinlu.publicity.contracts import PublicField, Severity
from xinlu.publicity.rules.book import Book
from xinlu.publicity.rules.clock import Deadline, after, days_allowed
from xinlu.publicity.rules.disclosure import Screen, Shown
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


class Decider:
    """Decides records by the packs in force on their decision dates. Made once a batch: what depends on the item,
    the kind of subject or the day alone is worked out once."""

    def __init__(self, book: Book, workdays: Workdays) -> None:
        self.book = book
        self._screens: dict[tuple[str, int, SubjectKind, str], Screen] = {}
        self._due = cache(lambda days, day: after(day, days, workdays))

    def decide(self, facts: Facts) -> Decision:
        length = term(facts, self.book)
        pack = self.book.person.on(facts.decided_on)
        screen = self._screen(facts.item, facts.kind, pack)
        shown = screen.fields(facts)
        obstacle = void_refusal(facts, self.book) or refusal(facts, length, pack) or leak_refusal(shown)
        private = facts.kind != SubjectKind.ORGANISATION
        return Decision(
            show=not obstacle,
            reason=obstacle or length.reason,
            due=self.due(facts),
            ends_on=length.ends_on,
            repairable_on=length.repairable_on,
            severity=length.severity,
            person=facts.kind == SubjectKind.PERSON,
            subject_name=screen.value(FieldRole.SUBJECT_NAME, facts),
            subject_code=screen.code(facts),
            title=screen.value(FieldRole.DOCUMENT_NO, facts) or screen.value(FieldRole.DOCUMENT_NAME, facts),
            category=screen.value(FieldRole.CATEGORY, facts),
            authority=screen.value(FieldRole.AUTHORITY, facts),
            fields=() if obstacle else tuple(each.field for each in shown),
            packs=(length.pack, pack.id) if private else (length.pack,),
            verified=length.verified and (pack.verified or not private),
        )

    def due(self, facts: Facts) -> Deadline:
        days = days_allowed(facts.item, facts.decided_on, self.book)
        return self._due(days, facts.decided_on)

    def _screen(self, item: Item, kind: SubjectKind, pack: Pack) -> Screen:
        key = (item.identifier, item.version, kind, pack.id)
        if key not in self._screens:
            self._screens[key] = Screen(item, kind, pack)
        return self._screens[key]


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


def leak_refusal(shown: Iterable[Shown]) -> str:
    """Belt and braces: intake has already refused such texts."""
    found = [each.field.name for each in shown if each.leaks]
    return f"“{'、'.join(found)}”中有证件号、手机号或银行卡号，请报送单位更正后重报。" if found else ""
