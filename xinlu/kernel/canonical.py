"""One byte form and one digest for structured values, so that equal values prove equal."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

import orjson

_SORTED = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical_bytes(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """JSON with sorted keys and no spaces, UTF-8. Values: str, int, bool, None, list, dict (no floats)."""
    try:
        return orjson.dumps(value, option=_SORTED)
    except TypeError:  # what the fast encoder does not take, such as integers beyond 64 bits
        return _encode(value).encode()


def kept_text(value: str | Mapping[str, Any] | Sequence[Any]) -> str:
    """JSON to be kept in a table, in the order given; named tuples as lists."""
    return orjson.dumps(value, default=_plain).decode()


def _plain(value: Any) -> Any:
    """Of the encoder's own kind."""
    if isinstance(value, tuple):
        return tuple(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(value)  # the encoder says what it does not take


def digest_of(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """SHA-256 of the canonical form, 64 hex digits."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def merkle_root(digests: Iterable[str]) -> str:
    """Root over hex digests in the given order (RFC 6962 hashing); of nothing, the hash of nothing.

    Takes a stream: at any time it holds one full tree of each height.
    """
    full: list[tuple[int, bytes]] = []  # (height, root), the highest first
    for digest in digests:
        height, root = 0, hashlib.sha256(b"\x00" + bytes.fromhex(digest)).digest()
        while full and full[-1][0] == height:
            height, root = height + 1, _parent(full.pop()[1], root)
        full.append((height, root))
    if not full:
        return hashlib.sha256(b"").hexdigest()
    roots = [root for _, root in full]
    return reduce(lambda right, left: _parent(left, right), reversed(roots)).hex()


def _parent(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
