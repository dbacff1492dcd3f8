"""统一社会信用代码, GB 32100-2015 with its amendment of 2016.

Department 1, class 1, region of registration 6 (GB/T 2260), organisation code 9 (GB 11714), check digit 1.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xinlu.kernel import organisationcode

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
LENGTH = 18

_OTHER = {"9": "其他"}
DEPARTMENTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "1": ("机构编制", {"1": "机关", "2": "事业单位", "3": "编办直接管理机构编制的群众团体", **_OTHER}),
    "2": ("外交", {"1": "外国常驻新闻机构", **_OTHER}),
    "3": (
        "司法行政",
        {
            "1": "律师执业机构",
            "2": "公证处",
            "3": "基层法律服务所",
            "4": "司法鉴定机构",
            "5": "仲裁委员会",
            **_OTHER,
        },
    ),
    "4": ("文化", {"1": "外国在华文化中心", **_OTHER}),
    "5": ("民政", {"1": "社会团体", "2": "民办非企业单位", "3": "基金会", **_OTHER}),
    "6": (
        "旅游",
        {"1": "外国旅游部门常驻代表机构", "2": "港澳台地区旅游部门常驻内地（大陆）代表机构", **_OTHER},
    ),
    "7": ("宗教", {"1": "宗教活动场所", "2": "宗教院校", **_OTHER}),
    "8": ("工会", {"1": "基层工会", **_OTHER}),
    "9": ("工商", {"1": "企业", "2": "个体工商户", "3": "农民专业合作社"}),
    "A": ("中央军委改革和编制办公室", {"1": "军队事业单位", **_OTHER}),
    "N": ("农业", {"1": "组级集体经济组织", "2": "村级集体经济组织", "3": "乡镇级集体经济组织", **_OTHER}),
    "Y": ("其他", {"1": "其他"}),
}
_CHARACTERS = re.compile(f"[{ALPHABET}]*")
_VALUES = {char: value for value, char in enumerate(ALPHABET)}


@dataclass(frozen=True)
class UsccParts:
    """What a well-formed code says of itself. organisation_code: nine characters, its check digit last."""

    department: str
    department_name: str
    class_: str
    class_name: str
    region: str
    organisation_code: str
    organisation_code_valid: bool


def check_digit(body17: str) -> str:
    """The eighteenth character of seventeen in ALPHABET."""
    total = sum(_VALUES[char] * weight for char, weight in zip(body17, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def is_wellformed(code: str) -> bool:
    """Shape only: 18 characters of the alphabet, a region of digits, a known department and class."""
    return not _shape_fault(code)


def is_valid(code: str) -> bool:
    """Well-formed, and the last character is the check digit of GB 32100. For the inner one see `faults`."""
    return is_wellformed(code) and check_digit(code[:17]) == code[17]


def describe(code: str) -> UsccParts:
    """Raises ValueError when the code is not well-formed."""
    if fault := _shape_fault(code):
        raise ValueError(fault)
    name, classes = DEPARTMENTS[code[0]]
    organisation = code[8:17]
    sound = organisationcode.is_valid(organisation)
    return UsccParts(code[0], name, code[1], classes[code[1]], code[2:8], organisation, sound)


def faults(code: str) -> tuple[str, ...]:
    """Everything wrong with the code, as Chinese sentences; empty when both check digits hold."""
    if fault := _shape_fault(code):
        return (fault,)
    wrong = []
    if check_digit(code[:17]) != code[17]:
        wrong.append("第 18 位校验位不符（GB 32100），请对照证照原件核对。")
    if not organisationcode.is_valid(code[8:17]):
        wrong.append("第 17 位即内含组织机构代码的校验位不符（GB 11714），请对照证照原件核对。")
    return tuple(wrong)


def _shape_fault(code: str) -> str:
    if len(code) != LENGTH:
        return f"统一社会信用代码应为 18 位，现为 {len(code)} 位。"
    if _CHARACTERS.fullmatch(code) is None:
        places = "、".join(str(place) for place, char in enumerate(code, 1) if char not in _VALUES)
        return f"第 {places} 位不是代码所用字符：只用数字和大写字母，且不用 I、O、S、V、Z。"
    if code[1] not in DEPARTMENTS.get(code[0], ("", {}))[1]:
        return f"前两位“{code[:2]}”不是已知的登记管理部门和机构类别。"
    return "" if code[2:8].isdecimal() else "第 3 至 8 位应为登记机关行政区划码，只能是数字。"
