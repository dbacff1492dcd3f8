import pytest

from xinlu.kernel import commitmentno


@pytest.mark.parametrize("number", ["32010020230217000011", "35010020261012000001"])
def test_commitment_numbers(number: str) -> None:
    assert commitmentno.is_valid(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "3201002023021700001",  # a digit short
        "320100202302170000111",
        "32010020230230000011",  # no such day
        "32010018990217000011",
        "35019920230217000011",  # no such place
        "３２０１００20230217000011",
    ],
)
def test_no_commitment_numbers(number: str) -> None:
    assert not commitmentno.is_valid(number)
