"""Tables of subjects. A merge moves nothing: it points one subject at another, and can be taken back."""

from django.db import models
from django.db.models import F, Q

from xinlu.subjects.contracts import Kind, Scheme, Verdict


class Subject(models.Model):
    """Someone records are about. merged_into: judged; root: who stands for it today (itself, mostly).

    root is worked out from merged_into at each merge and undo, so that reading needs no recursion.
    origin: the record (item:natural key) that a subject without any number was made for.
    """

    id = models.CharField(max_length=20, primary_key=True)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    name = models.CharField(max_length=300)
    region = models.CharField(max_length=6, blank=True)
    legal_person = models.CharField(max_length=100, blank=True)
    origin = models.CharField(max_length=160, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    root = models.ForeignKey("self", models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["root"], name="subject_root"),
            models.Index(fields=["kind", "name", "id"], name="subject_name"),
            models.Index(fields=["kind", "region", "name", "id"], name="subject_region"),
            models.Index(fields=["kind", "-created_at", "id"], name="subject_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="subject_origin"),
            models.CheckConstraint(
                condition=Q(merged_into=None, root=F("id"))
                | (Q(merged_into__isnull=False) & ~Q(root=F("id"))),
                name="subject_root_follows_merge",
            ),
        ]


class Identifier(models.Model):
    """A number of a subject. index: keyed, so that equal numbers meet without being read.

    number: plain, or sealed when it is a person's (whatever the scheme says).
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", db_index=False)
    scheme = models.CharField(max_length=20, choices=[(scheme.value, scheme.value) for scheme in Scheme])
    index = models.CharField(max_length=64)
    number = models.CharField(max_length=200)
    since = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="identifier_subject"),
            # LIKE 'prefix%' needs this operator class on PostgreSQL; SQLite ignores it.
            models.Index(fields=["number"], name="identifier_number", opclasses=["varchar_pattern_ops"]),
        ]
        constraints = [models.UniqueConstraint(fields=["index", "scheme"], name="identifier_once")]


class Name(models.Model):
    """A name the subject bore. first/last: earliest and latest decision date it was seen on.

    folded: comparison form, one spelling for all widths, brackets and traditional characters. registered: told by a
    register of enterprises or people. doubtful: contradicts what the register told; kept, but neither shown to the
    public nor matched by.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    initials = models.CharField(max_length=300, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    registered = models.BooleanField(default=False)
    doubtful = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["folded"], name="name_folded", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["initials"], name="name_initials", opclasses=["varchar_pattern_ops"]),
        ]
        constraints = [models.UniqueConstraint(fields=["subject", "name"], name="name_once")]


class Attachment(models.Model):
    """A vehicle, vessel or project of a subject."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=100)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["number"], name="attachment_number")]
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind", "number"], name="attachment_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["vehicle", "vessel", "project"]), name="attachment_kind"
            ),
        ]


class MatchCase(models.Model):
    """Two subjects that may be one. verdict: empty until judged. left < right, so a pair is asked once."""

    left = models.ForeignKey(Subject, models.PROTECT, related_name="+", db_index=False)
    right = models.ForeignKey(Subject, models.PROTECT, related_name="+", db_index=False)
    score = models.PositiveSmallIntegerField()
    features = models.JSONField()
    verdict = models.CharField(max_length=16, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["verdict", "-score"], name="case_queue"),
            models.Index(fields=["right"], name="case_right"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="case_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="case_ordered"),
        ]


class Judgement(models.Model):
    """What a person decided on two subjects. Never deleted: an undo fills the reversed_* columns."""

    act = models.CharField(max_length=8)
    left = models.ForeignKey(Subject, models.PROTECT, related_name="+", db_index=False)
    right = models.ForeignKey(Subject, models.PROTECT, related_name="+", db_index=False)
    verdict = models.CharField(max_length=16, choices=[(verdict.value, verdict.value) for verdict in Verdict])
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    score = models.PositiveSmallIntegerField(default=0)
    features = models.JSONField(default=list)
    reversed_at = models.DateTimeField(null=True)
    reversed_by = models.CharField(max_length=200, blank=True)
    reversed_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["left"], name="judgement_left"),
            models.Index(fields=["right"], name="judgement_right"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reversed_at=None, reversed_by="")
                | (Q(reversed_at__isnull=False) & ~Q(reversed_by="")),
                name="judgement_reversal_whole",
            ),
            models.CheckConstraint(condition=Q(act__in=["judge", "merge", "split"]), name="judgement_act"),
        ]


class Register(models.Model):
    """The single row that is locked while subjects are looked up and made, so none is made twice."""
