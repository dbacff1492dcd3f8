"""Penalties of years ago in the columns of 2016, some known by an old code, some by their name alone. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from xinlu.flows.sample.decisions import Authority, Row
from xinlu.flows.sample.files import Report
from xinlu.flows.sample.places import document_mark
from xinlu.flows.sample.population import Enterprise
from xinlu.flows.sample.timetable import back, moment, workday
from xinlu.flows.sample.words import SECOND
from xinlu.flows.sample.world import World

KEEPERS = ("350100", "350200", "350500", "350600", "350700", "350900")  # cities that have such papers
ROWS = 12  # of each
AGE = (500, 1500)  # days
HOMOPHONES = dict(zip(SECOND, "杰同大韵图太峰蓉龙祥滕池译侨元杭岗常合贸详法成陆连唱迅景传", strict=True))


def paper_reports(random: Random, world: World) -> Iterator[Report]:
    """City after city, when the registers are there."""
    for number, city in enumerate(KEEPERS):
        firms = [who for who in world.firms if who.county.city == city and not who.sole_trader]
        chosen = random.sample(firms, min(ROWS, len(firms)))
        day, source = back(world.first, 9 - number), world.authorities[city]
        rows = (make_old_penalty(random, who, serial, day, source) for serial, who in enumerate(chosen, 1))
        yield Report(moment(random, day), city, "admin-penalty", "历史处罚（2016版）.csv", tuple(rows))


def make_old_penalty(random: Random, who: Enterprise, serial: int, today: date, authority: Authority) -> Row:
    """One row in the columns of 2016. Every third enterprise is known by a slightly different name alone."""
    by_name = serial % 3 == 0
    day = workday(today - timedelta(days=random.randint(*AGE)))
    return {
        "CF_WSH": f"{document_mark(authority.code)}运罚字〔{day.year}〕第{serial:04d}号",
        "CF_CFMC": "道路运输违法案",
        "CF_CFLB1": "1",
        "CF_SY": "车辆未按规定维护和检测",
        "CF_YJ": "《中华人民共和国道路运输条例》",
        "CF_XDR_MC": old_spelling(who.name, serial // 3) if by_name else who.name,
        "CF_XDR_SHXYM": "",
        "CF_XDR_SFZ": "",
        "CF_XDR_ZDM": "" if by_name else who.code[8:17],
        "CF_FR": who.legal_person,
        "CF_JG": f"罚款{random.choice(('0.1', '0.3', '0.5'))}万元",
        "CF_JDRQ": f"{day:%Y-%m-%d}",
        "CF_XZJG": authority.name,
        "CF_ZT": "0",
        "DFBM": authority.code,
        "SJC": f"{day:%Y-%m-%d}",
    }


def old_spelling(name: str, way: int) -> str:
    """As another register wrote it, so that a person must say who it is: as a group, misheard, or cut short."""
    if way % 3 == 1 and "有限公司" in name:
        return name.replace("集团", "") if "集团" in name else name.replace("有限公司", "集团有限公司")
    if way % 3 == 2:
        return name[:3] + HOMOPHONES.get(name[3], name[3]) + name[4:]
    return name[:3] + name[4:]
