"""工作日历: days that an administrator declares over the kept-up library, and years entered in full."""

from datetime import date, datetime

from django.db import transaction

from xinlu.catalog import models, queries
from xinlu.catalog.contracts import CatalogueError
from xinlu.events.actions import record
from xinlu.events.contracts import Act, Actor, Target
from xinlu.kernel import regions
from xinlu.kernel.workdays import FIRST_YEAR

DAY_DECLARED = Act("calendar.day-declared", "设定工作日或休息日")
DAY_WITHDRAWN = Act("calendar.day-withdrawn", "撤销对某日的设定")
YEAR_ENTERED = Act("calendar.year-entered", "工作日历录入完毕")
YEAR_WITHDRAWN = Act("calendar.year-withdrawn", "撤销工作日历录入完毕")


@transaction.atomic
def declare_day(on: date, *, working: bool, note: str, by: Actor, at: datetime) -> None:
    """note: the notice that says so. Raises CatalogueError."""
    _require_known(on.year)
    models.CalendarDay.objects.update_or_create(
        date=on, defaults={"working": working, "note": _require_note(note), "by": by.name, "at": at}
    )
    summary = f"{on:%Y-%m-%d} {'工作日' if working else '休息日'}：{note}"
    record(DAY_DECLARED, by=by, at=at, target=_target(on.isoformat()), summary=summary)


@transaction.atomic
def withdraw_day(on: date, *, by: Actor, at: datetime) -> None:
    """The day is again what the library says. Raises CatalogueError."""
    deleted, _ = models.CalendarDay.objects.filter(date=on).delete()
    if not deleted:
        raise CatalogueError(f"{on:%Y-%m-%d} 没有设定，可能已被撤销；请刷新页面。")
    record(DAY_WITHDRAWN, by=by, at=at, target=_target(on.isoformat()))


@transaction.atomic
def enter_year(year: int, *, note: str, by: Actor, at: datetime, without_shifts: bool = False) -> None:
    """Every day of the year is known now: nothing in it is 推算 any more. Raises CatalogueError.

    without_shifts: said on purpose that no weekend of the year is worked; hardly any notice is like that.
    """
    _require_known(year)
    if not without_shifts and not queries.has_shifts(year):
        raise CatalogueError(
            f"{year} 年还没有设定任何调休上班的周末，放假安排可能没有录全：请先逐日设定，"
            "或者勾选“这一年没有调休上班的周末”。"
        )
    models.CalendarYear.objects.update_or_create(
        year=year, defaults={"note": _require_note(note), "by": by.name, "at": at}
    )
    record(YEAR_ENTERED, by=by, at=at, target=_target(str(year)), summary=f"{year} 年：{note}")


@transaction.atomic
def withdraw_year(year: int, *, by: Actor, at: datetime) -> None:
    """The year is 推算 again; its declared days stay. Raises CatalogueError."""
    deleted, _ = models.CalendarYear.objects.filter(year=year).delete()
    if not deleted:
        raise CatalogueError(f"{year} 年没有标记录入完毕，可能已被撤销；请刷新页面。")
    record(YEAR_WITHDRAWN, by=by, at=at, target=_target(str(year)), summary=f"{year} 年")


def _require_known(year: int) -> None:
    """Years beyond the next one have no notice that could be entered."""
    last = queries.workdays().certain_through + 1
    if not FIRST_YEAR <= year <= last:
        raise CatalogueError(f"只能维护 {FIRST_YEAR} 年到 {last} 年的工作日历。")


def _require_note(note: str) -> str:
    if not note.strip():
        raise CatalogueError("请写明依据，例如国务院办公厅放假通知的文号。")
    return note.strip()[:200]


def _target(on: str) -> Target:
    return Target("calendar", on, regions.PROVINCE)
