"""Rows against their twins, against what was withdrawn, and the file against files before it."""

from collections.abc import Iterator

import polars as pl

from xinlu.catalog.contracts import Field
from xinlu.collection.contracts import KnownKeys, Mode
from xinlu.collection.rules.checks.case import Case, Fault, fault, file_fault
from xinlu.collection.rules.columns import AT, KEY
from xinlu.collection.rules.wholerows import SWAP

FEW = 50  # below this a count says nothing
LEAP, DROP = 10, 20  # times more, times fewer than usual: worth a word
IMPLAUSIBLE, MANY = 100, 1000  # times the usual, and rows: a whole register sent as news, or somebody else's


def key_field(case: Case) -> Field:
    """Where a finding about the whole row stands: the first field of the natural key that is ever filled."""
    filled = (n for n in case.item.natural_key if case.frame[n].null_count() < case.frame.height)
    return case.item.field(next(filled, case.item.natural_key[0]))


def find_repeated(case: Case) -> Iterator[Fault]:
    yield twin_fault(case, ~pl.col("differ"), "与{}完全相同，只按一条记录收。")


def find_contradicting(case: Case) -> Iterator[Fault]:
    names = "、".join(case.item.field(name).name for name in case.item.natural_key)
    text = f"与{{}}是同一条记录（{names}相同）而内容不同，请只保留正确的一行。"
    yield twin_fault(case, pl.col("differ"), text)


def twin_fault(case: Case, which: pl.Expr, text: str) -> Fault:
    twins = case.twins.filter(which)
    where = pl.repeat(False, case.frame.height, eager=True).scatter(twins["at"], True)
    return fault(case, key_field(case), where, pl.format(text, twins["first"]))


def known(case: Case) -> KnownKeys:
    """Asked once, however many checks want to know."""
    found: KnownKeys | None = case.memory.get(KEY)
    if found is None:
        found = case.memory[KEY] = case.surroundings.known(case.frame[KEY].to_list())
    return found


def find_foreign(case: Case) -> Iterator[Fault]:
    """A record belongs to who reported it: another authority must not change it unawares."""
    owners = known(case).foreign
    if not owners:
        return
    where = case.frame[KEY].is_in(list(owners))
    names = case.frame[KEY].filter(where).replace_strict(owners, return_dtype=pl.String)
    text = "这条记录是{}报送的，不能由其他单位更改；确应由本单位报送的，请报数据管理员核准。"
    yield fault(case, key_field(case), where, pl.format(text, names))


def find_withdrawn(case: Case) -> Iterator[Fault]:
    if not (withdrawn := known(case).withdrawn):
        return
    where = case.frame[KEY].is_in(list(withdrawn))
    message = "这条记录此前已经撤回，不能当作有效记录再次报送；如确需恢复，请报数据管理员核准。"
    yield fault(case, key_field(case), where, message)


def find_implausible_volume(case: Case) -> Iterator[Fault]:
    """What somebody must confirm: a full report that would withdraw much, and numbers nobody would expect."""
    rows, usual = case.rows, case.surroundings.usual_rows
    if is_implausible(rows, usual, case.surroundings.mode):
        full = case.surroundings.mode is Mode.FULL
        advice = "全量报送时缺少的记录会被撤回，" if full and rows < (usual or 0) else ""
        message = f"本次 {rows} 行，此前通常约 {usual} 行，相差很大；{advice}请核对文件是否完整，确认后继续。"
        yield file_fault("", str(rows), message)


def find_unusual_volume(case: Case) -> Iterator[Fault]:
    """An incremental report may well be larger or smaller than the others: told, but taken."""
    rows, usual = case.rows, case.surroundings.usual_rows
    if usual is None or max(rows, usual) < FEW or case.surroundings.mode is Mode.FULL:
        return
    unusual = rows > usual * LEAP or rows * DROP < usual
    if unusual and not is_implausible(rows, usual, case.surroundings.mode):
        yield file_fault(
            "",
            str(rows),
            f"本次 {rows} 行，此前通常约 {usual} 行；已照常接收，请核对文件是否完整、有无重复。",
        )


def is_implausible(rows: int, usual: int | None, mode: Mode) -> bool:
    if usual is None or max(rows, usual) < FEW:
        return False
    if mode is Mode.FULL:
        return rows > usual * LEAP or rows * 2 < usual
    return rows >= MANY and rows > usual * IMPLAUSIBLE


def find_swapped(case: Case) -> Iterator[Fault]:
    swapped = case.changes.filter(pl.col("rule") == SWAP)
    for (name,), rows in swapped.group_by("field", maintain_order=True):
        said = pl.Series(["名称与代码填反，已对调，请核对原表两列。"] * rows.height)
        yield Fault(str(name), rows[AT], rows["after"], said)
