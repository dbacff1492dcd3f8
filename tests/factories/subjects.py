"""Claims and subjects for tests."""

import itertools
from datetime import UTC, date, datetime

from xinlu.events.contracts import Actor, ActorKind
from xinlu.subjects import actions
from xinlu.subjects.contracts import Claim, Kind, Match, Scheme, subject_id

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
STEWARD = Actor(ActorKind.PERSON, "7", "林数据", "350000")
CODE = "91350100MA2Y0001X9"
OTHER_CODE = "92350203MA31TUW153"
THIRD_CODE = "91350128MA2XY0Q1XR"
PERSON_NUMBER = "350102199001010016"
OTHER_PERSON_NUMBER = "350203198512310026"

_numbers = itertools.count(1)


def new_id() -> str:
    """Ids for tests: as opaque as real ones, never twice."""
    return subject_id(next(_numbers).to_bytes(10, "big"))


def claim(name: str = "福州闽通达物流有限公司", **given: object) -> Claim:
    """An organisation's claim; numbers by scheme name: uscc=…, registration_no=…"""
    schemes = {scheme.name.lower(): scheme for scheme in Scheme}
    numbers = {schemes[key]: given.pop(key) for key in list(given) if key in schemes}
    defaults = {"kind": Kind.ORGANISATION, "region": "350100", "seen_on": date(2026, 5, 6)}
    return Claim(name=name, numbers=numbers, **{**defaults, **given})


def person(name: str = "陈小明", **given: object) -> Claim:
    return claim(name, **{"kind": Kind.PERSON, **given})


def match(*claims: Claim, at: datetime = AT) -> list[Match]:
    return actions.match(claims, by=STEWARD, at=at, new_id=new_id)


def subject(name: str = "福州闽通达物流有限公司", **given: object) -> str:
    """A subject's id, made by matching a claim."""
    return match(claim(name, **given))[0].subject
