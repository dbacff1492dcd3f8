"""Signatures and reporting periods."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xinlu.collection.contracts import Channel, Counts, Mode, Receipt, Refused, Status, Submission
from xinlu.collection.rules.periods import span
from xinlu.collection.rules.receipts import is_authentic, sign, statement

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SAID = Submission(
    id="20261123-000000000001",
    item="admin-penalty",
    item_version=1,
    organisation="350100",
    mode=Mode.INCREMENTAL,
    channel=Channel.UPLOAD,
    status=Status.CONCLUDED,
    filename="处罚.csv",
    size=10,
    digest="ab" * 32,
    received_at=AT,
    received_by="林晓",
    counts=Counts(rows=1, accepted=1),
)


def signed(submission: Submission = SAID) -> Receipt:
    return Receipt(submission, {"REQ": 1}, sign(submission, {"REQ": 1}, KEY))


def test_a_receipt_is_authentic_whatever_the_time_zone_and_progress():
    here = replace(SAID, received_at=AT.astimezone(timezone(timedelta(hours=8))), progress=1)
    assert is_authentic(replace(signed(), submission=here), KEY.public_key())
    assert statement(SAID, {})["concluded_at"] == ""


@pytest.mark.parametrize(
    "change",
    [
        {"digest": "cd" * 32},
        {"counts": Counts(rows=2, accepted=2)},
        {"status": Status.REFUSED},
        {"root": "ef"},
    ],
)
def test_what_was_changed_is_not_authentic(change):
    assert not is_authentic(replace(signed(), submission=replace(SAID, **change)), KEY.public_key())


def test_what_receipts_learnt_to_say_later_is_said_only_where_it_holds():
    plain = statement(SAID, {})
    assert "confirmed_by" not in plain and "superseded" not in plain["counts"]
    told = statement(replace(SAID, confirmed_by="李核", counts=Counts(superseded=2)), {})
    assert told["confirmed_by"] == "李核" and told["counts"]["superseded"] == 2


def test_another_key_or_a_broken_signature_is_not_authentic():
    assert not is_authentic(signed(), Ed25519PrivateKey.generate().public_key())
    for broken in ("not base64!", "签名"):
        assert not is_authentic(replace(signed(), signature=broken), KEY.public_key())
    assert not is_authentic(replace(signed(), findings_by_rule={}), KEY.public_key())


def test_periods():
    assert span("2026") == (date(2026, 1, 1), date(2026, 12, 31))
    assert span("2026-Q1") == (date(2026, 1, 1), date(2026, 3, 31))
    assert span("2026-Q4") == (date(2026, 10, 1), date(2026, 12, 31))
    assert span("2028-02") == (date(2028, 2, 1), date(2028, 2, 29))
    assert span("2026-12") == (date(2026, 12, 1), date(2026, 12, 31))
    assert span("2026-10-08") == (date(2026, 10, 8), date(2026, 10, 8))
    dates = "2026-13 2026-00 2026-００ 2026-10-00 2026-02-30"
    for wrong in ("", "2026-Q5", "26-1", "0000", "十月", *dates.split()):
        with pytest.raises(Refused, match="不能识别"):
            span(wrong)
