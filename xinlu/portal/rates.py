"""公示及时率 as pages show it: published in time ÷ all whose time is up."""

from collections.abc import Iterable
from dataclasses import dataclass

from xinlu.publicity.contracts import ClockRow


@dataclass(frozen=True)
class Punctuality:
    """Counts of decisions. waiting: not public yet, still in time; not part of the rate."""

    on_time: int = 0
    late: int = 0
    waiting: int = 0
    overdue: int = 0

    @property
    def share(self) -> float | None:
        """In percent; None while no decision's time is up."""
        settled = self.on_time + self.late + self.overdue
        return self.on_time / settled * 100 if settled else None

    @property
    def rate(self) -> str:
        """One decimal, never rounded up to 100; "—" while there is nothing to divide."""
        if self.share is None:
            return "—"
        return f"{min(self.share, 99.9):.1f}" if self.share < 100 else "100"


def add_up(rows: Iterable[ClockRow]) -> Punctuality:
    listed = list(rows)
    return Punctuality(
        on_time=sum(row.on_time for row in listed),
        late=sum(row.late for row in listed),
        waiting=sum(row.waiting for row in listed),
        overdue=sum(row.overdue for row in listed),
    )
