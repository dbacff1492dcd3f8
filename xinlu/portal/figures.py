"""Figures that a whole index is read for: kept for a hundred times as long as that took, ten minutes at most.

So a province's totals are counted now and then, not at each visit, and a small site's are always of this moment.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

Figures = TypeVar("Figures")
QUICK, TIMES, LONGEST = 0.1, 100, 600  # seconds that need no keeping; how long the others are kept


def kept_a_while(name: str, count: Callable[[], Figures]) -> Figures:
    """name: what is counted, and of which day."""
    key = f"figures:{name}"
    if (kept := cache.get(key)) is not None:
        return kept
    started = time.perf_counter()
    figures = count()
    took = time.perf_counter() - started
    if took > QUICK:
        cache.set(key, figures, min(took * TIMES, LONGEST))
    return figures
