"""What a report says again: most of a register that is sent every month."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from xinlu.archive.contracts import Said
from xinlu.archive.models import CreditRecord
from xinlu.archive.rules.identity import record_id
from xinlu.archive.sealed import Items, digest_said

Row = tuple[str, Mapping[str, str]]  # natural key, data


def said(item: str, version: int, rows: Sequence[Row]) -> list[Said]:
    """Of which record each row is, and what it says, in the order given. Asks nothing of the records kept."""
    names = Items().sealed(item, version)
    return [Said(record_id(item, key), digest_said(item, version, key, data, names)) for key, data in rows]


def repeated(said: Sequence[Said], received_at: datetime) -> frozenset[Said]:
    """Those that stand already: keeping their rows would change nothing.

    received_at: of the report; one that came in before what stands is late, and repeats nothing.
    """
    stands = _standing([each.id for each in said], received_at)
    return frozenset(each for each in said if stands.get(each.id) == each.digest)


def _standing(ids: Sequence[str], received_at: datetime) -> dict[str, str]:
    """What a full report had lost comes back when it is sent again, so it counts as not there."""
    rows = CreditRecord.objects.filter(pk__among=ids, absent=False, received_at__lte=received_at)
    return dict(rows.values_list("pk", "digest"))
