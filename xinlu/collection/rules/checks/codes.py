"""Codes of organisations and numbers of persons, by table look-up over whole columns."""

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from xinlu.catalog.contracts import Field, FieldRole, SubjectKind
from xinlu.collection.rules.checks.case import Case, Fault, fault
from xinlu.collection.rules.columns import Column
from xinlu.collection.rules.texts import matches, where_shaped
from xinlu.kernel import organisationcode, residentid, uscc

SUBJECTS_CODES = (FieldRole.USCC, FieldRole.SUBJECT_CODE)
CODE_ROLES = (*SUBJECTS_CODES, FieldRole.AUTHORITY_CODE, FieldRole.SOURCE_CODE)
ID_KINDS = {
    FieldRole.PERSON_ID: FieldRole.PERSON_ID_KIND,
    FieldRole.LEGAL_PERSON_ID: FieldRole.LEGAL_PERSON_ID_KIND,
}
ID_SHAPE = "^[0-9]{17}[0-9X]$"
CODE_SHAPE = "^[0-9A-Z]{18}$"
ID_CARD = "身份证"


def table(signs: str) -> np.ndarray:
    """Byte of a sign → its place among the signs, −1 for any other."""
    values = np.full(128, -1, dtype=np.int16)
    values[np.frombuffer(signs.encode(), dtype=np.uint8)] = np.arange(len(signs))
    return values


def weigh(codes: np.ndarray, values: np.ndarray, weights: Sequence[int]) -> np.ndarray:
    """ΣCi·Wi. codes: bytes, rows × weights; values: byte → Ci. Column by column: three times as fast as a product."""
    sums = np.zeros(len(codes), dtype=np.int16)
    for column, weight in zip(np.ascontiguousarray(codes.T), weights, strict=True):
        sums += np.take(values * np.int16(weight), column)
    return sums


VALUES, DIGITS, DIGITS_OR_X = table(uscc.ALPHABET), table(string.digits), table("0123456789X")
LETTERS_TOO = table(string.digits + string.ascii_uppercase)
ID_DIGITS = np.frombuffer(b"10X98765432", dtype=np.uint8)
ORGANISATION_SHAPE = "^[0-9A-Z]{8}[0-9X]$"
HEADS = "|".join(f"{head}[{''.join(classes)}]" for head, (_, classes) in uscc.DEPARTMENTS.items())
WELLFORMED = f"^(?:{HEADS})[0-9]{{6}}[{uscc.ALPHABET}]{{10}}$"


def check_digits_hold(codes: np.ndarray) -> np.ndarray:
    """GB 32100-2015 §5: (31 − ΣCi·Wi mod 31) mod 31. codes: bytes, rows × 18, all of the alphabet."""
    sums = weigh(codes[:, :17], VALUES, uscc.WEIGHTS)
    right: np.ndarray = (31 - sums % 31) % 31 == VALUES[codes[:, 17]]
    return right


def embedded_digits_hold(codes: np.ndarray) -> np.ndarray:
    """GB 11714-1997 over characters 9–17. codes as above."""
    return organisation_digits_hold(codes[:, 8:17])


def organisation_digits_hold(codes: np.ndarray) -> np.ndarray:
    """11 − ΣCi·Wi mod 11; 10 is X, 11 is 0. codes: bytes, rows × 9."""
    sums = weigh(codes[:, :8], LETTERS_TOO, organisationcode.WEIGHTS)
    right: np.ndarray = (11 - sums % 11) % 11 == DIGITS_OR_X[codes[:, 8]]
    return right


def id_digits_hold(numbers: np.ndarray) -> np.ndarray:
    """GB 11643-1999: ΣCi·Wi mod 11 into 10X98765432. numbers: bytes, rows × 18."""
    right: np.ndarray = ID_DIGITS[weigh(numbers[:, :17], DIGITS, residentid.WEIGHTS) % 11] == numbers[:, 17]
    return right


def code_fields(case: Case, roles: tuple[FieldRole, ...] = CODE_ROLES) -> Iterator[Field]:
    for role in roles:
        yield from case.columns(role=role)


@dataclass(frozen=True)
class Judged:
    """Rows of a column of codes that hold: no code at all, a code of the right shape, one that fails the check
    digit, one whose inner check digit fails, an ID number."""

    malformed: pl.Series
    shaped: pl.Series
    failing: pl.Series
    inner: pl.Series
    persons: pl.Series


def judge(case: Case, field: Field) -> Judged:
    """Worked out once a column, however many checks ask."""
    known: Judged | None = case.memory.get(field)
    if known is None:
        known = case.memory[field] = judge_column(codes_in(case, field))
    return known


def codes_in(case: Case, field: Field) -> Column:
    """The column, without the rows where a person's number belongs in it."""
    if field.role != FieldRole.SUBJECT_CODE:
        return case.values[field.identifier]
    return Column(pl.select(pl.when(~about_persons(case, field)).then(case[field])).to_series())


def about_persons(case: Case, field: Field) -> pl.Series:
    """Where the subject is a person: as the row states, else as the number in the field tells."""
    kind, number = case.item.role(FieldRole.SUBJECT_KIND), case.where(field, persons)
    if kind is None:
        return number
    code = kind.spellings.get(SubjectKind.PERSON, SubjectKind.PERSON)
    return pl.select(pl.coalesce(case[kind] == code, number)).to_series()


