"""Reports of everything but permits and penalties, as a table: who reports how much of what, how often. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from xinlu.flows.sample import conduct, lists, works
from xinlu.flows.sample.decisions import Authority, Row
from xinlu.flows.sample.population import Enterprise
from xinlu.flows.sample.timetable import back, between, spread
from xinlu.flows.sample.world import World
from xinlu.kernel.regions import CITIES, PROVINCE, city_of

Make = Callable[[Random, int, Enterprise, date, Authority], Row]
WHOLE = 3000  # enterprises for which `rows` is meant
LEAST = 14  # rows of an item, however small the sample
BUREAUS = ("350000-transport", "350000-port", "350000-quality", "350000-enforcement")
TRANSPORT, PORT, QUALITY, ENFORCEMENT = BUREAUS
ROAD = ("道路旅客运输", "道路货物运输")
BUILDING = ("公路建设", "水运建设")


@dataclass(frozen=True)
class Filing:
    """rows: over all files; fields: trades that it is about, () all. within: of the last so many days."""

    item: str
    name: str
    make: Make
    rows: int
    reporters: tuple[str, ...]
    fields: tuple[str, ...] = ()
    within: int = 300


@dataclass(frozen=True)
class Filed:
    """One file of a filing, its rows made."""

    authority: Authority
    filing: Filing
    day: date
    rows: tuple[Row, ...] = field(repr=False)


FILINGS = (
    Filing("admin-inspection", "行政检查", conduct.make_inspection, 420, CITIES),
    Filing("good-conduct", "良好行为", conduct.make_good_deed, 90, (PROVINCE, "350200", "350500")),
    Filing(
        "bad-conduct", "不良行为", conduct.make_bad_deed, 150, ("350100", "350500", "350600", ENFORCEMENT)
    ),
    Filing("honour", "诚信荣誉", conduct.make_honour, 48, (PROVINCE, "350200", "350700")),
    Filing("watch-list", "重点关注名单", lists.watch, 36, (PROVINCE, "350400", "350900")),
    Filing("serious-dishonesty-list", "严重失信主体名单", lists.denounce, 16, (PROVINCE, "350500")),
    Filing("overload", "超限超载失信当事人", lists.note_overload, 40, (ENFORCEMENT,) * 3, ("道路货物运输",)),
    Filing("credit-commitment", "信用承诺", works.make_promise, 80, ("350100", "350200", "350300", "350800")),
    Filing("contract-performance", "合同履约", works.make_contract, 60, (QUALITY,) * 3, BUILDING),
    Filing(
        "external-evaluation", "信用评价结果", works.make_evaluation, 160, (PROVINCE,) * 2, (*BUILDING, *ROAD)
    ),
    Filing("project", "交通建设项目", works.make_project, 45, (QUALITY,) * 2, BUILDING, 700),
)


def file(random: Random, world: World) -> Iterator[Filed]:
    """Fewer rows in a smaller sample."""
    part = min(1.0, len(world.firms) / WHOLE)
    for filing in FILINGS:
        total = max(LEAST, round(filing.rows * part))
        reporters = filing.reporters[: max(1, total // 5)]
        start = max(world.first, world.last - timedelta(days=filing.within))
        days = spread(random, between(start, back(world.last, 1)), len(reporters))
        made = 0
        for code, day, count in zip(reporters, days, shares(total, len(reporters)), strict=True):
            authority, serials = world.authorities[code], range(made + 1, made + count + 1)
            rows = tuple(make_rows(random, filing, world.firms, authority, day, serials))
            made += count
            yield Filed(authority, filing, day, rows)


def shares(total: int, parts: int) -> list[int]:
    return [total // parts + (number < total % parts) for number in range(parts)]


def make_rows(
    random: Random,
    filing: Filing,
    firms: Sequence[Enterprise],
    authority: Authority,
    day: date,
    serials: range,
) -> Iterator[Row]:
    """Each about another enterprise, as long as there are enough; noted in the ten working days before."""
    fitting = [who for who in firms if fits(who, filing, authority)] or list(firms)
    chosen = random.sample(fitting, min(len(serials), len(fitting)))
    for serial, who in zip(serials, chosen, strict=False):
        yield filing.make(random, serial, who, back(day, random.randint(1, 10)), authority)


def fits(who: Enterprise, filing: Filing, authority: Authority) -> bool:
    near = city_of(authority.code[:6]) in (None, who.county.city)
    return near and (not filing.fields or who.trade.field in filing.fields)
