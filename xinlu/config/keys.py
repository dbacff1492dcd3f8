"""Keys live in files of XINLU_HOME/keys, outside the database, readable by the owner alone."""

import base64
import contextlib
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from xinlu.kernel.sealing import Keyring

KEYRING, SIGNER, SECRET = "keyring.json", "signer.pem", "secret.txt"


def make_home(home: Path, keys: Path) -> None:
    """The folder of this platform and its keys, for the owner alone; what is there stays. Raises OSError."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for load in (load_keyring, load_signer, load_secret):
        load(keys)


def read_keys(folder: Path) -> tuple[Keyring, str]:
    """Keyring and public signing key, base64, of a folder of keys; nothing is made. Raises ValueError."""
    missing = [name for name in (KEYRING, SIGNER) if not (folder / name).is_file()]
    if missing:
        raise ValueError(f"{folder} 里没有 {'、'.join(missing)}；请给出另行保管的 keys 目录。")
    public = load_signer(folder).public_key().public_bytes_raw()
    return load_keyring(folder), base64.b64encode(public).decode()


def adopt_keys(folder: Path, source: Path) -> None:
    """The keys of another home become those of this one, which has none yet."""
    for name in (KEYRING, SIGNER, SECRET):
        if (source / name).is_file():
            write_private(folder / name, (source / name).read_bytes(), replace=True)


def load_keyring(folder: Path) -> Keyring:
    """The keyring of this folder; made on first use."""
    path = folder / KEYRING
    if not path.exists():
        write_keyring(folder, Keyring({"k1": secrets.token_bytes(64)}, "k1", secrets.token_bytes(32)))
    with legible(path):
        content = json.loads(path.read_text())
        keys = {key_id: base64.b64decode(text) for key_id, text in content["keys"].items()}
        if content["current"] not in keys:
            raise LookupError(content["current"])
        return Keyring(keys, content["current"], base64.b64decode(content["index_key"]))


def rotate_keyring(folder: Path) -> Keyring:
    """Add a fresh sealing key and make it current; old keys stay to open old seals."""
    old = load_keyring(folder)
    key_id = f"k{len(old.keys) + 1}"
    fresh = Keyring({**old.keys, key_id: secrets.token_bytes(64)}, key_id, old.index_key)
    write_keyring(folder, fresh, replace=True)
    return load_keyring(folder)


def write_keyring(folder: Path, ring: Keyring, *, replace: bool = False) -> None:
    encode = lambda key: base64.b64encode(key).decode()  # noqa: E731
    content = {
        "keys": {key_id: encode(key) for key_id, key in ring.keys.items()},
        "current": ring.current,
        "index_key": encode(ring.index_key),
    }
    write_private(folder / KEYRING, json.dumps(content, indent=1).encode(), replace=replace)


def load_signer(folder: Path) -> Ed25519PrivateKey:
    """The platform's signing key; made on first use."""
    path = folder / SIGNER
    if not path.exists():
        raw = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        write_private(path, Ed25519PrivateKey.generate().private_bytes(*raw))
    with legible(path):
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError(type(key))
        return key


def load_secret(folder: Path) -> str:
    """Django's SECRET_KEY; made on first use."""
    path = folder / SECRET
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48).encode())
    with legible(path):
        return path.read_text()


@contextlib.contextmanager
def legible(path: Path) -> Iterator[None]:
    """Raises ValueError, with a sentence, for a file that is not what was once written there."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ValueError(
            f"密钥文件 {path} 已损坏，读不出来；请用另行保管的 keys 目录里的 {path.name} 换回。"
        ) from error


def write_private(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Whole or not at all, mode 600: a killed process leaves no half key.

    Without replace the first one stays: of two processes that start at once, both read the same key.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(prefix="draft-", dir=path.parent)  # mode 600
    with os.fdopen(handle, "wb") as sink:
        sink.write(content)
    if replace:
        os.replace(draft, path)
        return
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    os.unlink(draft)
