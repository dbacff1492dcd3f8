"""Which of a claim's numbers can identify its subject, and in which order they are trusted."""

from functools import lru_cache

from xinlu.kernel import organisationcode, regions, residentid, uscc
from xinlu.kernel.text import fold, is_null
from xinlu.subjects.contracts import Claim, Kind, Scheme

TITLES = {
    Scheme.USCC: "统一社会信用代码",
    Scheme.ORGANISATION_CODE: "组织机构代码",
    Scheme.REGISTRATION_NO: "工商注册号",
    Scheme.INSTITUTION_NO: "事业单位证书号",
    Scheme.SOCIAL_NO: "社会组织登记证号",
    Scheme.TAX_NO: "税务登记号",
    Scheme.PERSON_ID: "身份证件号",
}
# Checked numbers first: a wrong digit shows in them. The others count only when the name agrees.
TRUSTED = frozenset({Scheme.USCC, Scheme.ORGANISATION_CODE, Scheme.PERSON_ID})
_ORDER = tuple(TITLES)


def usable(claim: Claim) -> dict[Scheme, str]:
    """Numbers to match by, most trusted first; a code brings the organisation code that it embeds.

    A person is known by the person's number alone, and nobody else by it: one person may own many firms.
    """
    given = {scheme: clean(scheme, text) for scheme, text in claim.numbers.items()}
    if claim.kind == Kind.PERSON:
        return {Scheme.PERSON_ID: number} if (number := given.get(Scheme.PERSON_ID)) else {}
    given.pop(Scheme.PERSON_ID, None)
    found = _with_implied(given)
    return {scheme: found[scheme] for scheme in _ORDER if found.get(scheme)}


@lru_cache(maxsize=1 << 14)
def clean(scheme: Scheme, text: str) -> str:
    """One spelling of a number; empty when it is a placeholder."""
    number = fold(text).replace(" ", "").upper()
    if scheme == Scheme.ORGANISATION_CODE:
        number = number.replace("-", "")
    if scheme == Scheme.PERSON_ID:
        number = residentid.normalise(number) or number
    return "" if is_null(number) or len(number) < 5 or len(set(number)) < 3 else number


def _with_implied(given: dict[Scheme, str]) -> dict[Scheme, str]:
    """Old numbers map to the code: since 2015 the tax number is the code, before it held the organisation code.

    Not from what could be a person's number: its middle would tie strangers who share a birthday.
    """
    found = dict(given)
    tax = given.get(Scheme.TAX_NO, "")
    if len(tax) == 18 and not found.get(Scheme.USCC) and not is_personal(Scheme.TAX_NO, tax):
        found[Scheme.USCC] = tax
    if len(code := found.get(Scheme.USCC, "")) == 18:
        if not residentid.looks_like(code):
            found[Scheme.ORGANISATION_CODE] = code[8:17]
    elif len(tax) == 15 and organisationcode.is_valid(tax[6:]) and not is_personal(Scheme.TAX_NO, tax):
        found.setdefault(Scheme.ORGANISATION_CODE, tax[6:])
    return found


def is_personal(scheme: Scheme, number: str) -> bool:
    """A resident's number wherever it was written: old tax numbers of sole traders hold one, even of 15."""
    if scheme == Scheme.PERSON_ID or (scheme == Scheme.TAX_NO and residentid.normalise(number) is not None):
        return True
    return residentid.looks_like(number) and not uscc.is_valid(number)


def kind_of(claim: Claim, numbers: dict[Scheme, str]) -> Kind:
    """Codes that begin with 92 are sole traders', whatever the record says."""
    return Kind.SOLE_TRADER if numbers.get(Scheme.USCC, "").startswith("92") else claim.kind


def region_of(claim: Claim, numbers: dict[Scheme, str]) -> str:
    """Where the subject is registered: by its code if a place of the province, else the record's region.

    A place that has changed prefectures is told by its city of today, under which people look for it.
    """
    coded = numbers.get(Scheme.USCC, "")[2:8]
    if regions.resolve(coded) is None:
        return claim.region
    city = regions.city_of(coded) or coded
    return coded if coded[:4] == city[:4] else city
