"""The matching desk: claims are decided in memory over what is known, and saved once."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.conf import settings

from xinlu import bulk
from xinlu.subjects import blocking, search
from xinlu.subjects.actions.asked import Asked
from xinlu.subjects.actions.known import Being, Known
from xinlu.subjects.actions.namesakes import Namesakes
from xinlu.subjects.actions.spelling import Spelling, current_name, weigh, widen
from xinlu.subjects.contracts import Kind, Match, Scheme
from xinlu.subjects.models import Identifier, Name, Subject
from xinlu.subjects.rules import names as naming
from xinlu.subjects.rules.likeness import names_agree
from xinlu.subjects.rules.numbers import TITLES, TRUSTED, is_personal, kind_of

SubjectLine, NumberLine, NameLine = bulk.line(Subject), bulk.line(Identifier), bulk.line(Name, counted=True)


class Desk:
    """fresh: subjects made here without a number; doubts: pairs that numbers or names left open; provisional: given
    to claims without a number, and without one of their own."""

    def __init__(self, asked: Sequence[Asked], at: datetime, new_id: Callable[[], str]) -> None:
        self.at, self.new_id = at, new_id
        self.known = Known(asked)
        self.namesakes = Namesakes(self.known)
        self._faces = {id: (row.name, row.legal_person) for id, row in self.known.subjects.items()}
        self.fresh: list[Being] = []
        self.provisional: set[str] = set()
        self.doubts: list[tuple[str, str]] = []
        self._new_subjects: list[Being] = []
        self._new_numbers: list[tuple[str, Scheme, str, date | None]] = []
        self._new_names: list[Spelling] = []
        self._changed_names: dict[int, Spelling] = {}
        self._touched: set[str] = set()

    # -- deciding ---------------------------------------------------------------------------------------------

    def place(self, asked: Asked) -> Match:
        """Find or make the claim's subject and note what the claim teaches."""
        found = (
            self._by_number(asked)
            or self._by_origin(asked)
            or self.namesakes.answered(asked)
            or self.namesakes.find(asked)
        )
        subject, reason = found or (self._make(asked), "新建主体")
        if not asked.numbers and subject not in self.known.numbered:
            self.provisional.add(subject)
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
        return subject, "同一条记录此前已建立主体"

    def _make(self, asked: Asked) -> str:
        claim, id = asked.claim, self.new_id()
        subject = Being(
            id=id,
            kind=kind_of(claim, asked.numbers),
            name=claim.name,
            region=asked.place,
            legal_person=claim.legal_person,
            root=id,
            origin="" if asked.numbers else claim.origin,
        )
        self.known.subjects[id] = subject
        self._new_subjects.append(subject)
        if not asked.numbers:
            self._note_fresh(subject)
        return id

    def _note_fresh(self, subject: Being) -> None:
        self.fresh.append(subject)
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
            bearers = {self.known.root(bearer) for bearer in self.namesakes.bearers(asked)}
            others |= {bearer for bearer in bearers if Scheme.USCC not in self.known.schemes[bearer]}
        self.doubts += [(root, other) for other in sorted(others - {root})]

    # -- learning ---------------------------------------------------------------------------------------------

    def _learn_numbers(self, asked: Asked, subject: str) -> None:
        root = self.known.root(subject)
        for scheme, number in asked.numbers.items():
            if (scheme, number) in self.known.holders or not self._teaches(asked, scheme, root):
                continue
            self.known.holders[scheme, number] = subject
            self.known.schemes[root].add(scheme)
            self.known.numbered.add(subject)
            self._new_numbers.append((subject, scheme, number, asked.first))

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
            if self.known.subjects[subject].kind != Kind.PERSON:
                self.known.bear(subject, name, asked.folded)
        elif self._renew(row, asked) and row.id:
            self._changed_names[row.id] = row
        self._touched |= {subject, root}
        self._learn_legal_person(asked, row, self.known.subjects[root])

    def _new_name(self, asked: Asked, subject: str) -> Spelling:
        row = Spelling(subject, asked.claim.name, asked.folded, registered=asked.claim.registers)
        widen(row, asked.first, asked.last)
        self.known.names[self.known.root(subject)][subject, row.name] = row
        self._new_names.append(row)
        return row

    def _renew(self, row: Spelling, asked: Asked) -> bool:
        """Whether the claim told anything new of the name."""
        told = asked.claim.registers and not row.registered
        row.registered |= told
        return widen(row, asked.first, asked.last) or told

    def _learn_legal_person(self, asked: Asked, row: Spelling, subject: Being) -> None:
        newest = asked.last is None or row.last is None or asked.last >= row.last
        if asked.claim.legal_person and (newest or not subject.legal_person):
            subject.legal_person = asked.claim.legal_person

    # -- saving -----------------------------------------------------------------------------------------------

    def save(self) -> None:
        self._settle_names()
        bulk.append(Subject, [subject_line(row, self.at) for row in self._new_subjects])
        bulk.append(Identifier, [self._number_line(*each) for each in self._new_numbers])
        keys = bulk.reserve(Name, len(self._new_names))
        for key, row in zip(keys, self._new_names, strict=True):
            row.id = key
        lines = [name_line(row, self.known.subjects[row.subject].kind) for row in self._new_names]
        bulk.append(Name, lines, counted=True)
        kinds = (self.known.subjects[row.subject].kind for row in self._new_names)
        findable = zip(lines, kinds, strict=True)
        search.add(
            [(line.id, line.name, line.folded, line.initials, kind == Kind.PERSON) for line, kind in findable]
        )
        firms = (row for row in self._new_names if self.known.subjects[row.subject].kind != Kind.PERSON)
        blocking.add([(row.id, row.name) for row in firms])
        self._save_changes()

    def _settle_names(self) -> None:
        """Which names the register contradicts, and which is current, of everyone touched."""
        for root in {self.known.root(key) for key in self._touched}:
            for row in weigh(self.known.names[root].values()):
                if row.id:
                    self._changed_names[row.id] = row
        for key in self._touched:
            self.known.subjects[key].name = current_name(self.known.names_of(key))

    def _save_changes(self) -> None:
        spans = [(r.id, r.first, r.last, r.registered, r.doubtful) for r in self._changed_names.values()]
        bulk.change(Name, ("id", "first", "last", "registered", "doubtful"), spans)
        seen = {key: self.known.subjects[key] for key in self._touched & self._faces.keys()}
        faces = [(key, row.name, row.legal_person) for key, row in seen.items()]
        changed = [face for face in faces if face[1:] != self._faces[face[0]]]
        bulk.change(Subject, ("id", "name", "legal_person"), changed)

    def _number_line(self, subject: str, scheme: Scheme, number: str, since: date | None) -> tuple:
        """Personal numbers are sealed, whatever the scheme."""
        kept = settings.KEYRING.seal(number) if is_personal(scheme, number) else number
        return NumberLine(subject, scheme.value, self.known.index(scheme, number), kept, since)


def subject_line(row: Being, at: datetime) -> tuple:
    return SubjectLine(
        id=row.id,
        kind=str(row.kind),
        name=row.name,
        region=row.region,
        legal_person=row.legal_person,
        origin=row.origin,
        merged_into_id=None,
        root_id=row.root,
        created_at=at,
    )


def name_line(row: Spelling, kind: str) -> tuple:
    return NameLine(
        id=row.id,
        subject_id=row.subject,
        name=row.name,
        folded=row.folded,
        initials=naming.initials(row.name, person=kind == Kind.PERSON),
        first=row.first,
        last=row.last,
        registered=row.registered,
        doubtful=row.doubtful,
    )
