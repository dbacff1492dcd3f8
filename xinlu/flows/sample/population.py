"""Enterprises, sole traders and people of the sample province. Pure: one random source in, values out."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xinlu.flows.sample.words import FIRST, GIVEN, SECOND, SURNAMES, TRADES, Trade
from xinlu.kernel import organisationcode, regions, uscc
from xinlu.kernel.regions import Region

OCCUPATIONS = (
    "经营性道路货物运输驾驶员",
    "经营性道路旅客运输驾驶员",
    "巡游出租汽车驾驶员",
    "机动车驾驶培训教练员",
    "监理工程师",
)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Enterprise:
    name: str
    code: str  # unified code; its body starts with FJ, which no registrar hands out
    trade: Trade
    county: Region
    legal_person: str
    sole_trader: bool
    former_name: str = ""


@dataclass(frozen=True)
class Person:
    name: str
    number: str  # resident id of a person born since 1960 with order number 998, kept for the very old: nobody has it
    phone: str
    county: Region
    occupation: str


def counties(on: date) -> list[Region]:
    return [
        region for region in regions.list_regions(on) if region.level == "county" or region.code == "350128"
    ]


def make_enterprises(random: Random, count: int, on: date) -> list[Enterprise]:
    places = counties(on)
    shares = [trade.share for trade in TRADES]
    trades = random.choices(TRADES, shares, k=count)
    return [
        make_enterprise(random, number, trade, random.choice(places)) for number, trade in enumerate(trades)
    ]


def make_enterprise(random: Random, number: int, trade: Trade, county: Region) -> Enterprise:
    sole = random.random() < 0.12
    word = random.choice(FIRST) + random.choice(SECOND)
    place = (
        regions.name_of(regions.city_of(county.code) or county.code)
        .removesuffix("市")
        .removesuffix("综合实验区")
    )
    local = county.name.removesuffix("区").removesuffix("县").removesuffix("市")
    ending = "经营部" if sole else random.choice(("有限公司", "有限公司", "有限责任公司", "集团有限公司"))
    name = (
        f"{local}{word}{trade.suffix}{ending}"
        if sole
        else f"{random.choice((place, '福建'))}{word}{trade.suffix}{ending}"
    )
    former = f"{place}{random.choice(FIRST)}{word[1]}{trade.suffix}{ending}" if random.random() < 0.05 else ""
    return Enterprise(name, make_code(number, county, sole), trade, county, make_name(random), sole, former)


def make_code(number: int, county: Region, sole_trader: bool) -> str:
    body = f"FJ{number:06d}"
    code = ("92" if sole_trader else "91") + county.code + body + organisationcode.check_digit(body)
    return code + uscc.check_digit(code)


def make_name(random: Random) -> str:
    return random.choice(SURNAMES) + "".join(random.sample(GIVEN, random.choice((1, 2, 2, 2))))


def make_people(random: Random, count: int, on: date) -> list[Person]:
    places = counties(on)
    return [
        Person(make_name(random), number, make_phone(random), place, random.choice(OCCUPATIONS))
        for place, number in unique_numbers(random, places, count)
    ]


def unique_numbers(random: Random, places: list[Region], count: int):
    seen: set[str] = set()
    while len(seen) < count:
        place = random.choice(places)
        born = date(1960, 1, 1) + timedelta(days=random.randrange(15000))
        body = f"{place.code}{born:%Y%m%d}998"
        if body not in seen:
            seen.add(body)
            yield place, body + id_check(body)


def id_check(body: str) -> str:
    return "10X98765432"[
        sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True)) % 11
    ]


def make_phone(random: Random) -> str:
    """1990000xxxx: the block after 199 is all zeros, so it reads as invented."""
    return f"1990000{random.randrange(10_000):04d}"
