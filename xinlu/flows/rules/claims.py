"""What a cleaned row says of its subject, its day and its attached objects. Pure."""

from collections.abc import Mapping
from datetime import date

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


def claim_of(item: Item, data: Mapping[str, str], *, region: str) -> Claim:
    """region: of the reporting authority, used when the subject's own code does not tell."""
    numbers = {scheme: value for role, scheme in SCHEMES.items() if (value := value_of(item, data, role))}
    kind = kind_of(item, data, numbers)
    if kind is not Kind.PERSON:
        numbers.pop(Scheme.PERSON_ID, None)
    return Claim(
        kind=kind,
        name=value_of(item, data, FieldRole.SUBJECT_NAME),
        numbers=numbers,
        region=registered_region(numbers.get(Scheme.USCC, "")) or region,
        legal_person=value_of(item, data, FieldRole.LEGAL_PERSON),
        seen_on=decided_on(item, data),
    )


def kind_of(item: Item, data: Mapping[str, str], numbers: Mapping[Scheme, str]) -> Kind:
    """As stated; else by the number given; else by what the item is about."""
    field = item.role(FieldRole.SUBJECT_KIND)
    stated = data.get(field.identifier, "") if field else ""
    labels = {code.code: code.label for code in field.codes} if field else {}
    for kind in SubjectKind:
        if kind.value in (stated, labels.get(stated)):
            return KINDS[kind]
    if numbers.get(Scheme.USCC):
        return Kind.SOLE_TRADER if numbers[Scheme.USCC].startswith("92") else Kind.ORGANISATION
    if numbers.get(Scheme.PERSON_ID):
        return Kind.PERSON
    return KINDS[item.subject_kinds[0]]


def decided_on(item: Item, data: Mapping[str, str]) -> date | None:
    text = value_of(item, data, FieldRole.DECIDED_ON)
    return date.fromisoformat(text) if text else None


def attached_of(item: Item, data: Mapping[str, str]) -> tuple[Attached, ...]:
    found = ((kind, value_of(item, data, role)) for role, kind in ATTACHED.items())
    return tuple(Attached(kind, number) for kind, number in found if number)


def value_of(item: Item, data: Mapping[str, str], role: FieldRole) -> str:
    field = item.role(role)
    return data.get(field.identifier, "") if field else ""


def registered_region(code: str) -> str:
    """The Fujian region in digits 3–8 of a unified code, "" when it is of elsewhere."""
    return code[2:8] if regions.resolve(code[2:8]) else ""
