"""Numbers made for tests: none belongs to anyone."""

from datetime import date

from hypothesis import strategies as st

from xinlu.kernel import organisationcode, residentid, uscc

LAWFUL = (
    "91350000TEPT000129",
    "1135000000FJ00013A",
    "91350100MA2Y0001X9",
    "92350203MA31TUW153",
    "91350128MA2XY0Q1XR",
)
PEOPLE = ("350102199001010016", "350203198512310026")

_pairs = [department + class_ for department, (_, classes) in uscc.DEPARTMENTS.items() for class_ in classes]
_regions = st.integers(350_000, 359_999).map(str)


def _complete(parts: tuple[str, str, str]) -> str:
    pair, region, body = parts
    code = pair + region + body + organisationcode.check_digit(body)
    return code + uscc.check_digit(code)


def lawful_codes() -> st.SearchStrategy[str]:
    """Codes of every department, both check digits right."""
    bodies = st.text(uscc.ALPHABET, min_size=8, max_size=8)
    return st.tuples(st.sampled_from(_pairs), _regions, bodies).map(_complete)


# Digit-leading seventeen characters whose pair is known: what the oracle can judge.
code_bodies = st.tuples(
    st.sampled_from([pair for pair in _pairs if pair.isdecimal()]),
    _regions,
    st.text(uscc.ALPHABET, min_size=9, max_size=9),
).map("".join)


def make_person(region: str, born: date, order: int) -> str:
    body = f"{region}{born:%Y%m%d}{order:03d}"
    return body + residentid.check_digit(body)


people = st.builds(
    make_person,
    st.sampled_from(["350102", "350203", "350982", "110101", "440305", "650101"]),
    st.dates(date(1930, 1, 1), date(2015, 12, 31)),
    st.integers(0, 999),
)
