"""Every write of subjects."""

from xinlu.subjects.actions.identity import judge, merge, split, undo
from xinlu.subjects.actions.matching import lock_register, match
from xinlu.subjects.actions.upkeep import attach, reseal

__all__ = ["attach", "judge", "lock_register", "match", "merge", "reseal", "split", "undo"]
