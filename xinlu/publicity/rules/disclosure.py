"""Which fields the public sees, and how: disclosure and masking per field, persons only as the law allows."""

import re
from collections.abc import Callable
from typing import NamedTuple

from xinlu.catalog.contracts import PERSONAL_ROLES, Disclosure, Field, FieldRole, Item, SubjectKind
from xinlu.kernel.codes import judge
from xinlu.kernel.masking import mask_for, mask_name
from xinlu.kernel.packs import Pack
from xinlu.kernel.personal import find_personal
from xinlu.publicity.contracts import PublicField
from xinlu.publicity.rules.facts import Facts, readable

CODES = {FieldRole.USCC, FieldRole.AUTHORITY_CODE, FieldRole.SOURCE_CODE, FieldRole.ORGANISATION_CODE}
# Fields that name natural persons, who must not be read anywhere in the record.
NAMING = {
    SubjectKind.PERSON: (FieldRole.SUBJECT_NAME, FieldRole.LEGAL_PERSON),
    SubjectKind.SOLE_TRADER: (FieldRole.LEGAL_PERSON,),
    SubjectKind.ORGANISATION: (),
}

ELEVEN_DIGITS = re.compile(r"\d{11}")


class Shown(NamedTuple):
    """A value as the public reads it. leaks: it holds an ID, phone or bank card number although it should not."""

    field: PublicField
    leaks: bool


class Screen:
    """What the public sees of an item's records about one kind of subject, by one pack on persons.

    Made once, asked once a record. Most values return (authorities, laws, kinds), so what was shown is remembered,
    up to MEMORY values a field; nothing is remembered of persons, whose names veil each record in its own way.
    """

    MEMORY = 4096

    def __init__(self, item: Item, kind: SubjectKind, pack: Pack) -> None:
        self.item, self.kind = item, kind
        self._shown = tuple(field for field in item.fields if is_shown(field, kind, pack))
        self._masks = {field.identifier: mask_of(field) for field in item.fields}
        self._remembered: dict[str, dict[str, Shown]] = {field.identifier: {} for field in item.fields}

    def fields(self, facts: Facts) -> tuple[Shown, ...]:
        """The fields that may be shown, in the catalogue's order, masked; empty ones left out."""
        names, data = self._people(facts), facts.data
        shown = (self._show(field, facts, names) for field in self._shown if data.get(field.identifier))
        return tuple(each for each in shown if each.field.value)

    def value(self, role: FieldRole, facts: Facts) -> str:
        """The public value of the field with that role, "" when it is not public or holds a personal number."""
        field = self.item.role(role)
        if field is None or field.disclosure != Disclosure.PUBLIC:
            return ""
        shown = self._show(field, facts, self._people(facts))
        return "" if shown.leaks else shown.field.value

    def code(self, facts: Facts) -> str:
        """The unified code; "" for persons and for anything that could be an ID number."""
        return "" if self.kind == SubjectKind.PERSON else self.value(FieldRole.USCC, facts)

    def _show(self, field: Field, facts: Facts, names: tuple[str, ...]) -> Shown:
        if self.kind != SubjectKind.ORGANISATION:
            return self._present(field, facts, names)
        known, value = self._remembered[field.identifier], facts.data.get(field.identifier, "")
        if value not in known:
            if len(known) >= self.MEMORY:
                known.clear()
            known[value] = self._present(field, facts, names)
        return known[value]

    def _present(self, field: Field, facts: Facts, names: tuple[str, ...]) -> Shown:
        """People's names are veiled wherever they stand."""
        text = self._text(field, facts, names)
        return Shown(
            PublicField(field.identifier, field.name, text),
            field.role not in CODES and bool(find_personal(text)),
        )

    def _text(self, field: Field, facts: Facts, names: tuple[str, ...]) -> str:
        if field.role == FieldRole.SUBJECT_NAME:
            return subject_name(facts)
        value = readable(field, facts.data.get(field.identifier, ""))
        if field.role in CODES and is_personal(value):
            return ""
        return veil(self._masks[field.identifier](value), names)

    def _people(self, facts: Facts) -> tuple[str, ...]:
        return tuple(name for role in NAMING[self.kind] if len(name := facts.value(role)) > 1)


def is_shown(field: Field, kind: SubjectKind, pack: Pack) -> bool:
    """Public by the catalogue, never a personal number, and allowed for this kind of subject."""
    if field.disclosure != Disclosure.PUBLIC or field.role in PERSONAL_ROLES:
        return False
    if kind == SubjectKind.PERSON:
        return field.role in pack.parameters["person_roles"]["values"]
    if kind == SubjectKind.SOLE_TRADER:
        return field.role not in pack.parameters["sole_trader_hidden"]["values"]
    return True


def is_personal(code: str) -> bool:
    """Every personal number has eleven digits in a row: most codes need no closer look."""
    return ELEVEN_DIGITS.search(code) is not None and judge(code).personal


def mask_of(field: Field) -> Callable[[str], str]:
    return mask_for(field.masking.kind, field.masking.keep)


def veil(text: str, names: tuple[str, ...]) -> str:
    for name in names:
        text = text.replace(name, mask_name(name))
    return text


def subject_name(facts: Facts) -> str:
    """Masked for persons, and for sole traders that trade under their owner's own name."""
    name = facts.value(FieldRole.SUBJECT_NAME)
    own = facts.kind == SubjectKind.SOLE_TRADER and name == facts.value(FieldRole.LEGAL_PERSON)
    return mask_name(name) if own or facts.kind == SubjectKind.PERSON else name
