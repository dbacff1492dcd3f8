"""A fresh key, and everything personal sealed again under it."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils import timezone

from xinlu.accounts import actions as accounts
from xinlu.archive import actions as archive
from xinlu.collection import actions as collection
from xinlu.events.contracts import SYSTEM
from xinlu.subjects import actions as subjects

SEALED: Mapping[str, Callable[..., int]] = {
    "主体": subjects.reseal,
    "档案": archive.reseal,
    "归集": collection.reseal,
    "用户": accounts.reseal,
}


def rotate_keys() -> dict[str, int]:
    """How many values were sealed again, by package. Stored files keep the key that they were sealed with."""
    settings.KEYRING = settings.ROTATE_KEYRING()
    return {name: reseal(by=SYSTEM, at=timezone.now()) for name, reseal in SEALED.items()}
