"""What waits for a user who comes back."""

import json

from django.conf import settings

from xinlu.accounts import models
from xinlu.accounts.contracts import Draft


def drafts_of(user_id: int) -> tuple[Draft, ...]:
    """What the user had filled in when the session died, the latest first."""
    rows = models.Draft.objects.filter(owner_id=user_id).order_by("-kept_at", "-pk")
    return tuple(read_draft(row) for row in rows)


def has_drafts(user_id: int) -> bool:
    return models.Draft.objects.filter(owner_id=user_id).exists()


def read_draft(row: models.Draft) -> Draft:
    fields = json.loads(settings.KEYRING.unseal(row.content))
    return Draft(
        id=row.pk,
        path=row.path,
        page=row.page,
        fields={name: tuple(values) for name, values in fields.items()},
        kept_at=row.kept_at,
    )
