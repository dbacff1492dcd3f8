"""Ids of records."""

import hashlib


def record_id(item: str, key: str) -> str:
    """The opaque id of the record with this natural key: R and 19 hex digits, the same wherever it is made."""
    return "R" + hashlib.sha256(f"{item}\0{key}".encode()).hexdigest()[:19]
