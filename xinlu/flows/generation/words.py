"""Which word an enterprise is called by, and in which place and trade, so that no two are called alike.

Place and trade make a cell; the more weight they have, the more words are used in their cell. Numbers are dealt over
all words of all cells, short words first.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from xinlu.flows.generation.chance import key, spread
from xinlu.flows.generation.places import UNITS, list_counties
from xinlu.flows.sample.words import FIRST, SECOND, TRADES
from xinlu.kernel import regions

SYLLABLES = tuple(dict.fromkeys(FIRST + SECOND))
DEAL = (2, 3, 2, 3, 4, 3, 2, 3, 2, 3, 4, 3, 2, 3, 2, 4)  # length of the word by the number's place in sixteen
MOST = 20_000_000  # enterprises that find a name of their own
OVERFLOW = 1 << 28  # where, among the long words, numbers go on for whom there is no short one
WEIGHTS = {
    "province": 1.0,
    "city": 0.6,
    "county": 0.1,
}  # share of all words that a place uses in a common trade


class Cells(NamedTuple):
    """Of words of one length: first[c] is the first number of cell c, the last one the number of all."""

    first: np.ndarray
    words: int


@cache
def places() -> tuple[str, ...]:
    """Codes of the places that names begin with: units, then counties. 平潭 is a unit."""
    return (*UNITS, *(county.code for county in list_counties() if county.code not in UNITS))


@cache
def cells(length: int) -> Cells:
    words = len(SYLLABLES) ** length
    most = max(trade.share for trade in TRADES)
    sizes = [
        int(words * WEIGHTS[region.level] * trade.share / most)
        for region in map(regions.resolve, places())
        for trade in TRADES
    ]
    return Cells(np.concatenate([[0], np.cumsum(sizes)]), words)


def deal_lengths(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Length of each one's word and its rank among those of the length; who comes too late gets a long word."""
    slots = np.array(DEAL)
    before = np.array([(slots[:slot] == slots[slot]).sum() for slot in range(len(DEAL))])
    sizes = np.array([(slots == length).sum() for length in slots])
    slot = numbers % len(DEAL)
    length, rank = slots[slot], numbers // len(DEAL) * sizes[slot] + before[slot]
    late = (length == 2) & (rank >= cells(2).first[-1])
    return np.where(late, 4, length), np.where(late, rank + OVERFLOW, rank)


def deal_words(seed: int, lengths: np.ndarray, ranks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The cell of each and its word, as a number below all words of the length."""
    cell, word = np.zeros_like(ranks), np.zeros_like(ranks)
    for length in np.unique(lengths).tolist():
        here = lengths == length
        cell[here], word[here] = deal_alike(seed, length, ranks[here])
    return cell, word


def deal_alike(seed: int, length: int, ranks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As deal_words, for words of one length."""
    first, words = cells(length)
    placed = spread(ranks, int(first[-1]), key(seed, f"names of {length}"))
    cell = np.searchsorted(first, placed, side="right") - 1
    return cell, spread(placed - first[cell] + cell * (words // 7), words, key(seed, "words"))


def spell(words: np.ndarray, lengths: np.ndarray) -> pl.Series:
    """A number in base SYLLABLES, as syllables."""
    letters = pl.Series([*SYLLABLES, ""])
    digits = {}
    for place in range(4):
        words, digit = np.divmod(words, len(SYLLABLES))
        digits[str(place)] = letters.gather(np.where(place < lengths, digit, len(SYLLABLES)))
    return pl.DataFrame(digits).select(pl.concat_str(pl.all())).to_series()
