"""Records as rows of tables and as pages of fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from xinlu.archive.contracts import Change, Record, Revision
from xinlu.catalog import queries as catalog
from xinlu.catalog.contracts import Disclosure, Field, FieldRole, Item
from xinlu.office.exporting import moment

CHANGES = {
    Change.NEW: ("首次归集", "blue"),
    Change.REVISED: ("更正", "yellow"),
    Change.WITHDRAWN: ("撤回", "red"),
    Change.REINSTATED: ("恢复", "green"),
    Change.MOVED: ("改归主体", "gray"),
}
HEADER = (
    "记录编号",
    "信息类别",
    "文号",
    "决定日期",
    "报送机构",
    "地区代码",
    "状态",
    "首次归集",
    "最近变动",
    "摘要值",
)
_TELLING = (FieldRole.DOCUMENT_NAME, FieldRole.CATEGORY, FieldRole.CONTENT)
OPEN = (Disclosure.PUBLIC, Disclosure.AUTHORISED)  # what other organisations may see of a record (ADR 0004)


@dataclass(frozen=True)
class Line:
    """A record in a list. own: of an organisation that the reader answers for, so with where it came from."""

    record: Record
    item_name: str
    document: str
    title: str
    own: bool


@dataclass(frozen=True)
class Shown:
    """A field of a record; value in words where the catalogue has them."""

    field: Field
    value: str


@dataclass(frozen=True)
class Step:
    """A revision with what it changed: (field name, before, after)."""

    revision: Revision
    title: str
    tone: str
    changed: tuple[tuple[str, str, str], ...]


def lines_of(records: Iterable[Record], *, owns: Callable[[str], bool]) -> Iterator[Line]:
    """owns: whether the reader answers for an organisation."""
    item_of = cache(catalog.version_item)
    for record in records:
        yield _line(record, item_of(record.item, record.item_version), owns(record.organisation))


def _line(record: Record, item: Item, own: bool) -> Line:
    document = _said(record, item, FieldRole.DOCUMENT_NO, own)
    title = next((said for role in _TELLING if (said := _said(record, item, role, own))), "")
    return Line(record, item.name, document, title[:80], own)


def _said(record: Record, item: Item, role: FieldRole, own: bool) -> str:
    field = item.role(role)
    if field is None or not is_shown(item, field, own):
        return ""
    return in_words(field, record.data.get(field.identifier, ""))


def is_shown(item: Item, field: Field, own: bool) -> bool:
    """Everything of an own record; of another organisation's what the catalogue lets out of government."""
    return own or (item.disclosure in OPEN and field.disclosure in OPEN)


def in_words(field: Field, value: str) -> str:
    """Codes as their labels."""
    labels = {code.code: code.label for code in field.codes}
    return "、".join(labels.get(part, part) for part in value.split(";")) if labels and value else value


def fields_of(item: Item, data: Mapping[str, str], *, own: bool) -> list[Shown]:
    """The fields that have a value and may be shown, in the catalogue's order."""
    return [
        Shown(field, in_words(field, data[field.identifier]))
        for field in item.fields
        if data.get(field.identifier) and is_shown(item, field, own)
    ]


def steps_of(item: Item, shown: Iterable[Revision], whole: Iterable[Revision]) -> Iterator[Step]:
    """Latest first. Told apart by the whole values, shown as the reader may see them."""
    shown, whole = list(shown), list(whole)
    for place, revision in enumerate(shown):
        title, tone = CHANGES[revision.change]
        last = place + 1 == len(shown)
        changed = () if last else _changed(item, shown[place + 1], revision, whole[place + 1], whole[place])
        yield Step(revision, title, tone, changed)


def _changed(
    item: Item, before: Revision, after: Revision, whole_before: Revision, whole_after: Revision
) -> tuple[tuple[str, str, str], ...]:
    names = [
        field.identifier
        for field in item.fields
        if whole_before.data.get(field.identifier, "") != whole_after.data.get(field.identifier, "")
    ]
    return tuple(
        (
            item.field(name).name,
            in_words(item.field(name), before.data.get(name, "")),
            in_words(item.field(name), after.data.get(name, "")),
        )
        for name in names
    )


def cells(line: Line) -> tuple:
    """When and as what it came is left empty for another organisation's record."""
    record = line.record
    came = (moment(record.first_received_at), moment(record.revised_at), record.digest)
    return (
        *(record.id, line.item_name, line.document, record.decided_on, record.organisation, record.region),
        *("已撤回" if record.withdrawn else "有效", *(came if line.own else ("", "", ""))),
    )
