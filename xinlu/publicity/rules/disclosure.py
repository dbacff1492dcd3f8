"""Which fields the public sees, and how: disclosure and masking per field, persons only as the law allows."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xinlu.catalog.contracts import PERSONAL_ROLES, Disclosure, Field, FieldRole, Item, SubjectKind
from xinlu.kernel.masking import mask_name
from xinlu.kernel.packs import Pack
from xinlu.publicity.rules.facts import Facts
from xinlu.publicity.rules.looks import Look, Shown

# Fields that name natural persons, who must not be read anywhere in the record.
NAMING = {
    SubjectKind.PERSON: (FieldRole.SUBJECT_NAME, FieldRole.LEGAL_PERSON),
    SubjectKind.SOLE_TRADER: (FieldRole.LEGAL_PERSON,),
    SubjectKind.ORGANISATION: (),
}

# What lists say of a record, in the order of View.
TOLD = (
    FieldRole.SUBJECT_NAME,
    FieldRole.USCC,
    FieldRole.DOCUMENT_NO,
    FieldRole.DOCUMENT_NAME,
    FieldRole.CATEGORY,
    FieldRole.AUTHORITY,
)
PERSONAL_CODE = (FieldRole.USCC, SubjectKind.PERSON)
Veils = Sequence[tuple[str, str]]  # people's names, and what is read in their stead


class View(NamedTuple):
    """What the public sees of a record. shown: in the catalogue's order, empty ones left out; the others are what
    lists say, "" when it is not public or holds a personal number."""

    shown: tuple[Shown, ...]
    subject_name: str
    subject_code: str
    document_no: str
    document_name: str
    category: str
    authority: str


class Screen:
    """What the public sees of an item's records about one kind of subject, by one pack on persons.

    Made once, asked for many records, column by column. Most values return (authorities, laws, kinds), so how a
    value reads is remembered, up to MEMORY values a field; people's names are veiled in each record anew.
    """

    MEMORY = 1 << 13

    def __init__(self, item: Item, kind: SubjectKind, pack: Pack) -> None:
        self.kind = kind
        self._shown = [field.identifier for field in item.fields if is_shown(field, kind, pack)]
        self._told = [public_identifier(item, role, kind) for role in TOLD]
        self._looks = {name: Look(item.field(name)) for name in (*self._shown, *self._told) if name}
        self._remembered = {name: lru_cache(self.MEMORY)(look.at) for name, look in self._looks.items()}
        name = item.role(FieldRole.SUBJECT_NAME)
        self._name = name.identifier if name else ""

    def views(self, batch: Sequence[Facts]) -> list[View]:
        """In the order given."""
        said = [self._said(facts) for facts in batch]
        columns = {
            name: list(map(look, [data.get(name, "") for data in said]))
            for name, look in self._remembered.items()
        }
        if NAMING[self.kind]:
            veils = [self._veils(facts) for facts in batch]
            columns = {name: self._veiled(name, column, veils) for name, column in columns.items()}
        rows = (
            zip(*[columns[name] for name in self._shown], strict=True) if self._shown else [()] * len(batch)
        )
        shown = [tuple([each for each in row if each.text]) for row in rows]
        told = [
            ["" if each.leaks else each.field.value for each in columns[name]] if name else [""] * len(batch)
            for name in self._told
        ]
        return list(map(View, shown, *told))

    def _said(self, facts: Facts) -> Mapping[str, str]:
        """What the record says, its subject's name as it may be shown."""
        if self.kind == SubjectKind.ORGANISATION or not facts.data.get(self._name):
            return facts.data
        return {**facts.data, self._name: subject_name(facts)}

    def _veils(self, facts: Facts) -> Veils:
        names = [name for role in NAMING[self.kind] if len(name := facts.value(role)) > 1]
        return [(name, mask_name(name)) for name in names]

    def _veiled(self, name: str, column: list[Shown], veils: Sequence[Veils]) -> list[Shown]:
        """A subject's name has its own rule."""
        if name == self._name:
            return column
        look = self._looks[name]
        texts = [veil(each.field.value, names) for each, names in zip(column, veils, strict=True)]
        return [
            each if text == each.field.value else look.shown(text)
            for each, text in zip(column, texts, strict=True)
        ]


def public_identifier(item: Item, role: FieldRole, kind: SubjectKind) -> str:
    """The field of the role, "" when it is not public. A person's unified code is an ID number, whatever it says."""
    field = item.role(role)
    if field is None or field.disclosure != Disclosure.PUBLIC or (role, kind) == PERSONAL_CODE:
        return ""
    return field.identifier


def is_shown(field: Field, kind: SubjectKind, pack: Pack) -> bool:
    """Public by the catalogue, never a personal number, and allowed for this kind of subject."""
    if field.disclosure != Disclosure.PUBLIC or field.role in PERSONAL_ROLES:
        return False
    if kind == SubjectKind.PERSON:
        return field.role in pack.parameters["person_roles"]["values"]
    if kind == SubjectKind.SOLE_TRADER:
        return field.role not in pack.parameters["sole_trader_hidden"]["values"]
    return True


def veil(text: str, veils: Veils) -> str:
    for name, masked in veils:
        text = text.replace(name, masked)
    return text


def subject_name(facts: Facts) -> str:
    """Masked for persons, and for sole traders that trade under their owner's own name."""
    name = facts.value(FieldRole.SUBJECT_NAME)
    own = facts.kind == SubjectKind.SOLE_TRADER and name == facts.value(FieldRole.LEGAL_PERSON)
    return mask_name(name) if own or facts.kind == SubjectKind.PERSON else name
