"""Under which keys a firm's name is filed, so that another spelling of it shares at least one.

Whole stems and whole words only, never single words that many names hold: a look-up visits a few names, however
many are filed. Slips (SymSpell's way): two stems one character apart meet where each has one character left out.
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
    return {stem_key(parts), *_placed(parts, place), *_placed(parts, "")}


def stem_key(parts: Parts) -> int:
    """Firms called alike, wherever they are and of whatever form; branches among themselves."""
    return _key("stem", parts, parts.stem)


def _placed(parts: Parts, place: str) -> set[int]:
    slips = {parts.stem[:at] + parts.stem[at + 1 :] for at in range(len(parts.stem))}
    return {_key("word", parts, place, parts.word), *(_key("slip", parts, place, slip) for slip in slips)}


def _key(sort: str, parts: Parts, *said: str) -> int:
    """A number takes half the room of the text; two keys that meet by chance cost one comparison."""
    return crc32("|".join((sort, "branch" if parts.branch else "", *said)).encode())
