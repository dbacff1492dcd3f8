"""What became of reported records: withdrawn, disputed, judged to belong to someone else. Pure plans."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from xinlu.flows.sample.decisions import Row
from xinlu.flows.sample.deeds import (
    Deed,
    Hold,
    IssueToken,
    Judge,
    Lift,
    Night,
    Reinstate,
    ReportZero,
    UndoMerge,
    Withdraw,
)
from xinlu.flows.sample.files import Report
from xinlu.flows.sample.people import clerk_of, officer_of
from xinlu.flows.sample.reports import SYSTEMS
from xinlu.flows.sample.schedule import SHOWCASE
from xinlu.flows.sample.timetable import ahead, back, moment
from xinlu.flows.sample.words import DOUBTS, REVOCATIONS
from xinlu.flows.sample.world import World
from xinlu.kernel.regions import city_of
from xinlu.subjects.contracts import Verdict

WITHDRAWN, HELD = 12, 7  # decisions revoked, and those kept back for a time or still
SETTLED = 60  # working days after which a decision may be revoked without anybody wondering
RECENT = 40  # files among whose decisions one is disputed
ZERO_ITEMS = ("honour", "serious-dishonesty-list", "good-conduct")
TOKEN_DAYS = 365
END_OF_DAY = time(17, 59, 59)
JUDGEMENTS = (
    (Verdict.SAME, "法定代表人、住所一致，旧档案名称系登记笔误"),
    (Verdict.SAME, "字号与法定代表人一致"),
    (Verdict.DIFFERENT, "经向登记机关查询，为两家不同企业"),
    (Verdict.UNSURE, "已函请登记机关核实，待复"),
)
Shown = tuple[Report, Row]  # a file and a row of it that the public sees


def make_deeds(random: Random, world: World, reports: Sequence[Report]) -> Iterator[Deed]:
    settled, ripe = back(world.last, SETTLED), back(world.last, 12)
    shown = [(report, row) for report in reports if report.at.date() < ripe and (row := fined(report))]
    earlier, later = shown[: len(shown) // 2], shown[len(shown) // 2 :]
    yield from revocations(random, [pair for pair in earlier if pair[0].at.date() < settled])
    yield from disputes(random, later[-RECENT:])
    yield from judgements(random, reports)
    yield from zero_reports(random, world.last)
    yield from tokens(random, world)
    yield from nights(world)


def fined(report: Report) -> Row | None:
    """A public row of a penalty file without mistakes: who was merely warned is not public."""
    if report.item != "admin-penalty" or report.mistakes:
        return None
    return next((row for row in report.rows if row.get("CF_NR_FK") and row.get("CF_XDR_SHXYM")), None)


def revocations(random: Random, shown: Sequence[Shown]) -> Iterator[Deed]:
    """The last of them was a mistake and is taken back."""
    for report, row in pick(random, shown, WITHDRAWN):
        at = moment(random, ahead(report.at.date(), random.randint(5, SETTLED - 10)))
        said = (clerk_of(report.organisation), report.item, row)
        yield Withdraw(at, *said, random.choice(REVOCATIONS))
    if shown:
        again = moment(random, ahead(at.date(), 4))
        yield Reinstate(again, *said, "复议机关更正决定：维持原处罚决定")


def disputes(random: Random, shown: Sequence[Shown]) -> Iterator[Deed]:
    """Held by an officer of the city. Every third is public again."""
    for place, (report, row) in enumerate(pick(random, shown, HELD)):
        at = moment(random, ahead(report.at.date(), random.randint(1, 5)))
        said = (officer_of(city_of(report.organisation[:6]) or ""), report.item, row)
        yield Hold(at, *said, random.choice(DOUBTS))
        if place % 3 == 2:
            later = moment(random, ahead(at.date(), 5))
            yield Lift(later, *said, "经核查，公示内容无误，恢复公示")


def pick(random: Random, shown: Sequence[Shown], count: int) -> list[Shown]:
    """So many, the demonstration's county among them, first."""
    own = [pair for pair in shown if pair[0].organisation == SHOWCASE][-1:]
    others = [pair for pair in shown if pair not in own]
    return own + random.sample(others, min(count - len(own), len(others)))


def judgements(random: Random, reports: Sequence[Report]) -> Iterator[Deed]:
    """Of the old papers that name nobody for sure, one a city. The second merger is undone."""
    papers = [report for report in reports if "CF_XDR_ZDM" in report.rows[0]]
    for place, (report, (verdict, reason)) in enumerate(zip(papers, JUDGEMENTS, strict=False)):
        name = next((row["CF_XDR_MC"] for row in report.rows if not row["CF_XDR_ZDM"]), "")
        at = moment(random, ahead(report.at.date(), 15 + place))
        if name:
            yield Judge(at, "shuju", name, verdict, reason)
        if name and place == 1:
            yield UndoMerge(moment(random, ahead(at.date(), 2)), "shuju", name, "两家企业住所不同，撤销合并")


def zero_reports(random: Random, last: date) -> Iterator[Deed]:
    """Of the last three months, in the first days of the next one."""
    month = last.replace(day=1)
    for _ in range(3):
        period = month - timedelta(days=1)
        for code, item in zip((SHOWCASE, "350206", "350582", "350902"), ZERO_ITEMS * 2, strict=False):
            at = moment(random, ahead(period, random.randint(1, 3)))
            if at.date() <= last:
                yield ReportZero(at, clerk_of(code), code, item, f"{period:%Y-%m}")
        month = period.replace(day=1)


def tokens(random: Random, world: World) -> Iterator[Deed]:
    """The systems of some cities get a new key every year."""
    day = ahead(world.opened, 1)
    while day <= world.last:
        for city in SYSTEMS:
            yield IssueToken(moment(random, day), "admin", city)
        day = ahead(day + timedelta(days=TOKEN_DAYS), 1)


def nights(world: World) -> Iterator[Deed]:
    """One a month is enough to keep what the public sees true, and one at the end."""
    day = world.first.replace(day=1)
    while (day := (day + timedelta(days=31)).replace(day=1)) <= world.last:
        yield Night(datetime.combine(day, time(1, 30)))
    yield Night(datetime.combine(world.last, END_OF_DAY))
