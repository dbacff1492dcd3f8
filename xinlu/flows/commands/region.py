"""xinlu region"""

from datetime import date

import click
from django.utils import timezone

from xinlu.flows.commands.platform import as_json, refuse, show_json
from xinlu.kernel import dates, regions


@click.command()
@click.argument("code")
@click.option("--on", help="哪一天的区划，默认今天，如 2016-06-01")
@as_json
def command(code: str, on: str | None, as_json: bool) -> None:
    """查行政区划：名称、所属设区市（平潭按设区市）、起止日期。当日没有这个代码时退出码为 1。"""
    day = read_day(on)
    region = regions.find(code.strip(), day)
    if region is None:
        click.echo(explain(code.strip(), day), err=True)
        raise SystemExit(1)
    show_json(shape(region)) if as_json else show(region)


def read_day(text: str | None) -> date:
    try:
        return dates.parse(text) if text else timezone.localdate()
    except ValueError as error:
        refuse(str(error))


def explain(code: str, day: date) -> str:
    known = regions.resolve(code)
    if known is None:
        return f"福建省没有区划代码 {code}；请核对是否为 6 位县级以上代码。"
    return f"{day:%Y-%m-%d} 没有区划代码 {code}：{known.name}的起止为 {span(known)}。"


def shape(region: regions.Region) -> dict[str, str | None]:
    return {
        "code": region.code,
        "name": region.name,
        "city": region.city or None,
        "from": region.since and region.since.isoformat(),
        "until": region.until and region.until.isoformat(),
    }


def show(region: regions.Region) -> None:
    city = regions.name_of(region.city) or "—"
    click.echo(f"{region.code}  {region.name}  所属设区市 {city}  {span(region)}")


def span(region: regions.Region) -> str:
    since = f"{region.since:%Y} 年" if region.since else "早年"
    return f"{since}至" + (f" {region.until:%Y} 年" if region.until else "今")
