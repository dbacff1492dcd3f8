"""Whom the decisions of a schedule are about, and under which number. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from random import Random

from xinlu.flows.sample.decisions import Decision
from xinlu.flows.sample.population import Enterprise, Person
from xinlu.flows.sample.schedule import Slot
from xinlu.kernel.regions import city_of

Subject = Enterprise | Person
# How often one subject comes up at the most and how likely: few are fined again and again.
PERMITS = (1, 1, 2, 2, 3, 3, 4, 6)
PENALTIES = (0, 0, 0, 1, 1, 2, 3, 4)
TO_PERSONS = (0, 0, 1, 1)
PACE = (0.2, 0.9)  # documents a day of the year


class Deck:
    """Subjects, each as often as it may come up, dealt by county; who runs out borrows within the city."""

    def __init__(self, random: Random, hands: Iterable[tuple[Sequence[Subject], Sequence[int]]]) -> None:
        self.random = random
        self.piles: defaultdict[str, list[Subject]] = defaultdict(list)
        for subjects, times in hands:
            for who in subjects:
                if count := random.choice(times):
                    self.piles[who.county.code] += [who] * count
        self.spent: defaultdict[str, list[Subject]] = defaultdict(list)
        self.cities: defaultdict[str | None, list[str]] = defaultdict(list)
        for code, pile in self.piles.items():
            random.shuffle(pile)
            self.cities[city_of(code)].append(code)

    def deal(self, authority: str) -> Subject:
        """authority: its organisation code; cities deal from all their counties, the province from everywhere."""
        code = self.nearest(authority)
        who = self.piles[code].pop()
        self.spent[code].append(who)
        return who

    def nearest(self, authority: str) -> str:
        """A county that has somebody left: its own, or one of the city's, which is dealt anew when it has none."""
        around = self.cities.get(city_of(authority[:6])) or list(self.piles)
        for codes in ([authority], around):
            heights = [len(self.piles.get(code, ())) for code in codes]
            if any(heights):
                return self.random.choices(codes, heights)[0]
        for code in around:
            self.piles[code], self.spent[code] = self.spent[code], []
        return self.nearest(authority)


def decide(
    random: Random, slots: Sequence[Slot], firms: Sequence[Enterprise], people: Sequence[Person]
) -> Iterator[list[Decision]]:
    """The decisions of each slot, slots in the order given, which is that of their days."""
    decks = {
        "permit": Deck(random, [(firms, PERMITS)]),
        "penalty": Deck(random, [(firms, PENALTIES), (people, TO_PERSONS)]),
    }
    serials = number(random, slots)
    had: Counter[tuple[str, str]] = Counter()
    for slot in slots:
        yield [
            make_decision(slot, day, decks[slot.kind].deal(slot.authority.code), serials, had)
            for day in slot.decided
        ]


def make_decision(slot: Slot, day: date, who: Subject, serials: dict, had: Counter) -> Decision:
    known = slot.kind, who.number if isinstance(who, Person) else who.code
    before, had[known] = had[known], had[known] + 1
    serial = serials[slot.authority.code, slot.kind, day].pop(0)
    return Decision(slot.authority, slot.kind, day, who, serial, before)


def number(random: Random, slots: Iterable[Slot]) -> dict[tuple[str, str, date], list[int]]:
    """(authority, kind, day) → serials given that day: every authority counts each kind anew every year.

    Numbers between them went to decisions that are not to be reported: the later in the year, the higher.
    """
    pace = {slot.authority.code: random.uniform(*PACE) for slot in slots}
    last: Counter[tuple[str, str, int]] = Counter()
    serials: defaultdict[tuple[str, str, date], list[int]] = defaultdict(list)
    days = sorted((day, slot.authority.code, slot.kind) for slot in slots for day in slot.decided)
    for day, authority, kind in days:
        series = authority, kind, day.year
        last[series] = max(last[series] + 1, round(day.timetuple().tm_yday * pace[authority]))
        serials[authority, kind, day].append(last[series])
    return serials
