"""What else is written of subjects: attached objects, and new seals after a key rotation."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import transaction

from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target
from xinlu.kernel.sealing import PREFIX
from xinlu.subjects import blocking, search
from xinlu.subjects.contracts import Attached, Kind
from xinlu.subjects.models import Attachment, Identifier, Name

SLICE = 5000  # names of one transaction
RESEALED = Act("subject.resealed", "更换主体号码密钥")


@transaction.atomic
def attach(attached: Sequence[tuple[str, Attached]], *, by: Actor, at: datetime) -> None:
    """Attach vehicles, vessels and projects to subjects, given as (subject id, what); again changes nothing.

    Runs inside a batch whose event is the batch's.
    """
    rows = {
        (subject, each.kind, each.number): Attachment(
            subject_id=subject, kind=each.kind, number=each.number, detail=each.detail
        )
        for subject, each in attached
    }
    Attachment.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["subject", "kind", "number"],
        update_fields=["detail"],
    )


def index_names() -> None:
    """Make every name findable, where the index is still empty: after a restore, which brings no index."""
    columns = ("pk", "name", "folded", "initials", "subject__kind")
    rows = Name.objects.order_by("pk").values_list(*columns).iterator(SLICE)
    while names := list(islice(rows, SLICE)):
        with transaction.atomic():
            search.add([(*name, kind == Kind.PERSON) for *name, kind in names])
            blocking.add([(pk, name) for pk, name, *_, kind in names if kind != Kind.PERSON])


@transaction.atomic
def reseal(*, by: Actor, at: datetime) -> int:
    """Seal every personal number again under the current key; returns how many changed. Indexes stay."""
    ring = settings.KEYRING
    current = f"{PREFIX}{ring.current}:"
    old = Identifier.objects.filter(number__startswith=PREFIX).exclude(number__startswith=current)
    changed = 0
    for row in old.iterator(chunk_size=2000):
        Identifier.objects.filter(pk=row.pk).update(number=ring.reseal(row.number))
        changed += 1
    if changed:
        target = Target("Identifier", "")
        record(RESEALED, by=by, at=at, target=target, summary="更换主体号码密钥", data={"numbers": changed})
    return changed
