"""Submitted files and what was made of them, sealed at rest, addressed by the SHA-256 of their plain bytes.

A sealed file is: the magic word, the key id, a random salt, then chunks of AES-256-GCM under a key derived
from the keyring and the salt. The nonce counts the chunks and the last one is marked, so no chunk can be
dropped, swapped or cut off unseen. Plain bytes touch the disk only in `opened`, in a folder of their own.
"""

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from xinlu.collection.contracts import Refused
from xinlu.kernel.sealing import Keyring, SealBroken

MAGIC = b"XLV1"
CHUNK = 1 << 20
TAG = 16
A_DAY = 24 * 60 * 60  # seconds


class Stored(NamedTuple):
    """digest: SHA-256 of the plain bytes; size: how many they are."""

    digest: str
    size: int


def store(content: BinaryIO | bytes | Path, *, limit: int | None = None) -> Stored:
    """Seal the bytes. The same twice is kept once. Raises Refused over the limit."""
    handle, name = tempfile.mkstemp(prefix=f"{os.getpid()}-", dir=reading_room())
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as sink:
            digest, size = seal_into(sink, plain_chunks(content), settings.KEYRING, limit)
        keep(draft, address(digest))
    finally:
        draft.unlink(missing_ok=True)
    return Stored(digest, size)


def keep(draft: Path, target: Path) -> None:
    """Whole or not at all: a killed process leaves a draft, never half a file under its address.

    What is there already is replaced by the same content: so a damaged file is mended by sending it again.
    """
    target.parent.mkdir(exist_ok=True, mode=0o700)
    draft.replace(target)
    settle(target.parent)


def adopt(digest: str, sealed: Path) -> None:
    """A sealed file from elsewhere, under its address."""
    handle, name = tempfile.mkstemp(prefix=f"{os.getpid()}-", dir=reading_room())
    with os.fdopen(handle, "wb") as sink, sealed.open("rb") as source:
        shutil.copyfileobj(source, sink, CHUNK)
        sink.flush()
        os.fsync(sink.fileno())
    keep(Path(name), address(digest))


def settle(place: Path) -> None:
    """The name lasts through a power cut too, before anybody is told that the file is kept."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def seal_into(
    sink: BinaryIO, chunks: Iterable[bytes], keyring: Keyring, limit: int | None
) -> tuple[str, int]:
    salt = os.urandom(16)
    key_id = keyring.current.encode()
    sink.write(MAGIC + bytes([len(key_id)]) + key_id + salt)
    box = AESGCM(derive(keyring, keyring.current, salt))
    digest, size, index, held = hashlib.sha256(), 0, 0, b""
    for chunk in chunks:
        size += len(chunk)
        if limit is not None and size > limit:
            raise Refused(f"文件超过 {limit // (1 << 20)} MB 的上限，请拆成几个文件后分别报送。")
        digest.update(chunk)
        if index or held:
            sink.write(box.encrypt(nonce(index), held, b"more"))
            index += 1
        held = chunk
    sink.write(box.encrypt(nonce(index), held, b"last"))
    sink.flush()
    os.fsync(sink.fileno())
    return digest.hexdigest(), size


def plain_chunks(content: BinaryIO | bytes | Path) -> Iterator[bytes]:
    """Pieces of exactly CHUNK bytes, the last one shorter; nothing for empty content."""
    if isinstance(content, bytes):
        yield from (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))
        return
    with open(content, "rb") if isinstance(content, Path) else contextlib.nullcontext(content) as source:
        while piece := read_exactly(source, CHUNK):
            yield piece


def read_exactly(source: BinaryIO, size: int) -> bytes:
    """size bytes, fewer only at the end: network streams give short reads."""
    parts, missing = [], size
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def stream(digest: str) -> Iterator[bytes]:
    """The plain bytes, chunk by chunk. Raises SealBroken when the sealed file is missing or was altered."""
    path = address(digest)
    if not path.exists():
        raise SealBroken(f"文件 {digest[:12]} 不在文件库中，请联系系统管理员从备份恢复。")
    found = hashlib.sha256()
    with path.open("rb") as source:
        for piece in unseal_from(source, settings.KEYRING):
            found.update(piece)
            yield piece
    if found.hexdigest() != digest:
        raise SealBroken(f"文件库中 {digest[:12]} 的内容与名称不符，请联系系统管理员从备份恢复。")


def unseal_from(source: BinaryIO, keyring: Keyring) -> Iterator[bytes]:
    try:
        if source.read(len(MAGIC)) != MAGIC:
            raise SealBroken("文件库中的文件已损坏，请联系系统管理员从备份恢复。")
        key_id = source.read(source.read(1)[0]).decode()
        box = AESGCM(derive(keyring, key_id, source.read(16)))
        index, sealed = 0, source.read(CHUNK + TAG)
        if not sealed:
            raise IndexError("cut off before its first chunk")
        while sealed:
            following = source.read(CHUNK + TAG)
            yield box.decrypt(nonce(index), sealed, b"more" if following else b"last")
            index, sealed = index + 1, following
    except (KeyError, IndexError, UnicodeDecodeError, InvalidTag) as error:
        raise SealBroken("文件库中的文件无法解开：密钥缺失或内容被改动。") from error


def read(digest: str) -> bytes:
    return b"".join(stream(digest))


@contextlib.contextmanager
def opened(digest: str, *, suffix: str = "") -> Iterator[Path]:
    """The plain file for the time of reading, in a private folder that is gone afterwards."""
    sweep()
    room = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=reading_room()))
    try:
        path = room / f"file{suffix}"
        with path.open("wb") as sink:
            sink.writelines(stream(digest))
        yield path
    finally:
        shutil.rmtree(room, ignore_errors=True)


def sweep() -> None:
    """Remove what a killed reader or writer left behind."""
    for left in leftovers():
        shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def leftovers() -> list[Path]:
    """Of processes that are gone, and of whoever has not finished in a day: process numbers come back."""
    return [left for left in reading_room().iterdir() if is_orphan(left)]


def is_orphan(left: Path) -> bool:
    try:
        age = time.time() - left.stat().st_mtime
    except FileNotFoundError:  # its owner has just finished
        return False
    owner = left.name.split("-")[0]
    return age > A_DAY or not (owner.isdecimal() and Path(f"/proc/{owner}").exists())


def reading_room() -> Path:
    room = folder() / "reading"
    room.mkdir(parents=True, exist_ok=True, mode=0o700)
    return room


def address(digest: str) -> Path:
    return folder() / digest[:2] / digest


def folder() -> Path:
    return Path(settings.VAULT)


def derive(keyring: Keyring, key_id: str, salt: bytes) -> bytes:
    """A key for one file: 32 bytes from the sealing key and the file's own salt."""
    return HKDF(SHA256(), 32, salt, b"xinlu vault").derive(keyring.keys[key_id])


def nonce(index: int) -> bytes:
    return index.to_bytes(12, "big")
