"""Every write of subjects."""

from xinlu.subjects.actions.identity import judge, merge, split, undo
from xinlu.subjects.actions.matching import lock_register, match
from xinlu.subjects.actions.upkeep import attach, index_names, reseal

__all__ = ["attach", "index_names", "judge", "lock_register", "match", "merge", "reseal", "split", "undo"]
