import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.kernel.sealing import Keyring, SealBroken, is_sealed

OLD = Keyring({"k1": b"1" * 64}, "k1", b"i" * 32)
NEW = Keyring({"k1": b"1" * 64, "k2": b"2" * 64}, "k2", b"i" * 32)
numbers = st.text(min_size=1).filter(lambda text: not is_sealed(text) and text.isascii())


@given(numbers)
def test_round_trip(text: str) -> None:
    sealed = OLD.seal(text)
    assert is_sealed(sealed)
    assert OLD.seal(sealed) == sealed == OLD.seal(text)
    assert OLD.unseal(sealed) == text


def test_rotation() -> None:
    sealed = OLD.seal("350102199001010016")
    resealed = NEW.reseal(sealed)
    assert resealed.startswith("sealed:k2:")
    assert NEW.unseal(sealed) == NEW.unseal(resealed) == "350102199001010016"
    assert OLD.index("person-id", "1") == NEW.index("person-id", "1") != NEW.index("phone", "1")


@pytest.mark.parametrize(
    "broken", ["", "sealed:", "sealed:k9:AAAA", "sealed:k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "明文"]
)
def test_broken(broken: str) -> None:
    with pytest.raises(SealBroken, match="密文"):
        OLD.unseal(broken)


def test_moved_to_another_key_id() -> None:
    with pytest.raises(SealBroken):
        NEW.unseal(OLD.seal("1").replace("k1", "k2"))


@pytest.mark.parametrize("size", [1, 32, 64, 65, 200])
@given(text=st.text())
def test_the_index_is_the_hmac_of_the_library(size: int, text: str) -> None:
    key = bytes(range(size))
    keyring = Keyring({"k1": b"1" * 64}, "k1", key)
    assert keyring.index("person-id", text) == hmac.digest(key, f"person-id\0{text}".encode(), "sha256").hex()


def test_each_scheme_has_a_secret_of_its_own() -> None:
    one, two = Keyring({}, "", b"i" * 32), Keyring({}, "", b"j" * 32)
    secrets = {ring.index_secret(scheme) for ring in (one, two) for scheme in ("record:a", "record:b")}
    assert len(secrets) == 4
    assert all(len(secret) == 64 for secret in secrets)


def test_fingerprints_tell_keys_apart_and_nothing_of_them() -> None:
    one = Keyring({"k1": b"1" * 64}, "k1", b"i" * 32)
    more = Keyring({"k1": b"1" * 64, "k2": b"2" * 64}, "k2", b"i" * 32)
    assert one.fingerprints().items() <= more.fingerprints().items()
    assert more.fingerprints().keys() == {"k1", "k2", "index"}
    assert len(set(more.fingerprints().values())) == 3
    assert all(len(print) == 16 for print in more.fingerprints().values())
