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
PERMITS = (0, 1, 1, 2, 2, 3, 4, 5)
PENALTIES = (0, 0, 0, 1, 1, 2, 3, 4)
TO_PERSONS = (0, 0, 1, 1)


class Deck:
    """Subjects, each as often as it may come up, dealt by county; who runs out borrows from the neighbours."""

    def __init__(self, random: Random, hands: Iterable[tuple[Sequence[Subject], Sequence[int]]]) -> None:
        self.random = random
        self.piles: defaultdict[str, list[Subject]] = defaultdict(list)
        for subjects, times in hands:
            for who in subjects:
                self.piles[who.county.code] += [who] * random.choice(times)
        for pile in self.piles.values():
            random.shuffle(pile)
        self.cities: defaultdict[str | None, list[str]] = defaultdict(list)
        for code in self.piles:
            self.cities[city_of(code)].append(code)
        self.spent: list[Subject] = []

    def deal(self, authority: str) -> Subject:
        """authority: its organisation code; cities deal from all their counties, the province from everywhere."""
        pile = self.random.choices(*self.within(authority))[0]
        self.spent.append(pile.pop())
        return self.spent[-1]

    def within(self, authority: str) -> tuple[list[list[Subject]], list[int]]:
        """The nearest piles that are not empty, and their heights; all over again when everything is dealt."""
        for near in ([authority], self.cities[city_of(authority[:6])], list(self.piles)):
            if piles := [self.piles[code] for code in near if self.piles.get(code)]:
                return piles, [len(pile) for pile in piles]
        for who in self.spent:
            self.piles[who.county.code].append(who)
        self.spent = []
        return self.within(authority)


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

    Numbers between them went to decisions that are not to be reported.
    """
    counted: Counter[tuple[str, str, int]] = Counter()
    serials: defaultdict[tuple[str, str, date], list[int]] = defaultdict(list)
    days = sorted((day, slot.authority.code, slot.kind) for slot in slots for day in slot.decided)
    for day, authority, kind in days:
        counted[authority, kind, day.year] += random.randint(1, 5)
        serials[authority, kind, day].append(counted[authority, kind, day.year])
    return serials
