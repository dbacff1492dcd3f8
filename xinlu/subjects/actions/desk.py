"""The matching desk: claims are decided in memory over what is known, and saved once."""

from collections.abc import Callable, Sequence
from datetime import datetime

from xinlu import bulk
from xinlu.subjects import search
from xinlu.subjects.actions.known import (
    Asked,
    Known,
    current_name,
    face,
    identifier,
    save_faces,
    save_spans,
    widen,
)
from xinlu.subjects.contracts import Kind, Match, Scheme
from xinlu.subjects.models import Identifier, Name, Subject
from xinlu.subjects.rules import names as naming
from xinlu.subjects.rules.likeness import names_agree, same_place
from xinlu.subjects.rules.numbers import TITLES, TRUSTED, kind_of, region_of


class Desk:
    """fresh: subjects made here without a number; doubts: pairs that numbers or names left open."""

    def __init__(self, asked: Sequence[Asked], at: datetime, new_id: Callable[[], str]) -> None:
        self.at, self.new_id = at, new_id
        self.known = Known(asked)
        self._faces = {id: face(row) for id, row in self.known.subjects.items()}
        self.fresh: list[Subject] = []
        self.provisional: set[str] = set()
        self.doubts: list[tuple[str, str]] = []
        self._new_subjects: list[Subject] = []
        self._new_numbers: list[Identifier] = []
        self._new_names: list[Name] = []
        self._changed_names: dict[int, Name] = {}
        self._touched: set[str] = set()

    # -- deciding ---------------------------------------------------------------------------------------------

    def place(self, asked: Asked) -> Match:
        """Find or make the claim's subject and note what the claim teaches."""
        found = self._by_number(asked) or self._by_origin(asked) or self._by_name(asked)
        subject, reason = found or (self._make(asked), "新建主体")
        self._doubt_others(asked, subject)
        self._learn_numbers(asked, subject)
        self._learn_name(asked, subject)
        return Match(subject, found is None, reason)

    def _by_number(self, asked: Asked) -> tuple[str, str] | None:
        for scheme, number in asked.numbers.items():
            holder = self.known.holders.get((scheme, number))
            if holder and self._acceptable(asked, scheme, holder):
                return holder, f"按{TITLES[scheme]}匹配"
        return None

    def _acceptable(self, asked: Asked, scheme: Scheme, holder: str) -> bool:
        """A better number that contradicts outweighs this one; an unchecked number needs an agreeing name."""
        if scheme in (Scheme.USCC, Scheme.PERSON_ID):
            return True
        root = self.known.root(holder)
        if Scheme.USCC in asked.numbers and Scheme.USCC in self.known.schemes[root]:
            return False
        return scheme in TRUSTED or self._name_agrees(asked, root)

    def _name_agrees(self, asked: Asked, root: str) -> bool:
        known = self.known.names[root].values()
        return any(row.folded == asked.folded or names_agree(row.name, asked.claim.name) for row in known)

    def _by_origin(self, asked: Asked) -> tuple[str, str] | None:
        """The same record sent again finds the subject that it was given when it had no number."""
        subject = self.known.origins.get(asked.claim.origin) if asked.claim.origin else None
        if subject is None or (asked.numbers and self.known.schemes[self.known.root(subject)]):
            return None
        if not asked.numbers:
            self.provisional.add(subject)
        return subject, "同一条记录此前已建立主体"

    def _by_name(self, asked: Asked) -> tuple[str, str] | None:
        bearers = self._bearers(asked)
        if len(bearers) != 1 or (asked.numbers and self.known.schemes[bearers[0]]):
            return None
        return bearers[0], "名称与地区一致且唯一"

    def _bearers(self, asked: Asked) -> list[str]:
        """Who bears exactly this name where the claim says it is."""
        if not asked.by_name:
            return []
        place = region_of(asked.claim, asked.numbers)
        known = sorted(self.known.bearers.get(asked.folded, ()))
        return [root for root in known if same_place(self.known.subjects[root].region, place)]

    def _make(self, asked: Asked) -> str:
        claim = asked.claim
        subject = Subject(
            id=self.new_id(),
            kind=kind_of(claim, asked.numbers),
            name=claim.name,
            region=region_of(claim, asked.numbers),
            legal_person=claim.legal_person,
            origin="" if asked.numbers else claim.origin,
            created_at=self.at,
        )
        subject.root_id = subject.id
        self.known.subjects[subject.id] = subject
        self._new_subjects.append(subject)
        if not asked.numbers:
            self._note_fresh(subject)
        return subject.id

    def _note_fresh(self, subject: Subject) -> None:
        self.fresh.append(subject)
        self.provisional.add(subject.id)
        if subject.origin:
            self.known.origins[subject.origin] = subject.id

    def _doubt_others(self, asked: Asked, subject: str) -> None:
        """Others that hold one of the numbers, or the very name without a number to tell them apart."""
        root = self.known.root(subject)
        others = {
            self.known.root(self.known.holders[number])
            for number in asked.numbers.items()
            if number in self.known.holders
        }
        if asked.numbers:
            others |= {
                bearer for bearer in self._bearers(asked) if Scheme.USCC not in self.known.schemes[bearer]
            }
        self.doubts += [(root, other) for other in sorted(others - {root})]

    # -- learning ---------------------------------------------------------------------------------------------

    def _learn_numbers(self, asked: Asked, subject: str) -> None:
        root = self.known.root(subject)
        for scheme, number in asked.numbers.items():
            if (scheme, number) in self.known.holders or not self._teaches(asked, scheme, root):
                continue
            self.known.holders[scheme, number] = subject
            self.known.schemes[root].add(scheme)
            self._new_numbers.append(identifier(subject, scheme, number, asked.first))

    def _teaches(self, asked: Asked, scheme: Scheme, root: str) -> bool:
        """One checked number of a kind is enough; unchecked ones are believed under an agreeing name."""
        if scheme in TRUSTED:
            return scheme not in self.known.schemes[root]
        return not self.known.names[root] or self._name_agrees(asked, root)

    def _learn_name(self, asked: Asked, subject: str) -> None:
        root, name = self.known.root(subject), asked.claim.name
        row = self.known.names[root].get((subject, name))
        if row is None:
            row = self._new_name(asked, subject)
            self.known.names[root][subject, name] = row
            if self.known.subjects[subject].kind == Kind.ORGANISATION:
                self.known.bearers[asked.folded].add(root)
        elif widen(row, asked.first, asked.last) and row.pk:
            self._changed_names[row.pk] = row
        self._touched |= {subject, root}
        self._learn_legal_person(asked, row, self.known.subjects[root])

    def _new_name(self, asked: Asked, subject: str) -> Name:
        name = asked.claim.name
        spelt = naming.initials(name, person=asked.claim.kind == Kind.PERSON)
        row = Name(subject_id=subject, name=name, folded=asked.folded, initials=spelt)
        widen(row, asked.first, asked.last)
        self._new_names.append(row)
        return row

    def _learn_legal_person(self, asked: Asked, row: Name, subject: Subject) -> None:
        newest = asked.last is None or row.last is None or asked.last >= row.last
        if asked.claim.legal_person and (newest or not subject.legal_person):
            subject.legal_person = asked.claim.legal_person

    # -- saving -----------------------------------------------------------------------------------------------

    def save(self) -> None:
        for key in self._touched:
            self.known.subjects[key].name = current_name(self.known.names_of(key))
        bulk.insert(self._new_subjects)
        bulk.insert(self._new_numbers)
        bulk.insert(self._new_names)
        search.add(self._new_names)
        save_spans(self._changed_names.values())
        faces = {key: self.known.subjects[key] for key in self._touched & self._faces.keys()}
        save_faces([each for key, each in faces.items() if face(each) != self._faces[key]])
