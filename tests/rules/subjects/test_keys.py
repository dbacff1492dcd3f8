import pytest

from xinlu.subjects.rules.keys import keys, stem_key, wanted
from xinlu.subjects.rules.parts import take_apart

FIRM = "福州闽通达物流有限公司"


def meet(written: str, filed: str = FIRM, region: str = "350100") -> bool:
    return bool(wanted(written, region) & keys(filed))


@pytest.mark.parametrize(
    "written",
    [
        "闽通达（福州）物流公司",
        "闽通达物流",
        "福州闽通达",
        "闽通达",
        "福州閩通達物流",
        "福州闽通大物流有限公司",
        "福州闽达物流有限公司",
        "福州闽通达达物流有限公司",
        "福州闽通达勿流有限公司",
        "福建省福州市闽通达运输有限公司",
    ],
)
def test_other_spellings_of_a_name_share_a_key_with_it(written: str) -> None:
    assert meet(written)


@pytest.mark.parametrize(
    "written",
    [
        "福州有限公司",
        "福州物流有限公司",
        "福州顺安物流有限公司",
        "厦门闽通大物流有限公司",
        FIRM + "第一分公司",
        "",
    ],
)
def test_common_words_bring_nobody_together(written: str) -> None:
    assert not meet(written)


def test_a_misspelt_shop_is_found_though_the_register_has_it_without_its_place() -> None:
    assert meet("鼓楼小陈汽修店", "小程汽修店")


def test_branches_meet_branches() -> None:
    assert meet(FIRM + "第二分公司", FIRM + "第一分公司")
    assert stem_key(take_apart("闽通达物流")) == stem_key(take_apart(FIRM))


def test_a_region_that_is_no_citys_adds_no_place() -> None:
    assert not meet("闽通达", region="350000") and not meet("闽通达", region="")
