"""What a catalogue item asks of its rows, as far as it can be broken on purpose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Order:
    """Two days of an item of which the first must not be after the second, and the rule that says so."""

    rule: str
    first: str
    second: str


@dataclass(frozen=True)
class Demands:
    """What an item asks of its rows, as far as it can be broken.

    required, when_required: columns that may not be empty, always or for some rows; listed: columns with a code
    list; public: texts that everybody will see; long: columns with a limit of length; amounts: in 万元.
    future, positive: ids of rules on the day of decision, and on amounts by column.
    """

    required: Sequence[str]
    listed: Sequence[str]
    future: str
    when_required: Sequence[str] = ()
    must_be_empty: Sequence[str] = ()
    long: Sequence[str] = ()
    public: Sequence[str] = ()
    texts: Sequence[str] = ()
    amounts: Sequence[str] = ()
    positive: Mapping[str, str] = field(default_factory=dict)
    orders: Sequence[Order] = ()
