"""Files at rest."""

import io
import os
from dataclasses import replace

import pytest

from xinlu.collection import vault
from xinlu.collection.contracts import Refused
from xinlu.kernel.sealing import SealBroken


@pytest.fixture(autouse=True)
def own_vault(settings, tmp_path):
    settings.VAULT = tmp_path / "vault"


class Trickle(io.BytesIO):
    """A stream that gives less than asked for, as networks do."""

    def read(self, size: int = -1) -> bytes:
        return super().read(min(size, 1000) if size > 0 else size)


@pytest.mark.parametrize("size", [0, 1, vault.CHUNK - 1, vault.CHUNK, vault.CHUNK + 1, 2 * vault.CHUNK])
def test_what_goes_in_comes_out(size, tmp_path):
    content = os.urandom(size)
    path = tmp_path / "plain"
    path.write_bytes(content)
    digests = {vault.store(source)[0] for source in (content, path, io.BytesIO(content), Trickle(content))}
    [digest] = digests
    assert vault.read(digest) == content
    assert len([p for p in vault.folder().rglob("*") if p.is_file()]) == 1


def test_no_plain_text_on_disk():
    digest, size = vault.store(b"secret" * 1000)
    assert size == 6000 and b"secret" not in vault.address(digest).read_bytes()
    assert vault.address(digest).stat().st_mode & 0o077 == 0


def test_a_file_over_the_limit_leaves_nothing():
    with pytest.raises(Refused, match="上限"):
        vault.store(b"x" * (3 << 20), limit=2 << 20)
    assert not [p for p in vault.folder().rglob("*") if p.is_file()]


@pytest.mark.parametrize("harm", ["flip", "cut", "swap", "magic", "key", "empty"])
def test_harm_is_noticed(harm):
    digest, _ = vault.store(os.urandom(3 * vault.CHUNK))
    path, sealed = vault.address(digest), vault.address(digest).read_bytes()
    head = len(sealed) - 3 * (vault.CHUNK + vault.TAG)
    step = vault.CHUNK + vault.TAG
    harmed = {
        "flip": sealed[:-1] + bytes([sealed[-1] ^ 1]),
        "cut": sealed[:-step],
        "swap": sealed[:head]
        + sealed[head + step : head + 2 * step]
        + sealed[head : head + step]
        + sealed[-step:],
        "magic": b"ABCD" + sealed[4:],
        "key": sealed[:5] + b"\xff" + sealed[6:],
        "empty": vault.MAGIC,
    }[harm]
    path.write_bytes(harmed)
    with pytest.raises(SealBroken):
        vault.read(digest)


def test_a_missing_file_is_said_so():
    with pytest.raises(SealBroken, match="备份"):
        vault.read("ab" * 32)


def test_old_keys_open_old_files(settings):
    digest, _ = vault.store(b"old")
    ring = settings.KEYRING
    rotated = replace(
        vault.Keyring(ring.keys, ring.current, ring.index_key),
        keys={**ring.keys, "k9": os.urandom(64)},
        current="k9",
    )
    settings.KEYRING = rotated
    assert vault.read(digest) == b"old" and vault.read(vault.store(b"new")[0]) == b"new"


def test_the_plain_file_is_gone_after_reading():
    digest, _ = vault.store(b"content")
    with vault.opened(digest, suffix=".csv") as path:
        assert path.read_bytes() == b"content" and path.suffix == ".csv"
    assert list(vault.reading_room().iterdir()) == []


def test_what_a_killed_reader_left_is_swept():
    left = vault.reading_room() / "999999999-abc"
    left.mkdir()
    (left / "file").write_bytes(b"plain")
    with vault.opened(vault.store(b"x")[0]):
        assert not left.exists()


def test_a_file_cut_to_its_head_is_not_an_empty_file():
    digest, _ = vault.store(b"content")
    path = vault.address(digest)
    path.write_bytes(path.read_bytes()[: len(vault.MAGIC) + 1 + len("k1") + 16])
    with pytest.raises(SealBroken):
        vault.read(digest)


def test_a_sound_file_under_the_name_of_another_is_noticed():
    one, other = vault.store(b"one").digest, vault.store(b"other").digest
    vault.address(one).write_bytes(vault.address(other).read_bytes())
    with pytest.raises(SealBroken, match="名称"):
        vault.read(one)


def test_a_damaged_file_is_mended_by_storing_it_again():
    digest, _ = vault.store(b"content")
    vault.address(digest).write_bytes(b"rubbish")
    vault.store(b"content")
    assert vault.read(digest) == b"content"
