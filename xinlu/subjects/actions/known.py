"""What is known of the subjects that a chunk of claims may be about: loaded once, one query each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings

from xinlu.subjects import blocking
from xinlu.subjects.actions.asked import Asked, calls
from xinlu.subjects.actions.spelling import Spelling
from xinlu.subjects.contracts import Kind, Scheme
from xinlu.subjects.models import Identifier, Judgement, Name, Subject
from xinlu.subjects.rules.likeness import same_place
from xinlu.subjects.rules.numbers import TRUSTED

Number = tuple[Scheme, str]


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
                asked[call].add(each.place)
        if not asked:
            return []
        filed = blocking.near([call for call in asked if isinstance(call, int)])
        stems = {pk: stem for stem, ids in filed.items() for pk in ids}
        believed = Name.objects.filter(doubtful=False).exclude(subject__kind=Kind.PERSON)
        told = ("pk", "folded", "subject_id", "name", "subject__region", "subject__root__region")
        # A shop's name may be borne by very many; a key never is.
        firms = {each.folded for each in self.asked if each.by_name}
        exact = believed.filter(folded__among=list(firms & asked.keys()))
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
