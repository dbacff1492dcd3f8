"""Chance by arithmetic: what a number draws follows from the seed, the question and the number, and nothing else."""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from math import gcd

import numpy as np

GOLDEN = 0.6180339887498949


@dataclass(frozen=True)
class Dice:
    """numbers: int64, one a row. Two questions of the same number are independent of each other."""

    seed: int
    numbers: np.ndarray

    def of(self, places: np.ndarray) -> "Dice":
        """For some of the rows alone."""
        return Dice(self.seed, self.numbers[places])

    def roll(self, question: str) -> np.ndarray:
        """uint64, one a number: SplitMix64 (Steele, Lea, Flood 2014)."""
        z = self.numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(
            key(self.seed, question)
        )
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))

    def pick(self, question: str, counts: int | np.ndarray) -> np.ndarray:
        """int64 from 0 up to the count, one a number. counts: below 2^31, one for all or one each."""
        return ((self.roll(question) >> np.uint64(32)).astype(np.int64) * counts) >> 32

    def hits(self, question: str, rate: float | np.ndarray) -> np.ndarray:
        """True at the rate, 0 to 1, one for all or one each."""
        return self.roll(question) >> np.uint64(11) < np.asarray(rate) * 2.0**53

    def early(self, question: str, count: int) -> np.ndarray:
        """As pick, but low numbers come up more often: the same are met again and again."""
        return np.minimum(self.pick(question, count), self.pick(f"{question} again", count))


@cache
def key(seed: int, question: str) -> int:
    return int.from_bytes(blake2b(f"{seed}/{question}".encode(), digest_size=8).digest(), "big")


def spread(numbers: np.ndarray, size: int, offset: int) -> np.ndarray:
    """A bijection of 0…size−1: neighbours land far apart. size: below 2^31."""
    return (numbers * stride(size) + offset % size) % size


@cache
def stride(size: int) -> int:
    """The first step without common divisor from the golden section on."""
    step = int(size * GOLDEN) | 1
    while gcd(step, size) != 1:
        step += 2
    return step
