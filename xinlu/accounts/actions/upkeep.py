"""Upkeep of sealed values."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from xinlu.accounts import models
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target

USERS_RESEALED = Act("users.resealed", "更换密钥后重新加密用户电话")


@transaction.atomic
def reseal(*, by: Actor, at: datetime) -> int:
    """Seal telephone numbers and kept drafts again under the current key; returns how many changed."""
    changed = 0
    for model, name in ((models.User, "phone"), (models.Draft, "content")):
        for row in model.objects.exclude(**{name: ""}).iterator():
            old = getattr(row, name)
            fresh = settings.KEYRING.reseal(old)
            if fresh != old:
                changed += model.objects.filter(pk=row.pk).update(**{name: fresh})
    record(USERS_RESEALED, by=by, at=at, target=Target("User", "*"), data={"count": changed})
    return changed
