"""What is asked for, and whether it can be had."""

from dataclasses import dataclass
from datetime import date

from xinlu.flows.generation import days
from xinlu.flows.generation.places import UNITS
from xinlu.flows.generation.residents import population_limit
from xinlu.flows.generation.words import MOST

RECORDS_MOST = 99_999_999  # serial numbers have eight digits


@dataclass(frozen=True)
class Plan:
    """on: the day that is today. faults: share of rows with a planted fault. only: names of sheets, none for all.

    organisation: the one unit that sends every row, "" for each city its own. Raises ValueError, in Chinese.
    """

    enterprises: int
    people: int
    records: int
    seed: int
    on: date
    faults: float = 0.02
    only: tuple[str, ...] = ()
    organisation: str = ""
    rows_per_file: int = 500_000

    def __post_init__(self) -> None:
        if fault := next((said for wrong, said in self._faults() if wrong), None):
            raise ValueError(fault)

    def _faults(self) -> tuple[tuple[bool, str], ...]:
        limits = {"企业": (self.enterprises, MOST), "人员": (self.people, population_limit())}
        limits |= {"记录": (self.records, RECORDS_MOST)}
        return (
            *((not 0 <= n <= most, f"{what}数应在 0 到 {most} 之间。") for what, (n, most) in limits.items()),
            (not 0 <= self.faults <= 1, "差错率应在 0 到 1 之间，如 0.02。"),
            (self.records > 0 and self.enterprises == 0, "有记录就要有企业：请把企业数写成 1 以上。"),
            (self.people > 0 and self.enterprises == 0, "从业人员要有单位：请把企业数写成 1 以上。"),
            (not 2020 <= self.on.year <= 2040, "“今天”应在 2020 年到 2040 年之间。"),
            (self.organisation not in ("", *UNITS), f"报送机构只能是省或设区市：{'、'.join(UNITS)}。"),
            (self.rows_per_file < 1, "每个文件至少 1 行。"),
        )

    @property
    def today(self) -> int:
        """As a number of days."""
        return days.number_of(self.on)
