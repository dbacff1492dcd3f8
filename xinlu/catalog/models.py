"""Tables of the catalogue and of the working calendar."""

from django.db import models
from django.db.models import Q

from xinlu.catalog.contracts import State


class Item(models.Model):
    """目录项: a record type. seeded: digest of the repository file last taken over, "" when it has none."""

    identifier = models.CharField(max_length=64, primary_key=True)
    seeded = models.CharField(max_length=64, blank=True)


class Version(models.Model):
    """目录版本: one version of an item. region: a city whose extension it is; "" is the provincial base.

    spec of the base: the item, as rules.writing writes it; of an extension: {"base": number, "fields": […]}.
    A published spec is never changed. number counts all versions of the item, extensions included.
    """

    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=6, blank=True)
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in State])
    spec = models.JSONField()
    based_on = models.PositiveIntegerField(null=True)  # the published number that the draft was begun from
    from_repository = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    edited_by = models.CharField(max_length=200)
    edited_at = models.DateTimeField()
    published_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "region"], condition=Q(state=State.DRAFT), name="version_one_draft"
            ),
            models.UniqueConstraint(
                fields=["item", "region"], condition=Q(state=State.PUBLISHED), name="version_one_published"
            ),
            models.UniqueConstraint(fields=["item", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, number=None, published_at=None, published_by="")
                | (~Q(state=State.DRAFT) & Q(number__isnull=False, published_at__isnull=False)),
                name="version_published_has_number",
            ),
        ]
        indexes = [models.Index(fields=["state", "item"], name="version_state_item")]


class CalendarDay(models.Model):
    """工作日历覆盖: a day that an administrator declared working or free, over the kept-up library."""

    date = models.DateField(primary_key=True)
    working = models.BooleanField()
    note = models.CharField(max_length=200)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()


class CalendarYear(models.Model):
    """已录入年份: its official notice is entered in full, nothing in it is 推算 any more."""

    year = models.PositiveIntegerField(primary_key=True)
    note = models.CharField(max_length=200)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
