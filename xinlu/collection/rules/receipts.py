"""回执: what is signed, and whether a signature holds. Ed25519 over the canonical form, base64."""

import base64
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from xinlu.collection.contracts import Receipt, Submission
from xinlu.kernel.canonical import canonical_bytes


def statement(submission: Submission, findings_by_rule: Mapping[str, int]) -> dict[str, Any]:
    """All that the receipt says, in plain values; progress is left out because it passes.

    What was added to receipts later is said only where there is something to say, so that old ones still verify.
    """
    said = asdict(submission)
    said.pop("progress")
    if not said["confirmed_by"]:
        said.pop("confirmed_by")
    if not said["counts"]["superseded"]:
        said["counts"].pop("superseded")
    times = {name: moment(said[name]) for name in ("received_at", "concluded_at")}
    return {"form": "xinlu-receipt-1", **said, **times, "findings_by_rule": dict(findings_by_rule)}


def moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else ""


def sign(submission: Submission, findings_by_rule: Mapping[str, int], signer: Ed25519PrivateKey) -> str:
    return base64.b64encode(signer.sign(canonical_bytes(statement(submission, findings_by_rule)))).decode()


def is_authentic(receipt: Receipt, key: Ed25519PublicKey) -> bool:
    """Whether the signature is by this key over exactly what the receipt says. What cannot be said is not signed:
    days before the first one, halves of characters."""
    try:
        content = canonical_bytes(statement(receipt.submission, receipt.findings_by_rule))
        key.verify(base64.b64decode(receipt.signature, validate=True), content)
    except (InvalidSignature, ValueError, OverflowError):
        return False
    return True
