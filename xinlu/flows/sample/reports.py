"""What each authority of the sample province reported in two years, report by report. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xinlu.flows.sample import faults, registers
from xinlu.flows.sample.decisions import (
    Authority,
    Period,
    Row,
    make_old_penalty,
    make_penalty,
    make_permit,
)
from xinlu.flows.sample.population import Enterprise, Person, make_enterprises, make_people
from xinlu.flows.sample.words import METER, OVERLOAD, UNLICENSED
from xinlu.kernel import regions

PROVINCE = "350000"
PERSONAL_OFFENCES = (OVERLOAD, UNLICENSED, METER)


@dataclass(frozen=True)
class Size:
    """How big the sample is. months: of decisions; decisions: permits and penalties together."""

    enterprises: int = 3000
    people: int = 2000
    months: int = 24
    decisions: int = 9000


@dataclass(frozen=True)
class Report:
    """One file: who reports what on which day."""

    organisation: str
    item: str
    filename: str
    reported_on: date
    rows: tuple[Row, ...]


def make_reports(
    seed: int, today: date, size: Size, authorities: Mapping[str, Authority]
) -> Iterator[Report]:
    """Registers first, then month by month. Same seed, day and size: same reports."""
    random = Random(seed)
    enterprises = make_enterprises(random, size.enterprises, today)
    people = make_people(random, size.people, today)
    first = today - timedelta(days=size.months * 30 + 20)
    province = authorities[PROVINCE]
    yield old_report(random, enterprises, first, province)
    yield from register_reports(random, enterprises, people, first, province)
    by_city = group_by_city(enterprises)
    folk = group_by_city(people)
    serial = 0
    months = reporting_months(size.months)
    share = max(1, size.decisions // (len(months) * len(authorities)))
    for months_ago in months:
        for code, authority in sorted(authorities.items()):
            # What was wrong months ago has been put right since.
            period = Period(authority, report_day(today, months_ago, code), 0.03 if months_ago < 3 else 0.001)
            local, persons = by_city.get(code) or enterprises, folk.get(code) or people
            count = random.randint(share // 2 + 1, share + share // 2 + 1)
            for report in city_reports(random, period, local, persons, count, serial):
                yield report
                serial += len(report.rows)
        if months_ago % 3 == 0:
            day = report_day(today, months_ago, PROVINCE)
            yield from conduct_reports(random, enterprises, day, province, serial)
            serial += 300


def reporting_months(months: int) -> list[int]:
    """How many months ago reports came, oldest first: monthly in the last year, every other month before."""
    return [ago for ago in range(months - 1, -1, -1) if ago < 12 or ago % 2 == 0]


def report_day(today: date, months_ago: int, code: str) -> date:
    """Each authority has its own day of the month, the latest one yesterday at the latest."""
    offset = (int(code[2:4]) * 3 + int(code[4:6])) % 27
    return today - timedelta(days=1 + months_ago * 30 + offset)


def group_by_city(who: Sequence) -> dict[str, list]:
    groups: dict[str, list] = {}
    for one in who:
        groups.setdefault(regions.city_of(one.county.code) or PROVINCE, []).append(one)
    return groups


def city_reports(
    random: Random,
    period: Period,
    local: Sequence[Enterprise],
    persons: Sequence[Person],
    count: int,
    serial: int,
) -> Iterator[Report]:
    permits = [make_permit(random, period, random.choice(local), serial + i) for i in range(count * 6 // 10)]
    penalties = [
        penalty_for(random, period, local, persons, serial + count + i) for i in range(count - len(permits))
    ]
    yield as_report(random, period, "admin-permit", "行政许可", permits)
    yield as_report(random, period, "admin-penalty", "行政处罚", penalties)


def penalty_for(random: Random, period: Period, local, persons, serial: int) -> Row:
    if random.random() < 0.2:
        return make_penalty(random, period, random.choice(persons), serial, PERSONAL_OFFENCES)
    who = random.choice(local[: max(1, len(local) // 3)])  # the same third is fined again and again
    return make_penalty(random, period, who, serial, who.trade.offences)


def as_report(random: Random, period: Period, item: str, name: str, rows: list[Row]) -> Report:
    filename = f"{regions.name_of(period.authority.code) or '省厅'}{name}{period.reported_on:%Y%m%d}.csv"
    worn = (wear(random, row, period.faulty) for row in rows)
    return Report(period.authority.code, item, filename, period.reported_on, tuple(worn))


def wear(random: Random, row: Row, faulty: float) -> Row:
    chance = random.random()
    if chance < faulty:
        return faults.spoil(random, row)
    return faults.age(random, row) if chance < 0.15 else row


def old_report(random: Random, enterprises, day: date, province: Authority) -> Report:
    """Penalties of years ago in the columns of 2016: some known by their old code, some by their name alone."""
    known = [who for who in enterprises if not who.sole_trader]
    ages = [random.randint(500, 1500) for _ in range(60)]
    rows = [
        make_old_penalty(random, random.choice(known), serial, day - timedelta(days=age), province)
        for serial, age in enumerate(ages)
    ]
    return Report(PROVINCE, "admin-penalty", "历史处罚（2016版）.csv", day + timedelta(days=2), tuple(rows))


def register_reports(random: Random, enterprises, people, day: date, province: Authority) -> Iterator[Report]:
    renamed = [who for who in enterprises if who.former_name]
    before = [registers.register_enterprise(random, who, day, province, former=True) for who in renamed]
    now = [registers.register_enterprise(random, who, day, province, former=False) for who in enterprises]
    yield Report(PROVINCE, "enterprise-registration", "企业登记（更名前）.csv", day, tuple(before))
    yield Report(PROVINCE, "enterprise-registration", "企业登记.csv", day + timedelta(days=1), tuple(now))
    staff = [
        registers.register_practitioner(random, who, random.choice(enterprises), day, province)
        for who in people
    ]
    yield Report(PROVINCE, "practitioner-registration", "从业人员登记.csv", day, tuple(staff))
    fleets = [who for who in enterprises if "道路" in who.trade.name and random.random() < 0.5]
    trucks = [registers.register_vehicle(random, i, who, day, province) for i, who in enumerate(fleets)]
    yield Report(PROVINCE, "vehicle", "营运车辆.csv", day, tuple(trucks))


def conduct_reports(
    random: Random, enterprises, day: date, province: Authority, serial: int
) -> Iterator[Report]:
    makers = (
        ("admin-inspection", "行政检查", registers.make_inspection, 90),
        ("good-conduct", "良好行为", registers.make_good_deed, 20),
        ("bad-conduct", "不良行为", registers.make_bad_deed, 40),
    )
    for item, name, make, count in makers:
        rows = [
            make(
                random,
                serial + i,
                random.choice(enterprises),
                day - timedelta(days=random.randint(0, 20)),
                province,
            )
            for i in range(count)
        ]
        yield Report(PROVINCE, item, f"{name}{day:%Y%m}.csv", day, tuple(rows))
