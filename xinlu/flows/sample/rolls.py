"""Registers of the sample province, reported when the platform is founded; vessels in full again. Pure."""

from collections.abc import Callable, Iterator
from datetime import date
from random import Random

from xinlu.collection.contracts import Mode
from xinlu.flows.sample import registers
from xinlu.flows.sample.decisions import Row
from xinlu.flows.sample.files import Report
from xinlu.flows.sample.filings import PORT, TRANSPORT
from xinlu.flows.sample.population import Enterprise
from xinlu.flows.sample.timetable import back, moment
from xinlu.flows.sample.world import World
from xinlu.kernel.regions import PROVINCE

GONE = 3  # vessels that the second full file no longer has


def roll_reports(random: Random, world: World) -> Iterator[Report]:
    yield from enterprise_rolls(random, world)
    yield practitioner_roll(random, world)
    yield from fleet_rolls(random, world)


def enterprise_rolls(random: Random, world: World) -> Iterator[Report]:
    """Some had another name before."""
    source = world.authorities[PROVINCE]
    for ago, name, firms in (
        (14, "企业登记（更名前）.csv", [who for who in world.firms if who.former_name]),
        (13, "企业登记.csv", world.firms),
    ):
        day, former = back(world.first, ago), ago == 14
        rows = (registers.register_enterprise(random, who, day, source, former=former) for who in firms)
        yield Report(moment(random, day), PROVINCE, "enterprise-registration", name, tuple(rows))


def practitioner_roll(random: Random, world: World) -> Report:
    """Who works where: in the own city, as far as there is an enterprise."""
    day, source = back(world.first, 12), world.authorities[TRANSPORT]
    by_city: dict[str, list[Enterprise]] = {}
    for firm in world.firms:
        by_city.setdefault(firm.county.city, []).append(firm)
    employers = (random.choice(by_city.get(who.county.city) or world.firms) for who in world.people)
    rows = (
        registers.register_practitioner(random, who, employer, day, source)
        for who, employer in zip(world.people, employers, strict=True)
    )
    at = moment(random, day)
    return Report(at, TRANSPORT, "practitioner-registration", "从业人员登记.csv", tuple(rows))


def fleet_rolls(random: Random, world: World) -> Iterator[Report]:
    """Vehicles and vessels come in full; of the vessels some are gone the second time."""
    road = [who for who in world.firms if "道路" in who.trade.name and random.random() < 0.5]
    ships = [who for who in world.firms if who.trade.suffix == "航运"]
    day = back(world.first, 11)
    yield full_roll(random, world, TRANSPORT, "vehicle", "营运车辆", day, road, registers.register_vehicle)
    first = full_roll(random, world, PORT, "vessel", "营运船舶", day, ships, registers.register_vessel)
    yield first
    later, kept = back(world.last, 25), first.rows[GONE:]
    laid_up = [row | {"CB_ZT": "停运", "DJRQ": f"{back(later, 5)}"} for row in kept[:2]]
    name = f"营运船舶（全量）{later:%Y%m%d}.csv"
    yield Report(moment(random, later), PORT, "vessel", name, (*laid_up, *kept[2:]), Mode.FULL)


def full_roll(
    random: Random,
    world: World,
    bureau: str,
    item: str,
    name: str,
    day: date,
    owners: list[Enterprise],
    register: Callable[..., Row],
) -> Report:
    source = world.authorities[bureau]
    rows = tuple(register(random, number, who, day, source) for number, who in enumerate(owners, 1))
    return Report(moment(random, day), bureau, item, f"{name}（全量）{day:%Y%m%d}.csv", rows, Mode.FULL)
