import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xinlu.kernel import licences, plates


@pytest.mark.parametrize(
    "plate",
    [
        "闽A12345",
        "闽D8888G",
        "闽AD12345",
        "闽AF00001",
        "闽B12345D",
        "闽A1234挂",
        "闽C1234学",
        "闽A1234警",
        "粤Z1234港",
    ]
    + ["粤ZAB12澳", "闽A0001领", "使123001", "京AABCDE"],
)
def test_plates(plate: str) -> None:
    assert plates.is_valid(plate)
    assert plates.normalise(plate) == plate


@pytest.mark.parametrize(
    "plate",
    [
        "",
        "A12345",
        "闽12345",
        "闽A1234",
        "闽A123456",
        "闽AI2345",
        "闽O12345",
        "闽A1234O",
        "粤A1234港",
        "福A12345",
        "闽AZ12345",
    ],
)
def test_not_plates(plate: str) -> None:
    assert not plates.is_valid(plate)


@pytest.mark.parametrize(
    "written",
    ["闽a·12345", " 闽Ａ 12345 ", "闽A-12345", "闽A12345(黄)", "闽A12345（蓝色）", "闽A12345(黄)(黄)"],
)
def test_plate_normalised(written: str) -> None:
    assert plates.normalise(written) == "闽A12345"


@given(st.text() | st.text("闽A1·- ()（）黄\u0301e"))
@example("闽A12345(黄)(黄)")
@example("闽A12345(黄) (黄-)")
def test_plate_normalise_is_idempotent(text: str) -> None:
    plate = plates.normalise(text)
    assert plates.normalise(plate) == plate


@given(st.text(plates.PROVINCES + "ABCDEFGHJK0123456789挂学·- ()（）"))
def test_plate_normalise_is_stable_on_valid_plates(text: str) -> None:
    plate = plates.normalise(text)
    assert not plates.is_valid(plate) or (plates.normalise(plate) == plate and len(plate) in (7, 8))


def test_plate_looks_like() -> None:
    assert plates.looks_like("闽A1234")
    assert plates.looks_like("闽AO2345")
    assert not plates.looks_like("闽交运管")


@pytest.mark.parametrize(
    "text",
    [
        "350100001234",
        "闽交运管许可榕字350100001234号",
        "闽交运管厦字 350100001234 号",
        "闽交运350100001234",
        "３５０１００００１２３４",
    ],
)
def test_transport_licence(text: str) -> None:
    assert licences.transport_number(text) == "350100001234"


@pytest.mark.parametrize("text", ["990100001234", "35010000123", "闽交罚350100001234号", "", "3501000012345"])
def test_not_transport_licence(text: str) -> None:
    assert licences.transport_number(text) is None


@pytest.mark.parametrize(
    ("text", "number", "personal"),
    [
        ("350102199001010016", "350102199001010016", True),
        ("3501021990010100161", "3501021990010100161", True),  # the ID number and a serial
        ("350102900101001", "350102900101001", True),
        ("35010219900101001", "35010219900101001", True),  # one digit lost
        ("3501020199001010016", "3501020199001010016", True),  # one digit too many
        ("35010199001010016", "35010199001010016", True),  # one lost before the birthday
        ("350102901301001", "350102901301001", True),  # an old number, a digit mistaken
        ("350100201600123", "350100201600123", False),  # a region, a year and a serial number
        ("3501 0000 1234", "350100001234", False),
        ("3501002016000001234", "3501002016000001234", False),
    ],
)
def test_practitioner_licence(text: str, number: str, personal: bool) -> None:
    assert licences.practitioner_number(text) == number
    assert licences.is_personal(number) == personal


def test_what_no_region_begins_is_no_persons_licence() -> None:
    assert not licences.is_personal("99010219900101001")


@pytest.mark.parametrize("text", ["35010000123", "99010000123456", "35010000123456789012", "无"])
def test_not_practitioner_licence(text: str) -> None:
    assert licences.practitioner_number(text) is None


@pytest.mark.parametrize(
    "text", ["350102199001010016", "3501002016001", "JGJ2012000123", "（公路）检师1812345号"]
)
def test_certificate(text: str) -> None:
    assert licences.is_certificate(text)


@pytest.mark.parametrize("text", ["", "无证", "12345", "99010000123456", "证1234"])
def test_not_certificate(text: str) -> None:
    assert not licences.is_certificate(text)
