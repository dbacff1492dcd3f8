"""How serious a penalty is, by the classification table of its generation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xinlu.catalog.contracts import FieldRole, FieldType
from xinlu.kernel.packs import Pack
from xinlu.publicity.contracts import Severity
from xinlu.publicity.rules.facts import Facts

SPOKEN = {FieldRole.CATEGORY, FieldRole.CONTENT, FieldRole.DOCUMENT_NAME, FieldRole.DOCUMENT_NO, None}


@dataclass(frozen=True)
class Classified:
    """source: the words of the table that decided. verified False: the table entry is."""

    severity: Severity
    source: str
    verified: bool


GENERAL = Classified(Severity.GENERAL, "未列入轻微或者严重情形的，按一般处理", True)


def classify(facts: Facts, pack: Pack) -> Classified:
    """The first class of the pack that fits; general when none does."""
    kinds, text = penalty_kinds(facts), decision_text(facts)
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


def penalty_kinds(facts: Facts) -> tuple[str, ...]:
    """Labels of the penalty's kinds, e.g. ("罚款", "没收违法所得")."""
    return tuple(kind for kind in facts.text(FieldRole.CATEGORY).split("、") if kind)


def decision_text(facts: Facts) -> str:
    """What the decision says: names, basis, facts and content; never who decided or whom it hit."""
    spoken = (FieldType.TEXT, FieldType.STRING)
    return "\n".join(
        facts.data.get(field.identifier, "")
        for field in facts.item.fields
        if field.type in spoken and field.role in SPOKEN
    )
