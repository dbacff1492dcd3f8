"""A subject's timeline out of its records, its names and what people judged of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from xinlu.archive.contracts import Moment, Record
from xinlu.catalog.contracts import FieldRole, Item
from xinlu.subjects.contracts import Judgement, Subject

Items = Mapping[tuple[str, int], Item]
_HERE = ZoneInfo("Asia/Shanghai")  # a moment belongs to the day it is in Fujian
_TELLING = (FieldRole.DOCUMENT_NAME, FieldRole.DOCUMENT_NO, FieldRole.CATEGORY, FieldRole.CONTENT)


def line_up(
    records: Iterable[Record],
    items: Items,
    withdrawn: Mapping[str, datetime],
    who: Subject,
    judgements: Iterable[Judgement],
) -> list[Moment]:
    """Latest first; on one day decisions before what followed from them. withdrawn: record id → since when."""
    moments = [
        moment
        for record in records
        for moment in _of_record(record, items[record.item, record.item_version], withdrawn.get(record.id))
    ]
    moments += [_named(name.name, name.since) for name in who.names[1:] if name.since]
    moments += [moment for judgement in judgements for moment in _judged(judgement)]
    return sorted(moments, key=lambda moment: moment.on, reverse=True)


def told_before(judgements: Iterable[Judgement], before: datetime) -> Iterator[Judgement]:
    """As they stood at the moment: those made later are left out, those undone later were not undone yet."""
    for each in judgements:
        if each.at < before:
            undone = each.reversed_at is not None and each.reversed_at < before
            yield each if undone else replace(each, reversed_at=None, reversed_by="", reversed_reason="")


def title_of(record: Record, item: Item) -> str:
    """What the record is called in one line: the item and the first thing that tells it from others."""
    for role in _TELLING:
        field = item.role(role)
        if field and (told := record.data.get(field.identifier)):
            return f"{item.name} · {field.label(told)[:60]}"
    return item.name


def _of_record(record: Record, item: Item, withdrawn: datetime | None) -> list[Moment]:
    title = title_of(record, item)
    found = [Moment(record.decided_on, "decided", title, record.id, record.item, record.withdrawn)]
    if withdrawn:
        told = f"撤回：{title}（{record.reason}）"
        found.append(Moment(_day(withdrawn), "withdrawn", told, record.id, record.item))
    return found


def _named(name: str, since: date) -> Moment:
    return Moment(since, "named", f"更名为 {name}")


def _judged(judgement: Judgement) -> list[Moment]:
    told = {"merge": ("merged", "并入"), "split": ("parted", "拆分出")}.get(judgement.act)
    if told is None:
        return []
    kind, verb = told
    done = [Moment(_day(judgement.at), kind, f"{verb}主体 {judgement.right}（{judgement.reason}）")]
    if judgement.reversed_at:
        day = _day(judgement.reversed_at)
        done.append(Moment(day, kind, f"撤销“{verb}主体 {judgement.right}”（{judgement.reversed_reason}）"))
    return done


def _day(at: datetime) -> date:
    return at.astimezone(_HERE).date()
