"""xinlu workday"""

from datetime import date
from typing import Any

import click

from xinlu.flows.commands.platform import as_json, has_home, on_new_platform, show_json
from xinlu.flows.commands.refusals import refuse
from xinlu.kernel import dates
from xinlu.kernel.workdays import Workdays


@click.command()
@click.argument("days", nargs=-1, required=True, metavar="DATE...")
@click.option("--add", type=click.IntRange(min=0), help="向后推算几个工作日；当日不算，0 即当日")
@as_json
def command(days: tuple[str, ...], add: int | None, as_json: bool) -> None:
    """推算工作日（含调休）；不加 --add 时判断当日是否工作日。日期不明或日历未知时退出码为 2。"""
    calendar = load_calendar()
    try:
        answers = [answer(calendar, dates.parse(day), add) for day in days]
    except ValueError as error:
        refuse(str(error))
    show_json(answers) if as_json else show(answers)


def answer(calendar: Workdays, day: date, add: int | None) -> dict[str, Any]:
    due = calendar.add(day, add or 0)
    free = "working" if calendar.is_working(day) else "free"
    marked = {"estimated": True} if due.estimated else {}
    return {"date": day.isoformat(), "result": free if add is None else due.on.isoformat(), **marked}


def show(answers: list[dict[str, Any]]) -> None:
    words = {"working": "工作日", "free": "非工作日"}
    for line in answers:
        mark = "（推算：该年放假安排尚未公布）" if "estimated" in line else ""
        click.echo(f"{line['date']}  {words.get(line['result'], line['result'])}{mark}")


@on_new_platform
def load_calendar() -> Workdays:
    """With the administrator's overrides where there is a platform, else the published calendars alone."""
    if not has_home():
        return Workdays()
    from django.db import DatabaseError, connection

    from xinlu.catalog import queries

    try:
        connection.ensure_connection()
    except DatabaseError:
        click.echo("数据库连接不上，未计入管理员维护的工作日历。", err=True)
        return Workdays()
    try:
        return queries.workdays()
    except DatabaseError:  # tables not made yet: xinlu init has not run
        return Workdays()
