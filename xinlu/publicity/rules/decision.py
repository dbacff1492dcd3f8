"""The whole decision on one record: show or withhold, why, since when due, until when."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from xinlu.catalog.contracts import SubjectKind
from xinlu.kernel.workdays import Workdays
from xinlu.publicity.contracts import Severity
from xinlu.publicity.rules.book import Book
from xinlu.publicity.rules.clock import Deadline, after, days_allowed
from xinlu.publicity.rules.disclosure import Screen, View
from xinlu.publicity.rules.facts import Facts
from xinlu.publicity.rules.looks import Shown
from xinlu.publicity.rules.ruling import DECIDING, Ruling, rule
from xinlu.publicity.rules.severity import Classifier
from xinlu.publicity.rules.terms import severity

Group = tuple[str, int, SubjectKind, str]  # item and its version, kind of subject, pack on persons


class Decision(NamedTuple):
    """show False: reason says which rule keeps it back; then there are no fields, and nobody shows the rest.

    fields: what the public sees, a JSON list of PublicField.
    """

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
    fields: str
    packs: tuple[str, ...]
    verified: bool


class Decider:
    """Decides records by the packs in force on their decision dates. Made once a batch: what depends on the item
    and the kind of subject alone is worked out once."""

    def __init__(self, book: Book, workdays: Workdays) -> None:
        self.book = book
        self._due = cache(lambda days, day: after(day, days, workdays))
        self._experts: dict[Group, Expert] = {}

    def decide_all(self, batch: Sequence[Facts]) -> list[Decision]:
        """In the order given."""
        groups: dict[Group, list[int]] = defaultdict(list)
        for place, facts in enumerate(batch):
            pack = self.book.person.on(facts.decided_on)
            groups[facts.item.identifier, facts.item.version, facts.kind, pack.id].append(place)
        decided: dict[int, Decision] = {}
        for group, places in groups.items():
            some = [batch[place] for place in places]
            decided |= zip(places, self._expert(group, some[0]).decide(some), strict=True)
        return [decided[place] for place in range(len(batch))]

    def _expert(self, group: Group, facts: Facts) -> "Expert":
        if group not in self._experts:
            self._experts[group] = Expert(facts, self.book, self._due)
        return self._experts[group]


class Expert:
    """Decides records of one item about one kind of subject under one pack on persons: by rules once for all that
    are alike in what rules look at, then by what each record's texts show."""

    def __init__(self, first: Facts, book: Book, due: Callable[[int | None, date], Deadline]) -> None:
        """due: working days allowed, day of the decision → when it is due."""
        self.book, self._due, self.person = book, due, first.kind == SubjectKind.PERSON
        self._screen = Screen(first.item, first.kind, book.person.on(first.decided_on))
        self._classifier = Classifier(first.item)
        self._deciding = [field.identifier for role in DECIDING if (field := first.item.role(role))]
        self._rulings: dict[tuple[Any, ...], Ruling] = {}

    def decide(self, batch: Sequence[Facts]) -> Iterable[Decision]:
        """In the order given."""
        return map(self._decision, map(self._ruling, batch), self._screen.views(batch))

    def _decision(self, ruling: Ruling, view: View) -> Decision:
        obstacle = ruling.obstacle or leak_refusal(view.shown)
        return Decision(
            show=not obstacle,
            reason=obstacle or ruling.length.reason,
            due=ruling.due,
            ends_on=ruling.length.ends_on,
            repairable_on=ruling.length.repairable_on,
            severity=ruling.length.severity,
            person=self.person,
            subject_name=view.subject_name,
            subject_code=view.subject_code,
            title=view.document_no or view.document_name,
            category=view.category,
            authority=view.authority,
            fields=as_list(() if obstacle else view.shown),
            packs=ruling.packs,
            verified=ruling.verified,
        )

    def _ruling(self, facts: Facts) -> Ruling:
        found = severity(facts, self.book, self._classifier)
        key = (facts.decided_on, found, *[facts.data.get(name) for name in self._deciding])
        if key not in self._rulings:
            days = days_allowed(facts.item, facts.decided_on, self.book)
            self._rulings[key] = rule(facts, found, self.book, self._due(days, facts.decided_on))
        return self._rulings[key]


def as_list(shown: Iterable[Shown]) -> str:
    """Each has its text already: the same values return in many records."""
    return f"[{','.join([each.text for each in shown])}]"


def leak_refusal(shown: Iterable[Shown]) -> str:
    """Belt and braces: intake has already refused such texts."""
    found = [each.field.name for each in shown if each.leaks]
    return f"“{'、'.join(found)}”中有证件号、手机号或银行卡号，请报送单位更正后重报。" if found else ""
