"""Tables of collection."""

from django.db import models
from django.db.models import F, Q

from xinlu.collection.contracts import LONGEST_NAME, Channel, Mode, Status


class StoredFile(models.Model):
    """A file in the vault. digest: SHA-256 of the plain bytes, and its address."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    stored_at = models.DateTimeField()


class Submission(models.Model):
    """One file, form, batch or zero report on its way. attempt counts repeats of the same file."""

    id = models.CharField(max_length=32, primary_key=True)
    item = models.CharField(max_length=64)
    item_version = models.PositiveIntegerField()
    organisation = models.CharField(max_length=32)
    mode = models.CharField(max_length=16, choices=[(mode, mode) for mode in Mode])
    channel = models.CharField(max_length=16, choices=[(channel, channel) for channel in Channel])
    status = models.CharField(max_length=16, choices=[(status, status) for status in Status])
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    filename = models.CharField(max_length=255)
    size = models.BigIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=1)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=200)
    actor_id = models.CharField(max_length=64, blank=True)
    examined_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    volume_confirmed_by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    waives = models.JSONField(default=list)  # releasable rules that a steward authorised away for these rows
    zero_report = models.BooleanField(default=False)
    period = models.CharField(max_length=16, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    revised = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    waiting_match = models.PositiveIntegerField(default=0)
    superseded = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0)
    findings_by_rule = models.JSONField(default=dict)
    artefacts = models.JSONField(default=dict)  # table → [address in the vault, rows] of each part
    root = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=128, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-received_at"], name="submission_received"),
            models.Index(fields=["organisation", "-received_at"], name="submission_organisation"),
            models.Index(fields=["item", "organisation", "mode"], name="submission_usual"),
            models.Index(fields=["status"], name="submission_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "item", "item_version", "organisation", "mode", "attempt"],
                name="submission_once",
            ),
            models.CheckConstraint(
                condition=Q(rows=F("accepted") + F("rejected")), name="submission_counts_add_up"
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=F("accepted")), name="submission_progress_within"
            ),
            models.CheckConstraint(
                condition=Q(zero_report=True, file=None) | Q(zero_report=False, file__isnull=False),
                name="submission_has_file",
            ),
        ]


class IdempotencyKey(models.Model):
    """What a business system called a request: its submission, ever after, whatever else the file is called.

    corrects: as the request said; a file that was known already keeps what was said of it first.
    """

    organisation = models.CharField(max_length=32)
    key = models.CharField(max_length=128)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    corrects = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="idempotency_key_once"),
        ]


class QuarantinedRow(models.Model):
    """A rejected row waiting for a person. data: the cleaned row as JSON, sealed as a whole.

    decided_on, document: its decision's date and number, for the publicity clock; empty when they are the fault.
    """

    WAITING, RELEASED, CORRECTED, DISMISSED = "waiting", "released", "corrected", "dismissed"
    STATES = (WAITING, RELEASED, CORRECTED, DISMISSED)

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    item = models.CharField(max_length=64)
    organisation = models.CharField(max_length=32)
    sheet = models.CharField(max_length=LONGEST_NAME, blank=True)
    row = models.PositiveIntegerField()
    key = models.CharField(max_length=64, blank=True)  # natural key, to notice a later correction
    code = models.CharField(max_length=18, blank=True)  # the code that waits for authorisation
    decided_on = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)
    data = models.TextField()
    findings = models.JSONField()
    releasable = models.BooleanField(default=False)
    since = models.DateTimeField()
    state = models.CharField(max_length=16, default=WAITING, choices=[(state, state) for state in STATES])
    released_as = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "organisation", "since"], name="quarantine_waiting"),
            models.Index(fields=["item", "organisation", "key"], name="quarantine_key"),
            models.Index(fields=["code"], name="quarantine_code"),
            models.Index(fields=["state", "item", "organisation", "decided_on"], name="quarantine_clock"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["submission", "sheet", "row"], name="quarantine_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", resolved_at=None)
                | (~Q(state="waiting") & Q(resolved_at__isnull=False)),
                name="quarantine_resolved_at",
            ),
        ]


class ExceptionCode(models.Model):
    """授权例外代码: a lawful code whose check digit fails. evidence: why it is known to be lawful.

    withdrawal: why it holds no more; the row stays, and may be authorised anew.
    """

    code = models.CharField(max_length=18, primary_key=True)
    authorised_by = models.CharField(max_length=200)
    authorised_at = models.DateTimeField()
    evidence = models.TextField()
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(evidence=""), name="exception_has_evidence"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by="", withdrawal="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal="")),
                name="exception_withdrawn_with_reason",
            ),
        ]


class HandEntry(models.Model):
    """A record typed into the web form; a second person confirms it. data: JSON, sealed as a whole.

    corrects: id of the archive's record that it was typed to correct, and why; "" for a new one.
    """

    WAITING, CONFIRMED, RETURNED = "waiting", "confirmed", "returned"
    STATES = (WAITING, CONFIRMED, RETURNED)

    item = models.CharField(max_length=64)
    item_version = models.PositiveIntegerField()
    organisation = models.CharField(max_length=32)
    data = models.TextField()
    state = models.CharField(max_length=16, default=WAITING, choices=[(state, state) for state in STATES])
    made_by = models.CharField(max_length=64)
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_by_name = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    corrects = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=500, blank=True)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "organisation"], name="hand_entry_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(state="waiting") & ~Q(corrects=""),
                name="hand_entry_one_correction",
            ),
            models.CheckConstraint(
                condition=Q(corrects="", why="") | (~Q(corrects="") & ~Q(why="")),
                name="hand_entry_correction_has_reason",
            ),
            models.CheckConstraint(condition=~Q(confirmed_by=F("made_by")), name="hand_entry_two_persons"),
        ]
