"""What is known of the subjects that a chunk of claims may be about: loaded once, one query each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.conf import settings

from xinlu.subjects import blocking
from xinlu.subjects.contracts import Claim, Kind, Scheme
from xinlu.subjects.models import Identifier, Judgement, Name, Subject
from xinlu.subjects.rules import names as naming
from xinlu.subjects.rules.keys import stem_key
from xinlu.subjects.rules.likeness import Likeness, names_agree, same_place
from xinlu.subjects.rules.numbers import TRUSTED, region_of, usable
from xinlu.subjects.rules.parts import take_apart

Number = tuple[Scheme, str]


@dataclass
class Asked:
    """A claim with what matching reads of it. first, last: days of all the claims that say the same."""

    claim: Claim
    first: date | None = None
    last: date | None = None
    numbers: dict[Scheme, str] = field(init=False)
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = usable(self.claim)
        self.folded = naming.comparable(self.claim.name)

    @property
    def by_name(self) -> bool:
        """Only organisations' full names are their own; shops and people share theirs."""
        return self.claim.kind == Kind.ORGANISATION

    @property
    def enough(self) -> Likeness:
        """How near a name must be when the legal person is the same."""
        return Likeness.CALLED if self.by_name else Likeness.SPELT

    @property
    def called(self) -> tuple[int | str, ...]:
        """What it may find others by, among `Known.bearers`: nobody by the name of a person."""
        named = self.folded and self.claim.kind != Kind.PERSON
        return calls(self.claim.name, self.folded) if named else ()


def calls(name: str, folded: str) -> tuple[int | str, ...]:
    """The comparison form, and the stem: whatever place, form and brackets it is written with."""
    return folded, stem_key(take_apart(name))


class Borne(NamedTuple):
    """A name under one of the calls of a claim that is not yet sure of its own, in a place that may be the claim's."""

    call: int | str
    subject: str
    name: str


@dataclass(slots=True)
class Being:
    """A row of Subject as the desk needs it."""

    id: str
    kind: str
    name: str
    region: str
    legal_person: str
    root: str
    origin: str = ""


@dataclass(slots=True)
class Spelling:
    """A row of Name. id 0: not saved yet."""

    subject: str
    name: str
    folded: str
    first: date | None = None
    last: date | None = None
    registered: bool = False
    doubtful: bool = False
    id: int = 0


