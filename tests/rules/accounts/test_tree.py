"""The organisation tree: descent, and the plan from the table of regions."""

from datetime import date
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

import xinlu.accounts
from xinlu.accounts.contracts import OrganisationKind
from xinlu.accounts.rules.seeds import is_synthetic, plan_tree, regions_until
from xinlu.accounts.rules.tree import ascend, descend
from xinlu.kernel import regions, uscc

PACK = yaml.safe_load(
    (Path(xinlu.accounts.__file__).parent / "packs" / "organisations.yaml").read_text(encoding="utf-8")
)
PLAN = {unit.code: unit for unit in plan_tree(regions_until(2026), PACK)}


def test_descend_goes_all_the_way_down():
    parents = {"350000": None, "350200": "350000", "350203": "350200", "350100": "350000"}
    assert descend(parents, "350200") == {"350200", "350203"}
    assert descend(parents, "350000") == set(parents)
    assert descend(parents, "360000") == frozenset()


def test_ascend_goes_up_to_the_province_and_ends_in_a_circle():
    parents = {"350000": None, "350200": "350000", "350203": "350200"}
    assert ascend(parents, "350203") == {"350000", "350200", "350203"}
    assert ascend(parents, "360000") == frozenset()
    assert ascend({"a": "b", "b": "a"}, "a") == {"a", "b"}


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 9)))
def test_descend_ends_even_in_a_circle(parents):
    links = {str(code): str(parent) for code, parent in parents.items()}
    for code in links:
        assert code in descend(links, code)


def test_every_region_of_today_has_its_authority():
    for region in regions.list_regions(date(2026, 11, 2)):
        assert PLAN[region.code].exists(date(2026, 11, 2))


def test_kinds():
    def count(kind):
        return sum(unit.kind == kind and unit.exists(date(2026, 11, 2)) for unit in PLAN.values())

    assert [count(kind) for kind in OrganisationKind] == [1, 5, 10, 83]  # 平潭 is the 84th county by its code


def test_codes_are_valid_and_unique():
    codes = [unit.uscc for unit in PLAN.values()]
    assert len(set(codes)) == len(codes)
    assert all(not uscc.faults(code) for code in codes)


def test_parents_come_first():
    seen = set()
    for unit in PLAN.values():
        assert unit.parent is None or unit.parent in seen
        seen.add(unit.code)


def test_pingtan_is_city_level():
    assert PLAN["350128"].kind == OrganisationKind.CITY
    assert PLAN["350128"].parent == regions.PROVINCE


def test_abolished_counties_keep_their_days():
    shaxian = PLAN["350427"]
    assert (shaxian.since, shaxian.until, shaxian.parent) == (None, date(2021, 12, 31), "350400")
    assert PLAN["350405"].since == date(2021, 1, 1)
    assert PLAN["350405"].name == "三明市沙县区交通运输局"


def test_the_bureaus_are_those_of_their_day():
    def bureaus(day):
        return {unit.name for unit in PLAN.values() if unit.kind == "bureau" and unit.exists(day)}

    before, after = bureaus(date(2017, 11, 1)), bureaus(date(2019, 1, 1))
    assert {"福建省公路管理局", "福建省高速公路建设总指挥部"} <= before and len(before) == 7
    assert {"福建省公路事业发展中心", "福建省交通运输综合执法总队"} <= after and len(after) == 5
    assert bureaus(date(2018, 8, 18)) == before | after  # the year of the reform


def test_what_was_read_in_no_document_is_marked():
    marked = {code for code, unit in PLAN.items() if not unit.verified}
    assert marked == {"350128"} | {code for code in PLAN if "-" in code}


def test_a_placeholder_code_is_known_as_such():
    assert all(is_synthetic(unit.uscc) for unit in PLAN.values())
    assert not is_synthetic("11350200MB12345678")


def test_a_county_level_city_bears_its_own_name():
    names = {code: PLAN[code].name for code in ("350182", "350582", "350112", "350121")}
    assert names == {
        "350182": "长乐市交通运输局",
        "350582": "晋江市交通运输局",
        "350112": "福州市长乐区交通运输局",
        "350121": "福州市闽侯县交通运输局",
    }
