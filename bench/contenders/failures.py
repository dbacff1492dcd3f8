"""What a contender found, written where the harness compares it with the truth."""

import csv
from collections.abc import Iterable


def write(out: str, failures: Iterable[tuple[int, str]]) -> None:
    """failures: (row, field), the header being row 1; the same place twice counts once."""
    with open(out, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("row", "field"), *dict.fromkeys(failures)])
