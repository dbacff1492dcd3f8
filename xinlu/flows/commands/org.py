"""xinlu org"""

from datetime import date
from typing import Any

import click

from xinlu.flows.commands.platform import as_json, on_platform, read_day, show_json

KINDS = ("bureau", "city", "county")
basis = click.option("--basis", required=True, help="依据：批准文件的名称和文号")


@click.group()
def command() -> None:
    """机构：列出、增设、更名、撤销、更正代码、核实。"""


@command.command(name="list")
@click.option("--on", "day", help="哪一天的机构，默认今天，如 2016-06-01")
@as_json
@on_platform
def list_all(day: str | None, as_json: bool) -> None:
    """列出机构；名称和日期未见批准文件的标“待核实”。"""
    from dataclasses import asdict

    from django.utils import timezone

    from xinlu.accounts import queries

    units = queries.organisations(read_day(day) if day else timezone.localdate())
    if as_json:
        show_json([asdict(unit) for unit in units])
    for unit in [] if as_json else units:
        click.echo(f"{unit.code}\t{unit.name}\t{'' if unit.verified else '待核实'}".rstrip())


@command.command()
@click.argument("code")
@click.option("--name", required=True, help="名称")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="类别：省级直属、市级、县级")
@click.option("--parent", required=True, help="上级机构代码")
@click.option("--uscc", required=True, help="统一社会信用代码")
@click.option("--since", required=True, help="设立日期，如 2026-01-01")
@basis
@as_json
@on_platform
def add(code: str, kind: str, since: str, as_json: bool, **given: str) -> None:
    """增设机构。代码是 6 位区划代码，或区划代码加短横线和英文小写简称。"""
    from xinlu.accounts import actions
    from xinlu.accounts.contracts import OrganisationKind

    kinds = {"code": code, "kind": OrganisationKind(kind), "since": read_day(since)}
    actions.add_organisation(**given, **kinds, **by_command())
    tell(code, f"已增设机构 {code}。", as_json)


@command.command()
@click.argument("code")
@click.option("--name", required=True, help="新名称")
@click.option("--since", required=True, help="自哪一天起用，如 2026-01-01")
@basis
@as_json
@on_platform
def rename(code: str, name: str, since: str, basis: str, as_json: bool) -> None:
    """机构更名；更名以前的日期仍显示旧名。"""
    from xinlu.accounts import actions

    actions.rename_organisation(code=code, name=name, since=read_day(since), basis=basis, **by_command())
    tell(code, f"{code} 已更名为“{name}”。", as_json)


@command.command()
@click.argument("code")
@click.option("--until", help="最后一天，如 2025-12-31；不给则表示继续存续，用于改正误记")
@basis
@as_json
@on_platform
def end(code: str, until: str | None, basis: str, as_json: bool) -> None:
    """撤销机构，或改正它的撤销日期。"""
    from xinlu.accounts import actions

    last: date | None = read_day(until) if until else None
    actions.end_organisation(code=code, until=last, basis=basis, **by_command())
    tell(code, f"{code} 存续至 {last:%Y-%m-%d}。" if last else f"{code} 继续存续。", as_json)


@command.command()
@click.argument("code")
@click.argument("uscc")
@basis
@as_json
@on_platform
def uscc(code: str, uscc: str, basis: str, as_json: bool) -> None:
    """更正机构的统一社会信用代码。"""
    from xinlu.accounts import actions

    actions.correct_uscc(code=code, uscc=uscc, basis=basis, **by_command())
    tell(code, f"{code} 的统一社会信用代码已更正。", as_json)


@command.command()
@click.argument("code")
@basis
@as_json
@on_platform
def verify(code: str, basis: str, as_json: bool) -> None:
    """标记机构的名称和日期已对照文件核实。"""
    from xinlu.accounts import actions

    actions.verify_organisation(code=code, basis=basis, **by_command())
    tell(code, f"{code} 已标记为核实。", as_json)


def tell(code: str, said: str, as_json: bool) -> None:
    """What was done, or the organisation as it is now."""
    from dataclasses import asdict

    from xinlu.accounts import queries

    show_json(asdict(queries.organisation(code))) if as_json else click.echo(said)


def by_command() -> dict[str, Any]:
    from django.utils import timezone

    from xinlu.events.contracts import SYSTEM

    return {"by": SYSTEM, "at": timezone.now()}
