"""Who a subject made without a number may be: names near its own, the best of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xinlu.subjects import blocking
from xinlu.subjects.actions.known import Being
from xinlu.subjects.contracts import Feature
from xinlu.subjects.models import Name
from xinlu.subjects.rules.keys import wanted
from xinlu.subjects.rules.likeness import ASK, Portrait, compare, score

COMPARED = 200  # names compared with a subject's, those under its rarest keys first
KEPT = 3  # best candidates asked about


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
    columns = ("id", "subject__root_id", "name", "subject__root__region", "subject__root__legal_person")
    rows = Name.objects.filter(pk__among={pk for ids in near.values() for pk in ids}, doubtful=False)
    portraits = {pk: (root, Portrait(*told)) for pk, root, *told in rows.values_list(*columns)}
    return [
        candidate
        for firm in firms
        for candidate in _best(firm, [portraits[pk] for pk in near[firm.id] if pk in portraits])
    ]


def _near(firms: Sequence[Being]) -> Mapping[str, list[int]]:
    asked = {firm.id: wanted(firm.name, firm.region) for firm in firms}
    filed = blocking.near(set().union(*asked.values()))
    return {id: _rarest([filed[key] for key in keys if key in filed]) for id, keys in asked.items()}


def _rarest(lists: list[list[int]]) -> list[int]:
    found = dict.fromkeys(pk for ids in sorted(lists, key=lambda ids: (len(ids), ids)) for pk in ids)
    return list(found)[:COMPARED]


def _best(firm: Being, others: Sequence[tuple[str, Portrait]]) -> list[Candidate]:
    """Each once, by the name of it that is nearest."""
    ours, found = Portrait(firm.name, firm.region, firm.legal_person), {}
    for root, theirs in others:
        features = compare(ours, theirs)
        points = score(features)
        if root != firm.id and points >= ASK and (root not in found or points > found[root].score):
            found[root] = Candidate(firm.id, root, features, points)
    return sorted(found.values(), key=lambda each: (-each.score, each.other))[:KEPT]
