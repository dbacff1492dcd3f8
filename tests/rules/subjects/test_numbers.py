from tests.factories.subjects import CODE, OTHER_CODE, PERSON_NUMBER, claim, person
from xinlu.kernel import organisationcode
from xinlu.subjects.contracts import Kind, Scheme, subject_id
from xinlu.subjects.rules.numbers import clean, is_personal, kind_of, region_of, usable


def test_a_code_brings_the_organisation_code_it_embeds_and_comes_first() -> None:
    numbers = usable(claim(registration_no="350100100012345", uscc=CODE))
    assert list(numbers.items()) == [
        (Scheme.USCC, CODE),
        (Scheme.ORGANISATION_CODE, "MA2Y0001X"),
        (Scheme.REGISTRATION_NO, "350100100012345"),
    ]


def test_tax_numbers_are_codes_since_2015_and_held_organisation_codes_before() -> None:
    assert usable(claim(tax_no=CODE))[Scheme.USCC] == CODE
    assert usable(claim(tax_no="350100MA2Y0001X"))[Scheme.ORGANISATION_CODE] == "MA2Y0001X"
    assert Scheme.ORGANISATION_CODE not in usable(claim(tax_no="350100MA2Y00011"))
    stated = usable(claim(tax_no="350100MA2Y0001X", organisation_code="TEPT00012"))
    assert stated[Scheme.ORGANISATION_CODE] == "TEPT00012"


def test_a_persons_number_in_a_tax_number_makes_no_code() -> None:
    assert Scheme.USCC not in usable(claim(tax_no=PERSON_NUMBER))


def test_a_persons_number_implies_no_organisation_code() -> None:
    for number in (PERSON_NUMBER, PERSON_NUMBER[:17] + "7"):
        assert usable(claim(uscc=number)) == {Scheme.USCC: number}
    old = next(
        number
        for number in (f"350102900101{serial:03d}" for serial in range(1000))
        if organisationcode.is_valid(number[6:])
    )
    assert usable(claim(tax_no=old)) == {Scheme.TAX_NO: old}


def test_people_are_known_by_their_own_number_alone() -> None:
    assert usable(person(person_id=PERSON_NUMBER.lower(), tax_no="123456")) == {
        Scheme.PERSON_ID: PERSON_NUMBER
    }
    assert usable(person(tax_no="123456")) == {}
    assert usable(claim(person_id=PERSON_NUMBER)) == {}


def test_placeholders_are_no_numbers() -> None:
    for text in ("", "无", "000000000000000", "1234", "/", "\\N"):
        assert clean(Scheme.REGISTRATION_NO, text) == ""
    assert clean(Scheme.ORGANISATION_CODE, "ma2y0001-x") == "MA2Y0001X"
    assert clean(Scheme.PERSON_ID, "350102900101001") == PERSON_NUMBER
    assert clean(Scheme.PERSON_ID, "e12345678") == "E12345678"


def test_what_is_personal_shows_in_the_number_whatever_the_scheme() -> None:
    assert is_personal(Scheme.PERSON_ID, "E12345678")
    assert is_personal(Scheme.TAX_NO, "350102900101001")
    assert is_personal(Scheme.USCC, PERSON_NUMBER)
    assert not is_personal(Scheme.REGISTRATION_NO, "350203200101234")
    assert not is_personal(Scheme.USCC, CODE)


def test_the_code_tells_kind_and_region_better_than_the_record() -> None:
    shop = claim(uscc=OTHER_CODE, region="350100")
    assert kind_of(shop, usable(shop)) == Kind.SOLE_TRADER
    assert region_of(shop, usable(shop)) == "350203"
    former = claim(uscc="91352201MA2Y0001X9", region="350100")  # 宁德 was 3522 until 1999
    assert region_of(former, usable(former)) == "350900"
    stranger = claim(uscc="91110000MA2Y0001X9", region="350100")
    assert region_of(stranger, usable(stranger)) == "350100"
    assert kind_of(stranger, usable(stranger)) == Kind.ORGANISATION


def test_ids_are_opaque_and_as_random_as_what_they_are_made_of() -> None:
    assert subject_id(bytes(10)) == "S" + "A" * 16
    assert subject_id(bytes(9) + b"\1") != subject_id(bytes(10))
