"""What a column header means: identifier, name or alias of a field, however it was decorated."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from xinlu.catalog.contracts import FieldType, Item
from xinlu.collection.contracts import Refused
from xinlu.kernel.text import fold

MARKS = re.compile(r"[\s*★☆※#:：。]+")
BRACKETS = str.maketrans("[]【】〔〕{}<>", "()()()()()")
INSIDE = re.compile(r"\(([^()]*)\)")
ORDINAL = re.compile(r"^(?:\(?\d{1,3}\)|\d{1,3}[.、．-]|[一二三四五六七八九十]{1,3}、)")
DEMAND = re.compile(r"[-/]?(?:必填|选填|可选|必录)项?$")
UNIT = re.compile(r"[/,，]?(?:单位)?万元$")
OTHER_UNIT = re.compile(r"(?:^|[(/,，额位币计])((?:[十百千]|百万|千万|亿)?元)\)?$")


class Headers:
    """The headers that an item answers to."""

    def __init__(self, item: Item) -> None:
        self._fields = {field.identifier: field for field in item.fields}
        self._exact: dict[str, str] = {}
        loose: dict[str, set[str]] = {}
        for field in item.fields:
            for name in (field.identifier, field.name, *field.aliases):
                self._exact.setdefault(plain(name), field.identifier)
                for form in _forms(name):
                    loose.setdefault(form, set()).add(field.identifier)
        # a shortened form that two fields share means neither
        self._loose = {form: next(iter(owners)) for form, owners in loose.items() if len(owners) == 1}

    @property
    def count(self) -> int:
        """How many fields there are to be named."""
        return len(self._fields)

    def find(self, text: str) -> tuple[str, bool] | None:
        """(field identifier, whether the header is written as the catalogue writes it), or None."""
        exact = self._exact.get(plain(text))
        if exact:
            return exact, True
        forms = list(_forms(text))
        found = (known[form] for known in (self._exact, self._loose) for form in forms if form in known)
        return next(((identifier, False) for identifier in found), None)

    def is_list(self, identifier: str) -> bool:
        """Whether several columns may feed the field, as the 2016 files do with kinds of penalty."""
        return self._fields[identifier].type is FieldType.ENUMS

    def refuse_unit(self, identifier: str, text: str) -> None:
        """Raises Refused when an amount in 万元 stands under a header that says another unit."""
        field = self._fields[identifier]
        unit = OTHER_UNIT.search(plain(text)) if field.type is FieldType.WAN else None
        if unit:
            raise Refused(
                f"表头“{fold(text)}”的单位是{unit[1]}，而目录里“{field.name}”按万元报送。"
                "请把金额换算成万元、改好表头后重报。"
            )


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """A header without spaces, marks and case; brackets stay, as one kind."""
    return MARKS.sub("", fold(text).translate(BRACKETS)).upper()


def _forms(text: str) -> Iterator[str]:
    """Shorter readings of a header, the nearest first; never empty."""
    whole = plain(text)
    first_line = plain(text.strip().split("\n", 1)[0])
    outside = INSIDE.sub("", whole)
    for form in (whole, first_line, outside, INSIDE.sub("", first_line), *INSIDE.findall(whole)):
        bare = UNIT.sub("", DEMAND.sub("", ORDINAL.sub("", form)))
        yield from (known for known in (form, bare) if known)


@dataclass(frozen=True)
class Assignment:
    """Which column feeds which field. columns: identifier → places in the row.

    repeated: place → identifier of the field that a column before it feeds already.
    """

    columns: Mapping[str, tuple[int, ...]]
    repeated: Mapping[int, str]


def assign(texts: Sequence[Sequence[str]], headers: Headers) -> Assignment:
    """texts: for each column its possible headers, the likeliest first. Exact matches go before loose ones,
    left before right; a second column for the same field feeds nothing, except for lists."""
    found = [_best(options, headers) for options in texts]
    columns: dict[str, tuple[int, ...]] = {}
    for wanted in (True, False):
        for place, match in enumerate(found):
            if match and match[1] is wanted:
                identifier = match[0]
                if identifier not in columns:
                    columns[identifier] = (place,)
                elif headers.is_list(identifier) and texts[place] != texts[columns[identifier][0]]:
                    columns[identifier] += (place,)
    again = {
        place: match[0]
        for place, match in enumerate(found)
        if match and place > columns[match[0]][0] and place not in columns[match[0]]
    }
    return Assignment(columns, again)


def _best(options: Sequence[str], headers: Headers) -> tuple[str, bool] | None:
    matches = [match for match in (headers.find(text) for text in options) if match]
    return next((match for match in matches if match[1]), matches[0] if matches else None)
