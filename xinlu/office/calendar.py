"""工作日历: the year as twelve months; an administrator declares days and enters years."""

import calendar
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xinlu.accounts.contracts import Permission
from xinlu.catalog import queries
from xinlu.catalog.contracts import CatalogueError
from xinlu.flows import standards
from xinlu.kernel.regions import PROVINCE
from xinlu.kernel.text import number_in
from xinlu.kernel.workdays import FIRST_YEAR, Workdays
from xinlu.office.calendar_forms import DayForm, YearForm
from xinlu.ui.access import permit
from xinlu.ui.drafts import take_draft
from xinlu.ui.refusals import refuse


@dataclass(frozen=True)
class Cell:
    """One day as shown. sign: 班 for a working weekend, 休 for a free weekday, "" for an ordinary day."""

    on: date
    working: bool
    sign: str
    declared: bool
    spoken: str


@dataclass(frozen=True)
class Month:
    number: int
    weeks: list[list[Cell | None]]
    working: int


@permit(Permission.MANAGE_CALENDAR)
@require_safe
def show_year(request: HttpRequest) -> HttpResponse:
    """?year=, and ?on= to fill the form with a day."""
    on = read_day(request.GET.get("on", ""))
    asked = request.GET.get("year", "")
    year = on.year if on else read_year(asked)
    if asked and asked != str(year):
        last = queries.workdays().certain_through + 1
        messages.warning(request, f"只能查看 {FIRST_YEAR} 至 {last} 年的工作日历，以下是 {year} 年。")
    initial = {"on": on, "working": "no" if on and queries.workdays().is_working(on) else "yes"} if on else {}
    day = DayForm(take_draft(request, reverse("office-calendar-day")), initial=initial)
    whole = YearForm(take_draft(request, reverse("office-calendar-year")), initial={"year": year})
    return render_year(request, year, day, whole)


def render_year(request: HttpRequest, year: int, day: Form, whole: Form, status: int = 200) -> HttpResponse:
    workdays, declared = queries.workdays(), queries.declared_days(year)
    months = [make_month(workdays, frozenset(declared), year, number) for number in range(1, 13)]
    estimated, changes = year > workdays.certain_through, may_change(request)
    context = {
        "year": year,
        "months": months,
        "working": sum(month.working for month in months),
        "estimated": estimated,
        "advice": advise(estimated, changes),
        "entered": year in queries.calendar_overrides().years,
        "shifts": queries.has_shifts(year),
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year <= workdays.certain_through else None,
        "declared": list(declared.values()),
        "may_change": changes,
        "day_form": day,
        "year_form": whole,
    }
    return render(request, "office/calendar/year.html", context, status=status)


def advise(estimated: bool, changes: bool) -> str:
    """Where the days come from when nobody declared any, and what may be done."""
    source = "按法定节假日推算，放假安排还没有公布" if estimated else "全部按国务院办公厅公布的放假安排"
    return source + ("。点日历上的一天可以设定。" if changes else "；工作日历由省级管理员维护。")


def make_month(workdays: Workdays, declared: frozenset[date], year: int, number: int) -> Month:
    """Weeks begin on Monday; days of the neighbouring months are left blank."""
    weeks = [
        [make_cell(workdays, declared, day) if day.month == number else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, number)
    ]
    return Month(number, weeks, sum(cell.working for week in weeks for cell in week if cell))


def make_cell(workdays: Workdays, declared: frozenset[date], day: date) -> Cell:
    working, weekend = workdays.is_working(day), day.weekday() >= queries.SATURDAY
    sign = ("班" if working else "") if weekend else ("" if working else "休")
    spoken = f"{day.month}月{day.day}日，{'工作日' if working else '休息日'}"
    spoken += "，推算" if workdays.is_estimated(day) else ""
    return Cell(day, working, sign, day in declared, spoken + ("，已设定" if day in declared else ""))


@permit(Permission.MANAGE_CALENDAR)
@require_POST
def declare(request: HttpRequest) -> HttpResponse:
    require_province(request)
    form = DayForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            standards.declare_day(
                given["on"],
                working=given["working"] == "yes",
                note=given["note"],
                by=request.principal.actor,
                at=timezone.now(),
            )
        except CatalogueError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{given['on']:%Y-%m-%d} 已设定，公示时限随之重算。")
            return redirect(address(given["on"].year))
    year = read_year(request.POST.get("on", "")[:4])
    return render_year(request, year, form, YearForm(initial={"year": year}), status=422)


@permit(Permission.MANAGE_CALENDAR)
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    require_province(request)
    on = read_day(request.POST.get("on", ""))
    try:
        if on is None:
            raise CatalogueError("日期不正确，请从日历上选择。")
        standards.withdraw_day(on, by=request.principal.actor, at=timezone.now())
        messages.success(request, f"{on:%Y-%m-%d} 的设定已撤销。")
    except CatalogueError as refused:
        refuse(request, str(refused))
    return redirect(address(on.year if on else timezone.localdate().year))


@permit(Permission.MANAGE_CALENDAR)
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    require_province(request)
    form = YearForm(request.POST)
    year = read_year(request.POST.get("year", ""))
    if form.is_valid():
        given = form.cleaned_data
        try:
            standards.enter_year(
                given["year"],
                note=given["note"],
                without_shifts=given["without_shifts"],
                by=request.principal.actor,
                at=timezone.now(),
            )
        except CatalogueError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{given['year']} 年已录入完毕，不再标注“推算”。")
            return redirect(address(given["year"]))
    return render_year(request, year, DayForm(), form, status=422)


@permit(Permission.MANAGE_CALENDAR)
@require_POST
def withdraw_year(request: HttpRequest) -> HttpResponse:
    require_province(request)
    year = find_year(request.POST.get("year", ""))
    try:
        if year is None:
            raise CatalogueError("年份不正确，没有撤销任何一年；请打开那一年的日历再点撤销。")
        standards.withdraw_year(year, by=request.principal.actor, at=timezone.now())
        messages.success(request, f"{year} 年的录入完毕已撤销，重新标注“推算”，公示时限随之重算。")
    except CatalogueError as refused:
        refuse(request, str(refused))
    return redirect(address(year or timezone.localdate().year))


def may_change(request: HttpRequest) -> bool:
    """The calendar holds for the whole province, so only those who hold the permission there change it."""
    return request.principal.may(Permission.MANAGE_CALENDAR, PROVINCE)


def require_province(request: HttpRequest) -> None:
    request.principal.require(Permission.MANAGE_CALENDAR, PROVINCE)


def read_year(text: str) -> int:
    """A year that can be shown; anything else means this year."""
    return find_year(text) or timezone.localdate().year


def find_year(text: str) -> int | None:
    """None for what is not a year that can be shown."""
    year = number_in(text) or 0
    return year if FIRST_YEAR <= year <= queries.workdays().certain_through + 1 else None


def read_day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if read_year(str(day.year)) == day.year else None


def address(year: int) -> str:
    return f"{reverse('office-calendar')}?year={year}"
