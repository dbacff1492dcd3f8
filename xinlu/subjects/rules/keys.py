"""Under which keys a firm's name is filed, so that another spelling of it shares at least one.

Whole stems and whole words only, never 福建 or 有限公司, which many names hold: a look-up visits a few names, however
many are filed. Slips (SymSpell's way): two stems one character apart meet where a character is left out.
"""

from zlib import crc32

from xinlu.kernel import regions
from xinlu.subjects.rules.names import strip_place
from xinlu.subjects.rules.parts import Parts, take_apart


def keys(name: str) -> set[int]:
    """To file a name under."""
    parts = take_apart(name)
    return {stem_key(parts), *_placed(parts, parts.place)}


def wanted(name: str, region: str) -> set[int]:
    """To look for a name under. region: where the claim is from, for a name that does not say its place."""
    parts = take_apart(name)
    place = parts.place or strip_place(regions.name_of(regions.city_of(region) or ""))
    one_more = {_key("stem", parts, slip) for slip in _slips(parts.stem)}
    one_less = {_key("slip", parts, each, parts.stem) for each in (place, "")}
    return {stem_key(parts), *_placed(parts, place), *_placed(parts, ""), *one_more, *one_less}


def stem_key(parts: Parts) -> int:
    """Firms called alike, wherever they are and of whatever form; branches among themselves."""
    return _key("stem", parts, parts.stem)


def _placed(parts: Parts, place: str) -> set[int]:
    slips = (_key("slip", parts, place, slip) for slip in _slips(parts.stem))
    return {_key("word", parts, place, parts.word), *slips}


def _slips(stem: str) -> set[str]:
    return {stem[:at] + stem[at + 1 :] for at in range(len(stem))}


def _key(sort: str, parts: Parts, *said: str) -> int:
    """A number takes half the room of the text; two keys that meet by chance cost one comparison."""
    return crc32("|".join((sort, "branch" if parts.branch else "", *said)).encode())
