"""All that the reports of the sample province are drawn from. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xinlu.flows.sample.decisions import Authority
from xinlu.flows.sample.population import Enterprise, Person, make_enterprises, make_people
from xinlu.flows.sample.timetable import back, workday

MONTH = timedelta(days=30)
OPENING = 15  # working days before the first decisions are reported: the platform is founded
STORY = 70  # working days that everything told beside the decisions takes, however few months those have


@dataclass(frozen=True)
class Size:
    """How big the sample is. months: of decisions; decisions: permits and penalties together."""

    enterprises: int = 3000
    people: int = 2000
    months: int = 24
    decisions: int = 9000


@dataclass(frozen=True)
class World:
    """first, last: working days between which decisions are reported. authorities: by organisation code."""

    first: date
    last: date
    firms: tuple[Enterprise, ...]
    people: tuple[Person, ...]
    authorities: Mapping[str, Authority]

    @property
    def opened(self) -> date:
        """The day on which the platform is founded."""
        return min(back(self.first, OPENING), back(self.last, STORY))


def opening(today: date, size: Size) -> date:
    return World(beginning(today, size), workday(today), (), (), {}).opened


def beginning(today: date, size: Size) -> date:
    return workday(workday(today) - size.months * MONTH)


def make_world(random: Random, today: date, size: Size, authorities: Mapping[str, Authority]) -> World:
    """The counties are those of the day on which the platform is founded."""
    first, opened = beginning(today, size), opening(today, size)
    firms = make_enterprises(random, size.enterprises, opened)
    people = make_people(random, size.people, opened)
    return World(first, workday(today), tuple(firms), tuple(people), authorities)
