"""A home with the register in it, through the same action by which a register is collected.

python -m bench.contenders.matching_home REGISTER.parquet HOME
"""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

AT, TODAY, CHUNK = datetime(2026, 11, 20, tzinfo=UTC), date(2026, 11, 20), 1000


def open_home(home: Path) -> None:
    os.environ |= {
        "XINLU_HOME": str(home),
        "XINLU_DATABASE": f"sqlite:///{home / 'xinlu.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "xinlu.config.settings",
    }
    import django

    django.setup()


def fill(rows: pl.DataFrame) -> None:
    """Every row makes a subject, whose id tells its number."""
    from xinlu.events.contracts import SYSTEM
    from xinlu.subjects import actions

    numbers, asked = iter(rows["number"].to_list()), list(claims(rows, registers=True))
    actions.match(asked, by=SYSTEM, at=AT, new_id=lambda: identity(next(numbers)))


def claims(rows: pl.DataFrame, *, registers: bool = False) -> Iterator:
    """As `flows.rules.claims.Reader` reads them from a row."""
    from xinlu.flows.rules.claims import registered_region
    from xinlu.subjects.contracts import Claim, Kind, Scheme

    for row in rows.iter_rows(named=True):
        code = row["code"]
        yield Claim(
            kind=Kind.SOLE_TRADER if row["sole"] else Kind.ORGANISATION,
            name=row["name"],
            numbers={Scheme.USCC: code} if code else {},
            region=registered_region(code) or row["region"],
            legal_person=row["legal_person"],
            seen_on=TODAY,
            origin="" if registers else f"bench:{row['row']}",
            registers=registers,
        )


def identity(number: int) -> str:
    from xinlu.subjects.contracts import subject_id

    return subject_id(number.to_bytes(10, "big"))


def main(register: Path, home: Path) -> None:
    open_home(home)
    from django.conf import settings
    from django.core.management import call_command

    settings.MAKE_HOME()
    call_command("migrate", verbosity=0)
    for rows in pl.read_parquet(register).iter_slices(CHUNK):
        fill(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
