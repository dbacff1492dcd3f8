"""机构改革: an organisation is added, renamed, ended, its code corrected. Each with the document that says so."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from xinlu.accounts import models
from xinlu.accounts.actions.organisations import check_length, keep, new_row, require_organisation
from xinlu.accounts.contracts import Organisation, OrganisationKind, Refused
from xinlu.accounts.queries.organisations import read_organisation
from xinlu.accounts.rules.placing import fault_of
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target
from xinlu.kernel import uscc as codes

ADDED = Act("organisation.added", "增设机构")
RENAMED = Act("organisation.renamed", "机构更名")
ENDED = Act("organisation.ended", "撤销机构")
CODE_CORRECTED = Act("organisation.code-corrected", "更正机构的统一社会信用代码")
VERIFIED = Act("organisation.verified", "核实机构名称与起止日期")


@transaction.atomic
def add_organisation(
    *,
    code: str,
    name: str,
    kind: OrganisationKind,
    parent: str,
    uscc: str,
    since: date,
    basis: str,
    by: Actor,
    at: datetime,
) -> None:
    """since: its first day. Raises Refused."""
    above = read_organisation(require_organisation(parent, since))
    name, uscc = need_name(name, "请填写机构名称。"), need_code(uscc)
    unit = Organisation(code, name, kind, parent, code[:6], uscc, since, None)
    if fault := fault_of(unit, above):
        raise Refused(fault)
    note(ADDED, new_row(unit), basis, by, at, parent=parent, since=since)


@transaction.atomic
def rename_organisation(*, code: str, name: str, since: date, basis: str, by: Actor, at: datetime) -> None:
    """since: the first day of the new name, today at the latest; before it the old name stands. Raises Refused."""
    unit, name = find(code), need_name(name, "请填写新的机构名称。")
    last = models.FormerName.objects.filter(organisation=unit).order_by("-until").first()
    begun = max((day for day in (unit.since, last and last.until + timedelta(1)) if day), default=date.min)
    if name == unit.name:
        raise Refused(f"机构现在的名称就是“{name}”，不需要更名。")
    if not begun < since <= timezone.localdate(at):
        raise Refused("新名称的起用日期须在现用名称起用之后、今天或以前，请核对。")
    models.FormerName.objects.create(organisation=unit, name=unit.name, until=since - timedelta(1))
    before, unit.name, unit.verified = unit.name, name, True
    note(RENAMED, unit, basis, by, at, before=before, name=name, since=since)


@transaction.atomic
def end_organisation(*, code: str, until: date | None, basis: str, by: Actor, at: datetime) -> None:
    """until: its last day; None when it turns out that it goes on. Raises Refused."""
    unit = find(code)
    below = models.Organisation.objects.filter(parent=unit)
    if unit.kind == OrganisationKind.PROVINCE:
        raise Refused("省级主管部门是机构树的根，不能撤销；请用更名。")
    if until and unit.since and until < unit.since:
        raise Refused(f"撤销日期早于机构的设立日期 {unit.since:%Y-%m-%d}，请核对。")
    if until and below.filter(models.alive(until + timedelta(1))).exists():
        raise Refused(f"“{unit.name}”在 {until:%Y-%m-%d} 之后还有下级机构，请先撤销下级机构。")
    unit.until = until
    note(ENDED, unit, basis, by, at, until=until)


@transaction.atomic
def correct_uscc(*, code: str, uscc: str, basis: str, by: Actor, at: datetime) -> None:
    """Raises Refused."""
    unit, uscc = find(code), need_code(uscc)
    if uscc == unit.uscc:
        raise Refused("机构现在的统一社会信用代码就是这一个，不需要更正。")
    before, unit.uscc = unit.uscc, uscc
    note(CODE_CORRECTED, unit, basis, by, at, before=before, uscc=uscc)


@transaction.atomic
def verify_organisation(*, code: str, basis: str, by: Actor, at: datetime) -> None:
    """Its name and days were read in the document. Raises Refused."""
    unit = find(code)
    unit.verified = True
    note(VERIFIED, unit, basis, by, at)


def find(code: str) -> models.Organisation:
    """Locked for this transaction; ended ones too. Raises Refused."""
    unit = models.Organisation.objects.select_for_update().filter(pk=code).first()
    if unit is None:
        raise Refused(f"没有机构“{code}”，请在“机构”页查找正确的机构代码。")
    return unit


def need(text: str, otherwise: str) -> str:
    if not text.strip():
        raise Refused(otherwise)
    return text.strip()


def need_name(text: str, otherwise: str) -> str:
    name = need(text, otherwise)
    check_length("机构名称", name, models.Organisation.name.field)
    return name


def need_code(text: str) -> str:
    """A sound 统一社会信用代码. Raises Refused."""
    uscc = text.strip().upper()
    if wrong := codes.faults(uscc):
        raise Refused(wrong[0])
    return uscc


def note(act: Act, unit: models.Organisation, basis: str, by: Actor, at: datetime, **data: Any) -> None:
    """Keeps the unit as it now is, and the account of what was done. Raises Refused."""
    basis = need(basis, "请写明依据，例如批准设立、更名或撤销的文件名称和文号。")
    keep(unit)
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in data.items()}
    target = Target("organisation", unit.code, unit.code)
    record(act, by=by, at=at, target=target, summary=f"{unit.name}（{unit.code}）：{basis}", data=told)
