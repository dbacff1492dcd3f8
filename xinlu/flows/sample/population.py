"""Enterprises, sole traders and people of the sample province. Pure: one random source in, values out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xinlu.flows.sample.places import Place, choose, places
from xinlu.flows.sample.words import FIRST, GIVEN, SECOND, SURNAMES, TRADES, Trade
from xinlu.kernel import organisationcode, regions, residentid, uscc
from xinlu.kernel.regions import Region, short_name

OCCUPATIONS = (
    "经营性道路货物运输驾驶员",
    "经营性道路旅客运输驾驶员",
    "巡游出租汽车驾驶员",
    "机动车驾驶培训教练员",
    "监理工程师",
)
FORMS = (*("有限公司",) * 15, *("有限责任公司",) * 4, "股份有限公司", "集团有限公司")
SOLE = 0.4  # of enterprises in trades that know sole traders
RENAMED = 0.05


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
    return [place.region for place in places(on)]


def make_enterprises(random: Random, count: int, on: date) -> list[Enterprise]:
    """More where more trade is done; no name twice."""
    taken: set[str] = set()
    seats = choose(random, places(on), count)
    return [make_enterprise(random, number, place, taken) for number, place in enumerate(seats)]


def make_enterprise(random: Random, number: int, place: Place, taken: set[str]) -> Enterprise:
    trades = [trade for trade in TRADES if place.coastal or not trade.coastal]
    trade = random.choices(trades, [trade.share for trade in trades])[0]
    sole = bool(trade.sole) and random.random() < SOLE
    form = trade.sole if sole else trade.suffix + random.choice(FORMS)
    name = new_name(random, place, form, sole, taken)
    former = new_name(random, place, form, sole, taken) if random.random() < RENAMED else ""
    code = make_code(number, place.region, sole)
    return Enterprise(name, code, trade, place.region, make_name(random), sole, former)


def new_name(random: Random, place: Place, form: str, sole: bool, taken: set[str]) -> str:
    """A name that nobody bears yet; its distinctive word grows until it is one. form: all behind the word."""
    head, word = seat(random, place, sole), make_word(random)
    while (name := head + word + form) in taken:
        word += random.choice(SECOND)
    taken.add(name)
    return name


def seat(random: Random, place: Place, sole: bool) -> str:
    """What a name begins with: sole traders name their county, companies their city, town or the province."""
    city, county = regions.resolve(place.city) or place.region, place.region
    urban = county.name.endswith("区") and county != city
    if sole:
        return city.name + county.name if urban else county.name
    return random.choice((short_name(city.code), short_name((city if urban else county).code), "福建"))


def make_word(random: Random) -> str:
    first = random.choice(FIRST)
    return first + random.choice([second for second in SECOND if second != first])


def make_code(number: int, county: Region, sole_trader: bool) -> str:
    body = f"FJ{number:06d}"
    code = ("92" if sole_trader else "91") + county.code + body + organisationcode.check_digit(body)
    return code + uscc.check_digit(code)


def make_name(random: Random) -> str:
    return random.choice(SURNAMES) + "".join(random.sample(GIVEN, random.choice((1, 2, 2, 2))))


def make_people(random: Random, count: int, on: date) -> list[Person]:
    return [
        Person(make_name(random), number, make_phone(random), region, random.choice(OCCUPATIONS))
        for region, number in unique_numbers(random, places(on), count)
    ]


def unique_numbers(random: Random, among: Sequence[Place], count: int) -> Iterator[tuple[Region, str]]:
    seen: set[str] = set()
    while len(seen) < count:
        region = choose(random, among, 1)[0].region
        born = date(1960, 1, 1) + timedelta(days=random.randrange(15000))
        body = f"{region.code}{born:%Y%m%d}998"
        if body not in seen:
            seen.add(body)
            yield region, body + residentid.check_digit(body)


def make_phone(random: Random) -> str:
    """1990000xxxx: the block after 199 is all zeros, so it reads as invented."""
    return f"1990000{random.randrange(10_000):04d}"
