"""Whether every publication stands on a step of the archive, and none shows what was withdrawn."""

from collections.abc import Iterator, Sequence

from xinlu.archive import queries as archive
from xinlu.kernel.flaws import RESTORE, Advance, Flaw
from xinlu.publicity.actions import FOLLOWER
from xinlu.publicity.contracts import State
from xinlu.publicity.models import Publication

SLICE = 1000


def inspect(advance: Advance) -> Iterator[Flaw]:
    """Every flaw; advance is told of publications."""
    reached, last = archive.cursor(FOLLOWER), 0
    if reached > archive.last_sequence():
        yield Flaw("公示", f"已跟到变更流第 {reached} 号，而信用档案没有这么多修订。", RESTORE)
    while rows := list(Publication.objects.filter(pk__gt=last).order_by("pk")[:SLICE]):
        yield from inspect_slice(rows, reached)
        advance(len(rows))
        last = rows[-1].pk


def inspect_slice(rows: Sequence[Publication], reached: int) -> Iterator[Flaw]:
    known = archive.records_at(row.sequence for row in rows)
    withdrawn = archive.withdrawn_among(row.record for row in rows)
    for row in rows:
        where = f"公示 {row.pk}（记录 {row.record}）"
        if known.get(row.sequence) != row.record:
            yield Flaw(where, f"所依据的第 {row.sequence} 号修订不存在，或不是这条记录的。", RESTORE)
        if row.state == State.PUBLISHED and row.record in withdrawn and is_followed(reached):
            yield Flaw(where, "记录已撤回，却仍在公示。", "请立即暂缓公示这一条，再查明原因。")


def is_followed(reached: int) -> bool:
    """Whether publicity has seen the whole feed: what it has not seen yet it will still take off."""
    return reached == archive.last_sequence()


def count() -> int:
    return Publication.objects.count()
