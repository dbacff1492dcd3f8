"""How one value of a field reads in public."""

import re
from collections.abc import Callable
from typing import NamedTuple

from xinlu.catalog.contracts import Field, FieldRole
from xinlu.kernel.canonical import kept_text
from xinlu.kernel.codes import judge
from xinlu.kernel.masking import mask_for
from xinlu.kernel.personal import find_personal
from xinlu.publicity.contracts import PublicField
from xinlu.publicity.rules.facts import readable

CODES = {FieldRole.USCC, FieldRole.AUTHORITY_CODE, FieldRole.SOURCE_CODE, FieldRole.ORGANISATION_CODE}
ELEVEN_DIGITS = re.compile(r"\d{11}")


class Shown(NamedTuple):
    """A value as the public reads it. leaks: it holds an ID, phone or bank card number although it should not.

    text: the field as JSON, written once for all records that say the same.
    """

    field: PublicField
    leaks: bool
    text: str


class Look:
    """How the values of one field read in public, but for people's names; a subject's comes as it may be shown."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self._named, self._coded = field.role == FieldRole.SUBJECT_NAME, field.role in CODES
        self._mask = mask_of(field)
        self._before = kept_text([field.identifier, field.name])[:-1]

    def at(self, value: str) -> Shown:
        if self._named or not value:
            return self.shown(value)
        text = readable(self.field, value)
        return self.shown("" if self._coded and is_personal(text) else self._mask(text))

    def shown(self, text: str) -> Shown:
        told = PublicField(self.field.identifier, self.field.name, text)
        # A Screen remembers what it shows, so nobody need remember it once more.
        leaks = not self._coded and bool(find_personal(text))
        return Shown(told, leaks, f"{self._before},{kept_text(text)}]" if text else "")


def is_personal(code: str) -> bool:
    """Every personal number has eleven digits in a row: most codes need no closer look."""
    return ELEVEN_DIGITS.search(code) is not None and judge(code).personal


def mask_of(field: Field) -> Callable[[str], str]:
    return mask_for(field.masking.kind, field.masking.keep)
