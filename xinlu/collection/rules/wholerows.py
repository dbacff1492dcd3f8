"""Cleaning that looks at several columns of a row at once."""

from collections.abc import Mapping

import polars as pl

from xinlu.catalog.contracts import Field, FieldRole, Item, SubjectKind
from xinlu.collection.rules.changelog import ChangeLog
from xinlu.collection.rules.columns import Column
from xinlu.collection.rules.texts import holds, matches
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


Columns = Mapping[str, Column]


def swap_back(item: Item, columns: Columns, log: ChangeLog) -> Columns:
    """Exchange name and code where the name column holds a valid code and the code column a Chinese name."""
    for name_role, code_role in PAIRS:
        name, code = item.role(name_role), item.role(code_role)
        if name and code:
            columns = swap_pair(columns, name.identifier, code.identifier, log)
    return columns


def swap_pair(columns: Columns, name: str, code: str, log: ChangeLog) -> Columns:
    likely = columns[code].where(lambda values: matches(values, r"\p{Han}{2}"))
    if likely.any():
        likely = likely & columns[name].where(lambda values: matches(values, "^[0-9A-Za-z]{18}$"))
    if not likely.any():
        return columns
    rows = likely.arg_true()
    rows = rows.filter(holds(columns[name].at(rows).str.to_uppercase(), uscc.is_valid))
    names, codes = columns[name].at(rows), columns[code].at(rows)
    return {
        **columns,
        name: log.patch(SWAP, name, columns[name], rows, codes),
        code: log.patch(SWAP, code, columns[code], rows, names),
    }


def fill_kind(item: Item, columns: Columns, log: ChangeLog) -> Columns:
    """The kind of subject where it was left out (the 2016 forms did not ask) and a number tells it."""
    kind = item.role(FieldRole.SUBJECT_KIND)
    if kind is None or not (stated := columns[kind.identifier].rows()).null_count():
        return columns
    rows = stated.is_null().arg_true()
    told = [values_of(columns, item.role(role), rows) for role in (FieldRole.USCC, FieldRole.PERSON_ID)]
    name = kind.identifier
    return {**columns, name: log.patch(KIND, name, columns[name], rows, kinds_told_by(*told))}


def values_of(columns: Columns, field: Field | None, rows: pl.Series) -> pl.Series:
    """What the field says in these rows; nulls when the item has no such field."""
    if field is None:
        return pl.Series([None] * len(rows), dtype=pl.String)
    return columns[field.identifier].at(rows)


def kinds_told_by(codes: pl.Series, numbers: pl.Series) -> pl.Series:
    """The kind of subject that a code or a person's number tells, null where neither does."""
    valid = holds(codes, uscc.is_valid) & ~holds(codes, residentid.is_valid) & numbers.is_null()
    return pl.select(
        pl.when(holds(numbers, residentid.is_valid) & codes.is_null())
        .then(pl.lit(SubjectKind.PERSON.value))
        .when(valid & matches(codes, "^92"))
        .then(pl.lit(SubjectKind.SOLE_TRADER.value))
        .when(valid)
        .then(pl.lit(SubjectKind.ORGANISATION.value))
    ).to_series()
