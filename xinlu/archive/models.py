"""Tables of the archive. What a record said lives in its revisions, which are only ever added."""

from django.db import models
from django.db.models import Q

from xinlu.archive.contracts import Change


class CreditRecord(models.Model):
    """Where a record stands now. id is made of item and natural key, so a record cannot be there twice.

    subject: who it is filed under today. matched: whom its numbers or name pointed at, never changed by a
    merge, so that an undo files it back. sequence: latest revision; source: the one that holds its data.
    placed: a person has said whose it is (by splitting subjects), so matching it anew does not move it.
    absent: withdrawn because a full file no longer had it; it comes back by being sent again.
    received_at: when the report that it says came in; an older report that is late in the queue changes nothing.
    """

    id = models.CharField(max_length=20, primary_key=True)
    item = models.ForeignKey("catalog.Item", models.PROTECT, related_name="+", db_index=False)
    item_version = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    subject = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="+", db_index=False)
    matched = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="+", db_index=False)
    placed = models.BooleanField(default=False)
    organisation = models.CharField(max_length=32)
    region = models.CharField(max_length=6)
    decided_on = models.DateField()
    withdrawn = models.BooleanField(default=False)
    absent = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    first_received_at = models.DateTimeField()
    received_at = models.DateTimeField()
    revised_at = models.DateTimeField()
    sequence = models.BigIntegerField()
    source = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "item"], name="record_subject"),
            models.Index(fields=["item", "organisation"], name="record_provider"),
            models.Index(fields=["organisation", "subject"], name="record_reach"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn=True) | Q(absent=False, reason=""), name="record_reason_of_withdrawal"
            ),
        ]


class Revision(models.Model):
    """One step of a record's life and of the change feed; never changed, save for new seals on personal values.

    data and changes (what cleaning did) are held by new and revised steps; the others point at them by source.
    previous: digest before this step.
    """

    sequence = models.BigIntegerField(primary_key=True)
    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="+", db_index=False)
    change = models.CharField(max_length=12, choices=[(change.value, change.value) for change in Change])
    at = models.DateTimeField()
    item_version = models.PositiveIntegerField()
    withdrawn = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    source = models.BigIntegerField()
    submission = models.CharField(max_length=64, blank=True)
    filename = models.CharField(max_length=300, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField(default=0)
    organisation = models.CharField(max_length=32, blank=True)
    by = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    changes = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["record", "sequence"], name="revision_record")]


class Feed(models.Model):
    """The last sequence number. Its single row stays locked until the writer commits, so that numbers become
    visible in their order and a follower's cursor never passes one by."""

    sequence = models.BigIntegerField(default=0)


class Cursor(models.Model):
    """How far a follower of the change feed has come."""

    name = models.CharField(max_length=64, primary_key=True)
    sequence = models.BigIntegerField(default=0)