class Known:
    """subjects by id; holders of numbers; provisional ones by origin; names and schemes of numbers by root.

    bearers: (subject, name) by what they are called, firms and shops; numbered: subjects with a number of their
    own; judged: those of the bearers that a person has decided on. Whoever decides keeps all of it up to date.
    """

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.asked = asked
        self.index = settings.KEYRING.index
        self.bearers: dict[int | str, set[tuple[str, str]]] = defaultdict(set)
        self.names: dict[str, dict[tuple[str, str], Spelling]] = defaultdict(
            dict
        )  # root → (subject, name) → row
        self.schemes: dict[str, set[Scheme]] = defaultdict(set)
        self.numbered: set[str] = set()
        self.holders = self._load_holders()
        self.origins = self._load_origins()
        borne = self._load_borne()
        met = {*self.holders.values(), *self.origins.values(), *(each.subject for each in borne)}
        self.subjects = self._load_subjects(met)
        for each in borne:
            self.bearers[each.call].add((each.subject, each.name))
        self._load_names()
        self._load_schemes()
        self.judged = self._load_judged({each.subject for each in borne} - self.numbered)

    def bear(self, subject: str, name: str, folded: str) -> None:
        for call in calls(name, folded):
            self.bearers[call].add((subject, name))

    def root(self, subject: str) -> str:
        return self.subjects[subject].root

    def names_of(self, subject: str) -> list[Spelling]:
        """All that its cluster bears, or, of one merged away, its own."""
        rows = self.names[self.root(subject)]
        whole = subject == self.root(subject)
        return [row for (bearer, _), row in rows.items() if whole or bearer == subject]

    def _load_holders(self) -> dict[Number, str]:
        wanted = {self.index(*number): number for each in self.asked for number in each.numbers.items()}
        rows = Identifier.objects.filter(index__among=wanted)
        return {wanted[index]: id for index, id in rows.values_list("index", "subject_id")}

    def _load_origins(self) -> dict[str, str]:
        wanted = [each.claim.origin for each in self.asked if each.claim.origin and not self._held(each)]
        # Said so, or the index, which has no empty origins, would not be used.
        rows = Subject.objects.filter(origin__among=wanted).exclude(origin="")
        return dict(rows.values_list("origin", "pk")) if wanted else {}

    def _load_borne(self) -> list[Borne]:
        """Of firms and shops."""
        asked: dict[int | str, set[str]] = defaultdict(set)  # call → regions
        for each in self.asked:
            for call in () if self._certain(each) else each.called:
                asked[call].add(region_of(each.claim, each.numbers))
        if not asked:
            return []
        filed = blocking.near([call for call in asked if isinstance(call, int)])
        stems = {pk: stem for stem, ids in filed.items() for pk in ids}
        believed = Name.objects.filter(doubtful=False).exclude(subject__kind=Kind.PERSON)
        told = ("pk", "folded", "subject_id", "name", "subject__region", "subject__root__region")
        exact = believed.filter(folded__among=[call for call in asked if isinstance(call, str)])
        rows = exact.values_list(*told).union(believed.filter(pk__among=stems).values_list(*told))
        return [
            Borne(call, subject, name)
            for pk, folded, subject, name, *places in rows
            for call in (folded, stems.get(pk))
            if call in asked and any(same_place(place, region) for place in places for region in asked[call])
        ]

    def _load_judged(self, subjects: set[str]) -> set[str]:
        if not subjects:
            return set()
        standing = Judgement.objects.filter(reversed_at=None)
        left = standing.filter(left__among=subjects).values_list("left_id", flat=True)
        right = standing.filter(right__among=subjects).values_list("right_id", flat=True)
        return {*left, *right}

    def _load_subjects(self, met: set[str]) -> dict[str, Being]:
        """Those met, with everyone who is one with them."""
        roots = set(Subject.objects.filter(pk__among=met).values_list("root", flat=True))
        columns = ("id", "kind", "name", "region", "legal_person", "root_id")
        rows = Subject.objects.filter(root_id__among=roots).values_list(*columns)
        return {row[0]: Being(*row) for row in rows}

    def _load_names(self) -> None:
        columns = ("subject_id", "name", "folded", "first", "last", "registered", "doubtful", "id")
        rows = Name.objects.filter(subject_id__among=self.subjects).values_list(*columns)
        for row in rows:
            self.names[self.root(row[0])][row[0], row[1]] = Spelling(*row)

    def _load_schemes(self) -> None:
        """Needed only where a number may be learnt, or something less than a code decides."""
        if all(self._certain(each) and self._taught(each) for each in self.asked):
            return
        rows = Identifier.objects.filter(subject_id__among=self.subjects)
        for id, scheme in rows.values_list("subject_id", "scheme"):
            self.schemes[self.root(id)].add(Scheme(scheme))
            self.numbered.add(id)

    def _taught(self, asked: Asked) -> bool:
        return all(number in self.holders for number in asked.numbers.items())

    def _held(self, asked: Asked) -> bool:
        return any(number in self.holders for number in asked.numbers.items())

    def _certain(self, asked: Asked) -> bool:
        return any(number in self.holders for number in asked.numbers.items() if number[0] in TRUSTED)


def widen(row: Spelling, first: date | None, last: date | None) -> bool:
    """Stretch the span in which the name was seen; whether that changed it. Order does not matter."""
    if first is None or last is None:
        return False
    before = row.first, row.last
    row.first = min(first, row.first or first)
    row.last = max(last, row.last or last)
    return (row.first, row.last) != before


def weigh(rows: Iterable[Spelling | Name]) -> list[Spelling | Name]:
    """Mark the names that a register contradicts as doubtful; returns those whose mark changed.

    A wrong code in one decision must not rename a firm: where the register of enterprises or of people has told
    the name, others are believed only if they are near it. Order does not matter.
    """
    rows = list(rows)
    told = [row.name for row in rows if row.registered]
    changed = []
    for row in rows:
        near = row.registered or not told or any(names_agree(row.name, name) for name in told)
        if row.doubtful == near:
            row.doubtful = not near
            changed.append(row)
    return changed


def current_name(rows: Iterable[Spelling | Name]) -> str:
    """The name last seen, of those in the register if it has told any; of several, the one that came later, then by
    spelling, so that order never matters."""
    rows = list(rows)
    told = [row for row in rows if row.registered] or [row for row in rows if not row.doubtful] or rows
    return max(told, key=lambda row: (row.last or date.min, row.first or date.min, row.name)).name
