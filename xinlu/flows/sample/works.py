"""Projects, contracts, evaluations and promises of the sample's enterprises. Pure."""

from datetime import date, timedelta
from random import Random

from xinlu.flows.sample.conduct import document
from xinlu.flows.sample.decisions import Authority, Row, add_years
from xinlu.flows.sample.population import Enterprise, make_word
from xinlu.flows.sample.registers import decided_by, owner_columns
from xinlu.flows.sample.timetable import workday
from xinlu.flows.sample.words import PROMISES, WORKS
from xinlu.kernel.regions import short_name

GRADES = (*("AA",) * 5, *("A",) * 9, *("B",) * 3, "C", "D")
METHODS = {
    "公路建设": "公路施工企业信用评价规则",
    "水运建设": "公路水运工程监理信用评价办法",
    "道路旅客运输": "道路运输企业质量信誉考核办法",
    "道路货物运输": "道路运输企业质量信誉考核办法",
}


def make_project(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    begun = day + timedelta(days=random.randint(60, 200))
    building = who.trade.field == "公路建设"
    return named(who) | {
        "XM_BH": project_number(day, serial),
        "XM_MC": project_name(random, who),
        "XM_JS": "施工单位" if building else "监理单位",
        "XM_LB": "公路工程" if building else "水运工程",
        "XM_HTJ": str(random.randrange(800, 46_000)),
        "XM_XZQH": who.county.code,
        "XM_KGRQ": f"{begun:%Y-%m-%d}",
        "XM_JGRQ": f"{begun + timedelta(days=random.randint(400, 900)):%Y-%m-%d}",
        "XM_ZT": random.choice(("前期", "在建", "在建")),
        "XM_JGDW": source.name,
        "XM_JGDWDM": source.uscc,
        "LXRQ": f"{day:%Y-%m-%d}",
        "LYDW": source.name,
        "LYDWDM": source.uscc,
    }


def make_contract(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    signed = workday(day - timedelta(days=random.randint(60, 400)))
    state = random.choice(("履行中", "履行中", "全部履行", "全部履行", "部分履行", "违约"))
    return named(who) | {
        "HT_BH": f"HT{signed:%Y%m}{serial:04d}",
        "HT_MC": f"{project_name(random, who)}第{random.randint(1, 9)}合同段",
        "HT_LB": "施工" if who.trade.field == "公路建设" else "监理",
        "HT_XMBH": project_number(signed, serial),
        "HT_JE": str(random.randrange(300, 30_000)),
        "HT_QDRQ": f"{signed:%Y-%m-%d}",
        "HT_KSRQ": f"{signed + timedelta(days=15):%Y-%m-%d}",
        "HT_JSRQ": f"{signed + timedelta(days=700):%Y-%m-%d}",
        "HT_ZT": state,
        "HT_WYQK": "无正当理由逾期进场，经约谈后改正" if state == "违约" else "",
        "HT_RQ": f"{day:%Y-%m-%d}",
        **decided_by(source),
    }


def make_evaluation(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    grade = random.choice(GRADES)
    least = {"AA": 95, "A": 85, "B": 75, "C": 60, "D": 40}[grade]
    return owner_columns(who) | {
        "PJ_LX": who.trade.field,
        "PJ_ND": str(day.year - 1),
        "PJ_DJ": grade,
        "PJ_DF": f"{least + random.random() * 4:.1f}",
        "PJ_BF": METHODS[who.trade.field],
        "PJ_WH": document(source, "评", day, 100 + serial % 4),
        "PJ_RQ": f"{day:%Y-%m-%d}",
        "PJ_YXQZ": f"{add_years(day, 1):%Y-%m-%d}",
        **decided_by(source),
    }


def make_promise(random: Random, serial: int, who: Enterprise, day: date, source: Authority) -> Row:
    kind, matter, promise = random.choice(PROMISES)
    state = random.choice((*("全部履行",) * 6, "部分履行", "全部未履行"))
    broken = state != "全部履行"
    return {
        "CNBM": f"{source.code[:6]}{day:%Y%m%d}{serial:06d}",
        "CNRMC": who.name,
        "CNRLB": "个体工商户" if who.sole_trader else "法人及非法人组织",
        "CNRDM": who.code,
        "CNLX": kind,
        "CNSY": matter,
        "CNNR": promise.format(n=random.randint(2, 9)),
        "WNZR": "撤销审批决定，记入信用记录并向社会公开",
        "CNRQ": f"{day:%Y-%m-%d}",
        "CNYXQ": f"{add_years(day, 1):%Y-%m-%d}",
        "LXZT": state,
        "WLXNR": promise.format(n=random.randint(2, 9)) if broken else "",
        "WNZJ": "责令限期改正，记入信用记录" if broken else "",
        "SLDW": source.name,
        "SLDWDM": source.uscc,
        "GKLX": "可向社会公开",
    }


def named(who: Enterprise) -> Row:
    return {"QY_MC": who.name, "QY_SHXYM": who.code}


def project_number(day: date, serial: int) -> str:
    return f"{day:%Y}-350000-48-01-{serial:06d}"


def project_name(random: Random, who: Enterprise) -> str:
    return f"{short_name(who.county.code)}{make_word(random)}{random.choice(WORKS)}"
