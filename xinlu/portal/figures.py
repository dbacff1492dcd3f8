"""Figures that a whole index is read for: fresh for a hundred times as long as that took, ten minutes at most.

So a province's totals are counted now and then, not at each visit, and a small site's are always of this moment. Once
they are no longer fresh they are still shown, and counted anew beside the visit that finds them so; it only reads.
"""

import logging
import time
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from django.core.cache import cache
from django.db import connections

log = logging.getLogger(__name__)
Figures = TypeVar("Figures")
QUICK, TIMES, LONGEST = 0.1, 100, 600  # seconds that need no keeping; how long the others are fresh
KEPT = 2 * 3600  # seconds after which figures are too old to be shown


def kept_a_while(name: str, count: Callable[[], Figures]) -> Figures:
    """name: what is counted, and of which day."""
    key = f"counted:{name}"
    if (kept := cache.get(key)) is None:
        figures, took = _timed(count)
        if took > QUICK:
            _keep(key, figures, took)
        return figures
    figures, until = kept
    if time.time() > until and cache.add(_claim(key), True, LONGEST):  # nobody else is counting
        Thread(target=_count_beside, args=(key, count), daemon=True).start()
    return figures


def _count_beside(key: str, count: Callable[[], Figures]) -> None:
    """In a thread of its own, with a connection of its own. When it fails, its claim keeps others from trying soon."""
    try:
        figures, took = _timed(count)
        _keep(key, figures, took) if took > QUICK else cache.delete(key)
        cache.delete(_claim(key))
    except Exception:
        log.exception("counting %s", key)
    finally:
        connections.close_all()


def _timed(count: Callable[[], Figures]) -> tuple[Figures, float]:
    started = time.perf_counter()
    figures = count()
    return figures, time.perf_counter() - started


def _keep(key: str, figures: Figures, took: float) -> None:
    cache.set(key, (figures, time.time() + min(took * TIMES, LONGEST)), KEPT)


def _claim(key: str) -> str:
    return f"{key}:again"
