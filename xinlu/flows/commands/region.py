"""xinlu region"""

from datetime import date
from typing import NoReturn

import click

from xinlu.flows.commands.platform import as_json, prepare, read_day, show_json
from xinlu.flows.commands.refusals import refuse
from xinlu.kernel import regions


@click.command()
@click.argument("code")
@click.option("--on", help="哪一天的区划，默认今天，如 2016-06-01")
@as_json
def command(code: str, on: str | None, as_json: bool) -> None:
    """查行政区划：名称、所属设区市（平潭按设区市）、起止日期。当日没有这个代码时退出码为 1。"""
    day, code = read_day(on) if on else today(), code.strip()
    if not code:
        refuse("请给出区划代码，如 350200。")
    region = regions.find(code, day)
    if region is None:
        tell_none(code, day, as_json)
    show_json(shape(region)) if as_json else show(region)


def today() -> date:
    """As the province's clocks have it."""
    prepare()
    from django.utils import timezone

    return timezone.localdate()


def tell_none(code: str, day: date, as_json: bool) -> NoReturn:
    """That there is none is a finding."""
    said = explain(code, day)
    if as_json:
        show_json({"code": code, "name": None, "finding": said})
    else:
        click.echo(said, err=True)
    raise SystemExit(1)


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
