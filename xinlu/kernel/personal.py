"""Personal numbers in free text: what would leak if the text were public."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from xinlu.kernel import masking, residentid, uscc

# What may stand between two digits of a number, for a class in a pattern: of `re` and of Rust alike.
GAPS = " \\-\u00a0\u2010-\u2014\u2212\u3000\uff0d"
# Same length in and out, so that positions hold in the text as given.
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF10, 0xFF5B)} | {
    **dict.fromkeys((0x00A0, 0x3000), " "),
    **dict.fromkeys((*range(0x2010, 0x2015), 0x2212, 0xFF0D), "-"),
}
_GAP = r"[ \-]?"
_WIDE = re.compile(
    "[\u00a0\u2010-\u2014\u2212\u3000\uff0d\uff10-\uff5a]"
)  # most texts have none, and translating takes time
# Eleven digits, at most one gap between two, narrow or wide: without them there is no number to look for.
_DIGITS = re.compile(rf"\d(?:[{GAPS}]?\d){{10}}")
# Not inside a code, not after the year of a document number. The first look ahead is for speed.
_STARTS = r"(?=[+\d])(?<![0-9A-Za-z第])(?<!\d{4}[〕〗】﹞)）\]])"
_ENDS = r"(?![0-9A-Za-z]|\.\d|,\d{3}(?!\d)|万?元|号(?!码))"  # nor an amount, nor a document number
_EIGHTEEN = rf"\d(?:{_GAP}\d){{16}}{_GAP}[\dXx]"
_ID = re.compile(rf"(?<!\d)(?=({_EIGHTEEN})(?!\d))", re.ASCII)
_MISTYPED_ID = re.compile(rf"{_STARTS}(?=({_EIGHTEEN}){_ENDS})", re.ASCII)
# Registration and tax numbers had fifteen digits, too.
_UNNAMED = "".join(
    f"(?<!{word}{sign})" for word in ("注册号", "登记号", "税号", "识别号") for sign in ("", ":", "：", "为")
)
_OLD_ID = re.compile(rf"{_STARTS}{_UNNAMED}(?=(\d{{6}}{_GAP}\d{{6}}{_GAP}\d{{3}}){_ENDS})", re.ASCII)
_MOBILE = re.compile(
    rf"{_STARTS}(?=((?:(?:\+|00)?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}){_ENDS})", re.ASCII
)
_CARD = re.compile(
    rf"{_STARTS}(?=((?:[456]\d|95)\d{{2}}(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?){_ENDS})",
    re.ASCII,
)


@dataclass(frozen=True)
class Span:
    """kind: resident-id | mobile | bank-card; text[start:end] of the text searched."""

    kind: str
    start: int
    end: int
    text: str


def find_personal(text: str) -> tuple[Span, ...]:
    """All, in order, without overlaps: ID numbers, mobile numbers, bank cards (Luhn).

    An ID number with a wrong check digit, or an old one of 15, counts where its birthday is plausible and nothing
    around it says that it is something else.
    """
    if len(text) < 11 or not _DIGITS.search(text):
        return ()
    plain = text.translate(_HALF_WIDTH) if _WIDE.search(text) else text
    found: list[Span] = []
    for kind, start, end in _candidates(plain):
        if all(end <= other.start or other.end <= start for other in found):
            found.append(Span(kind, start, end, text[start:end]))
    return tuple(sorted(found, key=lambda span: span.start))


@lru_cache(maxsize=1 << 16)
def holds_personal(text: str) -> bool:
    """Whether there are any; authorities, laws and codes come again and again."""
    return bool(find_personal(text))


def holding_personal(texts: Iterable[str]) -> frozenset[str]:
    """Those of the texts that hold any. Most have no eleven digits, and need no place among what is remembered."""
    return frozenset(filter(holds_personal, filter(_DIGITS.search, texts)))


def conceal(text: str) -> str:
    """The text with the middle of every personal number starred: for what is kept or shown beside the data."""
    for span in reversed(find_personal(text)):
        keep = (3, 2) if span.kind == "mobile" else (4, 2)
        text = text[: span.start] + masking.mask_digits(span.text, *keep) + text[span.end :]
    return text


def _candidates(plain: str) -> Iterator[tuple[str, int, int]]:
    """Surest kind first: an ID number is never reported as a bank card."""
    for kind, pattern, holds in _KINDS:
        for match in pattern.finditer(plain):
            if holds(re.sub(r"[ \-]", "", match[1]).upper()):
                yield kind, *match.span(1)


def _is_mistyped_id(number: str) -> bool:
    return residentid.tells_birthday(number) and bool(uscc.faults(number))


def _passes_luhn(number: str) -> bool:
    """Every second digit from the right doubled; a double over nine counts its digits' sum."""
    doubled = [
        digit if place % 2 == 0 else sum(divmod(digit * 2, 10)) for place, digit in _from_right(number)
    ]
    return sum(doubled) % 10 == 0


def _from_right(number: str) -> Iterator[tuple[int, int]]:
    return enumerate(map(int, reversed(number)))


def _is_card(number: str) -> bool:
    return _passes_luhn(number) and not uscc.is_valid(number)


def _always(number: str) -> bool:
    return True


_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("resident-id", _ID, residentid.is_valid),
    ("resident-id", _MISTYPED_ID, _is_mistyped_id),
    ("resident-id", _OLD_ID, residentid.tells_birthday),
    ("mobile", _MOBILE, _always),
    ("bank-card", _CARD, _is_card),
)
