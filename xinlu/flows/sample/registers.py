"""Registers of the sample province: enterprises, practitioners, vehicles, conduct, inspections. Pure."""

from datetime import date, timedelta
from random import Random

from xinlu.flows.sample.decisions import Authority, Row
from xinlu.flows.sample.population import Enterprise, Person
from xinlu.flows.sample.words import BAD_DEEDS, GOOD_DEEDS, INSPECTIONS, RESULTS, STREETS


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
        "QY_CLRQ": f"{day - timedelta(days=random.randint(200, 6000)):%Y-%m-%d}",
        "QY_ZT": "存续",
        "DJRQ": f"{day - timedelta(days=400 if former else random.randint(0, 90)):%Y-%m-%d}",
        "LYDW": source.name,
        "LYDWDM": source.uscc,
    }


def register_practitioner(
    random: Random, who: Person, employer: Enterprise, day: date, source: Authority
) -> Row:
    issued = day - timedelta(days=random.randint(100, 3000))
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
    city_letter = "ACBGCEFHJ"[int(who.county.code[2:4]) - 1]
    return owner_columns(who) | {
        "CL_CPH": f"闽{city_letter}{number % 100_000:05d}",
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


def make_inspection(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    result = random.choice(RESULTS)
    deadline = f"{day + timedelta(days=15):%Y-%m-%d}" if "限期" in result else ""
    return owner_columns(who) | {
        "JC_BH": f"JC{day:%Y%m%d}{serial:05d}",
        "JC_SX": f"{who.trade.name}经营行为检查",
        "JC_LX": random.choice(INSPECTIONS),
        "JC_JG": result,
        "JC_ZGQX": deadline,
        "JC_RQ": f"{day:%Y-%m-%d}",
        **decided_by(source),
    }


def make_good_deed(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    deed = random.choice(GOOD_DEEDS).format(n=random.randint(5, 400))
    return owner_columns(who) | {
        "LH_BH": f"LH{day:%Y%m%d}{serial:05d}",
        "LH_MC": "表彰通报",
        "LH_LB": "带头守信履约",
        "LH_JB": random.choice(("省级", "市级", "县级")),
        "LH_NR": deed,
        "LH_RQ": f"{day:%Y-%m-%d}",
        **decided_by(source),
    }


def make_bad_deed(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    deed = random.choice(BAD_DEEDS).format(n=random.randint(2, 9))
    return owner_columns(who) | {
        "BL_BH": f"BL{day:%Y%m%d}{serial:05d}",
        "BL_MC": "违反信用管理规定",
        "BL_CD": random.choice(("轻微", "一般", "一般", "较重")),
        "BL_NR": deed,
        "BL_YJ": "本省交通运输信用信息管理办法",
        "BL_RQ": f"{day:%Y-%m-%d}",
        **decided_by(source),
    }


def owner_columns(who: Enterprise) -> Row:
    kind = "个体工商户" if who.sole_trader else "法人及非法人组织"
    return {"XDR_MC": who.name, "XDR_LB": kind, "XDR_SHXYM": who.code}


def decided_by(source: Authority) -> Row:
    return {"RDDW": source.name, "RDDWDM": source.uscc, "LYDW": source.name, "LYDWDM": source.uscc}
