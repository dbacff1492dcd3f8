"""Names made comparable: one spelling, places, pinyin initials."""

import re
from datetime import date
from functools import cache, lru_cache

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, load_phrases_dict
from pypinyin.seg.simpleseg import seg as words

from xinlu.kernel import regions
from xinlu.kernel.text import fold_name

_simplify = OpenCC("t2s").convert
_MARKS = re.compile(r"[\W_]+")
PLACE_END = "(?:综合实验区|[省市区县])"
_SUFFIX = re.compile(f"{PLACE_END}$")
FORM = re.compile(
    r"((集团)?(股份有限公司|有限责任公司|有限公司|股份公司|总公司|分公司|公司)|集团|合伙企业|专业合作社|合作社"
    r"|经营部|服务部|服务站|工作室|商行|商店|中心|厂|店|行)$"
)
# Readings that the general dictionary gets wrong for places and surnames of the province.
_READINGS = {
    "长乐": [["cháng"], ["lè"]],
    "长汀": [["cháng"], ["tīng"]],
    "长泰": [["cháng"], ["tài"]],
    "厦门": [["xià"], ["mén"]],
    "莆田": [["pú"], ["tián"]],
    "尤溪": [["yóu"], ["xī"]],
    "柘荣": [["zhè"], ["róng"]],
    "将乐": [["jiāng"], ["lè"]],
    "大田": [["dà"], ["tián"]],
    "单氏": [["shàn"], ["shì"]],
    "解氏": [["xiè"], ["shì"]],
}
load_phrases_dict(_READINGS)
_SURNAMES = {
    "单": "s",
    "解": "x",
    "曾": "z",
    "仇": "q",
    "盖": "g",
    "查": "z",
    "朴": "p",
    "翟": "z",
    "覃": "q",
}


@lru_cache(maxsize=1 << 16)
def comparable(name: str) -> str:
    """Comparison form: folded, simplified, upper case, letters and digits only. Idempotent."""
    return strip_marks(unify(name))


def unify(name: str) -> str:
    """As comparable, but with its brackets and other marks."""
    simplified: str = _simplify(fold_name(name))
    return simplified


def strip_marks(text: str) -> str:
    return _MARKS.sub("", text)


def strip_form(text: str) -> str:
    """A comparison form without the legal form at its end."""
    return FORM.sub("", text)


def strip_place(name: str) -> str:
    """福州市 → 福州, 沙县区 → 沙县."""
    return _SUFFIX.sub("", name)


def city_called(place: str) -> str:
    """Code of the city of a place called so: 鼓楼 → 350100; "" for the province."""
    return _cities()[place]


@cache
def _cities() -> dict[str, str]:
    return {strip_place(region.name): region.city for region in regions.list_regions(date(2024, 1, 1))}


@cache
def place_pattern() -> str:
    """Of one place of the province as people write it, without its 省/市/区/县; the longest first."""
    return "|".join(sorted(map(re.escape, _cities()), key=len, reverse=True))


@cache
def _around_places() -> re.Pattern[str]:
    return re.compile(f"({place_pattern()})")


@lru_cache(maxsize=1 << 16)
def _letters(word: str) -> str:
    """Of a word as the dictionary cuts text: names share most of theirs."""
    return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER))


def initials(name: str, *, person: bool = False) -> str:
    """Pinyin initials in lower case; letters and digits stay. 福州市长乐区港口 → fzsclqgk.

    Places are read on their own: in a run of text 市长 would be a mayor and 长 would change its reading.
    """
    text = comparable(name)
    pieces = [text] if person else _around_places().split(text)
    letters = "".join(_letters(word) for piece in pieces if piece for word in words(piece)).lower()
    return _SURNAMES[text[0]] + letters[1:] if person and text[:1] in _SURNAMES else letters


@cache
def bracketed_places() -> re.Pattern[str]:
    """Brackets with nothing but places in them, e.g. （福建漳州）."""
    return re.compile(rf"\(((?:(?:{place_pattern()}){PLACE_END}?)+)\)")
