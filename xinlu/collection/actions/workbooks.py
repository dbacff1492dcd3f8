"""Workbooks that take long to make, kept beside what examination made."""

from django.db import transaction

from xinlu.collection import queries, vault
from xinlu.collection.models import Submission


def keep_workbook(submission_id: str, kind: str) -> None:
    """Made from what is kept already, so it is no act of anybody; again, it changes nothing. Raises LookupError."""
    if queries.is_at_hand(submission_id, kind):
        return
    kept = vault.store(queries.workbook(submission_id, kind))
    with transaction.atomic():
        row = Submission.objects.select_for_update().get(pk=submission_id)
        row.artefacts[kind] = [kept]
        row.save(update_fields=["artefacts"])
