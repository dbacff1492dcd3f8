"""Who is who, as people judge it: merge, split, judge, and the undoing of each."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target
from xinlu.kernel.personal import conceal
from xinlu.subjects.actions.carrying import carry_questions, take_back_questions
from xinlu.subjects.actions.matching import lock_register
from xinlu.subjects.actions.queue import ordered
from xinlu.subjects.actions.spelling import current_name, weigh
from xinlu.subjects.contracts import Impossible, Kind, Scheme, Verdict
from xinlu.subjects.models import Identifier, Judgement, MatchCase, Name, Subject

JUDGED = Act("subject.judged", "判定主体匹配")
MERGED = Act("subject.merged", "合并主体")
SPLIT = Act("subject.split", "拆分主体")
UNDONE = Act("subject.undone", "撤销主体判定")


@transaction.atomic
def judge(case: int, verdict: Verdict, *, by: Actor, at: datetime, reason: str) -> int:
    """Answer a question of the queue; SAME merges the two. Returns the judgement's id. Raises Impossible."""
    lock_register()
    asked = MatchCase.objects.filter(pk=case).first()
    if asked is None:
        raise Impossible("没有这个待判定事项，它可能已被处理；请返回匹配队列刷新。")
    if verdict == Verdict.SAME:
        keep, gone = _better_first(asked.left_id, asked.right_id)
        return merge(keep, gone, by=by, at=at, reason=reason)
    if asked.verdict == Verdict.SAME:
        raise Impossible("两个主体已判定为同一主体并合并；如要改判，请先撤销合并。")
    made = _keep_judgement("judge", asked.left_id, asked.right_id, verdict, by, at, reason)
    target = Target("Subject", asked.left_id)
    data = {"right": asked.right_id, "verdict": verdict, "reason": reason}
    record(JUDGED, by=by, at=at, target=target, summary="判定两个主体是否同一", data=data)
    return made


@transaction.atomic
def merge(left: str, right: str, *, by: Actor, at: datetime, reason: str) -> int:
    """left takes right over: right's id leads to left from now on. Returns the judgement's id.

    Nothing is moved, so `undo` restores exactly. Raises Impossible. Records follow by archive.actions.
    """
    lock_register()
    keep, gone = _root(left), _root(right)
    _refuse_impossible_merge(keep, gone)
    Subject.objects.filter(pk=gone.pk).update(merged_into=keep, root=keep)
    _refresh_roots({keep.pk, gone.pk})
    made = _keep_judgement("merge", keep.pk, gone.pk, Verdict.SAME, by, at, reason)
    carry_questions(keep.pk, gone.pk)
    data = {"merged": gone.pk, "reason": reason, "judgement": made}
    record(MERGED, by=by, at=at, target=Target("Subject", keep.pk), summary="合并主体", data=data)
    return made


@transaction.atomic
def split(
    subject: str,
    *,
    identifiers: Collection[int],
    names: Collection[str],
    new_id: Callable[[], str],
    by: Actor,
    at: datetime,
    reason: str,
) -> tuple[str, int]:
    """Part a subject that holds two: the identifiers (by id) and names given go to a new one.

    Returns the new subject's id and the judgement's. Raises Impossible.
    """
    lock_register()
    old = _root(subject)
    numbers, spelt = _parting(old, identifiers, names)
    made = Subject(id=new_id(), kind=old.kind, name=current_name(spelt), region=old.region, created_at=at)
    made.root_id = made.id
    made.save(force_insert=True)
    Identifier.objects.filter(pk__in=[row.pk for row in numbers]).update(subject=made)
    Name.objects.filter(pk__in=[row.pk for row in spelt]).update(subject=made)
    _refresh_roots({old.pk, made.pk})
    judgement = _keep_judgement("split", old.pk, made.pk, Verdict.DIFFERENT, by, at, reason)
    data = {"parted": made.pk, "reason": reason, "judgement": judgement}
    record(SPLIT, by=by, at=at, target=Target("Subject", old.pk), summary="拆分主体", data=data)
    return made.id, judgement


@transaction.atomic
def undo(judgement: int, *, by: Actor, at: datetime, reason: str) -> tuple[str, str]:
    """Take a judgement back; everything is as before it. Returns the two subjects. Raises Impossible."""
    lock_register()
    taken = Judgement.objects.filter(pk=judgement, reversed_at=None).first()
    if taken is None:
        raise Impossible("没有这个判定，或它已被撤销；请返回主体档案刷新。")
    if not reason.strip():
        raise Impossible("请填写撤销理由，例如“两家执照的住所不同，合并有误”。")
    if taken.act == "merge":
        _part_again(taken)
        take_back_questions(taken.left_id, taken.right_id)
    elif taken.act == "split":
        _join_again(taken)
    taken.reversed_at, taken.reversed_by, taken.reversed_reason = at, by.name, conceal(reason)[:500]
    taken.save()
    _reopen_case(taken.left_id, taken.right_id)
    data = {"right": taken.right_id, "judgement": judgement, "reason": reason}
    record(UNDONE, by=by, at=at, target=Target("Subject", taken.left_id), summary="撤销主体判定", data=data)
    return taken.left_id, taken.right_id


