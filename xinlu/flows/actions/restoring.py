"""From a backup to a platform of its own: an empty home, an empty database, then everything as it was."""

import gzip
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from xinlu import bulk
from xinlu.collection import actions as collection
from xinlu.flows.backup.lines import reader
from xinlu.flows.backup.manifest import Manifest, listed_files
from xinlu.flows.backup.tables import Table, points_at_itself, tables
from xinlu.kernel.flaws import Advance, go_on
from xinlu.subjects import actions as subjects

BATCH = 5000  # rows of one transaction


def restore(folder: Path, manifest: Manifest, keys: Path, advance: Advance = go_on) -> None:
    """The backup has been checked against its manifest. Raises ValueError before anything is written."""
    check_database(manifest)
    adopt_keys(manifest, keys)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    fill(folder, advance)
    for address, _ in listed_files(folder):
        collection.adopt_sealed(address, folder / "vault" / address[:2] / address)
        advance(1)
    unmark()


def check_database(manifest: Manifest) -> None:
    if has_tables():
        raise ValueError("XINLU_DATABASE 指定的数据库里已经有表；请给一个空的数据库。")
    known = sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)
    if known != manifest.migrations:
        raise ValueError(
            f"备份由信路 {manifest.version} 的另一种表结构生成，与本版本不同；请用生成它的版本恢复，再升级。"
        )


def has_tables() -> bool:
    """Looking makes no file."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return bool(connection.introspection.table_names())


def adopt_keys(manifest: Manifest, keys: Path) -> None:
    """The keys that the backup was sealed with; others more do no harm. Marks the home as unfinished."""
    keyring, signer = settings.READ_KEYS(keys)
    known = keyring.fingerprints()
    strange = [name for name, print in manifest.keys.items() if known.get(name) != print]
    if strange:
        raise ValueError(
            f"{keys} 里没有这份备份所用的密钥（{'、'.join(strange)}）；请用备份当日或之后保管的 keys 目录。"
        )
    if signer != manifest.signer:
        raise ValueError(f"{keys} 里的签名密钥不是这份备份的；请用同一平台的 keys 目录。")
    settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.UNFINISHED.write_text("xinlu restore\n")
    settings.ADOPT_KEYS(keys)


def fill(folder: Path, advance: Advance) -> None:
    """What founding an empty platform put there gives way."""
    with transaction.atomic():
        for model in reversed(tables()):
            model._base_manager.all()._raw_delete("default")
    for model in tables():
        with transaction.atomic() if points_at_itself(model) else nullcontext():
            fill_table(folder, model, advance)
    count_on()
    subjects.index_names()


def fill_table(folder: Path, model: Table, advance: Advance) -> None:
    row_of = reader(model)
    with gzip.open(folder / f"tables/{model._meta.db_table}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for batch in batches(map(row_of, lines)):
            with transaction.atomic():
                bulk.append(model, batch, counted=True)
            advance(len(batch))


def batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def count_on() -> None:
    """New keys go on after the highest that came in."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def unmark() -> None:
    settings.UNFINISHED.unlink()
