"""Lists on which the sample's enterprises stand: under watch, gravely dishonest, overloading. Pure."""

from datetime import date, timedelta
from random import Random

from xinlu.flows.sample.conduct import document
from xinlu.flows.sample.decisions import Authority, Row, add_years
from xinlu.flows.sample.population import Enterprise
from xinlu.flows.sample.registers import decided_by, owner_columns, plate
from xinlu.flows.sample.timetable import back
from xinlu.flows.sample.words import DISHONEST, WATCHED

PATTERNS = (
    ("1", "01", "车辆{plate}一年内违法超限运输{n}次"),
    ("3", "03", "一年内违法超限运输的货运车辆占本单位货运车辆总数的1{n}%"),
    ("3", "05", "指使、强令车辆驾驶人超限运输，一年内被处罚{n}次"),
)


def watch(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    field, reason = random.choice(WATCHED)
    basis = "《交通运输守信联合激励和失信联合惩戒对象名单管理办法（试行）》"
    return listed(random, who, day, source) | {
        "MD_LB": field,
        "MD_WSH": document(source, "关注", day, serial),
        "MD_SY": reason.format(n=random.randint(3, 9)),
        "MD_YJ": basis,
        "MD_YXQZ": f"{add_years(day, 1):%Y-%m-%d}",
    }


def denounce(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    field, reason, basis = random.choice(DISHONEST)
    return listed(random, who, day, source) | {
        "MD_LB": field,
        "MD_WSH": document(source, "失信", day, serial),
        "MD_SY": reason.format(n=random.randint(12, 60)),
        "MD_YJ": basis,
        "MD_YXQZ": f"{add_years(day, 2):%Y-%m-%d}",
    }


def listed(random: Random, who: Enterprise, day: date, source: Authority) -> Row:
    """Told beforehand, as the law asks; a few were taken off again."""
    off = random.random() < 0.15
    return owner_columns(who) | {
        "MD_FR": "" if who.sole_trader else who.legal_person,
        "MD_GZ": f"{back(day, random.randint(10, 20)):%Y-%m-%d}",
        "MD_RQ": f"{day:%Y-%m-%d}",
        "MD_YC": f"{day + timedelta(days=1):%Y-%m-%d}" if off else "",
        "MD_YCSY": "已纠正失信行为并履行全部义务" if off else "",
        "MD_ZT": "已移出" if off else "在列",
        **decided_by(source),
    }


def note_overload(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    party, pattern, fact = random.choice(PATTERNS)
    number = plate(who.county.code, serial)
    return owner_columns(who) | {
        "CX_CPH": number if party == "1" else "",
        "CX_CPYS": "黄" if party == "1" else "",
        "CX_DX": party,
        "CX_QX": pattern,
        "CX_NR": fact.format(plate=number, n=random.randint(4, 9)),
        "CX_WSH": document(source, "超限", day, serial),
        "CX_RQ": f"{day:%Y-%m-%d}",
        "CX_GSJZQ": f"{add_years(day, 2):%Y-%m-%d}",
        **decided_by(source),
    }
