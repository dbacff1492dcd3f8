"""Tables of the account of acts. Rows are only ever added."""

from django.db import models


class Event(models.Model):
    """One act. No foreign keys: history never blocks life. digest covers the row and the digest before it."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(max_length=200)
    actor_organisation = models.CharField(max_length=32, blank=True)
    target_kind = models.CharField(max_length=32)
    target_id = models.CharField(max_length=128)
    organisation = models.CharField(max_length=32, blank=True)
    summary = models.CharField(max_length=500, blank=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["at"], name="event_at"),
            models.Index(fields=["organisation", "sequence"], name="event_organisation"),
            models.Index(fields=["target_kind", "target_id"], name="event_target"),
            models.Index(fields=["actor_id", "sequence"], name="event_actor"),
        ]


class ChainHead(models.Model):
    """The last link. Its single row is locked while a link is added, so sequences have no gaps."""

    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")


class Checkpoint(models.Model):
    """A signed statement that the chain stood at this link at this time."""

    sequence = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    signature = models.CharField(max_length=128)
