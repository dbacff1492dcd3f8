"""A receipt read back from the JSON that its holder brings."""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

from xinlu.collection.contracts import Channel, Counts, Mode, Receipt, Status, Submission

KINDS = {"mode": Mode, "channel": Channel, "status": Status}
LONGEST = 1_000_000  # bytes of a receipt; a real one has a few thousand


class NotAReceipt(ValueError):
    """The text says, in Chinese, what is wrong with the file."""


def read_receipt(content: bytes) -> Receipt:
    """The inverse of the signed form, which leaves out what there is nothing to say of. Raises NotAReceipt.

    A reading is no proof, only the signature is.
    """
    try:
        said = json.loads(content)
        told = {"confirmed_by": ""} | said
        numbers = {"superseded": 0} | said["counts"]
        counts = Counts(**{field.name: int(numbers[field.name]) for field in fields(Counts)})
        known = {name: value_of(name, told[name]) for name in stated()}
        by_rule = {str(rule): int(number) for rule, number in said["findings_by_rule"].items()}
        return Receipt(Submission(**{**known, "counts": counts}), by_rule, str(said["signature"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise NotAReceipt("这个文件不是本平台的回执，请上传从工作台或接口取得的回执 JSON 原件。") from fault


def stated() -> list[str]:
    return [field.name for field in fields(Submission) if field.name not in ("counts", "progress")]


def value_of(name: str, value: Any) -> Any:
    if name in KINDS:
        return KINDS[name](value)
    if name.endswith("_at"):
        return datetime.fromisoformat(value) if value else None
    return value
