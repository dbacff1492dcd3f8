"""Permits and penalties of the sample province, as rows that an authority would report. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from xinlu.flows.sample.places import document_mark
from xinlu.flows.sample.population import Enterprise, Person
from xinlu.flows.sample.words import SEIZED, Offence
from xinlu.kernel.dates import OPEN_END

Row = dict[str, str]
LETTERS = {"permit": "许", "penalty": "罚"}


@dataclass(frozen=True)
class Authority:
    code: str  # organisation code: the region's, or a bureau's
    name: str
    uscc: str


@dataclass(frozen=True)
class Decision:
    """kind: permit | penalty. serial: in the authority's own series of that kind and year.

    before: how many of the kind the same subject had already.
    """

    authority: Authority
    kind: str
    day: date
    who: Enterprise | Person
    serial: int
    before: int = 0

    @property
    def document(self) -> str:
        """闽榕鼓交罚〔2026〕00123号"""
        mark = document_mark(self.authority.code)
        return f"{mark}交{LETTERS[self.kind]}〔{self.day.year}〕{self.serial:05d}号"


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
        f"{prefix}_FRDB": who.legal_person,
    }


def make_permit(random: Random, decision: Decision) -> Row:
    """Whoever has its first permit begins its trade; later ones extend it."""
    who, day, authority = decision.who, decision.day, decision.authority
    assert isinstance(who, Enterprise)
    begun = bool(decision.before)
    document, category, content = random.choice(who.trade.permits[begun:]) if begun else who.trade.permits[0]
    return subject_columns("XK", who) | {
        "XK_XKWS": document,
        "XK_WSH": decision.document,
        "XK_XKLB": category,
        "XK_XKZS": "道路运输经营许可证" if "道路" in who.trade.name else "",
        "XK_XKBH": f"{who.county.code}{who.code[10:16]}" if "道路" in who.trade.name else "",
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
    if "涉路施工" in document:
        return day + timedelta(days=180)
    return add_years(day, random.choice((3, 4, 6))) if random.random() < 0.8 else OPEN_END


def make_penalty(random: Random, decision: Decision, offences: Sequence[Offence]) -> Row:
    who, day, authority = decision.who, decision.day, decision.authority
    offence = random.choice(offences)
    return (
        subject_columns("CF", who)
        | {"CF_WSH": decision.document, "CF_WFXW": offence.kind, "CF_SY": fact_of(random, offence, who)}
        | {"CF_YJ": offence.law, "CF_CFLB": offence.kinds}
        | punishment(random, offence, decision)
        | {
            "CF_JDRQ": f"{day:%Y/%m/%d}",
            "CF_YXQ": f"{add_years(day, 1):%Y/%m/%d}",
            "CF_GSJZQ": f"{add_years(day, 1):%Y/%m/%d}" if random.random() < 0.25 else "",
            "CF_CFJG": authority.name,
            "CF_CFJGDM": authority.uscc,
            "CF_SJLY": authority.name,
            "CF_SJLYDM": authority.uscc,
        }
    )


def fact_of(random: Random, offence: Offence, who: Enterprise | Person) -> str:
    trade = "道路运输" if isinstance(who, Person) else who.trade.name
    fact = offence.fact.format(n=random.randint(2, 60), trade=trade)
    return fact.replace("该单位", "当事人") if isinstance(who, Person) else fact


def punishment(random: Random, offence: Offence, decision: Decision) -> Row:
    """What was imposed, in words and in 万元."""
    fine, seized = Decimal(random.choice(offence.amounts)), Decimal(random.choice(SEIZED))
    lost = f"道路运输经营许可证 {decision.who.county.code}{decision.serial:06d}"
    return {
        "CF_NR": content_of(offence.kinds, fine, seized),
        "CF_NR_FK": f"{fine}" if "罚款" in offence.kinds else "",
        "CF_NR_WFFF": f"{seized}" if "没收" in offence.kinds else "",
        "CF_NR_ZKDX": lost if "吊销" in offence.kinds else "",
    }


def content_of(kinds: str, fine: Decimal, seized: Decimal | None = None) -> str:
    sums = {"罚款": fine, "没收违法所得": seized}
    return "；".join(f"{kind}{sums[kind]}万元" if sums.get(kind) else kind for kind in kinds.split(";"))


def add_years(day: date, years: int) -> date:
    """29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
