"""The account of acts: found, exported, proven whole."""

import threading
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from tests.factories.accounts import NOW
from xinlu.events import models, queries
from xinlu.events.actions import note_export, record, sign_checkpoint
from xinlu.events.contracts import ACTS, Act, Actor, ActorKind, Filter, Order, Target, known_acts, title_of

pytestmark = pytest.mark.django_db
KEY = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
PUBLIC = KEY.public_key()


@pytest.fixture
def tested():
    yield Act("test.tested", "测试")
    del ACTS["test.tested"]


def fill(act, count=5):
    for number in range(count):
        record(
            act,
            by=Actor(ActorKind.PERSON, str(number), f"用户{number}", "350200"),
            at=NOW + timedelta(days=number),
            target=Target("record", f"r{number}", "350203" if number % 2 else "350100"),
            summary=f"第{number}次",
            data={"count": number, "nested": {"a": [1, "二"]}},
        )


def found(**wanted):
    return [event.sequence for event in queries.list_events(Filter(**wanted)).rows]


def test_filters(tested):
    fill(tested)
    assert found() == [5, 4, 3, 2, 1]
    assert found(actor="3") == [4]
    assert found(actor="用户2") == [3]
    assert found(act="test.tested", target_kind="record", target_id="r4") == [5]
    assert found(act="other") == []
    assert found(organisation="350203") == [4, 2]
    assert found(organisations=frozenset({"350100"})) == [5, 3, 1]
    assert found(organisations=frozenset({"350200"})) == [5, 4, 3, 2, 1]
    assert found(organisations=frozenset()) == []
    assert found(since=date(2026, 11, 4), until=date(2026, 11, 5)) == [4, 3]
    assert found(text="第1") == [2]
    assert found(text="r2") == [3]


def test_pages_and_iteration(tested):
    fill(tested)
    page = queries.list_events(Filter(), page=2, size=2)
    assert ([event.sequence for event in page.rows], page.total, page.pages) == ([3, 2], 5, 3)
    assert queries.list_events(Filter(), page=99, size=2).page == 3
    assert [event.sequence for event in queries.iterate_events(Filter())] == [1, 2, 3, 4, 5]
    assert queries.event(2).data == {"count": 1, "nested": {"a": [1, "二"]}}
    assert queries.event(99) is None


def test_acts_register_themselves(tested):
    assert known_acts()["test.tested"] == title_of("test.tested") == "测试"
    assert title_of("gone.act") == "gone.act"
    with pytest.raises(ValueError, match="已登记"):
        Act("test.tested", "别的")
    assert Act("test.tested", "测试") == tested


def test_a_whole_chain_has_no_breaks(tested):
    assert queries.verify_chain(PUBLIC) == []
    fill(tested)
    sign_checkpoint(at=NOW, signer=KEY)
    fill(tested, 2)
    assert queries.verify_chain(PUBLIC) == []
    state = queries.chain_state()
    assert (state.events, state.sealed_through, state.sealed_at) == (7, 5, NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="tests share one connection to SQLite")
def test_an_act_meanwhile_is_no_break(tested, monkeypatch):
    """The head is read last: it would be ahead of the links that were looked at."""
    fill(tested)
    faults_of, busy = queries.faults_of, []

    def look(*given):
        if not busy:
            busy.append(threading.Thread(target=elsewhere))
            busy[0].start()
            busy[0].join()
        return faults_of(*given)

    def elsewhere():
        fill(tested, 1)
        connection.close()

    monkeypatch.setattr(queries, "faults_of", look)
    assert queries.verify_chain(PUBLIC) == []
    assert queries.chain_state().events == 6


def broken_at():
    return [found.sequence for found in queries.verify_chain(PUBLIC)]


def test_an_altered_row_is_found(tested):
    fill(tested)
    models.Event.objects.filter(sequence=3).update(summary="改过")
    assert broken_at() == [3]


def test_a_row_altered_with_its_digest_is_found(tested):
    from xinlu.events.actions import link_digest

    fill(tested)
    row = models.Event.objects.get(sequence=3)
    row.summary = "改过"
    row.digest = link_digest(row)
    row.save()
    assert broken_at() == [4]


def test_a_missing_row_is_found(tested):
    fill(tested)
    models.Event.objects.filter(sequence=2).delete()
    assert 2 in broken_at()


def test_a_cut_tail_is_found(tested):
    fill(tested)
    models.Event.objects.filter(sequence=5).delete()
    assert broken_at() == [4]
    models.Event.objects.all().delete()
    assert broken_at() == [0]


def test_a_chain_rewritten_whole_is_found_by_its_checkpoint(tested):
    fill(tested)
    sign_checkpoint(at=NOW, signer=KEY)
    models.Event.objects.all().delete()
    models.ChainHead.objects.all().delete()
    fill(tested, 4)
    fill(tested, 1)
    assert broken_at() == [5]


def test_a_forged_checkpoint_is_found(tested):
    fill(tested)
    sign_checkpoint(at=NOW, signer=Ed25519PrivateKey.generate())
    assert broken_at() == [5]
    models.Checkpoint.objects.update(signature="不是签名")
    assert broken_at() == [5]


def test_a_checkpoint_beyond_the_end_is_found(tested):
    fill(tested)
    sign_checkpoint(at=NOW, signer=KEY)
    models.Event.objects.filter(sequence=5).delete()
    assert broken_at() == [4, 5]


def test_orders(tested):
    fill(tested)
    assert found(order=Order.OLDEST) == [1, 2, 3, 4, 5]
    assert found(order=Order.ORGANISATION) == [1, 3, 5, 2, 4]
    assert found(order=Order.ACTOR) == [1, 2, 3, 4, 5]
    assert [each.sequence for each in queries.iterate_events(Filter(order=Order.NEWEST))] == [5, 4, 3, 2, 1]


def test_an_export_is_noted_with_what_was_asked_and_no_number_of_a_person():
    by = Actor(ActorKind.PERSON, "1", "叶审计", "350000")
    note_export(Target("list", "acts"), total=12, asked={"text": "350102199001010016"}, by=by, at=NOW)
    event = queries.event(1)
    assert (event.act, event.summary, event.data["count"]) == ("list.exported", "导出 12 条", 12)
    assert "350102199001010016" not in str(event.data)
