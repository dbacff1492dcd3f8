"""What of a record is personal: which values are sealed at rest, and how they are masked when shown."""

from collections.abc import Callable, Iterable, Mapping

from xinlu.archive.contracts import subject_kind
from xinlu.catalog.contracts import PERSONAL_ROLES, Field, FieldRole, Item, SubjectKind
from xinlu.kernel import masking
from xinlu.kernel.personal import conceal

Change = tuple[str, str, str, str]  # what cleaning did: field, before, after, rule
_NUMBERS_KEEP = (6, 4)
_PHONES_KEEP = (3, 4)


def sealed_fields(item: Item) -> frozenset[str]:
    """Fields whose values are sealed: by their role, or because the catalogue hides digits of them."""
    return frozenset(
        field.identifier
        for field in item.fields
        if field.role in PERSONAL_ROLES or field.masking.kind in ("digits", "hidden")
    )


def over(names: Iterable[str], change: Callable[[str], str], data: Mapping[str, str]) -> dict[str, str]:
    """data with the named fields' values changed; empty ones stay empty."""
    return {**data, **{name: change(value) for name in names if (value := data.get(name))}}


def each(change: Callable[[str, str], str], data: Mapping[str, str]) -> dict[str, str]:
    """data with every value changed, given its field's name; empty ones stay empty."""
    return {name: change(name, value) if value else value for name, value in data.items()}


def each_change(change: Callable[[str, str], str], changes: Iterable[Change]) -> list[Change]:
    def one(name: str, value: str) -> str:
        return change(name, value) if value else value

    return [(name, one(name, old), one(name, new), rule) for name, old, new, rule in changes]


def masks(item: Item, *, person: bool) -> dict[str, Callable[[str], str]]:
    """Field → its mask, for those that have one. Names are masked of natural persons only."""
    return {
        field.identifier: mask for field in item.fields if (mask := _mask(field, person=person)) is not None
    }


def _mask(field: Field, *, person: bool) -> Callable[[str], str] | None:
    kind, keep = field.masking.kind, field.masking.keep
    if kind == "none" and field.role in PERSONAL_ROLES:
        kind, keep = "digits", _PHONES_KEEP if field.role == FieldRole.PHONE else _NUMBERS_KEEP
    if kind == "none" or (kind == "name" and not person):
        return None
    return masking.mask_for(kind, keep)


def mask(item: Item, data: Mapping[str, str], kind: SubjectKind | None) -> dict[str, str]:
    """data as it may be shown to who has no leave to see it whole. kind: what its subject is known to be."""
    return each(_masked(item, data, kind), data)


def mask_changes(
    item: Item, data: Mapping[str, str], changes: Iterable[Change], kind: SubjectKind | None
) -> list[Change]:
    return each_change(_masked(item, data, kind), changes)


def _masked(item: Item, data: Mapping[str, str], kind: SubjectKind | None) -> Callable[[str, str], str]:
    """By the field's mask; numbers that somebody wrote into a text without one are concealed there."""
    known = masks(item, person=subject_kind(item, data, kind) is SubjectKind.PERSON)
    return lambda name, value: known[name](value) if name in known else conceal(value)
