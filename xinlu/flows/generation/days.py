"""Days as people write them. A day is its number after the first; one text for each day and shape is kept."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import numpy as np
import polars as pl

from xinlu.kernel.dates import OPEN_END

FIRST = date(2000, 1, 1)
COUNT = 26_000  # days that can be written: until 2071
OPEN = COUNT  # the day without end
NONE = COUNT + 1  # left empty

SHAPES: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%Y}/{day.month}/{day.day}",
    lambda day: f"{day:%Y}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%Y.%m.%d}",
    lambda day: f"{day:%Y}-{day.month}-{day.day} 00:00:00",
)
ISO = 0


def number_of(day: date) -> int:
    return (day - FIRST).days


def write(days: np.ndarray, shapes: int | np.ndarray = ISO) -> pl.Series:
    """days: numbers, OPEN or NONE. shapes: places in SHAPES, one for all or one each."""
    return texts().gather(days + np.asarray(shapes) * (COUNT + 2))


@cache
def texts() -> pl.Series:
    days = [FIRST + timedelta(days=number) for number in range(COUNT)]
    return pl.Series([text for shape in SHAPES for text in (*map(shape, days), shape(OPEN_END), "")])


def workday(days: np.ndarray) -> np.ndarray:
    """The Friday before, for a day of a weekend: nothing is decided then."""
    weekday = (days + FIRST.weekday()) % 7
    return days - np.maximum(weekday - 4, 0)


@cache
def years() -> np.ndarray:
    """The year of each day."""
    return np.array([(FIRST + timedelta(days=number)).year for number in range(COUNT)])
