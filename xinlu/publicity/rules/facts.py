"""What the rules know of one record."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from xinlu.catalog.contracts import Field, FieldRole, FieldType, Item, SubjectKind
from xinlu.kernel.dates import OPEN_END

OPEN_END_TEXT = OPEN_END.isoformat()


class Facts(NamedTuple):
    """A record with its item. kind: of the subject, PERSON when in doubt."""

    item: Item
    data: Mapping[str, str]
    decided_on: date
    kind: SubjectKind

    def value(self, role: FieldRole) -> str:
        """The record's own text of the field with that role, "" when there is none."""
        field = self.item.role(role)
        return self.data.get(field.identifier, "") if field else ""

    def text(self, role: FieldRole) -> str:
        """As `value`, with labels for codes."""
        field = self.item.role(role)
        return readable(field, self.data.get(field.identifier, "")) if field else ""

    def day(self, role: FieldRole) -> date | None:
        """None when absent or open-ended (长期)."""
        value = self.value(role)
        day = date.fromisoformat(value) if value else OPEN_END
        return None if day >= OPEN_END else day


def readable(field: Field, value: str) -> str:
    """A cleaned value as people read it: labels for codes, 长期 for the open end."""
    if field.type == FieldType.DATE and value == OPEN_END_TEXT:
        return "长期"
    return field.label(value)
