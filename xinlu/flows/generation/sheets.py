"""The kinds of file, read from sheets.yaml."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from xinlu.flows.generation import conduct, penalties, permits, registers
from xinlu.flows.generation.chance import Dice
from xinlu.flows.generation.changes import Change
from xinlu.flows.generation.demands import Demands, Order
from xinlu.flows.generation.faults import Fault, list_faults
from xinlu.flows.generation.habits import habits_of
from xinlu.flows.generation.plan import Plan

MAKERS: Mapping[str, Callable[[Plan, Dice], pl.DataFrame]] = {
    "enterprise-registration": registers.register_enterprises,
    "practitioner-registration": registers.register_people,
    "admin-permit": permits.make_permits,
    "admin-permit-2016": permits.make_old_permits,
    "admin-penalty": penalties.make_penalties,
    "admin-penalty-2016": penalties.make_old_penalties,
    "admin-inspection": conduct.inspect,
    "bad-conduct": conduct.note_bad_deeds,
    "good-conduct": conduct.note_good_deeds,
}


@dataclass(frozen=True)
class Sheet:
    """columns: header → what it holds, "" for nothing. share: parts in a hundred of the records, or a register.

    key: the column that names a row that came twice.
    """

    name: str
    share: int | str
    key: str
    columns: Mapping[str, str]
    fields: Mapping[str, str]
    demands: Demands

    def make(self, plan: Plan, dice: Dice) -> pl.DataFrame:
        return MAKERS[self.name](plan, dice)

    @property
    def is_register(self) -> bool:
        return isinstance(self.share, str)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        return list_faults(self.demands, tuple(self.columns.values()))

    @cached_property
    def habits(self) -> tuple[Change, ...]:
        return habits_of((*self.columns.values(), "fine_yuan"))

    @cached_property
    def identifiers(self) -> Mapping[str, str]:
        """What a column holds → the field where a finding about it stands."""
        return {meaning: self.fields.get(header, header) for header, meaning in self.columns.items()}


@cache
def list_sheets() -> tuple[Sheet, ...]:
    written = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return tuple(read_sheet(name, spec) for name, spec in written.items())


def read_sheet(name: str, spec: dict[str, Any]) -> Sheet:
    columns = {header: meaning or "" for header, meaning in spec.pop("columns").items()}
    orders = tuple(Order(*order) for order in spec.pop("orders", ()))
    parts = {part: spec.pop(part) for part in ("share", "key")}
    fields = spec.pop("fields", {})
    return Sheet(name, columns=columns, fields=fields, demands=Demands(**spec, orders=orders), **parts)
