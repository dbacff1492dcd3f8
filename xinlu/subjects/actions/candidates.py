"""Who a subject made without a number may be: names near its own, the best of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from xinlu.subjects import blocking
from xinlu.subjects.actions.known import Being
from xinlu.subjects.contracts import Feature
from xinlu.subjects.models import Name
from xinlu.subjects.rules import names as naming
from xinlu.subjects.rules.keys import wanted
from xinlu.subjects.rules.likeness import ASK, Portrait, compare, score

READ = 200  # names read for a subject, those under its rarest keys first
COMPARED = 20  # of them feature by feature, beside those under its own legal person
KEPT = 3  # best candidates asked about


@dataclass(frozen=True, slots=True)
class Bearer:
    """A name near the subject's and who bears it. folded: its comparison form."""

    root: str
    folded: str
    portrait: Portrait


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who the subject may be, today, and why."""

    subject: str
    other: str
    features: tuple[Feature, ...]
    score: int


def find_candidates(firms: Sequence[Being]) -> list[Candidate]:
    """Organisations and shops; a few queries for any number of them."""
    if not firms:
        return []
    near = _near(firms)
    bearers = _bearers({pk for ids in near.values() for pk in ids})
    return [
        candidate
        for firm in firms
        for candidate in _best(firm, [bearers[pk] for pk in near[firm.id] if pk in bearers])
    ]


def _bearers(names: set[int]) -> Mapping[int, Bearer]:
    told = ("name", "subject__root__region", "subject__root__legal_person")
    rows = Name.objects.filter(pk__among=names, doubtful=False)
    lines = rows.values_list("id", "subject__root_id", "folded", *told)
    return {pk: Bearer(root, folded, Portrait(*rest)) for pk, root, folded, *rest in lines}


def _near(firms: Sequence[Being]) -> Mapping[str, list[int]]:
    asked = {firm.id: wanted(firm.name, firm.region) for firm in firms}
    filed = blocking.near(set().union(*asked.values()))
    return {id: _rarest([filed[key] for key in keys if key in filed]) for id, keys in asked.items()}


def _rarest(lists: list[list[int]]) -> list[int]:
    found = dict.fromkeys(pk for ids in sorted(lists, key=lambda ids: (len(ids), ids)) for pk in ids)
    return list(found)[:READ]


def _best(firm: Being, bearers: Sequence[Bearer]) -> list[Candidate]:
    """Each once, by the name of it that is nearest."""
    ours = Portrait(firm.name, firm.region, firm.legal_person)
    found: dict[str, Candidate] = {}
    for other in _shortlist(firm, [each for each in bearers if each.root != firm.id]):
        features = compare(ours, other.portrait)
        points = score(features)
        if points >= ASK and (other.root not in found or points > found[other.root].score):
            found[other.root] = Candidate(firm.id, other.root, features, points)
    return sorted(found.values(), key=lambda each: (-each.score, each.other))[:KEPT]


def _shortlist(firm: Being, bearers: Sequence[Bearer]) -> Sequence[Bearer]:
    """To look at every feature of some dozens of names takes longer than to find them."""
    if len(bearers) <= COMPARED:
        return bearers
    spelt = [each.folded for each in bearers]
    nearest = process.extract(
        naming.comparable(firm.name), spelt, scorer=fuzz.ratio, processor=None, limit=COMPARED
    )
    chosen = {place for _, _, place in nearest}
    person = firm.legal_person
    return [
        each
        for place, each in enumerate(bearers)
        if place in chosen or (person and each.portrait.legal_person == person)
    ]
