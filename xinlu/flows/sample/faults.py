"""The mistakes that real clerks make, put into sample rows so that every list has something to show. Pure."""

from collections.abc import Callable
from random import Random

from xinlu.flows.sample.decisions import Row

Fault = Callable[[Row], Row]
CODES = ("XK_XDR_SHXYM", "CF_XDR_SHXYM", "CF_XDR_ZJHM")


def wrong_check_digit(row: Row) -> Row:
    """Of the code, or of a person's ID number."""
    return row | {name: mistyped(row[name]) for name in CODES if row.get(name)}


def mistyped(number: str) -> str:
    return number[:-1] + ("0" if number[-1] != "0" else "1")


def no_document_number(row: Row) -> Row:
    return row | {name: "" for name in ("XK_WSH", "CF_WSH") if name in row}


def future_decision(row: Row) -> Row:
    return row | {name: row[name].replace("202", "203", 1) for name in ("XK_JDRQ", "CF_JDRQ") if name in row}


def phone_in_text(row: Row) -> Row:
    return row | {name: row[name] + "，联系电话19900001234" for name in ("XK_NR", "CF_SY") if name in row}


def fine_without_amount(row: Row) -> Row:
    if "XK_XKLB" in row:
        return row | {"XK_XKLB": "不明"}
    return row | {"CF_NR_FK": "", "CF_CFLB": "罚款"}


FAULTS: tuple[Fault, ...] = (
    wrong_check_digit,
    no_document_number,
    fine_without_amount,
    phone_in_text,
    future_decision,
)


def age(random: Random, row: Row) -> Row:
    """Harmless habits that cleaning puts right: full-width digits, dots in dates, lower-case codes."""
    habit = random.choice((full_width, dotted_dates, lower_case))
    return {name: habit(name, value) for name, value in row.items()}


def full_width(name: str, value: str) -> str:
    return (
        value.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
        if "WSH" in name
        else value
    )


def dotted_dates(name: str, value: str) -> str:
    return value.replace("/", ".") if name.endswith("RQ") else value


def lower_case(name: str, value: str) -> str:
    return value.lower() if name.endswith("SHXYM") else value
