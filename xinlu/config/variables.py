"""XINLU_* variables, each read once; what is wrong with one is said by its name."""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import dj_database_url

from xinlu.config.home import default_database

ENGINES = ("sqlite3", "postgresql")
A_DAY = 24 * 60 * 60  # seconds
T = TypeVar("T")


def read(name: str, default: str, parse: Callable[[str], T], form: str) -> T:
    """What the variable says. form: what it should look like. Raises ValueError, without what it says: a secret."""
    try:
        return parse(os.environ.get(name, default))
    except ValueError as error:
        raise ValueError(f"环境变量 {name} 不能识别，应为：{form}；请改正后再试。") from error


def rates(text: str) -> dict[str, int]:
    """“600/60”: calls a minute of a token, of an address; "" for no limit."""
    return dict(zip(("token", "address"), map(positive, text.split("/")), strict=True)) if text else {}


def seconds(text: str) -> timedelta:
    """More than none, a day at most."""
    return timedelta(seconds=within(float(text), lambda number: 0 < number <= A_DAY))


def positive(text: str) -> int:
    return within(int(text), lambda number: number > 0)


def count(text: str) -> int:
    return within(int(text), lambda number: number >= 0)


def within(number: Any, fits: Callable[[Any], bool]) -> Any:
    if not fits(number):
        raise ValueError(number)
    return number


def database(text: str) -> dict[str, Any]:
    """As Django has it, of the two kinds that the platform knows; SQLite in the home unless another is given."""
    found = dj_database_url.parse(text or default_database(), conn_max_age=60, conn_health_checks=True)
    if not found["ENGINE"].endswith(ENGINES):
        raise ValueError(found["ENGINE"])
    return dict(found)
