"""Drafts: what was sent with a dead session waits, sealed, for its owner to sign in. Not acts: no events."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from xinlu.accounts import models

LARGEST = 1_000_000  # characters; more than any form of ours


def keep_draft(*, owner_id: int, path: str, page: str, fields: Mapping[str, list[str]], at: datetime) -> bool:
    """The owner's latest draft; an earlier one gives way. False when it is too large or the owner is gone."""
    content = json.dumps(fields, ensure_ascii=False)
    if len(content) > LARGEST or not models.User.objects.filter(pk=owner_id, is_active=True).exists():
        return False
    models.Draft.objects.update_or_create(
        owner_id=owner_id,
        defaults={
            "path": path,
            "page": page,
            "content": settings.KEYRING.seal(content),
            "kept_at": at,
        },
    )
    return True


def discard_draft(*, owner_id: int) -> None:
    models.Draft.objects.filter(owner_id=owner_id).delete()
