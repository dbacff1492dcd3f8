"""Lists cut into groups, and one out of each row's group."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from xinlu.flows.generation.chance import Dice


@dataclass(frozen=True)
class Groups:
    """Where each group begins in the list and how many it has."""

    first: np.ndarray
    count: np.ndarray

    @classmethod
    def of(cls, sizes: Sequence[int] | np.ndarray) -> "Groups":
        """One group after the other."""
        return cls(np.concatenate([[0], np.cumsum(sizes)[:-1]]), np.asarray(sizes))

    def pick(self, dice: Dice, question: str, group: np.ndarray) -> np.ndarray:
        """Places in the list. group: each row's."""
        return self.first[group] + dice.pick(question, self.count[group])
