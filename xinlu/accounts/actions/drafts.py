"""Drafts: what was sent with a dead session waits, sealed, for its owner to sign in. Not acts: no events."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from xinlu.accounts import models

LARGEST = 1_000_000  # characters; more than any form of ours
MOST = 20  # a user's; the oldest gives way, as it is the one that is missed least


@transaction.atomic
def keep_draft(*, owner_id: int, path: str, page: str, fields: Mapping[str, list[str]], at: datetime) -> bool:
    """One draft a form: an earlier one for the same path gives way. False when too large or the owner is gone."""
    content = json.dumps(fields, ensure_ascii=False)
    if len(content) > LARGEST or max(len(path), len(page)) > models.LONGEST_ADDRESS:
        return False
    if not models.User.objects.filter(pk=owner_id, is_active=True).exists():
        return False
    said = {"page": page, "content": settings.KEYRING.seal(content), "kept_at": at}
    models.Draft.objects.update_or_create(owner_id=owner_id, path=path, defaults=said)
    kept = models.Draft.objects.filter(owner_id=owner_id).order_by("-kept_at", "-pk")
    models.Draft.objects.filter(pk__in=list(kept.values_list("pk", flat=True)[MOST:])).delete()
    return True


def discard_draft(*, owner_id: int, draft_id: int) -> None:
    """Sent, or thrown away by its owner. One that is gone already is no fault."""
    models.Draft.objects.filter(owner_id=owner_id, pk=draft_id).delete()
