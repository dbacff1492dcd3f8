"""Questions for a person: pairs of subjects that may be one, with the features that say so."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from xinlu import bulk
from xinlu.subjects.actions.candidates import KEPT, find_candidates
from xinlu.subjects.actions.desk import Desk
from xinlu.subjects.actions.known import Being
from xinlu.subjects.contracts import Feature, Kind, Scheme, Verdict
from xinlu.subjects.models import Identifier, Judgement, MatchCase, Name, Subject
from xinlu.subjects.rules import names as naming
from xinlu.subjects.rules.likeness import Portrait, compare, same_place, score
from xinlu.subjects.rules.reasons import explain

NAMESAKES = 2000  # people's names read for those of one chunk
CaseLine = bulk.line(MatchCase)

Pair = tuple[str, str]


class Question(NamedTuple):
    """Not saved yet."""

    pair: Pair
    score: int
    features: tuple[Feature, ...]


def queue_cases(desk: Desk, at: datetime) -> dict[str, str]:
    """Open the cases that the desk left; returns the subjects of this chunk that wait for a person, each with why."""
    doubts = {ordered(pair) for pair in desk.doubts}
    firms = [each for each in desk.fresh if each.kind != Kind.PERSON]
    people = [each for each in desk.fresh if each.kind == Kind.PERSON]
    likely = [
        Question(ordered((each.subject, each.other)), each.score, each.features)
        for each in find_candidates(firms)
    ]
    questions = {each.pair: each for each in [*likely, *_few(_asked(_namesakes(people))), *_asked(doubts)]}
    for pair in answered(questions):
        del questions[pair]
    if questions:
        _open(questions.values(), at)
    return _waiting(desk.provisional | {key for pair in doubts for key in pair}, questions.values())


def ordered(pair: Pair) -> Pair:
    return (min(pair), max(pair))


def _asked(pairs: set[Pair]) -> list[Question]:
    subjects = _portraits({key for pair in pairs for key in pair})
    told = ((pair, compare(subjects[pair[0]], subjects[pair[1]])) for pair in sorted(pairs))
    return [Question(pair, score(features), features) for pair, features in told]


def _few(questions: Sequence[Question]) -> list[Question]:
    """A few of each subject; a question nobody can answer for the many helps no one."""
    asked: dict[str, int] = defaultdict(int)
    kept = []
    for each in sorted(questions, key=lambda each: (-each.score, each.pair)):
        if max(asked[key] for key in each.pair) < KEPT:
            kept.append(each)
            for key in each.pair:
                asked[key] += 1
    return kept


def answered(pairs: Collection[Pair]) -> set[Pair]:
    """Those on which a person has decided, were it before one of them took over, or was taken over by, another."""
    if not pairs:
        return set()
    roots = {key for pair in pairs for key in pair}
    members = dict(Subject.objects.filter(root__among=roots).values_list("pk", "root_id"))
    standing = Judgement.objects.filter(reversed_at=None, left__among=members).exclude(verdict=Verdict.SAME)
    told = {
        ordered((members[left], members.get(right, "")))
        for left, right in standing.values_list("left_id", "right_id")
    }
    return told & set(pairs)


def _open(questions: Collection[Question], at: datetime) -> None:
    """Those not asked yet."""
    lefts = {each.pair[0] for each in questions}
    there = set(MatchCase.objects.filter(left__among=lefts).values_list("left_id", "right_id"))
    new = [each for each in questions if each.pair not in there]
    bulk.append(MatchCase, [_line(each, at) for each in new])


def _line(question: Question, at: datetime) -> tuple:
    features = json.dumps([feature_data(each) for each in question.features])
    left, right = question.pair
    return CaseLine(
        left_id=left, right_id=right, score=question.score, features=features, verdict="", opened_at=at
    )  # fmt: skip


def feature_data(feature: Feature) -> dict:
    return dict(vars(feature))


def _waiting(subjects: set[str], asked: Iterable[Question]) -> dict[str, str]:
    """Subject → why, of the best question."""
    why = {key: _reason(each) for each in sorted(asked, key=lambda each: each.score) for key in each.pair}
    open_cases = MatchCase.objects.filter(verdict="", left__merged_into=None, right__merged_into=None)
    left = open_cases.filter(left__among=subjects).values_list("left_id", flat=True)
    right = open_cases.filter(right__among=subjects).values_list("right_id", flat=True)
    return {key: why.get(key, "") for key in {*left, *right}} if subjects else {}


def _reason(question: Question) -> str:
    return f"等人判定：{explain(question.features)}（相似度 {question.score}）"


def _portraits(subjects: set[str]) -> dict[str, Portrait]:
    if not subjects:
        return {}
    codes = dict(
        Identifier.objects.filter(subject__root__among=subjects, scheme=Scheme.USCC)
        .order_by("-id")
        .values_list("subject__root", "number")
    )
    rows = Subject.objects.filter(pk__among=subjects)
    return {row.id: portrait(row, codes.get(row.id, "")) for row in rows}


def portrait(subject: Subject, code: str) -> Portrait:
    person = subject.kind == Kind.PERSON
    return Portrait(subject.name, subject.region, subject.legal_person, code, person)


def _namesakes(people: Sequence[Being]) -> set[Pair]:
    """People of one name in one place."""
    if not people:
        return set()
    wanted: Mapping[str, list[Being]] = defaultdict(list)
    for each in people:
        wanted[naming.comparable(each.name)].append(each)
    rows = Name.objects.filter(folded__among=set(wanted), subject__kind=Kind.PERSON, doubtful=False)
    known = rows.values_list("folded", "subject__root_id", "subject__root__region")[:NAMESAKES]
    return {
        ordered((each.id, root))
        for folded, root, region in known
        for each in wanted[folded]
        if root != each.id and same_place(each.region, region)
    }
