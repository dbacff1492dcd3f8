"""从业资格证 and 道路运输证 numbers. Both begin with a region; many 从业资格证 carry the holder's ID number.

Practice rather than a standard: 12 to 19 digits, and 12 digits after a word such as “闽交运管许可榕字”.
"""

import re

from xinlu.kernel import residentid
from xinlu.kernel.plates import PROVINCES
from xinlu.kernel.text import fold_code

_TRANSPORT = re.compile(rf"(?:[{PROVINCES}]交运[^0-9]{{0,12}}?字?)?第?(\d{{12}})号?", re.ASCII)
_PRACTITIONER = re.compile(r"\d{12,19}|\d{17}X", re.ASCII)
# A birthday behind the region, or one place beside: the ID number may have lost or gained a digit. Old numbers of 15
# are told by the shape alone; a year below 30 is rather that of the licence.
_BIRTHDAY = re.compile(
    r"\d{5,7}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d*X?|\d{6}[3-9]\d[01]\d[0-3]\d{4}",
    re.ASCII,
)
_CERTIFICATE = re.compile(r"(?=.*\D)(?:\D*\d){5,}\D*", re.ASCII)
_SEPARATORS = re.compile(r"[\s\-]")


def normalise(text: str) -> str:
    """Folded and upper case, without spaces and hyphens."""
    return fold_code(text, _SEPARATORS)


def transport_number(text: str) -> str | None:
    """The 12 digits of a 道路运输证 number, with or without the words around them, else None."""
    found = _TRANSPORT.fullmatch(normalise(text))
    return found[1] if found and found[1][:2] in residentid.PROVINCES else None


def practitioner_number(text: str) -> str | None:
    """The number of a 从业资格证, else None. Ask `is_personal` before showing it."""
    number = normalise(text)
    return number if _PRACTITIONER.fullmatch(number) and number[:2] in residentid.PROVINCES else None


def is_certificate(text: str) -> bool:
    """Whether the text may be the number on a certificate: a 从业资格证, or an engineer's or a seaman's, which mix
    letters and words with five digits or more."""
    return practitioner_number(text) is not None or _CERTIFICATE.fullmatch(normalise(text)) is not None


def is_personal(number: str) -> bool:
    """Whether the licence number is, or holds, the holder's ID number, truncated or mistyped ones included."""
    return (
        residentid.normalise(number) is not None
        or residentid.looks_like(number)
        or (number[:2] in residentid.PROVINCES and _BIRTHDAY.fullmatch(number) is not None)
    )
