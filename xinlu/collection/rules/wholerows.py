"""Cleaning that looks at several columns of a row at once."""

import polars as pl

from xinlu.catalog.contracts import Field, FieldRole, Item, SubjectKind
from xinlu.collection.rules.changelog import ChangeLog
from xinlu.collection.rules.columns import holds, matches
from xinlu.kernel import residentid, uscc

SWAP, KIND = "SWAP", "KIND-FILL"
TITLES = {
    SWAP: "名称与代码两列填反的行：名称列是有效的统一社会信用代码、代码列是中文名称时，对调两列",
    KIND: "主体类别为空时，按有效的统一社会信用代码（92 开头为个体工商户）或居民身份证号码补上",
}
PAIRS = (
    (FieldRole.SUBJECT_NAME, FieldRole.USCC),
    (FieldRole.AUTHORITY, FieldRole.AUTHORITY_CODE),
    (FieldRole.SOURCE, FieldRole.SOURCE_CODE),
)


def swap_back(item: Item, columns: pl.DataFrame, log: ChangeLog) -> pl.DataFrame:
    """Exchange name and code where the name column holds a valid code and the code column a Chinese name."""
    for name_role, code_role in PAIRS:
        name, code = item.role(name_role), item.role(code_role)
        if name and code:
            columns = swap_pair(columns, name.identifier, code.identifier, log)
    return columns


def swap_pair(columns: pl.DataFrame, name: str, code: str, log: ChangeLog) -> pl.DataFrame:
    names, codes = columns[name], columns[code]
    likely = matches(names, "^[0-9A-Za-z]{18}$") & matches(codes, r"\p{Han}{2}")
    if not likely.any():
        return columns
    certain = likely & holds(names, lambda value: uscc.is_valid(value.upper()))
    return columns.with_columns(
        log.note(SWAP, name, names, codes.zip_with(certain, names)).alias(name),
        log.note(SWAP, code, codes, names.zip_with(certain, codes)).alias(code),
    )


def fill_kind(item: Item, columns: pl.DataFrame, log: ChangeLog) -> pl.DataFrame:
    """The kind of subject where it was left out (the 2016 forms did not ask) and a number tells it."""
    kind, code, person = (
        item.role(role) for role in (FieldRole.SUBJECT_KIND, FieldRole.USCC, FieldRole.PERSON_ID)
    )
    if kind is None or not columns[kind.identifier].null_count():
        return columns
    stated = columns[kind.identifier]
    codes, numbers = column_of(columns, code), column_of(columns, person)
    valid = holds(codes, uscc.is_valid) & ~holds(codes, residentid.is_valid) & numbers.is_null()
    known = fill(stated, holds(numbers, residentid.is_valid) & codes.is_null(), SubjectKind.PERSON)
    known = fill(known, valid & matches(codes, "^92"), SubjectKind.SOLE_TRADER)
    known = fill(known, valid, SubjectKind.ORGANISATION)
    return columns.with_columns(log.note(KIND, kind.identifier, stated, known).alias(kind.identifier))


def column_of(columns: pl.DataFrame, field: Field | None) -> pl.Series:
    """The field's column; one of nulls when the item has no such field."""
    if field is None:
        return pl.repeat(None, columns.height, dtype=pl.String, eager=True)
    return columns[field.identifier]


def fill(known: pl.Series, where: pl.Series, kind: SubjectKind) -> pl.Series:
    """The kind where nothing is known yet and the mask holds."""
    filled = pl.select(pl.when(known.is_null() & where).then(pl.lit(kind.value)).otherwise(known)).to_series()
    return filled.alias(known.name)
