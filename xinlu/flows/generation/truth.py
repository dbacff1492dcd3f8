"""What is true of the files, written beside them: whose each row is, and which findings must be made."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import polars as pl

HEADER = ("file", "row", "subject", "rule", "field")


class Truth:
    """Use as a context."""

    def __init__(self, folder: Path) -> None:
        self._subjects, self._parts = folder / "subjects", 0
        self._subjects.mkdir(parents=True)
        self._stream = (folder / "faults.csv").open("w", encoding="utf-8", newline="")
        self._faults = csv.writer(self._stream, lineterminator="\n")
        self._faults.writerow(HEADER)
        self._counts: Counter[str] = Counter()

    def __enter__(self) -> "Truth":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def note_rows(self, file: str, first: int, rows: pl.DataFrame) -> None:
        """A part of its own: Parquet cannot be continued."""
        self._parts += 1
        said = rows.select(
            pl.lit(file).alias("file"),
            pl.int_range(first, first + pl.len(), dtype=pl.UInt32).alias("row"),
            "subject",
            "noise",
        )
        said.write_parquet(self._subjects / f"{self._parts:05d}.parquet")

    def note_faults(
        self,
        file: str,
        first: int,
        which: np.ndarray,
        rows: pl.DataFrame,
        planted: list[tuple[int, str, str]],
    ) -> None:
        """which: places in the batch of these rows; planted: places in the batch of findings."""
        ranks = {place: rank for rank, place in enumerate(which.tolist())}
        for place, rule, field in planted:
            if place in ranks:
                self._note(file, first + ranks[place], rows["subject"][ranks[place]], rule, field)

    def count(self, file: str) -> int:
        return self._counts[file]

    def _note(self, file: str, row: int, subject: str, rule: str, field: str) -> None:
        self._faults.writerow((file, row, subject, rule, field))
        self._counts[file] += 1
