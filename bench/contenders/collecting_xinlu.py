"""A file on its whole way, from receipt to publicity; then the same file again with one row in a hundred changed."""

import json
import sys
import time
from pathlib import Path

from bench.platforms import ITEM, found_empty, send


def main(engine: str, home: Path, file: Path, changed: Path) -> None:
    found_empty(engine, home)
    first, rows = take_in(file)
    reading = read(file)
    again, _ = take_in(changed)
    told = {"rows_per_s": rows / first, "seconds": first, "again_seconds": again, "reading_seconds": reading}
    print(json.dumps(told))


def take_in(file: Path) -> tuple[float, int]:
    """Seconds, and accepted rows."""
    from xinlu.collection import queries
    from xinlu.flows import intake

    start = time.perf_counter()
    submission = send(file, "350000")
    intake.run(submission)
    seconds = time.perf_counter() - start
    return seconds, queries.submission(submission).counts.accepted


def read(file: Path) -> float:
    """Seconds for reading, cleaning and checking alone."""
    from datetime import date

    from django.conf import settings

    from xinlu.catalog import queries as catalog
    from xinlu.collection.contracts import Surroundings
    from xinlu.collection.examination import look_through, settle_through
    from xinlu.collection.reading import read_safely, survey

    start = time.perf_counter()
    item, around = catalog.item(ITEM), Surroundings(today=date(2026, 11, 20))
    found = survey(read_safely(file, room=file.parent), item)
    looked = look_through(found, item, around, settings.KEYRING.index_secret, room=file.parent)
    for _ in settle_through(looked, item, around):
        pass
    return time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:5]))
