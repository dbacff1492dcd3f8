import pytest
from django.conf import settings as django_settings

from tests.factories.subjects import AT, CODE, PERSON_NUMBER, STEWARD, claim, match, person, subject
from xinlu.events.models import Event
from xinlu.kernel.sealing import Keyring
from xinlu.subjects import actions, queries
from xinlu.subjects.contracts import Attached, Scheme
from xinlu.subjects.models import Identifier

pytestmark = pytest.mark.django_db


def test_a_new_key_seals_again_and_finds_as_before(settings) -> None:
    someone = match(person(person_id=PERSON_NUMBER), claim(uscc=CODE))[0].subject
    old = django_settings.KEYRING
    settings.KEYRING = Keyring({**old.keys, "k9": b"9" * 64}, "k9", old.index_key)
    assert actions.reseal(by=STEWARD, at=AT) == 1
    assert actions.reseal(by=STEWARD, at=AT) == 0
    assert Identifier.objects.get(scheme=Scheme.PERSON_ID).number.startswith("sealed:k9:")
    assert match(person(person_id=PERSON_NUMBER))[0].subject == someone
    assert queries.subject(someone, unmasked=True).identifiers[0].number == PERSON_NUMBER
    assert Event.objects.filter(act="subject.resealed").count() == 1


def test_vehicles_are_attached_once_and_masked_with_their_owner() -> None:
    firm, owner = subject(uscc=CODE), match(person(person_id=PERSON_NUMBER))[0].subject
    things = [
        (firm, Attached("vehicle", "闽A12345", "重型货车")),
        (owner, Attached("vehicle", "闽A54321")),
        (firm, Attached("project", "FJ-2026-001")),
    ]
    actions.attach(things, by=STEWARD, at=AT)
    actions.attach(things, by=STEWARD, at=AT)
    assert [thing.number for thing in queries.subject(firm).attached] == ["FJ-2026-001", "闽A12345"]
    assert queries.subject(owner).attached == (Attached("vehicle", "闽***321"),)
    assert queries.subject(owner, unmasked=True).attached[0].number == "闽A54321"


def test_attached_things_follow_a_merge() -> None:
    firm, team = subject(uscc=CODE), subject("闽通达车队", registration_no="350100100012345")
    actions.attach([(team, Attached("vehicle", "闽A12345"))], by=STEWARD, at=AT)
    actions.merge(firm, team, by=STEWARD, at=AT, reason="同一单位")
    assert [thing.number for thing in queries.subject(firm).attached] == ["闽A12345"]
