"""The matching desk: all that a chunk of claims needs to know, loaded once, decided in memory, saved once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings

from xinlu.subjects import search
from xinlu.subjects.contracts import Claim, Kind, Match, Scheme
from xinlu.subjects.models import Identifier, Name, Subject
from xinlu.subjects.rules import names as naming
from xinlu.subjects.rules.likeness import names_agree, same_place
from xinlu.subjects.rules.numbers import TITLES, TRUSTED, is_personal, kind_of, region_of, usable

Number = tuple[Scheme, str]


@dataclass
class Asked:
    """A claim with what matching reads of it."""

    claim: Claim
    numbers: dict[Scheme, str] = field(init=False)
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = usable(self.claim)
        self.folded = naming.comparable(self.claim.name)

    @property
    def by_name(self) -> bool:
        """Only organisations' full names are their own; shops and people share theirs."""
        return self.claim.kind == Kind.ORGANISATION and bool(self.folded)


class Desk:
    """fresh: subjects made here without a number; doubts: pairs that numbers or names left open."""

    def __init__(self, claims: Sequence[Claim], at: datetime, new_id: Callable[[], str]) -> None:
        self.at, self.new_id = at, new_id
        self.asked = [Asked(claim) for claim in claims]
        self.fresh: list[Subject] = []
        self.provisional: set[str] = set()
        self.doubts: list[tuple[str, str]] = []
        self._new_subjects: list[Subject] = []
        self._new_numbers: list[Identifier] = []
        self._new_names: list[Name] = []
        self._changed_names: dict[int, Name] = {}
        self._touched: set[str] = set()
        self._load()

    # -- loading: one query each ------------------------------------------------------------------------------

    def _load(self) -> None:
        self.subjects: dict[str, Subject] = {}
        self.holders: dict[Number, str] = {}
        self.origins: dict[str, str] = {}
        self.bearers: dict[str, set[str]] = defaultdict(set)  # comparison form → roots bearing it
        self.names: dict[str, dict[tuple[str, str], Name]] = defaultdict(dict)  # root → (subject, name) → row
        self.schemes: dict[str, set[Scheme]] = defaultdict(set)  # root → schemes it has numbers of
        self._load_numbers()
        self._load_origins()
        borne = self._named_alike()
        self._load_subjects({*self.holders.values(), *self.origins.values(), *(id for _, id in borne)})
        for folded, id in borne:
            self.bearers[folded].add(self.root(id))
        self._load_names()
        self._load_schemes()

    def _load_numbers(self) -> None:
        wanted = {index_of(*number): number for each in self.asked for number in each.numbers.items()}
        rows = Identifier.objects.filter(index__in=list(wanted))
        self.holders = {wanted[index]: id for index, id in rows.values_list("index", "subject_id")}

    def _load_origins(self) -> None:
        wanted = [each.claim.origin for each in self.asked if each.claim.origin and not self._held(each)]
        self.origins = dict(Subject.objects.filter(origin__in=wanted).values_list("origin", "pk"))

    def _named_alike(self) -> list[tuple[str, str]]:
        """(comparison form, subject) of organisations that bear the name of a claim not yet sure of its own."""
        wanted = {each.folded for each in self.asked if each.by_name and not self._certain(each)}
        rows = Name.objects.filter(folded__in=wanted, subject__kind=Kind.ORGANISATION)
        return list(rows.values_list("folded", "subject_id"))

    def _load_subjects(self, met: set[str]) -> None:
        """Those met, with everyone who is one with them."""
        roots = Subject.objects.filter(pk__in=met).values("root")
        self.subjects = {row.pk: row for row in Subject.objects.filter(root__in=roots)}
        self._faces = {id: face(row) for id, row in self.subjects.items()}

    def _load_names(self) -> None:
        for row in Name.objects.filter(subject__in=list(self.subjects)):
            self.names[self.root(row.subject_id)][row.subject_id, row.name] = row

    def _load_schemes(self) -> None:
        """Needed only where a number may be learnt, or something less than a code decides."""
        if all(self._certain(each) and self._taught(each) for each in self.asked):
            return
        rows = Identifier.objects.filter(subject__in=list(self.subjects))
        for id, scheme in rows.values_list("subject_id", "scheme"):
            self.schemes[self.root(id)].add(Scheme(scheme))

    def _taught(self, asked: Asked) -> bool:
        return all(number in self.holders for number in asked.numbers.items())

    def _held(self, asked: Asked) -> bool:
        return any(number in self.holders for number in asked.numbers.items())

    def _certain(self, asked: Asked) -> bool:
        return any(number in self.holders for number in asked.numbers.items() if number[0] in TRUSTED)

    # -- deciding ---------------------------------------------------------------------------------------------

    def place(self, asked: Asked) -> Match:
        """Find or make the claim's subject and note what the claim teaches."""
        found = self._by_number(asked) or self._by_origin(asked) or self._by_name(asked)
        subject, reason = found or (self._make(asked), "新建主体")
        self._doubt_others(asked, subject)
        self._learn_numbers(asked, subject)
        self._learn_name(asked.claim, asked.folded, subject)
        return Match(subject, found is None, reason)

    def _by_number(self, asked: Asked) -> tuple[str, str] | None:
        for scheme, number in asked.numbers.items():
            holder = self.holders.get((scheme, number))
            if holder and self._acceptable(asked, scheme, holder):
                return holder, f"按{TITLES[scheme]}匹配"
        return None

    def _acceptable(self, asked: Asked, scheme: Scheme, holder: str) -> bool:
        """A better number that contradicts outweighs this one; an unchecked number needs an agreeing name."""
        if scheme in (Scheme.USCC, Scheme.PERSON_ID):
            return True
        root = self.root(holder)
        if Scheme.USCC in asked.numbers and Scheme.USCC in self.schemes[root]:
            return False
        return scheme in TRUSTED or self._name_agrees(asked, root)

    def _name_agrees(self, asked: Asked, root: str) -> bool:
        known = self.names[root].values()
        return any(row.folded == asked.folded or names_agree(row.name, asked.claim.name) for row in known)

    def _by_origin(self, asked: Asked) -> tuple[str, str] | None:
        """The same record sent again finds the subject that it was given when it had no number."""
        subject = self.origins.get(asked.claim.origin) if asked.claim.origin else None
        if subject is None or (asked.numbers and self.schemes[self.root(subject)]):
            return None
        if not asked.numbers:
            self.provisional.add(subject)
        return subject, "同一条记录此前已建立主体"

    def _by_name(self, asked: Asked) -> tuple[str, str] | None:
        bearers = self._bearers(asked)
        if len(bearers) != 1 or (asked.numbers and self.schemes[bearers[0]]):
            return None
        return bearers[0], "名称与地区一致且唯一"

    def _bearers(self, asked: Asked) -> list[str]:
        """Who bears exactly this name where the claim says it is."""
        if not asked.by_name:
            return []
        place = region_of(asked.claim, asked.numbers)
        known = sorted(self.bearers.get(asked.folded, ()))
        return [root for root in known if same_place(self.subjects[root].region, place)]

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
        self.subjects[subject.id] = subject
        self._new_subjects.append(subject)
        if not asked.numbers:
            self._note_fresh(subject)
        return subject.id

    def _note_fresh(self, subject: Subject) -> None:
        self.fresh.append(subject)
        self.provisional.add(subject.id)
        if subject.origin:
            self.origins[subject.origin] = subject.id

    def _doubt_others(self, asked: Asked, subject: str) -> None:
        """Others that hold one of the numbers, or the very name without a number to tell them apart."""
        root = self.root(subject)
        others = {
            self.root(self.holders[number]) for number in asked.numbers.items() if number in self.holders
        }
        if asked.numbers:
            others |= {bearer for bearer in self._bearers(asked) if Scheme.USCC not in self.schemes[bearer]}
        self.doubts += [(root, other) for other in sorted(others - {root})]

    # -- learning ---------------------------------------------------------------------------------------------

    def _learn_numbers(self, asked: Asked, subject: str) -> None:
        root = self.root(subject)
        for scheme, number in asked.numbers.items():
            if (scheme, number) in self.holders or not self._teaches(asked, scheme, root):
                continue
            self.holders[scheme, number] = subject
            self.schemes[root].add(scheme)
            self._new_numbers.append(identifier(subject, scheme, number, asked.claim.seen_on))

    def _teaches(self, asked: Asked, scheme: Scheme, root: str) -> bool:
        """One checked number of a kind is enough; unchecked ones are believed under an agreeing name."""
        if scheme in TRUSTED:
            return scheme not in self.schemes[root]
        return not self.names[root] or self._name_agrees(asked, root)

    def _learn_name(self, claim: Claim, folded: str, subject: str) -> None:
        root = self.root(subject)
        row = self.names[root].get((subject, claim.name))
        if row is None:
            row = self._new_name(claim, folded, subject)
            self.names[root][subject, claim.name] = row
            if self.subjects[subject].kind == Kind.ORGANISATION:
                self.bearers[folded].add(root)
        elif widen(row, claim.seen_on) and row.pk:
            self._changed_names[row.pk] = row
        self._touched |= {subject, root}
        self._learn_legal_person(claim, row, self.subjects[root])

    def _new_name(self, claim: Claim, folded: str, subject: str) -> Name:
        spelt = naming.initials(claim.name, person=claim.kind == Kind.PERSON)
        day = claim.seen_on
        row = Name(subject_id=subject, name=claim.name, folded=folded, initials=spelt, first=day, last=day)
        self._new_names.append(row)
        return row

    def _learn_legal_person(self, claim: Claim, row: Name, subject: Subject) -> None:
        newest = claim.seen_on is None or row.last is None or claim.seen_on >= row.last
        if claim.legal_person and (newest or not subject.legal_person):
            subject.legal_person = claim.legal_person

    # -- saving -----------------------------------------------------------------------------------------------

    def save(self) -> None:
        for key in self._touched:
            self.subjects[key].name = current_name(self._names_of(key))
        Subject.objects.bulk_create(self._new_subjects)
        Identifier.objects.bulk_create(self._new_numbers)
        search.add(Name.objects.bulk_create(self._new_names))
        save_spans(self._changed_names.values())
        faces = {key: self.subjects[key] for key in self._touched & self._faces.keys()}
        save_faces([each for key, each in faces.items() if face(each) != self._faces[key]])

    def root(self, subject: str) -> str:
        return self.subjects[subject].root_id

    def _names_of(self, subject: str) -> list[Name]:
        rows = self.names[self.root(subject)]
        whole = subject == self.root(subject)
        return [row for (bearer, _), row in rows.items() if whole or bearer == subject]


