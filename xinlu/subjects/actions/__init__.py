"""Every write of subjects."""

from xinlu.subjects.actions.identity import judge, merge, split, undo
from xinlu.subjects.actions.matching import match
from xinlu.subjects.actions.upkeep import attach, reseal

__all__ = ["attach", "judge", "match", "merge", "reseal", "split", "undo"]
