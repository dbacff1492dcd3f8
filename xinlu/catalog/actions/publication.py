"""A draft comes into force, the version before it is superseded, cities' fields are carried over."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from xinlu.catalog import models, stored
from xinlu.catalog.actions.drafts import find_draft, lock_item, published, target_of
from xinlu.catalog.contracts import CatalogueError, Item, Seeded, State
from xinlu.catalog.repository import ITEMS, load_items
from xinlu.catalog.rules.difference import difference
from xinlu.catalog.rules.extension import yielding
from xinlu.catalog.rules.soundness import faults
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target
from xinlu.kernel import regions
from xinlu.kernel.canonical import digest_of

PUBLISHED = Act("catalogue.published", "发布目录项")
SEEDED = Act("catalogue.seeded", "建立基础目录")


@transaction.atomic
def publish(identifier: str, *, region: str = "", note: str, by: Actor, at: datetime) -> Item:
    """Bring the draft into force; returns the item with its new version number.

    Raises UnknownItem; CatalogueError when another version came into force since the draft was begun, or when the
    draft changes nothing or is not sound.
    """
    if not note.strip():
        raise CatalogueError("请填写修订说明：改了什么、依据是什么；它会随版本一起公开。")
    row = find_draft(identifier, region)
    before = published(identifier, region)
    if (before.number if before else None) != row.based_on:
        raise CatalogueError(
            "草稿开始之后，这一目录项已有新版本发布；请放弃草稿，在新版本上重新修改，以免覆盖别人的修改。"
        )
    _require_change(row, before or stored.current(identifier))
    if region:
        row.spec["base"] = stored.base_of(row).number
    _come_into_force(row, before, note=note, by=by, at=at)
    if not region:
        _carry_extensions(row, by=by, at=at)
    record(
        PUBLISHED,
        by=by,
        at=at,
        target=target_of(identifier, region),
        summary=f"第 {row.number} 版：{note}",
        data={"number": row.number, "digest": digest_of(row.spec)},
    )
    return stored.item_of(row)


def _require_change(row: models.Version, before: models.Version) -> None:
    item = stored.item_of(row)
    if not difference(stored.item_of(before), item):
        raise CatalogueError("草稿与现行版本没有差别，不必发布；请先修改字段或要素，或者放弃草稿。")
    if found := faults(item):
        raise CatalogueError(f"草稿还不能发布：{'；'.join(found)}。请改正后再发布。")


def _come_into_force(
    row: models.Version, before: models.Version | None, *, note: str, by: Actor, at: datetime
) -> None:
    """The version before must go first: the database lets one version at a time be in force."""
    if before:
        before.state = State.SUPERSEDED
        before.save()
    last = models.Version.objects.filter(item=row.item_id).aggregate(last=Max("number"))["last"] or 0
    row.state, row.number, row.note = State.PUBLISHED, last + 1, note
    row.published_by, row.published_at = by.name, at
    row.save()


def _carry_extensions(base: models.Version, *, by: Actor, at: datetime) -> None:
    """Every city's extension gets a version over the new base; a field that the base took over gives way."""
    standing = models.Version.objects.filter(item=base.item_id, state=State.PUBLISHED).exclude(region="")
    item = stored.item_of(base)
    for old in standing:
        extra = yielding(item, stored.extra_of(old))
        row = models.Version(
            item_id=base.item_id,
            region=old.region,
            spec=stored.extension_spec(item.version, extra),
            edited_by=by.name,
            edited_at=at,
        )
        _come_into_force(row, old, note=f"随基础目录第 {base.number} 版更新", by=by, at=at)
    _rebase_drafts(base, item)


def _rebase_drafts(base: models.Version, item: Item) -> None:
    """Drafts of cities go on over the new base."""
    for draft in models.Version.objects.filter(item=base.item_id, state=State.DRAFT).exclude(region=""):
        before = published(draft.item_id, draft.region)
        draft.based_on = before.number if before else None
        draft.spec = stored.extension_spec(item.version, yielding(item, stored.extra_of(draft)))
        draft.save()


@transaction.atomic
def seed_base(*, by: Actor, at: datetime, folder: Path = ITEMS) -> Seeded:
    """Publish the repository's items that are new or changed; others, and those edited here, stay.

    Raises CatalogueError, naming the file, when one cannot be read.
    """
    done, held_back = {}, []
    for item in load_items(folder):
        digest = digest_of(stored.spec_of(item))
        row, _ = models.Item.objects.get_or_create(identifier=item.identifier)
        if row.seeded == digest:
            continue
        if _is_edited(lock_item(item.identifier)):
            held_back.append(item.identifier)
            continue
        done[item.identifier] = _take_over(item, by=by, at=at)
        models.Item.objects.filter(pk=item.identifier).update(seeded=digest)
    if done:
        target = Target("catalogue", "base", regions.PROVINCE)
        record(SEEDED, by=by, at=at, target=target, summary=f"发布目录项 {len(done)} 个", data=done)
    return Seeded(tuple(done), tuple(held_back))


def _is_edited(item: models.Item) -> bool:
    """Whether someone edited the base here, or is about to: the repository must not undo their work."""
    rows = models.Version.objects.filter(item=item, region="")
    return rows.filter(state=State.DRAFT).exists() or bool(
        rows.filter(state=State.PUBLISHED, from_repository=False).exists()
    )


def _take_over(item: Item, *, by: Actor, at: datetime) -> int:
    row = models.Version(
        item_id=item.identifier,
        spec=stored.spec_of(item),
        from_repository=True,
        edited_by=by.name,
        edited_at=at,
    )
    before = published(item.identifier, "")
    _come_into_force(row, before, note="省级基础目录", by=by, at=at)
    _carry_extensions(row, by=by, at=at)
    return row.number or 0
