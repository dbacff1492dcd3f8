"""Whether the archive holds: the feed without a gap, each step fitting the one before it and its own data,
each record standing as its last step left it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, Max, Min

from xinlu.archive.contracts import Change
from xinlu.archive.models import CreditRecord, Feed, Revision
from xinlu.archive.rules.identity import record_id
from xinlu.archive.sealed import Items, digest_said, unseal
from xinlu.kernel.flaws import RESTORE, TAMPERED, Advance, Flaw
from xinlu.kernel.sealing import SealBroken

SLICE = 1000  # records looked at together
STANDING = ("sequence", "source", "digest", "withdrawn")


def inspect(advance: Advance) -> Iterator[Flaw]:
    """Every flaw, record by record; advance is told of records. Memory does not grow with the archive."""
    yield from inspect_feed()
    items, last = Items(), ""
    while rows := list(CreditRecord.objects.filter(pk__gt=last).order_by("pk")[:SLICE]):
        steps = steps_of(rows)
        for row in rows:
            yield from (tell(row, what) for what in faults_of(row, steps[row.pk], items))
        advance(len(rows))
        last = rows[-1].pk


def inspect_feed() -> Iterator[Flaw]:
    """Numbers from 1 on, none left out, and the last one is the one that the feed remembers."""
    found = Revision.objects.aggregate(count=Count("pk"), first=Min("pk"), last=Max("pk"))
    last, feed = found["last"] or 0, Feed.objects.values_list("sequence", flat=True).first() or 0
    if last != feed:
        yield Flaw("信用档案变更流", f"最后一次修订是第 {last} 号，变更流却记到第 {feed} 号。", RESTORE)
    if found["count"] != last:
        yield Flaw(
            "信用档案变更流", f"第 {first_gap()} 号修订缺失，共缺 {last - found['count']} 号。", RESTORE
        )


def first_gap() -> int:
    numbers = Revision.objects.order_by("pk").values_list("pk", flat=True).iterator()
    return next(place for place, number in enumerate(numbers, 1) if place != number)


def steps_of(rows: Sequence[CreditRecord]) -> dict[str, list[Revision]]:
    """Record id → its steps, oldest first."""
    found: dict[str, list[Revision]] = defaultdict(list)
    for step in Revision.objects.filter(record__among=[row.pk for row in rows]).order_by("sequence"):
        found[step.record_id].append(step)
    return found


def faults_of(row: CreditRecord, steps: Sequence[Revision], items: Items) -> Iterator[str]:
    if row.pk != record_id(row.item_id, row.key):
        yield "编号与目录项、自然键不符"
    if not steps:
        yield "没有任何修订"
        return
    yield from faults_of_steps(row, steps, items)
    if any(getattr(row, name) != getattr(steps[-1], name) for name in STANDING):
        yield f"现状与最后一次修订（第 {steps[-1].sequence} 号）不符"


def faults_of_steps(row: CreditRecord, steps: Sequence[Revision], items: Items) -> Iterator[str]:
    said: dict[int, str] = {}  # step that holds data → digest
    before = ""
    for place, step in enumerate(steps):
        if (step.change == Change.NEW) != (place == 0):
            yield f"第 {step.sequence} 号修订：首次归集应当有且只有一次，且在最前"
        if step.previous != before:
            yield f"第 {step.sequence} 号修订与前一次修订的摘要接不上"
        if step.source == step.sequence:
            said[step.sequence] = step.digest
            yield from faults_of_data(row, step, items)
        elif said.get(step.source) != step.digest:
            yield f"第 {step.sequence} 号修订所指的内容（第 {step.source} 号）不存在或摘要不同"
        before = step.digest


def faults_of_data(row: CreditRecord, step: Revision, items: Items) -> Iterator[str]:
    """Its digest, computed anew from what is stored."""
    try:
        data = {name: unseal(text) for name, text in step.data.items()}
    except SealBroken:
        yield f"第 {step.sequence} 号修订有密文解不开，密钥缺失或内容被改动"
        return
    names = items.sealed(row.item_id, step.item_version)
    if digest_said(row.item_id, step.item_version, row.key, data, names) != step.digest:
        yield f"第 {step.sequence} 号修订的内容与摘要不符"


def tell(row: CreditRecord, what: str) -> Flaw:
    return Flaw(f"信用记录 {row.pk}（{row.item_id}，{row.organisation}）", f"{what}。", TAMPERED)


def digests_told(item: str, keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """Natural key → every digest that its record ever had; keys without a record are left out."""
    ids = {record_id(item, key): key for key in keys}
    told = defaultdict(set)
    steps = Revision.objects.filter(record__among=list(ids)).values_list("record", "digest")
    for record, digest in steps:
        told[ids[record]].add(digest)
    return {key: frozenset(found) for key, found in told.items()}


def brought_by_submissions() -> Iterator[tuple[str, Change, int]]:
    """(submission, change, how many steps), by submission; "" for what no file brought."""
    counted = Revision.objects.values("submission", "change").annotate(count=Count("pk"))
    for row in counted.order_by("submission", "change").iterator():
        yield row["submission"], Change(row["change"]), row["count"]


def records_at(sequences: Iterable[int]) -> dict[int, str]:
    """Number in the change feed → record that the step belongs to; unknown numbers are left out."""
    steps = Revision.objects.filter(pk__among=list(sequences))
    return dict(steps.values_list("pk", "record"))


def withdrawn_among(ids: Iterable[str]) -> frozenset[str]:
    rows = CreditRecord.objects.filter(pk__among=list(ids), withdrawn=True)
    return frozenset(rows.values_list("pk", flat=True))


def digests_by_record() -> Iterator[str]:
    """Digests of all records as they stand, by record id: what a root over the archive is made of."""
    return iter(CreditRecord.objects.order_by("pk").values_list("digest", flat=True).iterator(SLICE))


def count_records() -> int:
    return CreditRecord.objects.count()


def digest_of_row(item: str, version: int, key: str, data: dict[str, str], items: Items) -> str:
    """What the digest of a record is that says this. data: an accepted row, whole."""
    return digest_said(item, version, key, data, items.sealed(item, version))
