"""How alike two subjects are, explained feature by feature."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from xinlu.kernel import regions
from xinlu.subjects.contracts import Feature
from xinlu.subjects.rules.names import comparable, core

ASK = 70  # a person is asked about pairs from this score on
AGREES = 60  # cores at least this alike do not contradict an unchecked number


@dataclass(frozen=True)
class Portrait:
    """What is compared of a subject. code: its uniform code, empty when unknown."""

    name: str
    region: str = ""
    legal_person: str = ""
    code: str = ""
    person: bool = False


def compare(left: Portrait, right: Portrait) -> tuple[Feature, ...]:
    """Features that can be told; what one side does not know is left out. Symmetric in the scores."""
    if left.person:
        return (_name(left, right), _region(left, right))
    told = [_name(left, right), _core(left, right), _region(left, right)]
    if left.legal_person and right.legal_person:
        told.append(_legal_person(left, right))
    if left.code and right.code:
        told.append(_code(left, right))
    return tuple(told)


def score(features: Iterable[Feature]) -> int:
    """Weighted mean of the features, 0–100."""
    features = tuple(features)
    return sum(each.score * each.weight for each in features) // (sum(each.weight for each in features) or 1)


def names_agree(left: str, right: str) -> bool:
    """Near enough to be one name misspelt, shortened or with another legal form: the distinctive parts decide."""
    return _alike(core(left), core(right)) >= AGREES


def _alike(left: str, right: str) -> int:
    return int(fuzz.ratio(left, right))


def _name(left: Portrait, right: Portrait) -> Feature:
    alike = _alike(comparable(left.name), comparable(right.name))
    if left.person and alike < 100:
        alike = 0  # one character more or less is another person
    return Feature("名称", left.name, right.name, alike, 40)


def _core(left: Portrait, right: Portrait) -> Feature:
    ours, theirs = core(left.name), core(right.name)
    return Feature("字号", ours, theirs, _alike(ours, theirs), 30)


def _region(left: Portrait, right: Portrait) -> Feature:
    return Feature(
        "地区",
        regions.name_of(left.region) or left.region,
        regions.name_of(right.region) or right.region,
        _nearness(left.region, right.region),
        15,
    )


def _nearness(left: str, right: str) -> int:
    if left == right and left:
        return 100
    return 70 if same_place(left, right) else 0


def same_place(left: str, right: str) -> bool:
    """Nothing contradicts: the same city, or one side known no nearer than the province."""
    vague = ("", regions.PROVINCE)
    return left in vague or right in vague or regions.city_of(left) == regions.city_of(right)


def _legal_person(left: Portrait, right: Portrait) -> Feature:
    same = comparable(left.legal_person) == comparable(right.legal_person)
    return Feature("法定代表人", left.legal_person, right.legal_person, 100 if same else 0, 15)


def _code(left: Portrait, right: Portrait) -> Feature:
    return Feature("统一社会信用代码", left.code, right.code, 100 if left.code == right.code else 0, 40)