def judge_column(column: Column) -> Judged:
    values = column.values
    known = persons(values)
    shaped = wellformed(values) & ~known
    sound, inner = where_shaped(values, CODE_SHAPE, 18, check_digits_hold, embedded_digits_hold)
    malformed = values.is_not_null() & ~shaped & ~known
    return Judged(*map(column.spread, (malformed, shaped, shaped & ~sound, shaped & ~inner, known)))


def wellformed(series: pl.Series) -> pl.Series:
    """As uscc.is_wellformed, of whole columns."""
    return matches(series, WELLFORMED)


def persons(series: pl.Series) -> pl.Series:
    """Values that are resident ID numbers, by shape first so that few need the full test."""
    return series.is_in(list(filter(is_person, series.filter(matches(series, ID_SHAPE))))).fill_null(False)


def valid_ids(series: pl.Series) -> pl.Series:
    """As residentid.is_valid, of whole columns."""
    born = series.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)
    known = series.str.slice(0, 2).is_in(list(residentid.PROVINCES)) & born.dt.year().is_between(1900, 2099)
    (sound,) = where_shaped(series, ID_SHAPE, 18, id_digits_hold)
    return sound & known.fill_null(False)


def organisation_codes_hold(series: pl.Series) -> pl.Series:
    """As organisationcode.is_valid, of whole columns."""
    (sound,) = where_shaped(series, ORGANISATION_SHAPE, 9, organisation_digits_hold)
    return sound


def is_person(number: str) -> bool:
    """Also a mistyped ID number, unless it is a code without fault: it still tells whose it is."""
    return residentid.is_valid(number) or (residentid.looks_like(number) and bool(uscc.faults(number)))


def authorised(case: Case, field: Field) -> pl.Series:
    return case.where(field, lambda values: values.is_in(list(case.surroundings.exceptions)))


def find_malformed(case: Case) -> Iterator[Fault]:
    for field in code_fields(case):
        message = f"“{field.name}”不是统一社会信用代码：应为 18 位，不用字母 I、O、S、V、Z，请照证照改正。"
        yield fault(case, field, judge(case, field).malformed, message)


def find_failing(case: Case) -> Iterator[Fault]:
    for field in code_fields(case):
        where = judge(case, field).failing & ~authorised(case, field)
        advice = "请照证照核对；证照上确是这个代码的，请报数据管理员授权，授权前本行留在待处理区。"
        message = f"“{field.name}”的校验位不对，{advice}"
        yield fault(case, field, where, message)


def find_authorised(case: Case) -> Iterator[Fault]:
    for field in code_fields(case):
        where = judge(case, field).failing & authorised(case, field)
        yield fault(case, field, where, f"“{field.name}”的校验位不对，但属于授权例外代码，已收。")


def find_person_in_code(case: Case) -> Iterator[Fault]:
    for field in code_fields(case):
        shared = field.role == FieldRole.SUBJECT_CODE
        advice = "而主体类别不是自然人，请核对类别和代码" if shared else "属于个人信息，请移到证件号码栏"
        message = f"“{field.name}”里填的是居民身份证号码，{advice}。"
        yield fault(case, field, judge(case, field).persons, message)


def find_bad_embedded(case: Case) -> Iterator[Fault]:
    for field in code_fields(case, SUBJECTS_CODES):
        where = judge(case, field).inner
        yield fault(case, field, where, f"“{field.name}”第 9–17 位的组织机构代码校验位不对，请留意。")


def find_bad_organisation_codes(case: Case) -> Iterator[Fault]:
    for field in case.columns(role=FieldRole.ORGANISATION_CODE):
        bad = case.where(field, lambda values: ~organisation_codes_hold(values))
        yield fault(case, field, bad, f"“{field.name}”应为 9 位且校验位正确，请核对。")


def find_bad_ids(case: Case) -> Iterator[Fault]:
    """Only where the kind of document is the ID card or is not said, and where the subject is a person."""
    for role, kind_role in ID_KINDS.items():
        for field in case.columns(role=role):
            advice = "请照证件核对；如为其他证件，请填写证件类型"
            yield bad_ids(case, field, is_id_card(case, kind_role), advice)
    for field in case.columns(role=FieldRole.SUBJECT_CODE):
        yield bad_ids(case, field, about_persons(case, field), "请照证件核对")


def bad_ids(case: Case, field: Field, where: pl.Series, advice: str) -> Fault:
    bad = where & case.where(field, lambda values: ~valid_ids(values))
    return fault(case, field, bad, f"“{field.name}”不是有效的居民身份证号码，{advice}。")


def is_id_card(case: Case, kind_role: FieldRole) -> pl.Series:
    kind = case.item.role(kind_role)
    if kind is None:
        return pl.repeat(True, case.frame.height, eager=True)
    code = kind.spellings.get(ID_CARD, ID_CARD)
    return case[kind].is_null() | case.where(kind, lambda values: values == code)


def find_kind_mismatch(case: Case) -> Iterator[Fault]:
    """92… is a sole trader; nothing else is."""
    kind = case.item.role(FieldRole.SUBJECT_KIND)
    if kind is None:
        return
    for field in code_fields(case, SUBJECTS_CODES):
        trader = case.where(field, lambda values: values.str.starts_with("92"))
        says_trader = case.where(kind, lambda values: values == SubjectKind.SOLE_TRADER)
        says_firm = case.where(kind, lambda values: values == SubjectKind.ORGANISATION)
        mismatch = (trader & says_firm) | (~trader & says_trader)
        message = f"“{kind.name}”与统一社会信用代码的机构类别不一致（92 开头的是个体工商户），请核对。"
        yield fault(case, kind, mismatch & judge(case, field).shaped, message)
