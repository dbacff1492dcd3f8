"""A claim as it is asked at the desk."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from xinlu.subjects.contracts import Claim, Kind, Scheme
from xinlu.subjects.rules import names as naming
from xinlu.subjects.rules.keys import stem_key
from xinlu.subjects.rules.likeness import Likeness
from xinlu.subjects.rules.numbers import region_of, usable
from xinlu.subjects.rules.parts import take_apart


@dataclass
class Asked:
    """A claim with what matching reads of it. first, last: days of all the claims that say the same."""

    claim: Claim
    first: date | None = None
    last: date | None = None
    numbers: dict[Scheme, str] = field(init=False)
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = usable(self.claim)
        self.folded = naming.comparable(self.claim.name)

    @property
    def by_name(self) -> bool:
        """Only organisations' full names are their own; shops and people share theirs."""
        return self.claim.kind == Kind.ORGANISATION

    @property
    def enough(self) -> Likeness:
        """How near a name must be when the legal person is the same."""
        return Likeness.CALLED if self.by_name else Likeness.SPELT

    @cached_property
    def place(self) -> str:
        """Region of its subject, as far as it tells."""
        return region_of(self.claim, self.numbers)

    @cached_property
    def called(self) -> tuple[int | str, ...]:
        """What it may find others by, among `Known.bearers`: nobody by the name of a person."""
        named = self.folded and self.claim.kind != Kind.PERSON
        return calls(self.claim.name, self.folded) if named else ()


@lru_cache(maxsize=1 << 14)
def calls(name: str, folded: str) -> tuple[int | str, ...]:
    """The comparison form, and the stem: whatever place, form and brackets it is written with."""
    return folded, stem_key(take_apart(name))
