"""Registers of the sample province: enterprises, practitioners, vehicles, vessels. Pure."""

from datetime import date, timedelta
from random import Random

from xinlu.flows.sample.decisions import Authority, Row
from xinlu.flows.sample.population import Enterprise, Person
from xinlu.flows.sample.timetable import workday
from xinlu.flows.sample.words import STREETS, VESSELS

PLATES = "ADBGCEHFJ"  # letters of the cities by number: 福州 A, 厦门 D, 莆田 B …


def register_enterprise(
    random: Random, who: Enterprise, day: date, source: Authority, *, former: bool
) -> Row:
    """former: the row as it was before the enterprise changed its name."""
    return {
        "QY_MC": who.former_name if former else who.name,
        "QY_SHXYM": who.code,
        "QY_LB": "个体工商户" if who.sole_trader else "法人及非法人组织",
        "QY_FRDB": who.legal_person,
        "QY_LY": who.trade.field,
        "QY_ZS": f"{who.county.name}{random.choice(STREETS)}{random.randint(1, 300)}号",
        "QY_XZQH": who.county.code,
        "QY_ZCZB": str(random.choice((10, 50, 100, 200, 500, 1000, 5000))),
        "QY_CLRQ": f"{workday(day - timedelta(days=random.randint(500, 6000))):%Y-%m-%d}",
        "QY_ZT": "存续",
        "DJRQ": f"{workday(day - timedelta(days=400 if former else random.randint(0, 90))):%Y-%m-%d}",
        "LYDW": source.name,
        "LYDWDM": source.uscc,
    }


def register_practitioner(
    random: Random, who: Person, employer: Enterprise, day: date, source: Authority
) -> Row:
    issued = workday(day - timedelta(days=random.randint(100, 3000)))
    return {
        "RY_XM": who.name,
        "RY_ZJLX": "身份证",
        "RY_ZJHM": who.number,
        "RY_LB": who.occupation,
        "RY_ZGZH": who.number,
        "RY_CSLQ": f"{issued:%Y-%m-%d}",
        "RY_DW": employer.name,
        "RY_DW_SHXYM": employer.code,
        "RY_LXDH": who.phone,
        "RY_ZT": "在岗",
        "FZJG": source.name,
        "FZJGDM": source.uscc,
        "DJRQ": f"{day:%Y-%m-%d}",
        "LYDW": source.name,
        "LYDWDM": source.uscc,
    }


def register_vehicle(random: Random, number: int, who: Enterprise, day: date, source: Authority) -> Row:
    return owner_columns(who) | {
        "CL_CPH": plate(who.county.code, number),
        "CL_CPYS": "黄",
        "CL_YSZH": f"{who.county.code}{number:06d}",
        "CL_LX": random.choice(("重型半挂牵引车", "重型厢式货车", "中型普通货车")),
        "CL_JYFW": who.trade.name,
        "CL_HDZL": str(random.choice((5, 10, 18, 31))),
        "CL_ZT": "营运",
        "FZJG": source.name,
        "FZJGDM": source.uscc,
        "DJRQ": f"{day:%Y-%m-%d}",
        "LYDW": source.name,
        "LYDWDM": source.uscc,
    }


def register_vessel(random: Random, number: int, who: Enterprise, day: date, source: Authority) -> Row:
    word = who.name.removeprefix("福建")[2:4]
    return owner_columns(who) | {
        "CB_MC": f"闽{word}{number % 900 + 6}",
        "CB_SBH": f"CN{random.randint(2005, 2023)}{number:07d}",
        "CB_YYZH": f"{source.code[:2]}{number:08d}",
        "CB_LX": random.choice(VESSELS),
        "CB_JYFW": "国内沿海及长江中下游货物运输",
        "CB_ZD": str(random.randrange(498, 9800)),
        "CB_YXQZ": f"{day + timedelta(days=random.randint(300, 1500)):%Y-%m-%d}",
        "CB_ZT": "营运",
        "FZJG": source.name,
        "FZJGDM": source.uscc,
        "DJRQ": f"{day:%Y-%m-%d}",
        "LYDW": source.name,
        "LYDWDM": source.uscc,
    }


def plate(region: str, number: int) -> str:
    return f"闽{PLATES[int(region[2:4]) - 1]}{number % 100_000:05d}"


def owner_columns(who: Enterprise) -> Row:
    kind = "个体工商户" if who.sole_trader else "法人及非法人组织"
    return {"XDR_MC": who.name, "XDR_LB": kind, "XDR_SHXYM": who.code}


def decided_by(source: Authority) -> Row:
    return {"RDDW": source.name, "RDDWDM": source.uscc, "LYDW": source.name, "LYDWDM": source.uscc}
