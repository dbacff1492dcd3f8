"""The table of publicity: what the public sees of each record, and why."""

from django.db import models

from xinlu.kernel.dates import OPEN_END
from xinlu.publicity.contracts import State


def index(name: str, *fields: str) -> models.Index:
    return models.Index(fields=fields, name=f"publication_{name}")


class Publication(models.Model):
    """One record's place before the public. Written by `actions` only; rebuilt from the archive at any time.

    held: an officer's reason to keep it back, "" when none. person: about a natural person, whose subject id
    is not kept here. search: the title folded; serial: its
    last number. late: published after its due date, None when not on the clock or never published.
    ends_on: the last public day, OPEN_END for none. Indexes end in what a count must look at, so that totals are
    read from them alone; there is none on state and ends_on, SQLite would take it for every list.
    """

    record = models.CharField(max_length=64, unique=True)
    sequence = models.BigIntegerField()
    item = models.CharField(max_length=64)
    item_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, blank=True)
    person = models.BooleanField(default=False)
    subject = models.CharField(max_length=64, blank=True)
    subject_name = models.CharField(max_length=500, blank=True)
    subject_code = models.CharField(max_length=18, blank=True)
    title = models.CharField(max_length=500, blank=True)
    category = models.CharField(max_length=500, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=32)
    region = models.CharField(max_length=6, blank=True)
    city = models.CharField(max_length=6, blank=True)
    decided_on = models.DateField()
    submitted_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    due_estimated = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    late = models.BooleanField(null=True)
    ends_on = models.DateField(default=OPEN_END)
    repairable_on = models.DateField(null=True)
    severity = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in State])
    reason = models.CharField(max_length=500, blank=True)
    held = models.CharField(max_length=500, blank=True)
    packs = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField(default=True)
    fields = models.JSONField(default=list)
    search = models.CharField(max_length=600, blank=True)
    serial = models.CharField(max_length=12, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            index("list", "state", "kind", "-decided_on", "-id", "ends_on"),
            index("city", "state", "kind", "city", "-decided_on", "-id", "ends_on"),
            index("region", "state", "kind", "region", "-decided_on", "-id", "ends_on"),
            index("recent", "state", "kind", "-published_at", "-id", "ends_on"),
            index("authority", "state", "kind", "authority", "-decided_on", "-id", "ends_on"),
            index("category", "state", "kind", "category", "-decided_on", "-id", "ends_on"),
            index("organisation", "organisation", "state", "-decided_on", "-id", "ends_on"),
            index("ending", "ends_on", "state"),
            index("punctuality", "city", "item", "decided_on", "late"),
            index("subject", "subject", "-decided_on"),
            models.Index(fields=["search"], name="publication_search", opclasses=["varchar_pattern_ops"]),
            index("serial", "serial", "-decided_on", "-id"),
            index("changed", "changed_at"),
            models.Index(fields=["id"], condition=models.Q(due_estimated=True), name="publication_due"),
            models.Index(
                fields=["-decided_on", "-id", "organisation"],
                condition=models.Q(late=True),
                name="publication_late",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="published_has_time",
                condition=~models.Q(state=State.PUBLISHED.value) | models.Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="hidden_has_reason",
                condition=~models.Q(state__in=[State.WITHHELD.value, State.WITHDRAWN.value])
                | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="held_is_withheld",
                condition=models.Q(held="") | ~models.Q(state=State.PUBLISHED.value),
            ),
            models.CheckConstraint(
                name="person_has_no_subject",
                condition=models.Q(person=False) | models.Q(subject="", subject_code=""),
            ),
        ]
