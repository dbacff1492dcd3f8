"""Permits and penalties as rows of publicity: four in five public, nine in ten about enterprises."""

import json
from datetime import UTC, date, datetime, timedelta

import numpy as np

from bench.search.subjects import firm_id
from xinlu import bulk
from xinlu.flows.generation.places import list_counties
from xinlu.flows.generation.subjects import make_enterprises
from xinlu.kernel.dates import OPEN_END
from xinlu.kernel.regions import city_of
from xinlu.publicity.contracts import State
from xinlu.publicity.models import Publication
from xinlu.publicity.rows import search_text, serial_of

Line = bulk.line(Publication)
START, DAYS = date(2024, 1, 1), 1000
ITEMS = (("admin-penalty", "行政处罚", "penalty"), ("admin-permit", "行政许可", "permit"))
CATEGORIES = {"penalty": ("罚款", "警告", "责令停业"), "permit": ("普通", "特许", "核准")}
TOLD = (
    ("CF_WFXW", "违法行为类型", "车辆超限运输"),
    ("CF_SY", "违法事实", "车货总质量超过限定标准，经检测超限百分之三十二，当事人对检测结果无异议"),
    ("CF_YJ", "处罚依据", "《公路安全保护条例》第六十四条"),
    ("CF_NR", "处罚内容", "罚款五千元"),
    ("SJLYDW", "数据来源单位", "福州市交通运输局"),
)


def save_publications(seed: int, numbers: np.ndarray, enterprises: int) -> None:
    """Decisions spread evenly over firms, counties and days; dice of their own, so that any batch can be made."""
    dice = np.random.default_rng([seed, int(numbers[0])])
    firm, day = dice.integers(enterprises, size=len(numbers)), dice.integers(DAYS, size=len(numbers))
    fate, person = dice.random(len(numbers)), dice.random(len(numbers)) < 0.1
    firms = make_enterprises(seed, firm).select("name", "code", "county").rows()
    given = zip(
        numbers.tolist(), firm.tolist(), firms, day.tolist(), fate.tolist(), person.tolist(), strict=True
    )
    bulk.append(Publication, [publication_line(*each) for each in given])


def publication_line(n: int, firm: int, about: tuple, day: int, fate: float, person: bool) -> tuple:
    item, item_name, kind = ITEMS[n % 2]
    name, code, county = ("陈**", "", about[2]) if person else about
    place, decided = list_counties()[county], START + timedelta(days=day)
    at = datetime(decided.year, decided.month, decided.day, 2, tzinfo=UTC) + timedelta(days=5)
    title = f"闽交{'罚' if kind == 'penalty' else '许'}〔{decided.year}〕{n:08d}号"
    state = State.PUBLISHED if fate < 0.8 else State.EXPIRED if fate < 0.95 else State.WITHHELD
    return Line(
        record=f"{item}:{n:040d}",
        sequence=n + 1,
        item=item,
        item_name=item_name,
        kind=kind,
        person=person,
        subject="" if person else firm_id(firm),
        subject_name=name,
        subject_code=code,
        title=title,
        category=CATEGORIES[kind][n % 3],
        authority=f"{place.name}交通运输局",
        organisation=place.code,
        region=place.code,
        city=city_of(place.code) or place.code,
        decided_on=decided,
        submitted_at=at,
        due_on=decided + timedelta(days=9),
        due_estimated=False,
        published_at=at if state != State.WITHHELD else None,
        late=n % 20 == 0,
        ends_on=OPEN_END if n % 3 else decided + timedelta(days=1095),
        repairable_on=None,
        severity="general" if kind == "penalty" else "",
        state=state.value,
        reason=""
        if state == State.PUBLISHED
        else "公示期满。"
        if state == State.EXPIRED
        else "依规定不公示。",
        held="",
        packs="",
        verified=True,
        fields=FIELDS,
        search=search_text(title),
        serial=serial_of(title),
        changed_at=at,
    )


FIELDS = json.dumps(TOLD, ensure_ascii=False)