def _part_again(taken: Judgement) -> None:
    before = Subject.objects.values_list("root_id", flat=True).get(pk=taken.left_id)
    Subject.objects.filter(pk=taken.right_id).update(merged_into=None, root=taken.right_id)
    _refresh_roots({before, taken.right_id})


def _join_again(taken: Judgement) -> None:
    keep, gone = _root(taken.left_id), _root(taken.right_id)
    if keep == gone:
        raise Impossible("拆分出的主体已经并回，无需撤销。")
    if gone.pk != taken.right_id:
        raise Impossible("拆分出的主体后来又并入了别的主体；请先撤销那次合并。")
    Subject.objects.filter(pk=gone.pk).update(merged_into=keep, root=keep)
    _refresh_roots({keep.pk, gone.pk})


def _root(subject: str) -> Subject:
    row = Subject.objects.select_related("root").filter(pk=subject).first()
    if row is None:
        raise Impossible(f"没有编号为 {subject} 的主体；请核对编号。")
    return row.root


def _better_first(left: str, right: str) -> tuple[str, str]:
    """Who stays: the one with more numbers, then the older."""
    one, other = _root(left), _root(right)
    rank = {row.pk: (-_numbers(row).count(), row.created_at, row.pk) for row in (one, other)}
    first, second = sorted((one.pk, other.pk), key=rank.__getitem__) if one != other else (one.pk, other.pk)
    return first, second


def _numbers(root: Subject):  # type: ignore[no-untyped-def]
    return Identifier.objects.filter(subject__root=root)


def _refuse_impossible_merge(keep: Subject, gone: Subject) -> None:
    if keep == gone:
        raise Impossible("这两个编号已经是同一主体，无需合并。")
    if (keep.kind == Kind.PERSON) != (gone.kind == Kind.PERSON):
        raise Impossible("自然人与法人、非法人组织或个体工商户不能合并；请核对两边的主体类型。")
    for scheme, title in ((Scheme.USCC, "统一社会信用代码"), (Scheme.PERSON_ID, "身份证件号")):
        both = [set(_numbers(row).filter(scheme=scheme).values_list("index")) for row in (keep, gone)]
        if all(both) and both[0] != both[1]:
            raise Impossible(f"两个主体的{title}不同，不能合并；如其中一个有误，请先由报送单位更正记录。")


def _parting(
    old: Subject, identifiers: Collection[int], names: Collection[str]
) -> tuple[list[Identifier], list[Name]]:
    """The rows that leave, when something leaves and something stays."""
    numbers = list(_numbers(old).filter(pk__in=identifiers))
    held = list(Name.objects.filter(subject__root=old))
    leaving = [row for row in held if row.name in names]
    if not leaving:
        raise Impossible("请至少选择一个名称归入拆分出的主体。")
    if len(leaving) == len(held) and len(numbers) == _numbers(old).count():
        raise Impossible("不能把全部名称和号码都拆走；请给原主体留下至少一项。")
    return numbers, leaving


def _refresh_roots(roots: Collection[str]) -> None:
    """Work out root for everyone under the given subjects, from who was judged into whom, then their names."""
    members = list(Subject.objects.filter(Q(root__in=roots) | Q(pk__in=roots)))
    above = {row.pk: row.merged_into_id for row in members}
    for row in members:
        row.root_id = _top(row.pk, above)
    Subject.objects.bulk_update(members, ["root"], batch_size=200)
    for root in {row.root_id for row in members}:
        _refresh_name(root)


def _top(subject: str, above: dict[str, str | None]) -> str:
    while (higher := above.get(subject)) is not None:
        subject = higher
    return subject


def _refresh_name(root: str) -> None:
    if rows := list(Name.objects.filter(subject__root=root)):
        Name.objects.bulk_update(weigh(rows), ["doubtful"])
        Subject.objects.filter(pk=root).update(name=current_name(rows))


def _keep_judgement(
    act: str, left: str, right: str, verdict: Verdict, by: Actor, at: datetime, reason: str
) -> int:
    """Remember it, with the features it was made on, and answer the pair's open question."""
    if not reason.strip():
        raise Impossible("请填写判定理由。")
    pair = ordered((left, right))
    case = MatchCase.objects.filter(left=pair[0], right=pair[1]).first()
    score, features = (case.score, case.features) if case else (0, [])
    MatchCase.objects.filter(left=pair[0], right=pair[1]).update(verdict=verdict)
    return Judgement.objects.create(
        act=act, left_id=left, right_id=right, verdict=verdict, by=by.name, at=at, reason=conceal(reason)[:500],
        score=score, features=features,
    ).pk  # fmt: skip


def _reopen_case(left: str, right: str) -> None:
    pair = ordered((left, right))
    MatchCase.objects.filter(left=pair[0], right=pair[1]).update(verdict="")
