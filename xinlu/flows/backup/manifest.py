"""What a backup says of itself, and whether it is true. Written last: a backup without one was not finished."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FORM = "xinlu-backup-1"
NAME = "manifest.json"
FILES = "vault.sha256"  # one line a file, as sha256sum writes and checks them


@dataclass(frozen=True)
class Manifest:
    """made_at: ISO. state: totals and roots. tables: name → rows. parts: path → SHA-256 of its bytes.

    keys: key id → fingerprint of a key that is needed to read it; signer: the public key, base64.
    missing: files of the vault that the platform had lost already.
    """

    version: str
    made_at: str
    migrations: list[str]
    state: dict[str, Any]
    tables: dict[str, int]
    parts: dict[str, str]
    keys: dict[str, str]
    signer: str
    missing: list[str]
    form: str = FORM


def write_manifest(folder: Path, manifest: Manifest) -> None:
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Raises ValueError with a sentence."""
    path = folder / NAME
    if not path.is_file():
        raise ValueError(f"{folder} 不是完整的备份：没有 {NAME}；备份可能中断过，请换一份。")
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise ValueError(f"{path} 读不出来，可能被改动过；请换一份备份。") from error
    if manifest.form != FORM:
        raise ValueError(f"{path} 的格式是“{manifest.form}”，本版本只认“{FORM}”；请用生成它的版本恢复。")
    return manifest


def check_parts(folder: Path, manifest: Manifest) -> None:
    """Every part is there and as it was written. Raises ValueError naming the first that is not."""
    for name, digest in manifest.parts.items():
        check_part(folder, name, digest)
    for address, digest in listed_files(folder):
        check_part(folder, f"vault/{address[:2]}/{address}", digest)


def check_part(folder: Path, name: str, digest: str) -> None:
    path = folder / name
    if not path.is_file():
        raise ValueError(f"备份缺少 {name}，不能恢复；请换一份备份。")
    if digest_of_file(path) != digest:
        raise ValueError(f"备份中的 {name} 与清单不符，可能损坏或被改动；请换一份备份。")


def listed_files(folder: Path) -> Iterator[tuple[str, str]]:
    """(address, SHA-256 of the sealed file) of the vault's files."""
    with (folder / FILES).open(encoding="utf-8") as lines:
        for line in lines:
            digest, path = line.split()
            yield path.rpartition("/")[2], digest


def digest_of_file(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
