"""What cleaned rows of an item say of their subjects, their days and their attached objects. Pure."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from xinlu.catalog.contracts import FieldRole, Item, SubjectKind
from xinlu.kernel import regions
from xinlu.subjects.contracts import Attached, Claim, Kind, Scheme

KINDS = {
    SubjectKind.ORGANISATION: Kind.ORGANISATION,
    SubjectKind.SOLE_TRADER: Kind.SOLE_TRADER,
    SubjectKind.PERSON: Kind.PERSON,
}
SCHEMES = {
    FieldRole.USCC: Scheme.USCC,
    FieldRole.REGISTRATION_NO: Scheme.REGISTRATION_NO,
    FieldRole.ORGANISATION_CODE: Scheme.ORGANISATION_CODE,
    FieldRole.TAX_NO: Scheme.TAX_NO,
    FieldRole.INSTITUTION_NO: Scheme.INSTITUTION_NO,
    FieldRole.SOCIAL_NO: Scheme.SOCIAL_NO,
    FieldRole.PERSON_ID: Scheme.PERSON_ID,
}
ATTACHED = {FieldRole.PLATE: "vehicle", FieldRole.VESSEL_NO: "vessel", FieldRole.PROJECT_NO: "project"}
SOLE_TRADER = "92"  # first digits of the codes of sole traders


class Reader:
    """Reads the rows of one item by what their fields mean: which they are is looked up once."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.kinds = kinds_stated(item)
        self.registers = is_register(item)
        columns = {each.role: each.identifier for each in item.fields if each.role}
        self._numbers = [(scheme, columns[role]) for role, scheme in SCHEMES.items() if role in columns]
        self._attached = [(kind, columns[role]) for role, kind in ATTACHED.items() if role in columns]
        told = (
            FieldRole.SUBJECT_KIND,
            FieldRole.SUBJECT_CODE,
            FieldRole.SUBJECT_NAME,
            FieldRole.LEGAL_PERSON,
        )
        self._kind, self._code, self._name, self._legal_person = (columns.get(role, "") for role in told)
        self._day = columns.get(FieldRole.DECIDED_ON, "")

    def claim(self, data: Mapping[str, str], *, region: str, origin: str = "") -> Claim:
        """region: of the reporting authority, used when the subject's own code does not tell."""
        numbers = {scheme: number for scheme, name in self._numbers if (number := data.get(name))}
        kind = self.kind(data, numbers)
        if code := data.get(self._code):
            numbers.setdefault(Scheme.PERSON_ID if kind is Kind.PERSON else Scheme.USCC, code)
        if kind is not Kind.PERSON:
            numbers.pop(Scheme.PERSON_ID, None)
        return Claim(
            kind=kind,
            name=data.get(self._name, ""),
            numbers=numbers,
            region=registered_region(numbers.get(Scheme.USCC, "")) or region,
            legal_person=data.get(self._legal_person, ""),
            seen_on=self.decided_on(data),
            origin=origin,
            registers=self.registers,
        )

    def kind(self, data: Mapping[str, str], numbers: Mapping[Scheme, str]) -> Kind:
        """As stated; else by the number given; else by what the item is about."""
        if stated := self.kinds.get(data.get(self._kind, "")):
            return stated
        if code := numbers.get(Scheme.USCC):
            return Kind.SOLE_TRADER if code.startswith(SOLE_TRADER) else Kind.ORGANISATION
        return Kind.PERSON if numbers.get(Scheme.PERSON_ID) else KINDS[self.item.subject_kinds[0]]

    def decided_on(self, data: Mapping[str, str]) -> date | None:
        text = data.get(self._day)
        return date.fromisoformat(text) if text else None

    def attached(self, data: Mapping[str, str]) -> list[Attached]:
        return [Attached(kind, number) for kind, name in self._attached if (number := data.get(name))]


def is_register(item: Item) -> bool:
    """Whether the item's records are entries of subjects in a register: known by the subject's own number."""
    return item.nature == "基本" and item.field(item.natural_key[0]).role in SCHEMES


def kinds_stated(item: Item) -> dict[str, Kind]:
    """Values that the item's kind field may hold → kind: the words themselves, and codes that stand for them."""
    said = item.role(FieldRole.SUBJECT_KIND)
    words = {word.value: kind for word, kind in KINDS.items()}
    codes = {code.code: words[code.label] for code in said.codes if code.label in words} if said else {}
    return words | codes


@lru_cache(maxsize=1 << 14)
def registered_region(code: str) -> str:
    """The Fujian region in digits 3–8 of a unified code, "" when it is of elsewhere."""
    return code[2:8] if regions.resolve(code[2:8]) else ""
