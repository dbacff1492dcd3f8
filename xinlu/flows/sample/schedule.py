"""Who reports decisions when, and of which days. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isqrt
from random import Random

from xinlu.flows.sample.decisions import Authority
from xinlu.flows.sample.faults import FAULTS, Fault
from xinlu.flows.sample.places import places
from xinlu.flows.sample.timetable import back, between
from xinlu.flows.sample.timetable import spread as spread_out
from xinlu.kernel.regions import PROVINCE, city_of

COUNTIES, CITIES = 0.76, 0.2  # shares of all decisions; the rest is the province's
PERMITS = 0.6
LAST_DAYS = 3  # working days on which everybody reports a little: the newest are a mixture
RECENT = 40  # working days in which faults may still be uncorrected
SHOWCASE = "350203"  # where the clerks of the demonstration work


@dataclass(frozen=True)
class Slot:
    """One file: so many decisions of a kind, of the days told, reported on a day.

    faults: a clerk's mistakes, by the place of the row. corrected: those rows came again later, put right.
    """

    authority: Authority
    kind: str  # permit | penalty
    day: date
    decided: tuple[date, ...]
    faults: Mapping[int, Fault] = field(default_factory=dict)
    corrected: bool = False
    workbook: bool = False


def share_of(code: str, on: date) -> float:
    """What part of all decisions an authority makes: after the weight of its county or city."""
    whole = places(on)
    total = sum(place.weight for place in whole)
    own = sum(place.weight for place in whole if place.region.code == code) / total * COUNTIES
    city = sum(place.weight for place in whole if place.city == code) / total * CITIES
    return 1 - COUNTIES - CITIES if code == PROVINCE else own + city


def make_slots(
    random: Random, first: date, last: date, decisions: int, authorities: Sequence[Authority]
) -> Iterator[Slot]:
    """Everybody reports the better the bigger; rows a file grow with the whole, so that small samples have
    many reporters too."""
    rows = isqrt(decisions) * 2 // 5 + 1
    days = between(first, back(last, LAST_DAYS))
    for authority in authorities:
        due = decisions * share_of(authority.code, first)
        files = round(due / rows)
        late = random.uniform(0.01, 0.14)  # some are more punctual than others
        for number, day in enumerate(spread_out(random, days, max(files, 2) if files else 0)):
            kind = ("permit", "penalty")[number % 2]
            size = due / max(files, 2) * 2 * (PERMITS if kind == "permit" else 1 - PERMITS)
            slot = Slot(authority, kind, day, decided(random, day, max(1, round(size)), late))
            yield mistaken(random, slot, recent=day >= back(last, RECENT))


def mistaken(random: Random, slot: Slot, *, recent: bool) -> Slot:
    """Some files hold mistakes. What was wrong months ago has been put right since."""
    if random.random() > (0.5 if recent else 0.03):
        return slot
    rows = random.sample(range(len(slot.decided)), min(random.choice((1, 2, 3)), len(slot.decided)))
    return replace(slot, faults={row: random.choice(FAULTS) for row in rows}, corrected=not recent)


def showcase_slots(last: date, authority: Authority) -> Iterator[Slot]:
    """The demonstration's own county: files with mistakes, late, overdue and soon due, corrected and not.

    Each: working days ago reported, kind, working days ago decided, faults of the first rows, corrected.
    """
    wrong, missing, fine, phone, future = FAULTS
    plan = (
        (24, "permit", (31, 30, 29, 28, 26, 25), (wrong, missing), True),
        (12, "penalty", (24, 22, 19, 18, 16, 15, 14, 13), (missing, fine, wrong), False),
        (9, "permit", (15, 14, 13, 13, 12, 11, 11, 10, 10), (phone, wrong), True),
        (5, "penalty", (7, 6, 6, 8, 8, 7, 9, 9, 6), (missing, fine), False),
        (2, "penalty", (6, 5, 5, 4, 4, 3, 3, 4), (wrong, fine, phone, future), False),
        (1, "permit", (5, 4, 4, 3, 3, 2, 2), (wrong, phone), False),
        (0, "penalty", (3, 2, 2, 1), (missing,), False),
    )
    for ago, kind, decided_ago, faults, corrected in plan:
        days = tuple(back(last, days) for days in sorted(decided_ago, reverse=True))
        wrong_rows = dict(enumerate(faults))
        yield Slot(authority, kind, back(last, ago), days, wrong_rows, corrected, workbook=ago in (2, 12))


def newest_slots(random: Random, last: date, authorities: Sequence[Authority]) -> Iterator[Slot]:
    """On the last day one or two decisions from every city; on the days before a few files, not without fault."""
    for authority in one_a_city(random, authorities):
        for kind in ("permit", "penalty"):
            yield Slot(authority, kind, last, decided(random, last, random.choice((1, 1, 2)), 0))
    for ago in range(1, LAST_DAYS):
        day = back(last, ago)
        for place, authority in enumerate(random.sample(one_a_city(random, authorities), 5)):
            faults = dict(enumerate(random.sample(FAULTS[:4], 2)))
            yield Slot(authority, ("permit", "penalty")[place % 2], day, decided(random, day, 6, 0), faults)


def one_a_city(random: Random, authorities: Sequence[Authority]) -> list[Authority]:
    """One authority of every city, the province's own left out."""
    cities: dict[str, list[Authority]] = {}
    for authority in authorities:
        if city := city_of(authority.code[:6]):
            cities.setdefault(city, []).append(authority)
    return [random.choice(cities[city]) for city in sorted(cities)]


def decided(random: Random, day: date, count: int, late: float) -> tuple[date, ...]:
    """Days of decisions reported that day: within seven working days, or, of a few, weeks ago."""
    ago = (random.randint(9, 30) if random.random() < late else random.randint(1, 7) for _ in range(count))
    return tuple(sorted(back(day, days) for days in ago))
