"""Values of code lists: the code is kept, whatever spelling was given."""

import re
from collections.abc import Callable, Mapping

from xinlu.catalog.contracts import Field, FieldType
from xinlu.kernel.text import fold_name

COARSE, FINE = re.compile(r"[;；|\n]+"), re.compile(r"[,，、/+\s]+")
CODE_AND_LABEL = re.compile(r"^([0-9A-Za-z]+)[\s:：.、－—-]+(.+)$")
FLOAT_TAIL = re.compile(r"^(\d+)\.0+$")


def reader(field: Field) -> Callable[[str], str]:
    """A function from any spelling of the field's values to the code; the unknown comes back as given."""
    spellings = field.spellings
    if field.type == FieldType.ENUMS:
        return lambda value: read_many(spellings, value)
    return lambda value: read_one(spellings, value) or value


def read_one(spellings: Mapping[str, str], value: str) -> str | None:
    """The code of one spelling; “01 普通” counts when both halves mean the same; None when unknown."""
    if code := spellings.get(fold_name(FLOAT_TAIL.sub(r"\1", value))):
        return code
    if both := CODE_AND_LABEL.match(value):
        by_code, by_label = (spellings.get(fold_name(part)) for part in both.groups())
        return by_code if by_code == by_label else None
    return None


def read_many(spellings: Mapping[str, str], value: str) -> str:
    """Several values, as codes joined by “;”, each once, in the order given."""
    found: list[str] = []
    for part in filter(None, map(str.strip, COARSE.split(value))):
        whole = read_one(spellings, part)
        pieces = [whole] if whole else [read_one(spellings, p) or p for p in FINE.split(part) if p]
        found += pieces
    return ";".join(dict.fromkeys(found)) or value


def codes_meant(field: Field, texts: tuple[str, ...]) -> list[str]:
    """Codes that a condition's texts name, by code, label or alias; the texts themselves without a list."""
    return [field.spellings.get(fold_name(text), text) for text in texts]


def codes_containing(field: Field, texts: tuple[str, ...]) -> list[str]:
    """Codes whose label contains one of the texts, or that one of the texts names."""
    labelled = [code.code for code in field.codes if any(text in code.label for text in texts)]
    return list(dict.fromkeys([*labelled, *codes_meant(field, texts)]))
