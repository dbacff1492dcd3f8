"""How alike two subjects are, explained feature by feature, and when a name alone is enough."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz

from xinlu.kernel import regions
from xinlu.subjects.contracts import Feature
from xinlu.subjects.rules.names import city_called, comparable
from xinlu.subjects.rules.parts import Parts, core, take_apart

ASK = 70  # a person is asked about pairs from this score on
AGREES = 60  # cores at least this alike do not contradict an unchecked number
COMPANIES = frozenset({"有限", "股份", "集团", "公司"})  # none of them is a shop, whoever owns both
NEAR_FORMS = frozenset(
    {"有限", "股份", "公司", ""}
)  # one firm may be written with either; a 集团 is another one


class Likeness(IntEnum):
    """How far one name is the other, best last."""

    NONE = 0
    CALLED = 1  # the same word and trade: 顺达物流公司, 福州顺达物流有限公司
    SPELT = 2  # the same place and kind of form too: 顺达（福州）物流有限公司, 福州市顺达物流有限责任公司
    EXACT = 3


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is compared of a subject. code: its uniform code, empty when unknown."""

    name: str
    region: str = ""
    legal_person: str = ""
    code: str = ""
    person: bool = False


def likeness(left: str, right: str) -> Likeness:
    """Of two firms' names, by their parts."""
    if comparable(left) == comparable(right):
        return Likeness.EXACT
    one, other = take_apart(left), take_apart(right)
    if (one.stem, one.branch) != (other.stem, other.branch):
        return Likeness.NONE
    if (one.place, one.form) == (other.place, other.form) and one.place:
        return Likeness.SPELT
    near = one.form == other.form or {one.form, other.form} <= NEAR_FORMS
    apart = one.place and other.place and one.place != other.place
    return Likeness.CALLED if near and not apart else Likeness.NONE


def compare(left: Portrait, right: Portrait) -> tuple[Feature, ...]:
    """Features that can be told; what one side does not know is left out. Symmetric in the scores."""
    if left.person:
        return (_person(left, right), _region(left, right, _nearness(left.region, right.region)))
    ours, theirs = take_apart(left.name), take_apart(right.name)
    told = [_name(left, right), *_parts(ours, theirs), _place(left, right, ours.place, theirs.place)]
    if left.legal_person and right.legal_person:
        told.append(_legal_person(left, right))
    if left.code and right.code:
        told.append(_same("统一社会信用代码", left.code, right.code, 40))
    return tuple(told)


def score(features: Iterable[Feature]) -> int:
    """Weighted mean of the features, 0–100."""
    features = tuple(features)
    return sum(each.score * each.weight for each in features) // (sum(each.weight for each in features) or 1)


def names_agree(left: str, right: str) -> bool:
    """Near enough to be one name misspelt, shortened or with another legal form: the distinctive parts decide."""
    return _alike(core(left), core(right)) >= AGREES


def same_person(left: str, right: str) -> bool:
    """The same name, as far as names of people go."""
    return left == right or comparable(left) == comparable(right)


def same_place(left: str, right: str) -> bool:
    """Nothing contradicts: the same city, or one side known no nearer than the province."""
    vague = ("", regions.PROVINCE)
    return left in vague or right in vague or regions.city_of(left) == regions.city_of(right)


def _alike(left: str, right: str) -> int:
    return int(fuzz.ratio(left, right))


def _same(name: str, left: str, right: str, weight: int) -> Feature:
    return Feature(name, left, right, 100 if left == right else 0, weight)


def _name(left: Portrait, right: Portrait) -> Feature:
    return Feature("名称", left.name, right.name, _alike(comparable(left.name), comparable(right.name)), 30)


def _person(left: Portrait, right: Portrait) -> Feature:
    """One character more or less is another person."""
    return Feature("名称", left.name, right.name, 100 if same_person(left.name, right.name) else 0, 40)


def _parts(left: Parts, right: Parts) -> Iterable[Feature]:
    yield Feature("字号", left.word, right.word, _alike(left.word, right.word), 30)
    if left.trade and right.trade:
        yield Feature("业务", left.trade, right.trade, _alike(left.trade, right.trade), 10)
    if left.form and right.form:
        near = left.form == right.form or {left.form, right.form} <= NEAR_FORMS
        weight = 10 if (left.form in COMPANIES) == (right.form in COMPANIES) else 90
        yield Feature("组织形式", left.form, right.form, 100 if near else 0, weight)
    if left.branch or right.branch:
        weight = 30 if left.branch and right.branch else 90
        yield Feature("分支机构", left.branch, right.branch, _alike(left.branch, right.branch), weight)


def _place(left: Portrait, right: Portrait, ours: str, theirs: str) -> Feature:
    """What both names say of their place outweighs where they were met."""
    if not (ours and theirs):
        return _region(left, right, _nearness(left.region, right.region))
    return _region(
        left, right, 100 if ours == theirs else 50 if city_called(ours) == city_called(theirs) else 0
    )


def _region(left: Portrait, right: Portrait, alike: int) -> Feature:
    """The codes' names."""
    ours, theirs = (regions.name_of(each.region) or each.region for each in (left, right))
    return Feature("地区", ours, theirs, alike, 30)


def _nearness(left: str, right: str) -> int:
    if left == right and left:
        return 100
    return 70 if same_place(left, right) else 0


def _legal_person(left: Portrait, right: Portrait) -> Feature:
    alike = same_person(left.legal_person, right.legal_person)
    return Feature("法定代表人", left.legal_person, right.legal_person, 100 if alike else 0, 30)
