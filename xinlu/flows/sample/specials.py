"""What an ordinary month does not bring, so that every desk of the demonstration has something on it. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from xinlu.collection.contracts import Mode
from xinlu.flows.sample.decisions import Decision, Row, make_penalty, make_permit
from xinlu.flows.sample.deeds import AuthoriseCode, ConfirmEntry, Deed, Dismiss, EnterByHand
from xinlu.flows.sample.faults import mistyped
from xinlu.flows.sample.files import Report, file_name
from xinlu.flows.sample.people import ACCOUNTS, clerk_of
from xinlu.flows.sample.population import Enterprise, make_code
from xinlu.flows.sample.schedule import SHOWCASE
from xinlu.flows.sample.timetable import back, moment, workday
from xinlu.flows.sample.world import World
from xinlu.kernel.regions import PINGTAN

BACKLOG = 60  # rows of a full report that has none of what stands
ODD = 900_000  # numbers of enterprises whose code fails the check digit although it was handed out
LATE_SERIALS = 601  # of documents found later
PERMIT, PENALTY = "admin-permit", "admin-penalty"
MISREPORTED = "报送单位来函：该行系重复登记，不再报送"
BEFORE_LEAVING = time(17, 41, 9)
EVIDENCE = "登记机关复函（榕岚市监函〔2025〕17号）：该代码系自贸试验区设立初期赋码，证照有效，附证照原件扫描"


def special_steps(random: Random, world: World) -> Iterator[Report | Deed]:
    yield from odd_codes(random, world)
    yield from hand_entries(random, world)
    yield Dismiss(moment(random, back(world.last, 3)), "xiamen", SHOWCASE, MISREPORTED)
    yield backlog(random, world)
    yield scan(random, world)


def odd_codes(random: Random, world: World) -> Iterator[Report | Deed]:
    """A lawful code that fails its check digit waits, is authorised, and comes again; another one still waits."""
    known, unknown = (odd_firm(world, number, code) for number, code in enumerate((PINGTAN, "350206"), ODD))
    at = moment(random, back(world.last, 61))
    yield permit_report(random, world, PINGTAN, known, 62)
    yield AuthoriseCode(at, "shuju", known.code, EVIDENCE)
    yield permit_report(random, world, PINGTAN, known, 20, before=1)
    yield permit_report(random, world, "350206", unknown, 4)


def odd_firm(world: World, number: int, county: str) -> Enterprise:
    model = next((who for who in world.firms if who.county.code == county), world.firms[0])
    code = mistyped(make_code(number, model.county, False))
    name = model.name.replace("福建", "")[:4] + "自贸物流有限公司"
    return replace(model, name=name, code=code, sole_trader=False, former_name="")


def permit_report(
    random: Random, world: World, authority: str, who: Enterprise, ago: int, before: int = 0
) -> Report:
    at = moment(random, back(world.last, ago))
    row = permit(random, world, authority, who, ago + 3, LATE_SERIALS + before, before)
    return Report(at, authority, PERMIT, file_name(authority, "行政许可（补）", at), (row,), mistakes=1)


def permit(
    random: Random, world: World, authority: str, who: Enterprise, ago: int, serial: int, before: int = 1
) -> Row:
    day = back(world.last, ago)
    return make_permit(random, Decision(world.authorities[authority], "permit", day, who, serial, before))


def hand_entries(random: Random, world: World) -> Iterator[Deed]:
    """One confirmed and one returned long ago; of three colleagues one each waits today."""
    lin, chen = ACCOUNTS[0].username, ACCOUNTS[1].username
    for ago, returned in ((30, ""), (16, "违法事实未写明检测数据，请补充后重新录入")):
        yield EnterByHand(
            moment(random, back(world.last, ago)), lin, SHOWCASE, PENALTY, fine(random, world, ago)
        )
        yield ConfirmEntry(moment(random, back(world.last, ago - 1)), chen, SHOWCASE, returned)
    for number, (username, county) in enumerate(
        ((lin, SHOWCASE), (chen, SHOWCASE), (clerk_of("350206"), "350206"))
    ):
        at = moment(random, back(world.last, number // 2))
        yield EnterByHand(at, username, county, PENALTY, fine(random, world, number, county))


def fine(random: Random, world: World, ago: int, county: str = SHOWCASE) -> Row:
    """A penalty decided two working days before."""
    local = [who for who in world.firms if who.county.code == county and "道路" in who.trade.name]
    who = random.choice(local or world.firms)
    day, serial = back(world.last, ago + 2), LATE_SERIALS + 100 + ago
    decision = Decision(world.authorities[county], "penalty", day, who, serial)
    return make_penalty(random, decision, who.trade.offences[:1])


def backlog(random: Random, world: World) -> Report:
    """A full report that lacks nearly all that stands is held until somebody says that it is meant."""
    day, authority = world.last, world.authorities[SHOWCASE]
    local = [who for who in world.firms if who.county.code == SHOWCASE] or world.firms
    at, rows = datetime.combine(day, BEFORE_LEAVING), []
    for number in range(BACKLOG):
        decided = workday(day - timedelta(days=random.randint(60, 600)))
        decision = Decision(
            authority, "permit", decided, random.choice(local), LATE_SERIALS + 1000 + number, 1
        )
        rows.append(make_permit(random, decision))
    filename = file_name(SHOWCASE, "全量行政许可", at)
    return Report(at, SHOWCASE, PERMIT, filename, tuple(rows), mode=Mode.FULL)


def scan(random: Random, world: World) -> Report:
    """Somebody took the picture for the table."""
    at = moment(random, back(world.last, 7))
    return Report(at, "350504", PENALTY, "行政处罚决定书（扫描件）.pdf", ())
