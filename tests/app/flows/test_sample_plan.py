"""What the sample province is made of: believable numbers, names, times and actors, and something of everything."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, time

import pytest

from xinlu.collection.contracts import Channel, Mode
from xinlu.flows.sample import deeds
from xinlu.flows.sample.contents import content_of
from xinlu.flows.sample.decisions import Authority
from xinlu.flows.sample.files import Report
from xinlu.flows.sample.filings import BUREAUS
from xinlu.flows.sample.people import ACCOUNTS
from xinlu.flows.sample.places import TABLE, document_mark, places
from xinlu.flows.sample.plan import Plan, make_plan
from xinlu.flows.sample.timetable import ahead, back, is_working, workday
from xinlu.flows.sample.world import Size, opening
from xinlu.kernel import regions, residentid, uscc
from xinlu.kernel.regions import CITIES, PROVINCE, city_of, short_name

TODAY = date(2026, 11, 22)  # a Sunday
LAST = date(2026, 11, 20)
SMALL = Size(enterprises=60, people=20, months=3, decisions=100)
CODES = {PROVINCE, *BUREAUS, *CITIES, *(place.region.code for place in places(TODAY))}
AUTHORITIES = {code: Authority(code, f"机关{code}", "1135000000FJ00013A") for code in CODES}
DECISIONS = ("admin-permit", "admin-penalty")


@pytest.fixture(scope="module")
def whole() -> Plan:
    return make_plan(20170901, TODAY, Size(), AUTHORITIES)


def reports(plan: Plan, *items: str) -> list[Report]:
    return [step for step in plan.steps if isinstance(step, Report) and (not items or step.item in items)]


def rows(plan: Plan, *items: str) -> Iterator[dict[str, str]]:
    """Those of ordinary files: neither sent again, nor the backlog or the old papers."""
    for report in reports(plan, *items):
        if not report.corrects and "历" not in report.filename:
            yield from report.rows


def test_the_same_seed_day_and_size_give_the_same_province():
    plans = [make_plan(seed, TODAY, SMALL, AUTHORITIES) for seed in (1, 1, 2)]
    assert plans[0] == plans[1] != plans[2]


def test_nobody_real_can_be_meant(whole):
    """Codes carry a body that no registrar hands out; persons an order number kept for the very old."""
    registered = list(rows(whole, "enterprise-registration", "practitioner-registration"))
    codes = {row["QY_SHXYM"] for row in registered if "QY_SHXYM" in row}
    numbers = {row["RY_ZJHM"] for row in registered if "RY_ZJHM" in row}
    assert len(codes) == Size().enterprises and len(numbers) == Size().people
    assert all(uscc.is_valid(code) and code[8:10] == "FJ" for code in codes)
    assert all(residentid.is_valid(number) and number[14:17] == "998" for number in numbers)
    phones = set(re.findall(r"(?<![0-9A-Z])1\d{10}(?!\d)", str(list(rows(whole)))))
    assert phones and all(phone.startswith("199000") for phone in phones)


def test_names_are_whole_and_nobody_shares_one(whole):
    [now] = [report for report in reports(whole) if report.filename == "企业登记.csv"]
    names = [row["QY_MC"] for row in now.rows]
    assert len(set(names)) == len(names)
    assert not [name for name in names if "实验东" in name or "实验区" in name and "综合实验区" not in name]
    assert not {row["QY_XZQH"] for row in now.rows} & {"350527"}
    assert all(
        row["QY_XZQH"][:4] not in ("3504", "3507", "3508") for row in now.rows if "港口" in row["QY_LY"]
    )


def test_places_are_shortened_as_people_do():
    short = {code: short_name(code) for code in ("350405", "350128", "350582", "350203", "350200")}
    assert short == {"350405": "沙县", "350128": "平潭", "350582": "晋江", "350203": "思明", "350200": "厦门"}


def test_marks_are_one_of_a_kind():
    """Every county that is administered, each city with other marks."""
    entries = [(word[:6], word[6]) for word in TABLE.split()]
    listed = {region.code for region in regions.list_regions(TODAY) if region.level == "county"}
    assert {code for code, _ in entries} == listed - {"350527"} | {"350128"}
    assert len({(code[:4], mark) for code, mark in entries}) == len(entries)
    assert [document_mark(code) for code in (PROVINCE, "350100", "350102", "350128", BUREAUS[0])] == [
        "闽", "闽榕", "闽榕鼓", "闽岚", "闽",
    ]  # fmt: skip


def test_counties_report_most_and_every_one_reports_both_kinds(whole):
    sent = Counter()
    for report in reports(whole, *DECISIONS):
        if "历" not in report.filename:
            sent[report.organisation, report.item] += len(report.rows)
    counties = [place.region.code for place in places(TODAY)]
    assert all(sent[county, item] for county in counties for item in DECISIONS)
    assert sum(sent[county, item] for county in counties for item in DECISIONS) > sent.total() * 0.7


def test_big_cities_decide_more_and_nobody_is_decided_on_without_end(whole):
    by_city, by_subject = Counter(), Counter()
    for report in reports(whole, *DECISIONS):
        by_city[city_of(report.organisation[:6])] += len(report.rows) if "历" not in report.filename else 0
    assert min(by_city[city] for city in ("350100", "350200", "350500")) > 2 * by_city["350300"]
    assert by_city["350128"] < by_city["350300"]
    for row in rows(whole, *DECISIONS):
        number = row.get("XK_XDR_SHXYM") or row.get("CF_XDR_SHXYM") or row.get("CF_XDR_ZJHM")
        by_subject["XK_WSH" in row, number] += 1
    assert max(by_subject.values()) <= 7


def test_cities_and_counties_decide_on_their_own(whole):
    """Digits 3–8 of a code tell where its bearer is registered; the province decides on everybody."""
    for report in reports(whole, "admin-permit"):
        own = city_of(report.organisation[:6])
        codes = (
            [row["XK_XDR_SHXYM"].upper() for row in report.rows]
            if own and "历" not in report.filename
            else []
        )
        assert {city_of(code[2:8]) for code in codes} <= {own}


def test_every_authority_counts_its_documents_anew_every_year(whole):
    documents = [row.get("XK_WSH") or row.get("CF_WSH") for row in rows(whole, *DECISIONS)]
    plain = [
        found for found in documents if found and re.fullmatch(r"闽\S{0,3}交[许罚]〔20\d\d〕\d{5}号", found)
    ]
    assert len(plain) > 0.9 * len(documents)
    assert "闽榕鼓交罚〔2026〕" in str(plain)
    assert Counter(plain).most_common(1)[0][1] == 1
    assert len({row["CF_NR_WFFF"] for row in rows(whole, "admin-penalty") if row.get("CF_NR_WFFF")}) > 5


def test_people_work_in_office_hours_of_working_days(whole):
    human = [step for step in whole.steps if not isinstance(step, deeds.Night)]
    assert all(is_working(step.at.date()) and 8 <= step.at.hour <= 17 for step in human)
    assert len({step.at.time() for step in human}) > 0.9 * len(human)
    assert whole.steps[-1].at.date() == LAST and whole.steps[-1].at.time() < time(18)
    assert [step.at for step in whole.steps] == sorted(step.at for step in whole.steps)
    assert opening(TODAY, Size()) < whole.steps[0].at.date()


def test_decisions_are_made_on_working_days_before_they_are_reported(whole):
    for report in reports(whole, *DECISIONS):
        days = [row.get("XK_JDRQ") or row.get("CF_JDRQ") for row in report.rows]
        made = [date.fromisoformat(re.sub("[/.]", "-", day)) for day in days if not day.startswith("203")]
        assert all(is_working(day) and day < report.at.date() for day in made), report.filename


def test_the_last_day_is_a_mixture_of_cities(whole):
    sent = [report for report in reports(whole, *DECISIONS) if "全量" not in report.filename]
    latest = [(report, len(report.rows)) for report in sent][-12:]
    assert len({city_of(report.organisation) for report, _ in latest}) >= 5
    assert all(count <= 8 for _, count in latest)


def test_every_item_has_at_least_a_dozen_records(whole):
    from xinlu.catalog.repository import ITEMS

    counted = Counter({path.stem: 0 for path in ITEMS.glob("*.yaml")})
    for report in reports(whole):
        counted[report.item] += len(report.rows)
    assert len(counted) == 17 and min(counted.values()) >= 12


def test_the_demonstrations_county_has_waiting_rows_of_every_urgency(whole):
    """The earliest rows of its files are faulty: their decisions are overdue, due tomorrow, due in days."""
    own = [report for report in reports(whole, *DECISIONS) if report.organisation == "350203"]
    waiting = [report for report in own if report.mistakes and not corrected(report, own)]
    first = [date.fromisoformat(decided(report)[0].replace("/", "-")) for report in waiting]
    due = {ahead(day, 7) for day in first}
    assert ahead(LAST, 1) in due and min(due) < LAST and max(due) > ahead(LAST, 2)
    assert any(report.filename.endswith(".xlsx") for report in waiting)
    assert any(report.corrects for report in own)


def corrected(report: Report, among: list[Report]) -> bool:
    return any(other.corrects == report.filename for other in among)


def decided(report: Report) -> list[str]:
    return [row.get("XK_JDRQ") or row.get("CF_JDRQ") for row in report.rows]


def test_every_kind_of_step_occurs(whole):
    kinds = Counter(type(step) for step in whole.steps)
    assert {kind for kind in vars(deeds).values() if isinstance(kind, type) and issubclass(kind, deeds.Deed)} - {
        deeds.Deed, deeds.OfRecord,
    } <= set(kinds)  # fmt: skip
    assert {report.channel for report in reports(whole)} >= {
        Channel.UPLOAD,
        Channel.API_RECORDS,
        Channel.CORRECTION,
    }
    assert Mode.FULL in {report.mode for report in reports(whole)}


def test_everybody_who_acts_has_an_account(whole):
    known = {account.username for account in whole.accounts}
    assert {step.by for step in whole.steps if hasattr(step, "by")} <= known
    assert {account.organisation for account in whole.accounts} == CODES
    assert [account.username for account in whole.accounts if account.password] == [
        one.username for one in ACCOUNTS
    ]
    assert not [account.name for account in whole.accounts if re.search("数据|经办|审计|管理", account.name)]


def test_working_days_are_counted_both_ways():
    assert workday(TODAY) == LAST and back(TODAY, 0) == LAST and back(LAST, 5) == date(2026, 11, 13)
    assert ahead(LAST, 1) == date(2026, 11, 23) and ahead(back(LAST, 9), 9) == LAST
    assert is_working(date(2099, 1, 1)) == (date(2099, 1, 1).weekday() < 5)


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "pdf"])
def test_the_same_rows_give_the_same_bytes(ending):
    told = (f"某表.{ending}", [{"A": "甲", "B": ""}, {"A": "乙"}], {"A": "名称"})
    assert content_of(*told) == content_of(*told)
