"""In what order a decision's fields are read on its page."""

from collections.abc import Iterable

from xinlu.publicity.contracts import PublicField

COMMON = ("MC", "LB", "SHXYM", "GSZC", "ZZJG", "SWDJ", "SYDW", "SHZZ")
PENALTY = (
    "CF_WSH",
    *(f"CF_XDR_{code}" for code in COMMON),
    "CF_FRDB",
    "CF_WFXW",
    "CF_SY",
    "CF_YJ",
    "CF_CFLB",
    "CF_NR",
    "CF_NR_FK",
    "CF_NR_WFFF",
    "CF_NR_ZKDX",
    "CF_JDRQ",
    "CF_YXQ",
    "CF_GSJZQ",
    "CF_CFJG",
    "CF_CFJGDM",
    "CF_SJLY",
    "CF_SJLYDM",
    "BZ",
)
PERMIT = (
    "XK_XKWS",
    "XK_WSH",
    *(f"XK_XDR_{code}" for code in COMMON),
    "XK_FRDB",
    "XK_XKLB",
    "XK_XKZS",
    "XK_XKBH",
    "XK_NR",
    "XK_JDRQ",
    "XK_YXQZ",
    "XK_YXQZI",
    "XK_XKJG",
    "XK_XKJGDM",
    "XK_ZT",
    "XK_LYDW",
    "XK_LYDWDM",
    "BZ",
)
PLACE = {identifier: place for order in (PENALTY, PERMIT) for place, identifier in enumerate(order)}


def in_reading_order(fields: Iterable[PublicField]) -> list[PublicField]:
    """Fields that the order does not name, a city's own among them, follow in the catalogue's order."""
    return sorted(fields, key=lambda field: PLACE.get(field.identifier, len(PLACE)))
