"""Permits and penalties of the sample province, as rows that a city would report. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from xinlu.flows.sample.population import Enterprise, Person
from xinlu.kernel import regions
from xinlu.kernel.dates import OPEN_END

Row = dict[str, str]


@dataclass(frozen=True)
class Authority:
    code: str  # organisation code, the city's region code
    name: str
    uscc: str


@dataclass(frozen=True)
class Period:
    """One authority's report. faulty: share of rows with a clerk's mistake in them."""

    authority: Authority
    reported_on: date
    faulty: float = 0.0


def decision_day(random: Random, period: Period) -> date:
    """Most decisions are reported within a week, some weeks late; none is made on a weekend."""
    days = random.randint(1, 7) if random.random() < 0.9 else random.randint(13, 40)
    day = period.reported_on - timedelta(days=days)
    return day - timedelta(days=max(0, day.weekday() - 4))


def short_name(authority: Authority) -> str:
    name = regions.name_of(authority.code) or "福建"
    return name[:1] if name != "福建省" else "闽"


def subject_columns(prefix: str, who: Enterprise | Person) -> Row:
    if isinstance(who, Person):
        return {
            f"{prefix}_XDR_MC": who.name,
            f"{prefix}_XDR_LB": "自然人",
            f"{prefix}_XDR_ZJLX": "身份证",
            f"{prefix}_XDR_ZJHM": who.number,
        }
    return {
        f"{prefix}_XDR_MC": who.name,
        f"{prefix}_XDR_LB": "个体工商户" if who.sole_trader else "法人及非法人组织",
        f"{prefix}_XDR_SHXYM": who.code,
        "FRDB": who.legal_person,
    }


def make_permit(random: Random, period: Period, who: Enterprise, serial: int) -> Row:
    day = decision_day(random, period)
    document, category, content = random.choice(who.trade.permits)
    authority = period.authority
    row = subject_columns("XK", who)
    row["XK_FRDB"] = row.pop("FRDB", "")
    return row | {
        "XK_XKWS": document,
        "XK_WSH": f"{short_name(authority)}交许〔{day.year}〕{serial:05d}号",
        "XK_XKLB": category,
        "XK_XKZS": "道路运输经营许可证" if "道路" in who.trade.name else "",
        "XK_XKBH": f"{who.county.code}{serial:06d}",
        "XK_NR": content.format(trade=who.trade.name, n=random.randint(1, 9)),
        "XK_JDRQ": f"{day:%Y/%m/%d}",
        "XK_YXQZ": f"{day:%Y/%m/%d}",
        "XK_YXQZI": f"{valid_until(random, day, document):%Y/%m/%d}",
        "XK_XKJG": authority.name,
        "XK_XKJGDM": authority.uscc,
        "XK_ZT": "1",
        "XK_LYDW": authority.name,
        "XK_LYDWDM": authority.uscc,
    }


def valid_until(random: Random, day: date, document: str) -> date:
    if "超限运输" in document:
        return day + timedelta(days=90)
    return add_years(day, random.choice((3, 4, 6))) if random.random() < 0.8 else OPEN_END


def make_penalty(random: Random, period: Period, who: Enterprise | Person, serial: int, offences) -> Row:
    day = decision_day(random, period)
    offence = random.choice(offences)
    authority = period.authority
    amount = Decimal(random.choice(offence.amounts))
    row = subject_columns("CF", who)
    row["CF_FRDB"] = row.pop("FRDB", "")
    fact = offence.fact.format(n=random.randint(2, 60), trade="道路运输")
    return row | {
        "CF_WSH": f"{short_name(authority)}交执罚〔{day.year}〕{serial:05d}号",
        "CF_WFXW": offence.kind,
        "CF_SY": fact.replace("该单位", "当事人") if isinstance(who, Person) else fact,
        "CF_YJ": offence.law,
        "CF_CFLB": offence.kinds,
        "CF_NR": content_of(offence.kinds, amount),
        "CF_NR_FK": f"{amount}" if "罚款" in offence.kinds else "",
        "CF_NR_WFFF": "0.2" if "没收" in offence.kinds else "",
        "CF_NR_ZKDX": f"道路运输经营许可证 {serial:06d}" if "吊销" in offence.kinds else "",
        "CF_JDRQ": f"{day:%Y/%m/%d}",
        "CF_YXQ": f"{add_years(day, 1):%Y/%m/%d}",
        "CF_CFJG": authority.name,
        "CF_CFJGDM": authority.uscc,
        "CF_SJLY": authority.name,
        "CF_SJLYDM": authority.uscc,
    }


def content_of(kinds: str, amount: Decimal) -> str:
    parts = [f"罚款{amount}万元" if part == "罚款" else part for part in kinds.split(";")]
    return "；".join(parts)


def add_years(day: date, years: int) -> date:
    """29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def make_old_penalty(random: Random, who: Enterprise, serial: int, day: date, authority: Authority) -> Row:
    """One row in the columns of 2016. Every third enterprise is known by a slightly different name alone."""
    by_name = serial % 3 == 0
    return {
        "CF_WSH": f"闽运罚字〔{day.year}〕第{serial:04d}号",
        "CF_CFMC": "道路运输违法案",
        "CF_CFLB1": "1",
        "CF_SY": "车辆未按规定维护和检测",
        "CF_YJ": "《中华人民共和国道路运输条例》",
        "CF_XDR_MC": who.name.replace("有限公司", "有限责任公司") if by_name else who.name,
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
