"""Tables of accounts."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from xinlu.accounts.contracts import OrganisationKind, Role

LONGEST_ADDRESS = 2000  # characters, so that a database can index it


def begun(on: date) -> Q:
    """Organisations that had begun by that day, those that ended since included."""
    return Q(since=None) | Q(since__lte=on)


def alive(on: date) -> Q:
    """Organisations that exist on that day."""
    return begun(on) & (Q(until=None) | Q(until__gte=on))


class Organisation(models.Model):
    """A unit of the dated tree. The transport authority of a region answers to its region code."""

    code = models.CharField(max_length=32, primary_key=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=16)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    region = models.CharField(max_length=6)
    uscc = models.CharField(max_length=18)
    since = models.DateField(null=True)
    until = models.DateField(null=True)  # its last day
    verified = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["region"], name="organisation_region")]
        constraints = [
            models.UniqueConstraint(fields=["uscc"], name="organisation_uscc_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in OrganisationKind]),
                name="organisation_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="province", parent=None) | ~Q(kind="province") & Q(parent__isnull=False),
                name="organisation_province_is_root",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="organisation_dates_in_order",
            ),
        ]


class FormerName(models.Model):
    """A name that an organisation bore through `until`; the one it bears now stands in Organisation."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "until"], name="former_name_once_a_day")
        ]


class User(AbstractBaseUser):
    """A person who signs in to the office. phone is sealed. What the person may do is in Grant alone."""

    username = models.CharField(max_length=64)
    display_name = models.CharField(max_length=64)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    phone = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = BaseUserManager()
    USERNAME_FIELD = "username"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["username"], name="user_username_once")]


class Grant(models.Model):
    """A role held for an organisation and all below it. Revoked, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=16)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    granted_by = models.CharField(max_length=200)
    granted_at = models.DateTimeField()
    since = models.DateField()
    until = models.DateField(null=True)  # last day on which it holds
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "organisation"],
                condition=Q(revoked_at=None),
                name="grant_once_while_held",
            ),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="grant_role"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="grant_dates_in_order"
            ),
        ]


class ApiToken(models.Model):
    """A business system's key. digest: SHA-256 of the secret, which is itself not kept."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    permissions = models.JSONField(default=list)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prefix"], name="api_token_prefix_once"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="api_token_dates_in_order"
            ),
        ]


class Draft(models.Model):
    """What a user had filled in when the session died: the last of each form, its content sealed."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    path = models.CharField(max_length=LONGEST_ADDRESS)
    page = models.CharField(max_length=LONGEST_ADDRESS)
    content = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "path"], name="draft_once_a_form")]
