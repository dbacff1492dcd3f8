"""What waits for a user who comes back."""

import json

from django.conf import settings

from xinlu.accounts import models
from xinlu.accounts.contracts import Draft


def draft_of(user_id: int) -> Draft | None:
    """What the user had filled in when the session died, None when nothing waits."""
    row = models.Draft.objects.filter(owner_id=user_id).first()
    if row is None:
        return None
    fields = json.loads(settings.KEYRING.unseal(row.content))
    return Draft(
        path=row.path,
        page=row.page,
        fields={name: tuple(values) for name, values in fields.items()},
        kept_at=row.kept_at,
    )
