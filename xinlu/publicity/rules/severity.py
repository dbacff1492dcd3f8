"""How serious a penalty is, by the classification table of its generation."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from xinlu.catalog.contracts import Field, FieldRole, FieldType, Item
from xinlu.kernel.packs import Pack
from xinlu.publicity.contracts import Severity
from xinlu.publicity.rules.facts import readable

SPOKEN = {FieldRole.CATEGORY, FieldRole.CONTENT, FieldRole.DOCUMENT_NAME, FieldRole.DOCUMENT_NO, None}


class Classified(NamedTuple):
    """source: the words of the table that decided. verified False: the table entry is."""

    severity: Severity
    source: str
    verified: bool


GENERAL = Classified(Severity.GENERAL, "未列入轻微或者严重情形的，按一般处理", True)


class Plan(NamedTuple):
    """How a penalty of known kinds is classified: by words of its text, in their order, else as it is by its kinds."""

    by_words: tuple[tuple[tuple[str, ...], Classified], ...]
    otherwise: Classified


class Classifier:
    """Tells how serious the penalties of one item are: what it needs of the item, of a pack and of the penalty's
    kinds is worked out once."""

    def __init__(self, item: Item) -> None:
        self._spoken = [field.identifier for field in item.fields if is_spoken(field)]
        self._category = item.role(FieldRole.CATEGORY)
        self._plans: dict[tuple[str, str], Plan] = {}

    def classify(self, data: Mapping[str, str], pack: Pack) -> Classified:
        """The first class of the pack that fits; general when none does."""
        said = data.get(self._category.identifier, "") if self._category else ""
        if (pack.id, said) not in self._plans:
            self._plans[pack.id, said] = plan(pack, penalty_kinds(self._category, said))
        by_words, otherwise = self._plans[pack.id, said]
        if not by_words:
            return otherwise
        text = "\n".join([data.get(name, "") for name in self._spoken])
        return next((found for words, found in by_words if holds_any(text, words)), otherwise)


def plan(pack: Pack, kinds: tuple[str, ...]) -> Plan:
    by_words: list[tuple[tuple[str, ...], Classified]] = []
    for entry in pack.parameters["classes"]:
        found = Classified(Severity(entry["severity"]), entry["source"], entry["verified"])
        if fits(entry, kinds):
            return Plan(tuple(by_words), found)
        if words := entry.get("words"):
            by_words.append((tuple(words), found))
    return Plan(tuple(by_words), GENERAL)


def fits(entry: Mapping[str, Any], kinds: tuple[str, ...]) -> bool:
    """Whether a class of the table covers a penalty of these kinds, whatever its text."""
    only, wanted = entry.get("only_kinds", ()), entry.get("any_kind", ())
    if only and kinds and all(holds_any(kind, only) for kind in kinds):
        return True
    return any(holds_any(kind, wanted) for kind in kinds)


def holds_any(text: str, words: Iterable[str]) -> bool:
    return any(map(text.__contains__, words))


def penalty_kinds(category: Field | None, value: str) -> tuple[str, ...]:
    """Labels of the penalty's kinds, e.g. ("罚款", "没收违法所得")."""
    return tuple(kind for kind in readable(category, value).split("、") if kind) if category else ()


def is_spoken(field: Field) -> bool:
    """Whether it says what was decided: names, basis, facts and content; never who decided or whom it hit."""
    return field.type in (FieldType.TEXT, FieldType.STRING) and field.role in SPOKEN
