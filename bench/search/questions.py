"""What is asked: addresses for wrk, a file for each way of asking, and names as people type them."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import numpy as np
from opencc import OpenCC

from xinlu.flows.generation.names import name_parts
from xinlu.flows.generation.subjects import make_enterprises
from xinlu.subjects.rules.names import initials

ASKED, TYPED, SEED = 1000, 100, 1
traditional = OpenCC("s2t").convert
Address = Callable[[str], str]


class Typed(NamedTuple):
    """text: as typed; name: of the firm that is meant."""

    text: str
    name: str


def some_firms(enterprises: int, count: int) -> np.ndarray:
    return np.random.default_rng(SEED).choice(enterprises, min(count, enterprises), replace=False)


def texts(enterprises: int) -> list[str]:
    """In turn a code and parts of two, three and four characters, from anywhere in a name."""
    dice = random.Random(SEED)
    firms = make_enterprises(SEED, some_firms(enterprises, ASKED)).select("name", "code").rows()
    return [text for name, code in firms for text in (code, *(part(name, size, dice) for size in (2, 3, 4)))]


def part(name: str, size: int, dice: random.Random) -> str:
    start = dice.randrange(len(name) - size + 1)
    return name[start : start + size]


def typed_names(enterprises: int) -> list[Typed]:
    """Seven ways to type each of some firms' names."""
    rows = name_parts(SEED, some_firms(enterprises, TYPED)).select("place", "word", "suffix", "form").rows()
    return [Typed(text, "".join(row)) for row in rows for text in ways_of(*row)]


def ways_of(place: str, word: str, suffix: str, form: str) -> tuple[str, ...]:
    return (
        f"{word}{suffix}{form}",  # without its place
        f"{word}（{place}）{suffix}{form}",  # the place elsewhere
        f"{place}{word}{suffix}【{form}】",  # brackets that are not there
        traditional(f"{place}{word}{suffix}{form}"),
        f"{place}　{word} {suffix}{form}",  # spaces, full-width too
        initials(f"{place}{word}{suffix}{form}"),
        initials(f"{word}{suffix}{form}"),
    )


def write_questions(folder: Path, enterprises: int, addresses: Mapping[str, Address]) -> dict[str, Path]:
    """A file for each: those of a name that ends in _code ask for codes alone."""
    asked, files = texts(enterprises), {}
    for name, address in addresses.items():
        mine = asked[::4] if name.endswith(("_code", "_archive")) else asked
        files[name] = folder / f"{name}.txt"
        files[name].write_text("".join(f"{address(text)}\n" for text in mine))
    return files


def api(text: str) -> str:
    return f"/api/v1/subjects?q={quote(text)}"


def archive(text: str) -> str:
    return f"/api/v1/subjects/{quote(text)}"


def page(text: str) -> str:
    return f"/search/?q={quote(text)}"


def bare(text: str) -> str:
    return f"/subjects?q={quote(text)}"


def datasette(text: str) -> str:
    """As its users would: the code by its index, three characters and more by full text, two by LIKE."""
    short = "code" if text.isascii() and len(text) == 18 else "name__contains"
    asked = (
        f"_search={quote(quoted(text))}" if len(text) > 2 and short != "code" else f"{short}={quote(text)}"
    )
    return f"/peer/subjects.json?{asked}&_shape=array&_nocount=1&_size=20"


def quoted(text: str) -> str:
    return text if text.isalnum() else f'"{text}"'
