"""xinlu user"""

import click

from xinlu.flows.commands.platform import as_json, on_platform, show_json

ROLES = ["clerk", "steward", "case-officer", "evaluator", "auditor", "administrator"]


@click.group()
def command() -> None:
    """用户与授权。"""


@command.command()
@click.argument("username")
@click.option("--name", default="", help="姓名")
@click.option("--org", required=True, help="机构代码，如 350000")
@click.option("--role", type=click.Choice(ROLES), required=True, help="角色")
@click.option("--password", help="不给则在屏幕上询问")
@as_json
@on_platform
def add(username: str, name: str, org: str, role: str, password: str | None, as_json: bool) -> None:
    """新建用户并授予角色；首次登录须改密码。"""
    from django.db import transaction
    from django.utils import timezone

    from xinlu.accounts import actions, queries
    from xinlu.accounts.contracts import Role
    from xinlu.events.contracts import SYSTEM

    password, at = ask_password() if password is None else password, timezone.now()
    said = {"username": username, "name": name or username, "organisation": org, "password": password}
    with transaction.atomic():
        user = actions.create_user(**said, by=SYSTEM, at=at)
        actions.grant_role(user_id=user, role=Role(role), organisation=org, by=SYSTEM, at=at)
    if as_json:
        show_json({"id": user, "role": role, **shape(queries.user(user))})
    else:
        click.echo(f"已建立用户 {username}。")


def ask_password() -> str:
    """Asked twice until both are the same; nothing typed is shown."""
    while True:
        first, again = (click.prompt(text, hide_input=True, err=True) for text in ("密码", "再输一次密码"))
        if first == again:
            return first
        click.echo("两次输入的密码不同，请重新输入。", err=True)


def shape(user) -> dict[str, str]:
    return {"username": user.username, "name": user.name, "organisation": user.organisation}


@command.command(name="list")
@as_json
@on_platform
def list_all(as_json: bool) -> None:
    """列出全部用户。"""
    from xinlu.accounts import queries
    from xinlu.accounts.contracts import Scope

    pages = queries.list_users(Scope(everywhere=True)).pages
    numbers = range(1, pages + 1)
    users = [one for at in numbers for one in queries.list_users(Scope(everywhere=True), page=at).rows]
    if as_json:
        show_json([shape(one) for one in users])
    for one in [] if as_json else users:
        click.echo(f"{one.username}\t{one.name}\t{one.organisation}")
