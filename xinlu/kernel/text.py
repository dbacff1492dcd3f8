"""Text as it comes from real files, folded to one form. Every function here is idempotent."""

import re
import unicodedata

# Full-width letters, digits and signs become half-width; Chinese punctuation is text and stays.
WIDE = {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if chr(wide) not in "，；：！？～"}
_WIDE = str.maketrans(WIDE)
_BRACKETS = str.maketrans("﹙﹚﹛﹜﹝﹞", "(){}〔〕")
# Written by escapes: these characters cannot be seen. Whitespace controls are left for folding to a space.
UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb"
)
_UNSEEN = re.compile(f"[{UNSEEN}\ud800-\udfff]")
_SHEET_ESCAPE = re.compile("_x00[01][0-9A-Fa-f]_")  # how XLSX files write control characters: _x000D_
_SPACES = re.compile(r"\s+")
_NAME_BRACKETS = str.maketrans("〔【[{〈《〕】]}〉》•・‧∙", "(((((())))))····")
_NULL = re.compile(
    r"|\\N?|/+|[-—―－]+|#?N/?A|NIL|NONE|[(<]?NULL[)>]?|\(?[无空]\)?|暂无|没有|未填写?"
)  # after folding, upper case


_LETTERS = "[!-^`-~\u4e00-\u9fff，。；：、〔〕《》【】“”·]+"  # no “_”, with which an escape begins
PLAIN = f"{_LETTERS}(?: {_LETTERS})*"  # regular expression of texts that folding never touches
_IS_PLAIN = re.compile(PLAIN)


def fold(text: str) -> str:
    """Half-width letters, digits and brackets; unseen characters dropped; spaces collapsed and trimmed."""
    if _IS_PLAIN.fullmatch(text):
        return text  # most texts are: eight times as fast
    text = _UNSEEN.sub("", text.translate(_WIDE).translate(_BRACKETS))
    text = unicodedata.normalize("NFC", _drop_escapes(text))
    return _SPACES.sub(" ", text).strip()


def number_in(text: str) -> int | None:
    """A whole number as an address or a form gives it, of 18 digits at most; None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= 18 else None


def fold_name(text: str) -> str:
    """The form in which names are compared: folded, no spaces, upper case, one kind of bracket and dot."""
    name = unicodedata.normalize("NFC", fold(text).upper())
    return unicodedata.normalize("NFC", _SPACES.sub("", name.translate(_NAME_BRACKETS)))


def fold_code(text: str, noise: re.Pattern[str]) -> str:
    """The form in which numbers are kept: folded, upper case, without the noise, whatever its removal joins."""
    code = unicodedata.normalize("NFC", fold(text).upper())
    while (shorter := unicodedata.normalize("NFC", noise.sub("", code))) != code:
        code = shorter
    return code


def is_null(text: str) -> bool:
    r"""Whether the text says “nothing”: empty, \N, NULL, 无, /, ——, N/A …"""
    return _NULL.fullmatch(fold(text).replace(" ", "").upper()) is not None


def _drop_escapes(text: str) -> str:
    """Again and again: dropping one escape may join the halves of another."""
    while (shorter := _SHEET_ESCAPE.sub("", text)) != text:
        text = shorter
    return text
