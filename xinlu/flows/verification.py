"""All that can be proved about a platform, part by part, of one moment."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from django.conf import settings

from xinlu import bulk
from xinlu.archive import queries as archive
from xinlu.collection import queries as collection
from xinlu.events import queries as events
from xinlu.flows import inspection
from xinlu.kernel.canonical import merkle_root
from xinlu.kernel.flaws import Advance, Flaw, go_on
from xinlu.publicity import queries as publicity


class Part(NamedTuple):
    """count: how many things there are to look at; inspect tells `Advance` as it goes through them."""

    name: str
    count: Callable[[], int]
    inspect: Callable[[Advance], Iterator[Flaw]]


PARTS = (
    Part("操作留痕", lambda: events.chain_state().events, lambda go: events.inspect(public_key(), go)),
    Part("报送与文件", lambda: collection.counted()["submissions"], collection.inspect),
    Part("入档", inspection.count_loaded, inspection.inspect_loading),
    Part("信用档案", archive.count_records, archive.inspect),
    Part("公示", publicity.counted, publicity.inspect),
    Part("任务", inspection.count_jobs, inspection.inspect_jobs),
)


def public_key() -> Any:
    return settings.SIGNER.public_key()


def count_all() -> int:
    return sum(part.count() for part in PARTS)


def verify(advance: Advance = go_on) -> tuple[list[Flaw], dict[str, Any]]:
    """Every flaw of the platform, and its state, of one moment; others may write meanwhile. Nothing is changed.

    Memory grows with the flaws alone.
    """
    with bulk.snapshot():
        flaws = list(chain.from_iterable(part.inspect(advance) for part in PARTS))
        return flaws, tell_state()


def tell_state() -> dict[str, Any]:
    """Totals and roots: two platforms that tell the same hold the same acts, records and receipts."""
    chain_state = events.chain_state()
    return {
        "events": chain_state.events,
        "events_head": chain_state.digest,
        "revisions": archive.last_sequence(),
        "records": archive.count_records(),
        "records_root": merkle_root(archive.digests_by_record()),
        **collection.counted(),
        "rows": inspection.count_loaded(),
        "submissions_root": merkle_root(collection.roots()),
        "publications": publicity.counted(),
    }


STATE_NAMES = {
    "events": "操作留痕",
    "events_head": "操作留痕链头",
    "revisions": "修订",
    "records": "信用记录",
    "records_root": "信用记录根哈希",
    "submissions": "报送",
    "files": "存档文件",
    "quarantined": "待处理行",
    "rows": "入档行",
    "submissions_root": "报送根哈希",
    "publications": "公示",
}