def index_of(scheme: Scheme, number: str) -> str:
    return settings.KEYRING.index(scheme, number)


def identifier(subject: str, scheme: Scheme, number: str, since: date | None) -> Identifier:
    """Personal numbers are sealed, whatever the scheme."""
    sealed = is_personal(scheme, number)
    kept = settings.KEYRING.seal(number) if sealed else number
    index = index_of(scheme, number)
    return Identifier(subject_id=subject, scheme=scheme, index=index, number=kept, since=since)


def widen(row: Name, day: date | None) -> bool:
    """Stretch the span in which the name was seen; whether that changed it. Order does not matter."""
    if day is None:
        return False
    before = row.first, row.last
    row.first = min(day, row.first or day)
    row.last = max(day, row.last or day)
    return (row.first, row.last) != before


def current_name(rows: Iterable[Name]) -> str:
    """The name seen last; of several, the one that came later, then by spelling, so that order never matters."""
    return max(rows, key=lambda row: (row.last or date.min, row.first or date.min, row.name)).name


def face(subject: Subject) -> tuple[str, str]:
    return subject.name, subject.legal_person


def save_spans(rows: Iterable[Name]) -> None:
    fields = ["first", "last"]
    Name.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def save_faces(rows: Iterable[Subject]) -> None:
    fields = ["name", "legal_person"]
    Subject.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)
