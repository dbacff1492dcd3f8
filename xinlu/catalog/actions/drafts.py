"""Drafts: begun from the version in force, edited step by step, discarded. Publishing is elsewhere."""

from datetime import datetime

from django.db import transaction

from xinlu.catalog import models, stored
from xinlu.catalog.contracts import CatalogueError, Edit, Item, PutField, RemoveField, State, UnknownItem
from xinlu.catalog.rules.editing import apply
from xinlu.catalog.rules.extension import own_fields
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target
from xinlu.kernel import regions

DRAFT_STARTED = Act("catalogue.draft-started", "开始修订目录项")
DRAFT_EDITED = Act("catalogue.draft-edited", "修改目录草稿")
DRAFT_DISCARDED = Act("catalogue.draft-discarded", "放弃目录草稿")


@transaction.atomic
def start_draft(identifier: str, *, region: str = "", by: Actor, at: datetime) -> None:
    """Begin a draft from the version in force; one that is already begun is kept. Raises UnknownItem.

    region: a city's code for its extension, "" for the provincial base.
    """
    base = stored.current(identifier)
    lock_item(identifier)
    if models.Version.objects.filter(item=identifier, region=region, state=State.DRAFT).exists():
        return
    row = published(identifier, region)
    models.Version.objects.create(
        item_id=identifier,
        region=city_or_base(region),
        state=State.DRAFT,
        spec=row.spec if row else stored.extension_spec(base.number or 0, ()),
        based_on=row.number if row else None,
        edited_by=by.name,
        edited_at=at,
    )
    record(DRAFT_STARTED, by=by, at=at, target=target_of(identifier, region))


@transaction.atomic
def edit_draft(identifier: str, *, edit: Edit, region: str = "", by: Actor, at: datetime) -> Item:
    """Take one edit into the draft; returns the item as it then is. Raises UnknownItem, CatalogueError."""
    row = find_draft(identifier, region)
    base = stored.item_of(stored.base_of(row)) if region else None
    fixed = frozenset(field.identifier for field in base.fields) if base else frozenset[str]()
    item = apply(stored.item_of(row), edit, fixed=fixed)
    row.spec = stored.extension_spec(base.version, own_fields(item, base)) if base else stored.spec_of(item)
    row.edited_by, row.edited_at = by.name, at
    row.save()
    record(
        DRAFT_EDITED,
        by=by,
        at=at,
        target=target_of(identifier, region),
        summary=describe(edit),
    )
    return item


@transaction.atomic
def discard_draft(identifier: str, *, region: str = "", by: Actor, at: datetime) -> None:
    """Raises UnknownItem."""
    find_draft(identifier, region).delete()
    record(DRAFT_DISCARDED, by=by, at=at, target=target_of(identifier, region))


def describe(edit: Edit) -> str:
    match edit:
        case PutField(field):
            return f"字段 {field.identifier} {field.name}"
        case RemoveField(identifier):
            return f"删除字段 {identifier}"
        case _:
            return "目录项要素"


def lock_item(identifier: str) -> models.Item:
    """Drafts and publications of one item wait for each other. Raises UnknownItem."""
    item = models.Item.objects.select_for_update().filter(pk=identifier).first()
    if item is None:
        raise UnknownItem(f"目录里没有“{identifier}”，请从信用信息目录里选择。")
    return item


def find_draft(identifier: str, region: str) -> models.Version:
    """The draft, its item locked. Raises UnknownItem."""
    lock_item(identifier)
    row = models.Version.objects.filter(item=identifier, region=region, state=State.DRAFT).first()
    if row is None:
        raise UnknownItem("没有正在编辑的草稿，可能已发布或放弃；请刷新页面。")
    return row


def published(identifier: str, region: str) -> models.Version | None:
    return models.Version.objects.filter(item=identifier, region=region, state=State.PUBLISHED).first()


def city_or_base(region: str) -> str:
    if region and region not in regions.CITIES:
        raise CatalogueError(f"“{region}”不是设区市或平潭的代码；只有市级可以扩展目录。")
    return region


def target_of(identifier: str, region: str) -> Target:
    return Target("item", identifier, region or regions.PROVINCE)
