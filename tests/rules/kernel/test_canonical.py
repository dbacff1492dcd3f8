import hashlib
import json
from types import MappingProxyType
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlu.kernel.canonical import canonical_bytes, digest_of, kept_text, merkle_root

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
scalars = st.none() | st.booleans() | st.integers() | texts
values = scalars | st.lists(scalars, max_size=3) | st.dictionaries(texts, scalars, max_size=3)
digests = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex))


@given(st.dictionaries(texts, values, max_size=4))
def test_order_of_keys_does_not_matter(value: dict[str, object]) -> None:
    turned = dict(reversed(value.items()))
    assert canonical_bytes(value) == canonical_bytes(turned)
    assert digest_of(value) == digest_of(turned)


@given(st.dictionaries(texts, values, max_size=4))
def test_the_bytes_are_those_of_plain_json(value: dict[str, object]) -> None:
    plain = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical_bytes(value) == plain.encode()


@given(st.dictionaries(texts, texts | st.lists(texts, max_size=3), max_size=4))
def test_what_is_kept_is_read_back(value: dict[str, object]) -> None:
    assert list(json.loads(kept_text(value)).items()) == list(value.items())


def test_integers_of_any_size_have_bytes() -> None:
    assert canonical_bytes({"a": 2**70}) == b'{"a":1180591620717411303424}'


class Pair(NamedTuple):
    left: str
    right: str


def test_whatever_kind_of_tuple_or_mapping_it_is() -> None:
    assert kept_text([Pair("闽", "a"), ("b",)]) == '[["闽","a"],["b"]]'
    assert kept_text(MappingProxyType({"b": "1", "a": ""})) == '{"b":"1","a":""}'
    with pytest.raises(TypeError, match="set"):
        kept_text([{1}])


def test_known_bytes() -> None:
    assert canonical_bytes({"b": [1, None], "a": "闽"}) == '{"a":"闽","b":[1,null]}'.encode()


def test_merkle_of_few() -> None:
    leaf = [hashlib.sha256(bytes([n])).hexdigest() for n in range(3)]
    hashed = [hashlib.sha256(b"\x00" + bytes.fromhex(digest)).digest() for digest in leaf]
    pair = hashlib.sha256(b"\x01" + hashed[0] + hashed[1]).digest()
    assert merkle_root([]) == hashlib.sha256(b"").hexdigest()
    assert merkle_root(leaf[:1]) == hashed[0].hex()
    assert merkle_root(leaf[:2]) == pair.hex()
    assert merkle_root(leaf) == hashlib.sha256(b"\x01" + pair + hashed[2]).hexdigest()


@given(digests.filter(lambda found: len(found) > 1 and found[0] != found[-1]))
def test_merkle_tells_the_order(found: list[str]) -> None:
    assert merkle_root(found) != merkle_root([found[-1], *found[1:-1], found[0]])


@given(digests)
def test_merkle_of_a_stream_is_merkle_level_by_level(found: list[str]) -> None:
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(digest)).digest() for digest in found]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [p[0] if len(p) == 1 else hashlib.sha256(b"\x01" + p[0] + p[1]).digest() for p in pairs]
    assert merkle_root(iter(found)) == (level[0].hex() if level else hashlib.sha256(b"").hexdigest())
