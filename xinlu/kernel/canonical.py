"""One byte form and one digest for structured values, so that equal values prove equal."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical_bytes(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """JSON with sorted keys and no spaces, UTF-8. Values: str, int, bool, None, list, dict (no floats)."""
    return _encode(value).encode()


def digest_of(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """SHA-256 of the canonical form, 64 hex digits."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def merkle_root(digests: Sequence[str]) -> str:
    """Root over hex digests in the given order (RFC 6962 hashing); of nothing, the hash of nothing."""
    if not digests:
        return hashlib.sha256(b"").hexdigest()
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(digest)).digest() for digest in digests]
    while len(level) > 1:
        level = [_parent(level[i : i + 2]) for i in range(0, len(level), 2)]
    return level[0].hex()


def _parent(pair: Sequence[bytes]) -> bytes:
    return pair[0] if len(pair) == 1 else hashlib.sha256(b"\x01" + pair[0] + pair[1]).digest()
