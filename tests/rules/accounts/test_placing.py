"""Where a new organisation may stand."""

from dataclasses import replace
from datetime import date

import pytest

from xinlu.accounts.contracts import Organisation, OrganisationKind
from xinlu.accounts.rules.placing import BELOW, fault_of

CITY = Organisation(
    "350200", "厦门市交通运输局", OrganisationKind.CITY, "350000", "350200", "", date(2010, 1, 1), None
)
PORT = Organisation(
    "350200-port", "厦门港口管理局", OrganisationKind.CITY, "350200", "350200", "", date(2026, 1, 1), None
)


def test_a_sound_place_has_no_fault():
    assert fault_of(PORT, CITY) == ""
    assert fault_of(replace(PORT, since=None), CITY) == ""
    assert fault_of(replace(PORT, code="350203-x", region="350203", kind=OrganisationKind.COUNTY), CITY) == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "xiamen"}, "6 位区划代码"),
        ({"code": "350200-" + "x" * 40}, "6 位区划代码"),
        ({"code": "350200-Port"}, "6 位区划代码"),
        ({"code": "350100-port", "region": "350100"}, "不是“厦门市交通运输局”辖区"),
        ({"code": "110000-port", "region": "110000"}, "不是“厦门市交通运输局”辖区"),
        ({"kind": OrganisationKind.BUREAU}, "只能设市级主管部门、县级主管部门"),
        ({"since": date(2009, 1, 1)}, "不存在"),
    ],
)
def test_what_speaks_against_a_place_is_said(change, words):
    assert words in fault_of(replace(PORT, **change), CITY)


def test_every_kind_has_something_below_and_none_the_province():
    assert set(BELOW) == set(OrganisationKind)
    assert all(OrganisationKind.PROVINCE not in kinds for kinds in BELOW.values())
