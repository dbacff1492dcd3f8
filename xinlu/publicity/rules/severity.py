"""How serious a penalty is, by the classification table of its generation."""

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple

from xinlu.catalog.contracts import Field, FieldRole, FieldType, Item
from xinlu.kernel.packs import Pack
from xinlu.publicity.contracts import Severity
from xinlu.publicity.rules.facts import readable

SPOKEN = {FieldRole.CATEGORY, FieldRole.CONTENT, FieldRole.DOCUMENT_NAME, FieldRole.DOCUMENT_NO, None}
KINDS = 1024  # values of a category that are remembered


class Classified(NamedTuple):
    """source: the words of the table that decided. verified False: the table entry is."""

    severity: Severity
    source: str
    verified: bool


GENERAL = Classified(Severity.GENERAL, "未列入轻微或者严重情形的，按一般处理", True)


class Classifier:
    """Tells how serious the penalties of one item are: what it needs of the item is looked up once."""

    def __init__(self, item: Item) -> None:
        self._spoken = [field.identifier for field in item.fields if is_spoken(field)]
        category = item.role(FieldRole.CATEGORY)
        self._category = category.identifier if category else ""
        self._kinds = lru_cache(KINDS)(partial(penalty_kinds, category))

    def classify(self, data: Mapping[str, str], pack: Pack) -> Classified:
        """The first class of the pack that fits; general when none does."""
        kinds = self._kinds(data.get(self._category, ""))
        text = "\n".join([data.get(name, "") for name in self._spoken])
        for entry in pack.parameters["classes"]:
            if fits(entry, kinds, text):
                return Classified(Severity(entry["severity"]), entry["source"], entry["verified"])
        return GENERAL


def fits(entry: Mapping[str, Any], kinds: tuple[str, ...], text: str) -> bool:
    """Whether a class of the table covers a penalty of these kinds and this text."""
    only = entry.get("only_kinds", ())
    if only and kinds and all(holds_any(kind, only) for kind in kinds):
        return True
    wanted = entry.get("any_kind", ())
    return any(holds_any(kind, wanted) for kind in kinds) or holds_any(text, entry.get("words", ()))


def holds_any(text: str, words: Iterable[str]) -> bool:
    return any(map(text.__contains__, words))


def penalty_kinds(category: Field | None, value: str) -> tuple[str, ...]:
    """Labels of the penalty's kinds, e.g. ("罚款", "没收违法所得")."""
    return tuple(kind for kind in readable(category, value).split("、") if kind) if category else ()


def is_spoken(field: Field) -> bool:
    """Whether it says what was decided: names, basis, facts and content; never who decided or whom it hit."""
    return field.type in (FieldType.TEXT, FieldType.STRING) and field.role in SPOKEN
