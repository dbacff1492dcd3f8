"""Tables of the flows: jobs that survive a killed worker, and how far each submission was loaded."""

from django.db import models


class Job(models.Model):
    """One piece of work. A running job belongs to its worker until the lease ends; then anyone may claim it.

    attempts counts the claims, and tells one holder from the next; steady is how many of them went by before the
    job last got ahead: only those after it are held against it.
    lane: jobs of one lane are done in the order in which they were first asked for, one after the other; "" is
    none. So an older report never overwrites a newer one.
    light: done in moments; a worker of its own takes these, so that they do not wait behind long ones.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"

    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    lane = models.CharField(max_length=128, blank=True)
    light = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    steady = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="job_once"),
            models.CheckConstraint(
                condition=models.Q(state="running", lease_until__isnull=False)
                | ~models.Q(state="running") & models.Q(lease_until__isnull=True),
                name="job_lease_while_running",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "run_after"], name="job_claim"),
            models.Index(fields=["lane", "state"], name="job_lane"),
        ]


class Chunk(models.Model):
    """Rows of a submission already in the archive. digests: 32 bytes a row, in row order."""

    submission = models.CharField(max_length=40)
    start = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    digests = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "start"], name="chunk_once")]
