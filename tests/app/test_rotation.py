"""`xinlu keys rotate`: a fresh key, everything personal sealed again, nothing lost and nobody doubled."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings as configured
from django.contrib.auth import get_user_model
from django.db import connection

from tests.factories import accounts
from tests.factories.collection import CLERK, ID_NUMBER, csv_file, penalty_of_person
from tests.flows.conftest import platform  # noqa: F401
from tests.flows.stories import DECIDED, ITEM, archived, submit
from xinlu.accounts import actions as accounts_actions
from xinlu.accounts import queries as accounts_queries
from xinlu.collection import actions, queries
from xinlu.collection.contracts import EntryFilter, QuarantineFilter
from xinlu.config.keys import load_keyring, load_secret, load_signer, rotate_keyring
from xinlu.flows.commands import xinlu
from xinlu.subjects import queries as subjects

PHONE = "13800138000"


@pytest.fixture
def keys(tmp_path: Path, settings) -> Path:
    """A folder of keys of this test's own."""
    folder = tmp_path / "keys"
    settings.KEYRING = load_keyring(folder)
    settings.ROTATE_KEYRING = lambda: rotate_keyring(folder)
    settings.VAULT = tmp_path / "vault"
    return folder


def person(number: int = 1, **changes) -> dict:
    return penalty_of_person(number, CF_JDRQ=DECIDED, CF_YXQ="2027-11-18") | changes


def rotate() -> str:
    done = CliRunner().invoke(xinlu, ["keys", "rotate"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def sealed_with(key: str) -> list[str]:
    """Tables that hold a value sealed with this key."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in ("subjects_search", "subjects_search_people"):  # cannot be scanned
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                found += [table] if f"sealed:{key}:" in repr(cursor.fetchall()) else []
    return found


def fill() -> int:
    """Something sealed in each place that seals; returns the user."""
    submit(csv_file([person(1), person(2, CF_WSH="")]), filename="个人.csv")
    typed = {name: value for name, value in person(3).items() if value}
    actions.enter_by_hand(item=ITEM, organisation="350100", data=typed, by=CLERK, at=accounts.NOW)
    user = accounts.make_user(organisation="350100")
    get_user_model().objects.filter(pk=user).update(phone=configured.KEYRING.seal(PHONE))
    accounts_actions.keep_draft(
        owner_id=user, path="/x", page="/x", fields={"a": [ID_NUMBER]}, at=accounts.NOW
    )
    return user


def test_everything_is_sealed_again_and_stays_readable(platform, keys) -> None:  # noqa: F811
    user = fill()
    places = set(sealed_with("k1"))
    assert places >= {"archive_revision", "subjects_identifier", "collection_quarantinedrow"}
    assert places >= {"collection_handentry", "accounts_user", "accounts_draft"}
    said = rotate()
    assert "已启用新密钥" in said and all(name in said for name in ("主体", "档案", "归集", "用户"))
    assert sealed_with("k1") == [] and set(sealed_with("k2")) == places
    assert archived(person(1), unmasked=True).data["CF_XDR_ZJHM"] == ID_NUMBER
    assert queries.quarantine(QuarantineFilter()).rows[0].data["CF_XDR_ZJHM"] == ID_NUMBER
    assert queries.hand_entries(EntryFilter()).rows[0].data["CF_XDR_ZJHM"] == ID_NUMBER
    assert accounts_queries.user(user).phone == "138****8000"
    assert accounts_queries.drafts_of(user)[0].fields["a"] == (ID_NUMBER,)


def test_the_same_person_is_found_again_and_files_and_receipts_still_open(platform, keys) -> None:  # noqa: F811
    before = submit(csv_file([person(1)]))
    receipt = queries.receipt(before.id)
    known = archived(person(1))
    rotate()
    assert submit(csv_file([person(1)])).id == before.id  # the same file is the same submission
    again = submit(csv_file([person(1), person(5)]))
    assert (again.counts.new, again.counts.unchanged) == (1, 1)
    assert archived(person(5)).subject == known.subject == archived(person(1)).subject
    assert archived(person(1)).digest == known.digest
    assert subjects.subject(known.subject, unmasked=True).identifiers[0].number == ID_NUMBER
    assert queries.verify(receipt) and queries.verify(queries.receipt(before.id))
    assert b"".join(queries.original(before.id)) == csv_file([person(1)])
    assert sealed_with("k1") == []


def test_rotating_twice_and_after_a_break(platform, keys) -> None:  # noqa: F811
    fill()
    configured.ROTATE_KEYRING()  # killed before anything was sealed again
    rotate()
    assert json.loads((keys / "keyring.json").read_text())["current"] == "k3"
    assert sealed_with("k1") == sealed_with("k2") == []
    assert archived(person(1), unmasked=True).data["CF_XDR_ZJHM"] == ID_NUMBER


def test_keys_are_for_the_owner_alone_and_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "keys"
    made = load_keyring(folder), load_secret(folder)
    load_signer(folder)
    rotate_keyring(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert {path.name for path in folder.iterdir()} == {"keyring.json", "secret.txt", "signer.pem"}
    assert (load_keyring(folder).keys["k1"], load_secret(folder)) == (made[0].keys["k1"], made[1])


def test_of_two_that_start_at_once_both_get_the_same_key(tmp_path: Path, monkeypatch) -> None:
    first = load_keyring(tmp_path)
    exists = Path.exists
    monkeypatch.setattr(Path, "exists", lambda path: path.name != "keyring.json" and exists(path))
    assert load_keyring(tmp_path) == first
