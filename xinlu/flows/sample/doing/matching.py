"""Judgements of who is who, and one of them taken back."""

from xinlu.flows import judgements
from xinlu.flows.sample import deeds
from xinlu.flows.sample.doing.actors import first, local, person
from xinlu.subjects import queries as subjects
from xinlu.subjects.contracts import MatchCase, Verdict


def case_of(name: str, verdict: Verdict | None) -> MatchCase:
    """The likeliest case about somebody of that name."""
    cases = subjects.cases(verdict, limit=500).rows
    return first((case for case in cases if name in (case.left.name, case.right.name)), name)


def judge(deed: deeds.Judge) -> None:
    case, by = case_of(deed.name, None), person(deed.by)
    judgements.judge_case(case.id, deed.verdict, by=by, at=local(deed.at), reason=deed.reason)


def undo_merge(deed: deeds.UndoMerge) -> None:
    made = subjects.judgements(case_of(deed.name, Verdict.SAME).left.id)
    standing = first((one for one in made if one.act == "merge" and not one.reversed_at), deed.name)
    judgements.undo_judgement(standing.id, by=person(deed.by), at=local(deed.at), reason=deed.reason)
