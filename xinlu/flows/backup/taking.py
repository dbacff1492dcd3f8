"""Taking a backup while the platform is at work: one moment of the database, then the files that it names."""

import base64
import gzip
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from xinlu import bulk
from xinlu.collection import queries as collection
from xinlu.flows.backup.lines import line_of
from xinlu.flows.backup.manifest import FILES, Manifest, digest_of_file, write_manifest
from xinlu.flows.backup.tables import Table, applied_migrations, count_rows, read, tables
from xinlu.flows.verification import public_key, tell_state
from xinlu.kernel.flaws import Advance, go_on

FAST = 1  # gzip's level: four fifths of the best in a fifth of the time


@dataclass
class Copied:
    """What was written so far."""

    tables: dict[str, int] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def count_all() -> int:
    """Rows and files, for whoever watches."""
    return sum(map(count_rows, tables())) + collection.counted()["files"]


def back_up(folder: Path, *, at: datetime, advance: Advance = go_on) -> Manifest:
    """Raises ValueError when there is something in the folder already, OSError when it cannot be written."""
    make_room(folder)
    copied = Copied()
    with bulk.snapshot():
        state, migrations = tell_state(), applied_migrations()
        for model in tables():
            write_table(folder, model, copied, advance)
        copy_files(folder, sorted(set(collection.files_named())), copied, advance)
    manifest = Manifest(
        version=version("xinlu"),
        made_at=at.isoformat(),
        migrations=migrations,
        state=state,
        tables=copied.tables,
        parts=copied.parts,
        keys=settings.KEYRING.fingerprints(),
        signer=base64.b64encode(public_key().public_bytes_raw()).decode(),
        missing=copied.missing,
    )
    write_manifest(folder, manifest)
    return manifest


def make_room(folder: Path) -> None:
    """For the owner alone: names and decisions stand in it in plain text."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ValueError(f"{folder} 里已经有东西，备份不覆盖；请另给一个空目录。")
    (folder / "tables").mkdir(mode=0o700)
    (folder / "vault").mkdir(mode=0o700)


def write_table(folder: Path, model: Table, copied: Copied, advance: Advance) -> None:
    name, table = f"tables/{model._meta.db_table}.jsonl.gz", model._meta.db_table
    copied.tables[table] = 0
    with gzip.open(folder / name, "wt", FAST, encoding="utf-8") as sink:
        for rows in read(model):
            sink.write("".join(f"{line_of(row)}\n" for row in rows))
            copied.tables[table] += len(rows)
            advance(len(rows))
    copied.parts[name] = digest_of_file(folder / name)


def copy_files(folder: Path, addresses: list[str], copied: Copied, advance: Advance) -> None:
    """What the snapshot names was in the vault before it; what comes in later is another backup's."""
    with (folder / FILES).open("w", encoding="utf-8") as listing:
        for address in addresses:
            target = Path("vault", address[:2], address)
            try:
                write_file(folder / target, collection.sealed_file(address))
                listing.write(f"{digest_of_file(folder / target)}  {target}\n")
            except FileNotFoundError:
                copied.missing.append(address)
            advance(1)
    copied.parts[FILES] = digest_of_file(folder / FILES)


def write_file(target: Path, sealed: Iterator[bytes]) -> None:
    first = next(sealed, b"")  # raises FileNotFoundError before anything is made
    target.parent.mkdir(mode=0o700, exist_ok=True)
    with target.open("xb") as sink:
        sink.write(first)
        sink.writelines(sealed)
        sink.flush()
        os.fsync(sink.fileno())
