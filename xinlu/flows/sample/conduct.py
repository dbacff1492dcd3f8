"""What else authorities note of the sample's enterprises: inspections, conduct, honours. Pure."""

from datetime import date, timedelta
from random import Random

from xinlu.flows.sample.decisions import Authority, Row, add_years
from xinlu.flows.sample.places import document_mark
from xinlu.flows.sample.population import Enterprise
from xinlu.flows.sample.registers import decided_by, owner_columns
from xinlu.flows.sample.words import BAD_DEEDS, GOOD_DEEDS, HONOURS, INSPECTIONS, RESULTS

GOOD_KINDS = ("抢险救灾", "带头守信履约", "公益")  # of GOOD_DEEDS


def document(source: Authority, letters: str, day: date, serial: int) -> str:
    """闽榕交检〔2026〕00012号"""
    return f"{document_mark(source.code)}交{letters}〔{day.year}〕{serial:05d}号"


def make_inspection(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    result = random.choice(RESULTS)
    deadline = f"{day + timedelta(days=15):%Y-%m-%d}" if "限期" in result else ""
    return owner_columns(who) | {
        "JC_BH": document(source, "检", day, serial),
        "JC_SX": f"{who.trade.name}经营行为检查",
        "JC_LX": random.choice(INSPECTIONS),
        "JC_JG": result,
        "JC_ZGQX": deadline,
        "JC_RQ": f"{day:%Y-%m-%d}",
        **decided_by(source),
    }


def make_good_deed(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    deed, category = random.choice(list(zip(GOOD_DEEDS, GOOD_KINDS, strict=True)))
    return owner_columns(who) | {
        "LH_BH": document(source, "良", day, serial),
        "LH_MC": "表彰通报",
        "LH_LB": category,
        "LH_JB": level(source),
        "LH_NR": deed.format(n=random.randint(5, 400)),
        "LH_RQ": f"{day:%Y-%m-%d}",
        **decided_by(source),
    }


def make_bad_deed(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    return owner_columns(who) | {
        "BL_BH": document(source, "不良", day, serial),
        "BL_MC": "违反信用管理规定",
        "BL_CD": random.choice(("轻微", "一般", "一般", "较重")),
        "BL_NR": random.choice(BAD_DEEDS).format(n=random.randint(2, 9)),
        "BL_YJ": "本省交通运输信用信息管理办法",
        "BL_RQ": f"{day:%Y-%m-%d}",
        **decided_by(source),
    }


def make_honour(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    return owner_columns(who) | {
        "RY_MC": f"{day.year}年度{random.choice(HONOURS)}",
        "RY_JB": level(source),
        "RY_WH": document(source, "信", day, serial),
        "RY_NR": "诚信经营、服务优质，上一年度无不良信用记录",
        "RY_RQ": f"{day:%Y-%m-%d}",
        "RY_YXQZ": f"{add_years(day, 2):%Y-%m-%d}",
        **decided_by(source),
    }


def level(source: Authority) -> str:
    if source.code.startswith("350000"):
        return "省级"
    return "市级" if source.code.endswith("00") or source.code == "350128" else "县级"
