"""The steps of cleaning, in order. Each is idempotent and leaves what it does not understand as it is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

import polars as pl

from xinlu.catalog.contracts import Field, FieldFormat, FieldRole, FieldType
from xinlu.collection.rules import codelists
from xinlu.collection.rules.texts import changed_where, lacks, mapped, mapped_where, matches
from xinlu.kernel import dates, money, plates, residentid, text

CODE_ROLES = frozenset(
    {
        FieldRole.USCC,
        FieldRole.SUBJECT_CODE,
        FieldRole.AUTHORITY_CODE,
        FieldRole.SOURCE_CODE,
        FieldRole.ORGANISATION_CODE,
        FieldRole.REGISTRATION_NO,
        FieldRole.TAX_NO,
        FieldRole.INSTITUTION_NO,
        FieldRole.SOCIAL_NO,
        FieldRole.PERSON_ID,
        FieldRole.LEGAL_PERSON_ID,
        FieldRole.LICENCE_NO,
        FieldRole.VESSEL_NO,
        FieldRole.PROJECT_NO,
    }
)
PERSON_ROLES = frozenset({FieldRole.PERSON_ID, FieldRole.LEGAL_PERSON_ID, FieldRole.SUBJECT_CODE})
JOINED_ROLES = frozenset(
    {
        FieldRole.USCC,
        FieldRole.SUBJECT_CODE,
        FieldRole.ORGANISATION_CODE,
        FieldRole.AUTHORITY_CODE,
        FieldRole.SOURCE_CODE,
    }
)
PLAIN = f"^{text.PLAIN}$"
FLOAT = r"^(\d+)\.0+$"
SIGNED = r"^(-?\d+)\.0+$"
HYPHEN = "[-‐–—]"
UNTIDY = r"(?i)_x000|[\x00-\x08\x0A-\x1F\x7F\u200B-\u200F\u2028-\u202E\u2060\uFEFF]|^\s|\s$"
# Up to eight characters of which none is a digit or a Chinese character but those that say “nothing”.
MAYBE_NULL = r"^(?:[^\p{Nd}\p{Han}]|[无空暂没有未填写]){0,8}$"
NUMBER_ROLES = CODE_ROLES | {FieldRole.DOCUMENT_NO, FieldRole.PHONE}


Change = Callable[[pl.Series], pl.Series]  # to a column of the same length


@dataclass(frozen=True)
class Step:
    """id and title stand in docs/rules.md; change_of: the same change for fields that are changed alike."""

    id: str
    title: str
    applies: Callable[[Field], bool]
    change_of: Callable[[Field], Change]


def always(change: Change) -> Callable[[Field], Change]:
    return lambda field: change


def of_type(*types: FieldType) -> Callable[[Field], bool]:
    return lambda field: field.type in types


def of_role(*roles: FieldRole) -> Callable[[Field], bool]:
    return lambda field: field.role in roles


def is_number(*roles: FieldRole) -> Callable[[Field], bool]:
    """Fields that hold a number, by their role or by their format."""
    return lambda field: field.role in roles or field.format is not None


def is_joined(field: Field) -> bool:
    return field.role in JOINED_ROLES or field.format is FieldFormat.USCC


def fold(series: pl.Series) -> pl.Series:
    return changed_where(series, lacks(series, PLAIN), fold_odd)


def fold_odd(odd: pl.Series) -> pl.Series:
    """Most need no more than half-width signs and no needless spaces; only what is still odd afterwards is folded one
    by one."""
    narrow = odd.str.replace_many(text.WIDE).str.replace_all(f"[{text.UNSEEN}]", "")
    narrow = narrow.str.replace_all(r"\s+", " ").str.strip_chars()
    plain = matches(narrow, PLAIN)
    return mapped_where(narrow.zip_with(plain, odd), ~plain, text.fold)


def fold_text(series: pl.Series) -> pl.Series:
    """Long text keeps its punctuation and line breaks; only what cannot be seen is dropped."""
    return changed_where(series, matches(series, UNTIDY), tidy_text)


def tidy_text(series: pl.Series) -> pl.Series:
    return (
        series.str.replace_all(r"(?i)_x000[0-9a-f]_", "")
        .str.replace_all(r"\r\n?", "\n")
        .str.replace_all(r"[\x00-\x08\x0B-\x1F\x7F\u200B-\u200F\u2028-\u202E\u2060\uFEFF]", "")
        .str.replace_all(r"[ \t\u00A0\u3000]*\n\s*", "\n")
        .str.strip_chars()
    )


def drop_nulls(series: pl.Series) -> pl.Series:
    return mapped_where(
        series, matches(series, MAYBE_NULL), lambda value: None if text.is_null(value) else value
    )


def drop_float_tail(series: pl.Series) -> pl.Series:
    """A number kept as a float by the spreadsheet: 2017001.0."""
    return drop_fraction(series, FLOAT)


def drop_fraction(series: pl.Series, number: str) -> pl.Series:
    """number: pattern of a whole number with nothing but zeros behind its point, the number as its first group."""
    zeros = series.str.ends_with("0").fill_null(False)
    return changed_where(series, zeros, lambda odd: odd.str.replace(number, "$1"))


def raise_code(series: pl.Series) -> pl.Series:
    return changed_where(
        series,
        matches(series, r"[\s\p{Changes_When_Uppercased}]"),
        lambda odd: odd.str.replace_all(r"\s", "").str.to_uppercase(),
    )


def join_code(series: pl.Series) -> pl.Series:
    """91350100-MA2Y0001-X9 and 12345678-9: hyphens are for the eye."""
    return changed_where(series, matches(series, HYPHEN), lambda odd: odd.str.replace_all(HYPHEN, ""))


def square_year(series: pl.Series) -> pl.Series:
    """One shape of the year in a document number: 闽交罚〔2017〕12号."""
    return changed_where(
        series,
        lacks(series, r"^[^\[\(【〔（［]*[^\s\[\(【〔（［]〔\d{4}〕\S"),
        lambda odd: odd.str.replace(r"\s*[\[\(【〔（［]\s*(\d{4})\s*[\]\)】〕）］]\s*", "〔$1〕"),
    )


def lengthen_id(series: pl.Series) -> pl.Series:
    return mapped_where(
        series, matches(series, r"^\d{15}$"), lambda value: residentid.normalise(value) or value
    )


def plain_plate(series: pl.Series) -> pl.Series:
    return mapped(series, lambda value: attempt(plates.normalise, value))


def plain_phone(series: pl.Series) -> pl.Series:
    return series.str.replace_all(r"[\s()]", "").str.replace(r"^(\+|00)86-?", "")


def iso_date(series: pl.Series) -> pl.Series:
    return mapped(series, iso)


def plain_wan(series: pl.Series) -> pl.Series:
    return mapped(series, wan)


def plain_number(series: pl.Series) -> pl.Series:
    grouped = matches(series, r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")
    plain = mapped_where(series, grouped, lambda value: value.replace(",", ""))
    return drop_fraction(plain, SIGNED)


def code_keeper(field: Field) -> Change:
    return partial(mapped, function=codelists.reader(field))


def attempt(function: Callable[[str], str], value: str) -> str:
    """What cannot be read stays as it is: a check reports it."""
    try:
        return function(value) or value
    except ValueError:
        return value


# The same days and amounts come again in every batch of a file.
iso = lru_cache(1 << 16)(partial(attempt, lambda raw: dates.parse(raw).isoformat()))
wan = lru_cache(1 << 16)(partial(attempt, lambda raw: money.format_wan(money.parse_wan(raw))))

GENERAL_STEPS = (
    Step(
        "FOLD",
        "全角转半角，去掉多余空格、零宽字符和 _x000D_ 等控制符",
        lambda f: f.type != FieldType.TEXT,
        always(fold),
    ),
    Step("FOLD-TEXT", "长文本去掉看不见的字符，标点和分段不变", of_type(FieldType.TEXT), always(fold_text)),
    Step("NULL", r"“\N”“NULL”“无”“/”“-”等写法视为未填", lambda field: True, always(drop_nulls)),
)
TYPED_STEPS = (
    Step(
        "FLOAT-TAIL",
        "电子表格把编号存成小数而多出的“.0”去掉",
        is_number(*NUMBER_ROLES),
        always(drop_float_tail),
    ),
    Step("CODE-CASE", "代码、证件号码去空格，字母转大写", is_number(*CODE_ROLES), always(raise_code)),
    Step("CODE-JOIN", "统一社会信用代码、组织机构代码去掉连字符", is_joined, always(join_code)),
    Step("ID-18", "15 位居民身份证号码换算为 18 位", of_role(*PERSON_ROLES), always(lengthen_id)),
    Step(
        "YEAR-BRACKETS", "文书号的年份统一用六角括号〔〕", of_role(FieldRole.DOCUMENT_NO), always(square_year)
    ),
    Step("PLATE-SHAPE", "车牌号去掉间隔符，字母转大写", of_role(FieldRole.PLATE), always(plain_plate)),
    Step("PHONE-SHAPE", "电话号码去掉空格、括号和国家号", of_role(FieldRole.PHONE), always(plain_phone)),
    Step(
        "DATE-SHAPE",
        "各种写法的日期统一为 2017-07-07；长期、9999-9-9 为 2099-12-31",
        of_type(FieldType.DATE),
        always(iso_date),
    ),
    Step("MONEY-SHAPE", "金额统一为万元、至多六位小数", of_type(FieldType.WAN), always(plain_wan)),
    Step(
        "NUMBER-SHAPE",
        "数值去掉千位分隔符和多余的“.0”",
        of_type(FieldType.INTEGER, FieldType.DECIMAL),
        always(plain_number),
    ),
    Step(
        "CODE-LIST",
        "代码表的名称、旧代码和别名统一为代码",
        of_type(FieldType.ENUM, FieldType.ENUMS),
        code_keeper,
    ),
)
