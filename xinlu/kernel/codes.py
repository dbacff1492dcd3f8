"""One question for any number: what is it, is it right, is it personal?"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from xinlu.kernel import licences, organisationcode, plates, residentid, uscc
from xinlu.kernel.personal import find_personal


@dataclass(frozen=True)
class Judgement:
    """personal: to be sealed and masked. reason: Chinese: why not valid, a warning about a valid one, or "".

    kind: uscc | organisation-code | resident-id | plate | practitioner-licence | transport-licence | unknown.
    """

    input: str
    valid: bool
    kind: str
    personal: bool
    reason: str


_HOLDS_ID = "号码里有身份证号或形似抄错的身份证号，按个人信息保护；如为身份证号，请核对证件原件。"
_Verdict = tuple[bool, str, bool, str]  # valid, kind, personal, reason


def judge(text: str, *, exceptions: Collection[str] = ()) -> Judgement:
    """exceptions: compact codes authorised although a check digit fails; accepted with a warning.

    A number that is a valid ID number is personal, even where it passes as a code.
    """
    code = compact(text)
    verdict = _judge_resident(code) or _judge_uscc(code, exceptions)
    for judge_kind in _OTHERS:
        verdict = verdict or judge_kind(code)
    return Judgement(text, *(verdict or _unknown(code)))


def compact(text: str) -> str:
    """The form in which codes are kept and compared: folded, upper case, no spaces and hyphens."""
    return licences.normalise(text)


def _judge_resident(code: str) -> _Verdict | None:
    if residentid.is_valid(code):
        return True, "resident-id", True, ""
    if len(code) == 15 and residentid.normalise(code):
        return True, "resident-id", True, "15 位旧身份证号，应换用 18 位号码。"
    if residentid.looks_like(code) and uscc.faults(code):
        return False, "resident-id", True, "形似身份证号，但出生日期或校验位不符，请核对证件原件。"
    return None


def _judge_uscc(code: str, exceptions: Collection[str]) -> _Verdict | None:
    if len(code) != uscc.LENGTH or not code.isalnum() or not code.isascii():
        return None
    personal = residentid.looks_like(code)
    wrong = uscc.faults(code)
    if wrong and uscc.is_wellformed(code) and code in exceptions:
        return True, "uscc", personal, "校验位不符，已列入授权例外清单，按有效代码接收。"
    alike = "代码有效，但形似身份证号，先按个人信息保护。" if personal and not wrong else ""
    # The embedded digit alone does not refuse a code: intake says it as a warning, too.
    return uscc.is_valid(code), "uscc", personal, "".join(wrong) or alike


def _judge_plate(code: str) -> _Verdict | None:
    plate = plates.normalise(code)
    if plates.is_valid(plate):
        return True, "plate", False, ""
    if plates.looks_like(plate):
        return False, "plate", False, "号牌位数或字符不对：普通号牌 7 位，新能源号牌 8 位，不用字母 I 和 O。"
    return None


def _judge_organisation(code: str) -> _Verdict | None:
    if not organisationcode.looks_like(code):
        return None
    sound = organisationcode.is_valid(code)
    return (
        sound,
        "organisation-code",
        False,
        "" if sound else "组织机构代码第 9 位校验位不符，请核对证照原件。",
    )


def _judge_transport(code: str) -> _Verdict | None:
    return (True, "transport-licence", False, "") if licences.transport_number(code) else None


def _judge_practitioner(code: str) -> _Verdict | None:
    number = licences.practitioner_number(code)
    if number is None or len(number) == uscc.LENGTH:
        return None
    personal = licences.is_personal(number)
    return True, "practitioner-licence", personal, _HOLDS_ID if personal else ""


def _unknown(code: str) -> _Verdict:
    if not code:
        return False, "unknown", False, "内容为空。"
    reason = f"共 {len(code)} 位，不是能识别的代码、证件号或车牌；统一社会信用代码应为 18 位，请核对。"
    return False, "unknown", bool(find_personal(code)), reason


_OTHERS: tuple[Callable[[str], _Verdict | None], ...] = (
    _judge_plate,
    _judge_organisation,
    _judge_transport,
    _judge_practitioner,
)
