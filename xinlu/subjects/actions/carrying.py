"""Open questions follow a merger: what was asked of the one taken over is asked of whoever stands for it now."""

from collections.abc import Iterator

from django.db.models import Q

from xinlu.subjects.actions.queue import Pair, answered, ordered
from xinlu.subjects.models import MatchCase, Subject


def carry_questions(keep: str, gone: str) -> None:
    """Unless they were asked, or answered, of that pair before."""
    carried = dict(_open_questions(keep, gone))
    for pair in answered(carried):
        del carried[pair]
    MatchCase.objects.bulk_create(carried.values(), ignore_conflicts=True)


def take_back_questions(keep: str, gone: str) -> None:
    """After an undone merger; the questions that they were carried from are open again by themselves."""
    for pair, case in _open_questions(keep, gone):
        same = MatchCase.objects.filter(left=pair[0], right=pair[1], opened_at=case.opened_at, verdict="")
        same.delete()


def _open_questions(keep: str, gone: str) -> Iterator[tuple[Pair, MatchCase]]:
    """Those of the one taken over, as they would be asked of the one who stays."""
    cases = list(MatchCase.objects.filter(Q(left=gone) | Q(right=gone), verdict=""))
    others = {case.left_id if case.right_id == gone else case.right_id: case for case in cases}
    roots = dict(Subject.objects.filter(pk__in=others).values_list("pk", "root_id"))
    for other, case in others.items():
        if roots[other] not in (keep, gone):
            left, right = ordered((keep, roots[other]))
            said = {"score": case.score, "features": case.features, "opened_at": case.opened_at}
            yield (left, right), MatchCase(left_id=left, right_id=right, **said)
