"""What each authority of the sample province reported in two years, file by file. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from xinlu.collection.contracts import Channel
from xinlu.flows.sample.caseload import decide
from xinlu.flows.sample.decisions import Decision, Row, make_penalty, make_permit
from xinlu.flows.sample.faults import age
from xinlu.flows.sample.files import Report, file_name
from xinlu.flows.sample.filings import file
from xinlu.flows.sample.papers import paper_reports
from xinlu.flows.sample.population import Person
from xinlu.flows.sample.rolls import roll_reports
from xinlu.flows.sample.schedule import SHOWCASE, Slot, make_slots, newest_slots, showcase_slots
from xinlu.flows.sample.timetable import ahead, moment
from xinlu.flows.sample.words import METER, OVERLOAD, UNLICENSED
from xinlu.flows.sample.world import World

PERSONAL_OFFENCES = (OVERLOAD, UNLICENSED, METER)
SYSTEMS = ("350100", "350200", "350500")  # cities whose own systems report, by the open interface
NAMES = {"permit": "行政许可", "penalty": "行政处罚"}
WORN = 0.12  # rows written in some odd but harmless way


def make_reports(random: Random, world: World, decisions: int) -> list[Report]:
    """In the order of their times. The same source and world: the same reports."""
    found = [
        *roll_reports(random, world),
        *paper_reports(random, world),
        *decision_reports(random, world, decisions),
        *filing_reports(random, world),
    ]
    return sorted((report for report in found if report.rows), key=lambda report: report.at)


def decision_reports(random: Random, world: World, decisions: int) -> Iterator[Report]:
    """Permits and penalties of every authority, and the rows that came again put right."""
    local = [authority for code, authority in sorted(world.authorities.items()) if "-" not in code]
    slots = [
        *make_slots(random, world.first, world.last, decisions, local),
        *newest_slots(random, world.last, local),
        *showcase_slots(world.last, world.authorities[SHOWCASE]),
    ]
    slots.sort(key=lambda slot: slot.day)
    for slot, cases in zip(slots, decide(random, slots, world.firms, world.people), strict=True):
        rows = [make_row(random, case) for case in cases]
        report = as_report(random, slot, rows)
        yield report
        if slot.corrected:
            yield correction(random, report, [rows[place] for place in slot.faults])


def make_row(random: Random, case: Decision) -> Row:
    if case.kind == "permit":
        return make_permit(random, case)
    personal = isinstance(case.who, Person)
    return make_penalty(random, case, PERSONAL_OFFENCES if personal else case.who.trade.offences)


def as_report(random: Random, slot: Slot, rows: list[Row]) -> Report:
    """Systems send batches of records, people files, and few of those are without an odd spelling."""
    code, at = slot.authority.code, moment(random, slot.day)
    system = code in SYSTEMS
    ending = "xlsx" if slot.workbook else "csv"
    name = f"records-{at:%Y%m%d}.json" if system else file_name(code, NAMES[slot.kind], at, ending)
    sent = tuple(wear(random, row, slot.faults.get(place)) for place, row in enumerate(rows))
    channel = Channel.API_RECORDS if system else Channel.UPLOAD
    item, mistakes = f"admin-{slot.kind}", len(slot.faults)
    return Report(at, code, item, name, sent, channel=channel, mistakes=mistakes)


def wear(random: Random, row: Row, fault) -> Row:
    if fault:
        return fault(row)
    return age(random, row) if random.random() < WORN else row


def correction(random: Random, report: Report, rows: list[Row]) -> Report:
    """A few working days later."""
    at = moment(random, ahead(report.at.date(), random.randint(1, 3)))
    name = f"{report.filename.rsplit('.', 1)[0]}（改正）.csv"
    return replace(
        report,
        at=at,
        filename=name,
        rows=tuple(rows),
        channel=Channel.CORRECTION,
        mistakes=0,
        corrects=report.filename,
    )


def filing_reports(random: Random, world: World) -> Iterator[Report]:
    for filed in file(random, world):
        at = moment(random, filed.day)
        name = file_name(filed.authority.code, filed.filing.name, at)
        yield Report(at, filed.authority.code, filed.filing.item, name, filed.rows)
