"""What a report says again: most of a register that is sent every month."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from xinlu.archive.models import CreditRecord
from xinlu.archive.rules.identity import record_id
from xinlu.archive.sealed import Items, digest_said

Row = tuple[str, Mapping[str, str]]  # natural key, data


def repeated(item: str, version: int, rows: Sequence[Row], received_at: datetime) -> dict[int, str]:
    """Places of the rows that say what stands already → digest of the record: keeping them would change nothing.

    received_at: of the report; one that came in before what stands is late, and repeats nothing.
    """
    ids = [record_id(item, key) for key, _ in rows]
    stands = _standing(ids, received_at)
    if not stands:
        return {}
    names = Items().sealed(item, version)
    said = (
        (place, digest_said(item, version, key, data, names), stands[id])
        for place, (id, (key, data)) in enumerate(zip(ids, rows, strict=True))
        if id in stands
    )
    return {place: digest for place, digest, standing in said if digest == standing}


def _standing(ids: Sequence[str], received_at: datetime) -> dict[str, str]:
    """What a full report had lost comes back when it is sent again, so it counts as not there."""
    rows = CreditRecord.objects.filter(pk__among=ids, absent=False, received_at__lte=received_at)
    return dict(rows.values_list("pk", "digest"))
