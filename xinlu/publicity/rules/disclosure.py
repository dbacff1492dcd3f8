"""Which fields the public sees, and how: disclosure and masking per field, persons only as the law allows."""

from xinlu.catalog.contracts import PERSONAL_ROLES, Disclosure, Field, FieldRole, SubjectKind
from xinlu.kernel.codes import judge
from xinlu.kernel.masking import apply, mask_name
from xinlu.kernel.packs import Pack
from xinlu.kernel.personal import find_personal
from xinlu.publicity.contracts import PublicField
from xinlu.publicity.rules.facts import Facts, readable

CODES = {FieldRole.USCC, FieldRole.AUTHORITY_CODE, FieldRole.SOURCE_CODE, FieldRole.ORGANISATION_CODE}


def disclose(facts: Facts, pack: Pack) -> tuple[PublicField, ...]:
    """The fields that may be shown, in the catalogue's order, masked; empty ones left out."""
    names = people(facts)
    shown = (field for field in facts.item.fields if is_shown(field, facts, pack))
    return tuple(
        PublicField(field.identifier, field.name, value)
        for field in shown
        if (value := present(field, facts, names))
    )


def is_shown(field: Field, facts: Facts, pack: Pack) -> bool:
    """Filled in, public by the catalogue, never a personal number, and allowed for this kind of subject."""
    if not facts.data.get(field.identifier):
        return False
    if field.disclosure != Disclosure.PUBLIC or field.role in PERSONAL_ROLES:
        return False
    if facts.kind == SubjectKind.PERSON:
        return field.role in pack.parameters["person_roles"]["values"]
    if facts.kind == SubjectKind.SOLE_TRADER:
        return field.role not in pack.parameters["sole_trader_hidden"]["values"]
    return True


def present(field: Field, facts: Facts, names: tuple[str, ...]) -> str:
    """A value as the public reads it; people's names are veiled wherever they stand."""
    if field.role == FieldRole.SUBJECT_NAME:
        return subject_name(facts)
    value = readable(field, facts.data.get(field.identifier, ""))
    if field.role in CODES and judge(value).personal:
        return ""
    return veil(apply(field.masking.kind, field.masking.keep, value), names)


def people(facts: Facts) -> tuple[str, ...]:
    """Names of natural persons that must not be read anywhere in the record."""
    roles = {
        SubjectKind.PERSON: (FieldRole.SUBJECT_NAME, FieldRole.LEGAL_PERSON),
        SubjectKind.SOLE_TRADER: (FieldRole.LEGAL_PERSON,),
        SubjectKind.ORGANISATION: (),
    }[facts.kind]
    return tuple(name for role in roles if len(name := facts.value(role)) > 1)


def veil(text: str, names: tuple[str, ...]) -> str:
    for name in names:
        text = text.replace(name, mask_name(name))
    return text


def subject_name(facts: Facts) -> str:
    """Masked for persons, and for sole traders that trade under their owner's own name."""
    name = facts.value(FieldRole.SUBJECT_NAME)
    own = facts.kind == SubjectKind.SOLE_TRADER and name == facts.value(FieldRole.LEGAL_PERSON)
    return mask_name(name) if own or facts.kind == SubjectKind.PERSON else name


def subject_code(facts: Facts) -> str:
    """The unified code; "" for persons and for anything that could be an ID number."""
    return "" if facts.kind == SubjectKind.PERSON else disclosed(FieldRole.USCC, facts)


def disclosed(role: FieldRole, facts: Facts) -> str:
    """The public value of the field with that role, "" when it is not public or holds a personal number."""
    field = facts.item.role(role)
    if field is None or field.disclosure != Disclosure.PUBLIC:
        return ""
    value = present(field, facts, people(facts))
    return "" if role not in CODES and find_personal(value) else value


def leaks(fields: tuple[PublicField, ...], facts: Facts) -> tuple[str, ...]:
    """Names of shown fields whose text holds an ID, phone or bank card number: belt and braces."""
    codes = {field.identifier for field in facts.item.fields if field.role in CODES}
    return tuple(
        field.name for field in fields if field.identifier not in codes and find_personal(field.value)
    )
