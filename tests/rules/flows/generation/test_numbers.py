"""What follows from a number: chance, codes, names, people. Each can be made again alone."""

import numpy as np
import pytest

from xinlu.flows.generation.chance import Dice, spread
from xinlu.flows.generation.codes import BODIES, unified_codes
from xinlu.flows.generation.places import UNITS, list_authorities, list_counties
from xinlu.flows.generation.residents import population_limit, resident_numbers
from xinlu.flows.generation.subjects import FIRM, SOLE_TRADER, choose_subjects, make_enterprises, make_people
from xinlu.flows.generation.words import MOST, cells, places
from xinlu.kernel import organisationcode, regions, residentid, uscc
from xinlu.kernel.regions import short_name

MANY = np.arange(200_000)


@pytest.mark.parametrize("size", [1, 2, 10, 97, 1000, 65_536])
def test_spread_meets_every_place_once(size):
    assert sorted(spread(np.arange(size), size, 12345).tolist()) == list(range(size))


def test_a_draw_follows_from_seed_question_and_number_alone():
    dice = Dice(1, MANY)
    assert dice.pick("a", 10)[[7, 199_999]].tolist() == Dice(1, np.array([7, 199_999])).pick("a", 10).tolist()
    assert (dice.roll("a") != dice.roll("b")).all() and (dice.roll("a") != Dice(2, MANY).roll("a")).all()
    counts = np.bincount(dice.pick("a", 10))
    assert len(counts) == 10 and counts.min() > 19_000
    assert 0.019 < dice.hits("a", 0.02).mean() < 0.021
    assert not dice.hits("a", 0).any() and dice.hits("a", 1).all()


def test_codes_hold_ten_million_and_the_kernel_finds_no_fault():
    numbers = np.concatenate([np.arange(2_000), np.arange(9_998_000, 10_000_000), [BODIES - 1]])
    sole, county = numbers % 2 == 1, numbers % len(list_counties())
    made = unified_codes(sole, county, numbers, 99)
    assert made["code"].n_unique() == len(numbers)
    for code, organisation, is_sole in zip(made["code"], made["organisation_code"], sole, strict=True):
        assert uscc.faults(code) == () and code[:2] == ("92" if is_sole else "91")
        assert organisationcode.is_valid(organisation) and code[8:17] == organisation
        assert organisation.startswith("FJ")  # no registrar hands that out
        assert not residentid.looks_like(code)


def test_people_have_numbers_that_nobody_has():
    numbers = np.concatenate([np.arange(3_000), np.arange(population_limit() - 3_000, population_limit())])
    made = resident_numbers(numbers, 7)
    assert made.n_unique() == len(numbers) and population_limit() > 7_000_000
    assert all(map(residentid.is_valid, made))
    assert set(made[:3_000].str.slice(14, 3)) == {"998"}
    assert {number[14:16] for number in made} == {"99"} and min(number[6:10] for number in made) >= "1950"


def test_no_two_enterprises_are_called_alike():
    enterprises = make_enterprises(3, MANY)
    assert enterprises["name"].n_unique() == enterprises["code"].n_unique() == len(MANY)
    share = (enterprises["kind"] == SOLE_TRADER).mean()
    assert 0.10 < share < 0.14 and set(enterprises["kind"]) == {FIRM, SOLE_TRADER}
    assert ((enterprises["kind"] == SOLE_TRADER) == enterprises["code"].str.starts_with("92")).all()


def test_also_beyond_the_short_words():
    """Where the words of two syllables run out, longer ones go on."""
    last = int(cells(2).first[-1])
    numbers = np.concatenate([np.arange(last * 16 // 6 - 5_000, last * 16 // 6 + 5_000), [MOST - 1]])
    lengths = make_enterprises(3, numbers)["name"]
    assert lengths.n_unique() == len(numbers)


def test_one_enterprise_or_person_can_be_made_again_alone():
    alone = np.array([123_456])
    assert make_enterprises(3, alone).equals(make_enterprises(3, MANY)[123_456])
    assert make_people(3, alone).equals(make_people(3, MANY)[123_456])
    assert not make_enterprises(4, alone).equals(make_enterprises(3, alone))


def test_places_are_told_apart_by_their_short_names():
    names = [short_name(code) for code in places()]
    assert len(set(names)) == len(names) and {"福建", "厦门", "沙县", "平潭", "武夷山"} <= set(names)
    assert len(UNITS) == 11 and len(list_authorities()) == 11 + len(list_counties())
    assert all(uscc.is_valid(authority.uscc) for authority in list_authorities())
    assert all(regions.city_of(county.code) in UNITS for county in list_counties())


def test_decisions_meet_the_same_subjects_again():
    rows = choose_subjects(Dice(3, np.arange(5_000)), 1_000, 1_000, 0.2)
    persons = rows.filter(rows["id"] != "")
    assert 800 < persons.height < 1_200 and (persons["code"] == "").all() and (persons["trade"] == -1).all()
    again = make_enterprises(3, np.arange(1_000))
    firms = rows.filter(rows["id"] == "")
    assert set(firms["subject"]) <= set(again["subject"]) and firms["subject"].n_unique() > 800
    known = dict(zip(again["subject"], again["name"], strict=True))
    assert [known[subject] for subject in firms["subject"]] == firms["name"].to_list()
