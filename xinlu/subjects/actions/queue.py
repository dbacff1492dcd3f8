"""Questions for a person: pairs of subjects that may be one, with the features that say so."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db.models import Q

from xinlu.subjects import search
from xinlu.subjects.actions.desk import Desk
from xinlu.subjects.contracts import Kind, Scheme
from xinlu.subjects.models import Identifier, MatchCase, Name, Subject
from xinlu.subjects.rules import names as naming
from xinlu.subjects.rules.likeness import ASK, Portrait, compare, same_place, score

ASKED_AT_ONCE = 50  # subjects looked up in one query
CANDIDATES = 2000  # names read for them
KEPT = 3  # best candidates asked about, a subject

Pair = tuple[str, str]


def queue_cases(desk: Desk, at: datetime) -> set[str]:
    """Open the cases that the desk left; returns the subjects of this chunk that wait for a person."""
    doubts = {ordered(pair) for pair in desk.doubts}
    likely = _likely_pairs(desk.fresh)
    subjects = _portraits({key for pair in doubts | likely for key in pair})
    cases = [_case(pair, subjects, at) for pair in sorted(doubts | likely)]
    kept = _best(
        [case for case in cases if (case.left_id, case.right_id) in doubts or case.score >= ASK], doubts
    )
    MatchCase.objects.bulk_create(kept, ignore_conflicts=True)
    return _waiting(desk.provisional | {key for pair in doubts for key in pair})


def ordered(pair: Pair) -> Pair:
    return (min(pair), max(pair))


def _case(pair: Pair, subjects: Mapping[str, Portrait], at: datetime) -> MatchCase:
    features = compare(subjects[pair[0]], subjects[pair[1]])
    return MatchCase(
        left_id=pair[0],
        right_id=pair[1],
        score=score(features),
        features=[asdict(each) for each in features],
        opened_at=at,
    )


def _best(cases: Sequence[MatchCase], always: set[Pair]) -> list[MatchCase]:
    """The few best of each subject; a question nobody can answer for the many helps no one."""
    asked: dict[str, int] = defaultdict(int)
    kept = []
    for case in sorted(cases, key=lambda each: (-each.score, each.left_id, each.right_id)):
        pair = (case.left_id, case.right_id)
        if pair in always or max(asked[pair[0]], asked[pair[1]]) < KEPT:
            kept.append(case)
            asked[pair[0]] += 1
            asked[pair[1]] += 1
    return kept


def _waiting(subjects: Iterable[str]) -> set[str]:
    subjects = list(subjects)
    if not subjects:
        return set()
    cases = MatchCase.objects.filter(Q(left__in=subjects) | Q(right__in=subjects), verdict="")
    return {key for pair in cases.values_list("left_id", "right_id") for key in pair}


def _portraits(subjects: set[str]) -> dict[str, Portrait]:
    codes = dict(
        Identifier.objects.filter(subject__root__in=subjects, scheme=Scheme.USCC)
        .order_by("-id")
        .values_list("subject__root", "number")
    )
    rows = Subject.objects.filter(pk__in=subjects)
    return {row.id: portrait(row, codes.get(row.id, "")) for row in rows}


def portrait(subject: Subject, code: str) -> Portrait:
    person = subject.kind == Kind.PERSON
    return Portrait(subject.name, subject.region, subject.legal_person, code, person)


def _likely_pairs(fresh: Sequence[Subject]) -> set[Pair]:
    pairs: set[Pair] = set()
    for start in range(0, len(fresh), ASKED_AT_ONCE):
        some = fresh[start : start + ASKED_AT_ONCE]
        pairs |= _namesakes([each for each in some if each.kind == Kind.PERSON])
        pairs |= _similar([each for each in some if each.kind != Kind.PERSON])
    return pairs


def _namesakes(people: Sequence[Subject]) -> set[Pair]:
    """People of one name in one place."""
    wanted = {naming.comparable(each.name) for each in people}
    return _pairs(people, _bearers(Q(folded__in=wanted), person=True), lambda text: [text])


def _similar(firms: Sequence[Subject]) -> set[Pair]:
    """Firms that share the beginning or the end of their distinctive part."""
    tokens = sorted({token for each in firms for token in _ends(each.name)})
    if not tokens:
        return set()
    rows = _bearers(Q(pk__in=search.touching(tokens, CANDIDATES)), person=False)
    return _pairs(firms, rows, _ends)


def _ends(name: str) -> list[str]:
    distinctive = naming.core(name)
    return sorted({distinctive[:2], distinctive[-2:]}) if len(distinctive) >= 2 else []


def _bearers(wanted: Q, *, person: bool) -> list[Name]:
    rows = Name.objects.filter(wanted, doubtful=False).select_related("subject__root")
    rows = rows.filter(subject__kind=Kind.PERSON) if person else rows.exclude(subject__kind=Kind.PERSON)
    return list(rows[:CANDIDATES])


def _pairs(fresh: Sequence[Subject], rows: Sequence[Name], tokens: Callable[[str], list[str]]) -> set[Pair]:
    wanted = [(subject, tokens(naming.comparable(subject.name))) for subject in fresh]
    return {
        ordered((subject.id, row.subject.root_id))
        for subject, some in wanted
        for row in rows
        if any(token in row.folded for token in some)
        and subject.id != row.subject.root_id
        and (
            same_place(subject.region, row.subject.root.region)
            or row.folded == naming.comparable(subject.name)
        )
    }
