"""Upkeep of sealed rows."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from xinlu.collection import acts, models, vault
from xinlu.events import actions as events
from xinlu.events.contracts import Actor, Target


def adopt_sealed(address: str, sealed: Path) -> None:
    """A sealed file of a backup comes into the vault."""
    vault.adopt(address, sealed)


def sweep() -> None:
    """What interrupted processes left half-written goes."""
    vault.sweep()


@transaction.atomic
def reseal(*, by: Actor, at: datetime) -> int:
    """Seal quarantined rows and hand entries again under the current key; returns how many changed."""
    changed = 0
    for model in (models.QuarantinedRow, models.HandEntry):
        for row in model.objects.only("data").iterator(chunk_size=2000):
            fresh = settings.KEYRING.reseal(row.data)
            if fresh != row.data:
                changed += model.objects.filter(pk=row.pk).update(data=fresh)
    target = Target("Submission", "*")
    events.record(acts.ROWS_RESEALED, by=by, at=at, target=target, data={"count": changed})
    return changed
