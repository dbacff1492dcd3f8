"""Everything that happens in the sample province, in the order of time. Pure: same seed, day and size, same plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from xinlu.flows.sample.afterwards import make_deeds
from xinlu.flows.sample.decisions import Authority
from xinlu.flows.sample.deeds import Deed
from xinlu.flows.sample.files import Report
from xinlu.flows.sample.people import Account, make_accounts
from xinlu.flows.sample.reports import make_reports
from xinlu.flows.sample.specials import special_steps
from xinlu.flows.sample.world import Size, make_world

Step = Report | Deed


@dataclass(frozen=True)
class Plan:
    accounts: tuple[Account, ...]
    steps: tuple[Step, ...]


def make_plan(seed: int, today: date, size: Size, authorities: Mapping[str, Authority]) -> Plan:
    random = Random(seed)
    accounts = tuple(make_accounts(random, authorities))
    world = make_world(random, today, size, authorities)
    reports = make_reports(random, world, size.decisions)
    steps = [*reports, *make_deeds(random, world, reports), *special_steps(random, world)]
    return Plan(accounts, tuple(sorted(steps, key=lambda step: step.at)))
