"""Files to be sent while things break: penalties of one county, some rows faulty, some of persons."""

from pathlib import Path

from tests.factories.collection import csv_file, penalty, penalty_of_person


def write(path: Path, rows: int, *, start: int = 0) -> Path:
    """rows penalties with numbers of their own from start on; one in fifty is faulty, one in ten of a person."""
    path.write_bytes(csv_file([row(number) for number in range(start, start + rows)]))
    return path


def row(number: int) -> dict:
    if number % 50 == 0:
        return penalty(number, CF_NR_FK="坏")
    return penalty_of_person(number) if number % 10 == 0 else penalty(number)


def accepted(rows: int) -> int:
    return rows - len(range(0, rows, 50))
