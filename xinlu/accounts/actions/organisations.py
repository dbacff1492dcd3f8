"""The tree that an empty platform begins with."""

from datetime import date, datetime
from pathlib import Path

import yaml
from django.db import IntegrityError, transaction
from django.db.models import CharField

from xinlu.accounts import models
from xinlu.accounts.contracts import Organisation, Refused
from xinlu.accounts.rules.seeds import plan_tree, regions_until
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target
from xinlu.kernel import regions

ORGANISATIONS_SEEDED = Act("organisation.seeded", "建立机构树")
PACK = Path(__file__).parent.parent / "packs" / "organisations.yaml"


@transaction.atomic
def seed_organisations(*, by: Actor, at: datetime) -> int:
    """Add the organisations of the province that are missing; returns how many. Others stay as they are."""
    known = set(models.Organisation.objects.values_list("code", flat=True))
    plan = plan_tree(regions_until(at.year), yaml.safe_load(PACK.read_text(encoding="utf-8")))
    missing = [unit for unit in plan if unit.code not in known]
    models.Organisation.objects.bulk_create(new_row(unit) for unit in missing)
    if missing:
        record(
            ORGANISATIONS_SEEDED,
            by=by,
            at=at,
            target=Target("organisation", regions.PROVINCE, regions.PROVINCE),
            summary=f"建立机构 {len(missing)} 个",
            data={"count": len(missing)},
        )
    return len(missing)


def new_row(unit: Organisation) -> models.Organisation:
    fields = {key: value for key, value in vars(unit).items() if key != "parent"}
    return models.Organisation(**fields, parent_id=unit.parent)


def keep(unit: models.Organisation) -> None:
    """A new one never overwrites; of two who take one code at once, the later is told so. Raises Refused."""
    refuse_taken(unit)
    try:
        with transaction.atomic():
            unit.save(force_insert=unit._state.adding)
    except IntegrityError:
        refuse_taken(unit)
        raise


def refuse_taken(unit: models.Organisation) -> None:
    others = models.Organisation.objects.exclude(pk=unit.pk)
    if unit._state.adding and models.Organisation.objects.filter(pk=unit.pk).exists():
        raise Refused(f"机构代码“{unit.code}”已被使用，请换一个；曾经撤销的机构也占用代码。")
    if holder := others.filter(uscc=unit.uscc).first():
        raise Refused(f"这个统一社会信用代码已属于“{holder.name}”，请核对。")


def require_organisation(code: str, on: date) -> models.Organisation:
    """The organisation, existing on that day. Raises Refused."""
    unit = models.Organisation.objects.filter(models.alive(on), pk=code).first()
    if unit is None:
        raise Refused("所选机构不存在或已撤销，请另选机构。")
    return unit


def check_length(what: str, text: str, column: CharField) -> None:
    """SQLite would keep any length, PostgreSQL none beyond its column. Raises Refused."""
    if len(text) > column.max_length:
        raise Refused(f"{what}有 {len(text)} 个字，最多 {column.max_length} 个，请改短。")
