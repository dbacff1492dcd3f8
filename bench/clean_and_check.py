"""Cleaning and checks of a penalty file. Run: .venv/bin/python -m bench.clean_and_check [rows]

Prints seconds a step. Rows differ in every number, one value in twenty is dirty; reading is not counted.
"""

import hashlib
import hmac
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import click
import polars as pl

from xinlu.catalog.contracts import Item
from xinlu.catalog.repository import load_items
from xinlu.collection.contracts import Surroundings
from xinlu.collection.rules.checks import check
from xinlu.collection.rules.cleaning import Cleaned, clean
from xinlu.collection.rules.intake import part_rows
from xinlu.collection.rules.keys import key_rows
from xinlu.kernel import residentid, uscc

TODAY = date(2026, 11, 23)


def main(rows: int) -> None:
    item = next(item for item in load_items() if item.identifier == "admin-penalty")
    frame = make_frame(item, rows)
    click.echo(f"{frame.height} 行 × {frame.width - 2} 列")
    with timed("清洗"):
        cleaned = clean(item, frame)
    with timed("自然键"):
        keyed = Cleaned(key_rows(item, cleaned.frame, index), cleaned.changes, cleaned.absent)
    with timed("检查"):
        findings = check(item, keyed, Surroundings(today=TODAY))
    accepted, rejected = part_rows(keyed.frame, findings)
    click.echo(
        f"改动 {cleaned.changes.height}，问题 {findings.height}，接收 {accepted.height}，退回 {rejected.height}"
    )


@contextmanager
def timed(step: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    click.echo(f"{step} {time.perf_counter() - start:.2f} 秒")


def index(scheme: str, text: str) -> str:
    return hmac.digest(b"k" * 32, f"{scheme}\0{text}".encode(), hashlib.sha256).hex()


def make_frame(item: Item, rows: int) -> pl.DataFrame:
    dice = random.Random(1)
    values = {
        field.identifier: [make_value(field.identifier, n, dice) for n in range(rows)]
        for field in item.fields
    }
    return pl.DataFrame({"_sheet": [""] * rows, "_row": list(range(2, rows + 2)), **values}, strict=False)


def make_value(name: str, number: int, dice: random.Random) -> str | None:
    person, dirty = number % 3 == 0, dice.random() < 0.05
    value = MAKERS.get(name, lambda number, person: f"内容 {number} 号")(number, person)
    return f" {value.replace('0', '０')}\u200b" if value and dirty else value


def a_code(number: int) -> str:
    body = f"91350100MA{number:06d}X"
    return body + uscc.check_digit(body)


def an_id(number: int) -> str:
    body = f"350102{date(1960, 1, 1) + timedelta(days=number % 15000):%Y%m%d}{number % 1000:03d}"
    return body + residentid.check_digit(body)


def a_day(number: int, person: bool) -> str:
    day = date(2020, 1, 1) + timedelta(days=number % 2000)
    return (
        day.isoformat(),
        f"{day:%Y}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d} 00:00:00",
    )[number % 4]


def of_enterprise(make: Callable[[int], str]) -> Callable[[int, bool], str | None]:
    return lambda number, person: None if person else make(number)


def of_person(make: Callable[[int], str]) -> Callable[[int, bool], str | None]:
    return lambda number, person: make(number) if person else None


MAKERS: dict[str, Callable[[int, bool], str | None]] = {
    "CF_XDR_MC": lambda n, person: f"张{n}" if person else f"福州顺达（{n}）运输有限公司",
    "CF_XDR_LB": lambda n, person: "自然人" if person else "法人及非法人组织",
    "CF_XDR_SHXYM": of_enterprise(a_code),
    "CF_XDR_GSZC": of_enterprise(lambda n: f"3501{n:09d}"),
    "CF_XDR_ZZJG": lambda n, person: None,
    "CF_XDR_SWDJ": of_enterprise(lambda n: f"3501{n:011d}"),
    "CF_XDR_SYDW": lambda n, person: None,
    "CF_XDR_SHZZ": lambda n, person: None,
    "CF_FRDB": of_enterprise(lambda n: f"李{n}"),
    "CF_FR_ZJLX": of_enterprise(lambda n: "身份证"),
    "CF_FR_ZJHM": of_enterprise(an_id),
    "CF_XDR_ZJLX": of_person(lambda n: "身份证"),
    "CF_XDR_ZJHM": of_person(an_id),
    "CF_WSH": lambda n, person: f"闽榕交罚[2026]{n}号",
    "CF_CFLB": lambda n, person: ("罚款", "警告、罚款")[n % 2],
    "CF_NR_FK": lambda n, person: f"{n % 50 + 1}.5",
    "CF_NR_WFFF": lambda n, person: None,
    "CF_JDRQ": a_day,
    "CF_YXQ": lambda n, person: "长期",
    "CF_GSJZQ": lambda n, person: "2029-12-31",
    "CF_CFJGDM": lambda n, person: "1135000000FJ00013A",
    "CF_SJLYDM": lambda n, person: "1135000000FJ00013A",
    "CF_ZT": lambda n, person: "有效",
}

if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
