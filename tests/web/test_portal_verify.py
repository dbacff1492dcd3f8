"""回执核验: a true receipt passes by number and by file; a changed one never does."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.archive import catalogue
from tests.factories.collection import make_submission
from tests.factories.subjects import AT, STEWARD
from xinlu.accounts import actions as accounts
from xinlu.collection import queries
from xinlu.collection.rules.receipts import statement
from xinlu.portal.receipts import NotAReceipt, read_receipt

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    catalogue()
    accounts.seed_organisations(by=STEWARD, at=AT)
    return make_submission()


def document(submission_id: str, **changes: object) -> bytes:
    receipt = queries.receipt(submission_id)
    said = statement(receipt.submission, receipt.findings_by_rule) | {"signature": receipt.signature}
    return json.dumps(said | changes).encode()


def verdict(response) -> str:
    return response.context["finding"].title


def send(client, content: bytes):
    return client.post("/verify/", {"file": SimpleUploadedFile("receipt.json", content)})


def test_number_and_digest_of_a_true_receipt_pass(client, submission):
    response = client.get("/verify/", {"submission": submission.id, "digest": submission.digest[:16].upper()})
    assert verdict(response) == "核验通过"
    html = response.content.decode()
    assert submission.digest in html and "林晓" not in html
    assert "no-store" in response["Cache-Control"]


def test_a_digest_pasted_with_blanks_around_it_passes(client, submission):
    pasted = {"submission": submission.id, "digest": f" {submission.digest}\n"}
    assert verdict(client.get("/verify/", pasted)) == "核验通过"


def test_a_wrong_digest_and_an_unknown_number_get_the_same_answer(client, submission):
    wrong = client.get("/verify/", {"submission": submission.id, "digest": "0" * 16})
    unknown = client.get("/verify/", {"submission": "nobody", "digest": "0" * 16})
    assert verdict(wrong) == verdict(unknown) == "没有相符的回执"
    short = client.get("/verify/", {"submission": submission.id, "digest": submission.digest[:8]})
    assert "finding" not in short.context and "至少前 16 位" in short.content.decode()


def test_the_printed_address_brings_the_number(client, submission):
    assert f'value="{submission.id}"' in client.get(f"/verify/{submission.id}").content.decode()


def test_the_file_of_a_true_receipt_passes(client, submission):
    assert verdict(send(client, document(submission.id))) == "核验通过"


@pytest.mark.parametrize(
    "changes",
    [
        {"organisation": "350200"},
        {"findings_by_rule": {"X": 1}},
        {"signature": "AAAA"},
        {"signature": "签名"},
        {"reason": "\ud800"},
        {"received_at": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_a_changed_file_does_not(client, submission, changes: dict):
    assert verdict(send(client, document(submission.id, **changes))) == "核验不通过"


@pytest.mark.parametrize(
    "content", [b"not json", b"{}", b"[]", b'{"counts": 3}', b"\xff\xfe", b"[" * 100_000]
)
def test_other_files_are_refused_in_a_sentence(client, content: bytes):
    response = send(client, content)
    assert verdict(response) == "无法核验" and "不是本平台的回执" in response.content.decode()
    with pytest.raises(NotAReceipt):
        read_receipt(content)


def test_a_file_too_large_is_not_read(client):
    assert "超过 1 MB" in send(client, b" " * 1_000_001).content.decode()


def test_a_receipt_in_between_is_not_signed_yet(client, submission, monkeypatch):
    from dataclasses import replace

    passing = replace(queries.receipt(submission.id), signature="")
    monkeypatch.setattr(queries, "receipt", lambda _: passing)
    response = client.get("/verify/", {"submission": submission.id, "digest": submission.digest})
    assert verdict(response) == "还在处理中"
