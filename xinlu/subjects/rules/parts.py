"""A firm's name taken apart: places, word, trade, legal form, branch."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from xinlu.subjects.rules.names import FORM, PLACE_END, bracketed_places, place_pattern, strip_marks, unify

_KINDS = (
    "集团",
    "股份",
    "有限",
    "公司",
)  # what a form is told by, first match first; other forms are their own kind
_BRANCHES = "分公司|分店|分部|分社|分厂|分校"
_BRANCH = re.compile(
    f"(?:(?<=公司)|(?<=集团)|(?<=[厂社校]))(.{{0,14}}(?:{_BRANCHES}|门市部|营业部|经营部|办事处|分支机构))$|({_BRANCHES})$"
)
_TRADE = re.compile(
    r"(道路|公路|水路|港口|货物|旅客|危险货物|危货|汽车|机动车|客运|货运|运输|物流|交通|公交|出租|驾驶员?|培训|维修|检测"
    r"|建设|建筑|工程|路桥|桥梁|监理|设计|施工|勘察|咨询|养护|航运|船务|海运|港务|码头|租赁|科技|贸易|服务|实业|发展"
    r"|投资|管理|供应链)$"
)
LEAST = 2  # characters of a word by which a firm is told


@dataclass(frozen=True, slots=True)
class Parts:
    """福建省福州市闽通达物流有限公司第一分公司 → places 福建 福州, stem 闽通达物流, word 闽通达, form 有限, branch 第一分公司.

    What is not said is empty. form: kind of legal form; 有限公司 and 有限责任公司 are one.
    """

    places: tuple[str, ...]
    stem: str
    word: str
    form: str
    branch: str

    @property
    def place(self) -> str:
        """The nearest one told."""
        return self.places[-1] if self.places else ""

    @property
    def trade(self) -> str:
        return self.stem[len(self.word) :]


def core(name: str) -> str:
    """The distinctive part: no place in front, no trade or legal form behind; the name itself where nothing else is."""
    parts = take_apart(name)
    return parts.word or strip_marks(unify(name))


@lru_cache(maxsize=1 << 16)
def take_apart(name: str) -> Parts:
    text, branch = _cut(_BRANCH, unify(name))
    bracketed = [place for chain in bracketed_places().findall(text) for place in _place().findall(chain)]
    text, form = _cut(FORM, strip_marks(bracketed_places().sub("", text)))
    text, leading = _take_leading(text)
    places = (*leading, *bracketed)
    if not places:
        text, places = _take_inner(text)
    kind = next((kind for kind in _KINDS if kind in form), form)
    return Parts(tuple(places), text, _word(text), kind, strip_marks(branch))


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The text without what the pattern finds at its end, and that."""
    found = pattern.search(text)
    return (text[: found.start()], found.group()) if found and found.start() else (text, "")


def _take_leading(text: str) -> tuple[str, list[str]]:
    """福州顺昌物流 is of 福州 and called 顺昌, though that is a place too: a word must be left."""
    places: list[str] = []
    while (found := _place().match(text)) and _may_leave(
        text[found.end() :], found.group(), first=not places
    ):
        places.append(found.group(1))
        text = text[found.end() :]
    return text, places


def _may_leave(rest: str, place: str, *, first: bool) -> bool:
    left = len(_bare(rest))
    return bool(rest) and (left >= LEAST or (left == 0 and (first or place[-1] in "省市区县")))


def _take_inner(text: str) -> tuple[str, tuple[str, ...]]:
    """顺达物流福州 and 顺达福州物流, as some write it."""
    found = _place().search(text, LEAST)
    if found is None:
        return text, ()
    return text[: found.start()] + text[found.end() :], (found.group(1),)


def _word(stem: str) -> str:
    while len(shorter := _TRADE.sub("", stem)) >= LEAST and shorter != stem:
        stem = shorter
    return stem


def _bare(text: str) -> str:
    """Without any trade at the end, were it to the last character."""
    while (shorter := _TRADE.sub("", text)) != text:
        text = shorter
    return text


@cache
def _place() -> re.Pattern[str]:
    return re.compile(f"({place_pattern()}){PLACE_END}?")
